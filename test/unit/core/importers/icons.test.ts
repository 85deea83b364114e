// Icons of other programs: of any size and kind, drawn ones too, and what is no picture at all.
import fc from "fast-check";
import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { iconPicture } from "../../../../electron/core/importers/icon-picture.ts";
import type { Imported } from "../../../../electron/core/importers/importer.ts";
import { readImport } from "../../../../electron/core/importers/read-import.ts";
import { takeIcons } from "../../../../electron/core/importers/take-icons.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const secret = "GEZDGNBVGY3TQOJQ";
const svg = (content: string, more = 'viewBox="0 0 100 100"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${more}>${content}</svg>`;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

/** Its left half is red, its right half blue, its lower quarter clear. */
function twoColours(width: number, height: number): PNG {
  const png = new PNG({ width, height });
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)];
    png.data.set([x < width / 2 ? 255 : 0, 0, x < width / 2 ? 0 : 255, y < 0.75 * height ? 255 : 0], at * 4);
  }
  return png;
}

async function pixels(file: Uint8Array): Promise<(x: number, y: number) => readonly number[]> {
  const icon = PNG.sync.read(Buffer.from(await iconPicture(file)));
  expect([icon.width, icon.height]).toEqual([64, 64]);
  return (x, y) => [...icon.data.subarray((y * 64 + x) * 4, (y * 64 + x) * 4 + 4)];
}

describe("the icon that is made of a picture", () => {
  it("shows the middle of it, whatever its size", async () => {
    for (const [width, height] of [
      [512, 512],
      [64, 64],
      [20, 20],
      [900, 300],
    ] as const) {
      const at = await pixels(PNG.sync.write(twoColours(width, height)));
      expect(at(8, 8), `${width}`).toEqual([255, 0, 0, 255]);
      expect(at(56, 8), `${width}`).toEqual([0, 0, 255, 255]);
      expect(at(8, 62)[3], `${width}`).toBe(0);
    }
  });

  it("keeps colours where they fade away", async () => {
    const png = new PNG({ width: 128, height: 128 });
    for (let at = 0; at < 128 * 128; at += 1) png.data.set([200, 100, 50, 128], at * 4);
    const [red = 0, green = 0, blue = 0, cover = 0] = (await pixels(PNG.sync.write(png)))(30, 30);
    expect(cover).toBe(128);
    expect(Math.abs(red - 200) + Math.abs(green - 100) + Math.abs(blue - 50)).toBeLessThan(6);
  });

  it("is read from JPEG, and from drawings, which are seen whole", async () => {
    const photo = jpeg.encode({ width: 200, height: 100, data: Buffer.alloc(80_000, 255) }, 90).data;
    expect((await pixels(photo))(32, 32)).toEqual([255, 255, 255, 255]);
    const wide = svg('<rect width="200" height="100" fill="#0f0"/>', 'viewBox="0 0 200 100"');
    const at = await pixels(bytes(`<?xml version="1.0"?>\n<!-- drawn -->\n${wide}`));
    expect(at(2, 32)).toEqual([0, 255, 0, 255]);
    expect(at(32, 4)[3]).toBe(0);
  });

  it("is nothing that a drawing would have fetched, written or run", async () => {
    const address = '"http://127.0.0.1:9/a.png"';
    const at = await pixels(
      bytes(
        svg(
          `<script>throw 1</script><image href=${address} width="100" height="100"/>
           <image href="file:///etc/hostname" width="100" height="100"/>
           <foreignObject width="100" height="100"><p>text</p></foreignObject>
           <rect width="10" height="10" fill="#00f"/>`,
        ),
      ),
    );
    expect(at(2, 2)).toEqual([0, 0, 255, 255]);
    expect(at(40, 40)[3]).toBe(0);
  });

  it("is refused by one known error for everything else, soon", async () => {
    let uses = '<g id="a0"><rect width="9" height="9"/></g>';
    for (let at = 1; at < 30; at += 1)
      uses += `<g id="a${at}"><use xlink:href="#a${at - 1}"/><use xlink:href="#a${at - 1}"/></g>`;
    const refused = [
      new Uint8Array(),
      bytes("no picture"),
      bytes("<svg"),
      bytes(svg("")),
      bytes(svg("", 'width="1" height="1e9"')),
      bytes(svg(`<defs>${uses}</defs><use xlink:href="#a29"/>`)),
      bytes(
        `<!DOCTYPE svg [<!ENTITY a "${"a".repeat(999)}"><!ENTITY b "&a;&a;">]>${svg("<text>&b;</text>")}`,
      ),
      bytes(svg(`<path d="${"M0 0".repeat(100_000)}"/>`)),
      Buffer.from(PNG.sync.write(twoColours(64, 64)).subarray(0, 60)),
      new Uint8Array(2 * 1024 * 1024),
    ];
    for (const [index, file] of refused.entries()) {
      const failure = await iconPicture(file).catch((thrown: unknown) => thrown);
      expect(failure, `${index}`).toBeInstanceOf(AppError);
      expect((failure as AppError).code).toMatch(/^picture-/);
    }
  });

  it("never comes with another failure, whatever the bytes are", async () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(PNG.sync.write(twoColours(70, 70)), Buffer.from(svg('<circle r="40"/>'))),
        fc.nat(),
        fc.uint8Array(),
      )
      .map(([file, at, more]) => {
        const copy = Buffer.from(file);
        copy.set(more.subarray(0, Math.max(0, copy.length - (at % copy.length))), at % copy.length);
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array()), async (file) => {
        const made = await iconPicture(file).catch((failure: unknown) => failure);
        expect(made instanceof Uint8Array || made instanceof AppError).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an import with pictures", () => {
  const aegisRow = (issuer: string, icon: string | null, mime: string | null) => ({
    ...{ type: "totp", uuid: issuer, name: "ann", issuer, note: "", favorite: false, groups: [] },
    ...{ icon, icon_mime: mime, info: { secret, algo: "SHA1", digits: 6, period: 30 } },
  });
  const base64 = (content: Uint8Array | string) => Buffer.from(content).toString("base64");
  const read = async (file: unknown) => (await readImport([bytes(JSON.stringify(file))], undefined)).imported;
  const shown = ({ entries }: Imported) =>
    entries.map(({ issuer, icon, iconLost = false }) => [issuer, icon?.kind, iconLost]);

  it("takes those of Aegis, and says which it cannot take", async () => {
    const large = base64(PNG.sync.write(twoColours(512, 512)));
    const imported = await read({
      version: 1,
      header: { slots: null, params: null },
      db: {
        version: 3,
        groups: [],
        entries: [
          aegisRow("Large", large, "image/png"),
          aegisRow("Drawn", base64(svg('<rect width="50" height="50"/>')), "image/svg+xml"),
          aegisRow("Broken", base64("no picture"), "image/png"),
          aegisRow("None", null, null),
        ],
      },
    });
    expect(shown(imported)).toEqual([
      ["Large", "picture", false],
      ["Drawn", "picture", false],
      ["Broken", undefined, true],
      ["None", undefined, false],
    ]);
    expect(JSON.stringify(imported)).not.toContain(large.slice(0, 60));
  });

  it("takes those of Stratum by their names", async () => {
    const row = (Issuer: string, Icon: string | null) => ({
      ...{
        Type: 2,
        Issuer,
        Username: "ann",
        Secret: secret,
        Algorithm: 0,
        Digits: 6,
        Period: 30,
        Counter: 0,
        Icon,
      },
    });
    const imported = await read({
      Authenticators: [row("Own", "@1a2b3c4d"), row("Gone", "@99999999"), row("Brand", "github")],
      CustomIcons: [{ Id: "1a2b3c4d", Data: base64(PNG.sync.write(twoColours(128, 128))) }],
    });
    expect(shown(imported)).toEqual([
      ["Own", "picture", false],
      ["Gone", undefined, false],
      ["Brand", "brand", false],
    ]);
  });

  it("makes each picture once, and does not wait for pictures for ever", async () => {
    const list = bytes(`otpauth://totp/Post:ann?secret=${secret}`);
    const { entries } = (await readImport([list], undefined)).imported;
    const [one] = entries;
    if (!one) throw new Error("there is no entry");
    const iconFile = base64(PNG.sync.write(twoColours(100, 100)));
    const other = base64(PNG.sync.write(twoColours(101, 101)));
    let now = 0;
    const late = () => (now += 11_000);
    const taken = await takeIcons(
      {
        entries: [
          { ...one, iconFile },
          { ...one, iconFile },
          { ...one, iconFile: other },
        ],
        problems: [],
      },
      late,
    );
    expect(taken.entries.map(({ icon, iconLost }) => icon?.kind ?? iconLost)).toEqual([
      "picture",
      "picture",
      true,
    ]);
  });
});
