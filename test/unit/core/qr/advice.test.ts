import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { prepareZXingModule, writeBarcode } from "zxing-wasm/writer";
import { adviceFor } from "../../../../electron/core/qr/advice.ts";
import { pictureOfColours } from "../../../../electron/core/qr/colours.ts";

import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { openZxing, type Zxing } from "../../../../electron/core/qr/zxing.ts";
import { type Canvas, canvas, drawQr } from "../../../support/pictures.ts";

const link = "otpauth://totp/Post:ann@example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Post";
let zxing: Zxing;
beforeAll(async () => {
  zxing = await openZxing();
  const file = createRequire(import.meta.url).resolve("zxing-wasm/writer/zxing_writer.wasm");
  const wasmBinary = Uint8Array.from(await readFile(file)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

const about = ({ width, height, data }: Canvas) => adviceFor(pictureOfColours(width, height, data), zxing);

/** A code, as the advice sees it: it is only asked when no decoder has read one. */
function seen(size: number, colours: Parameters<typeof drawQr>[3] = {}): Canvas {
  const picture = canvas(900, 700, colours.light ? [...colours.light] : [255, 255, 255]);
  drawQr(picture, link, { x: 300, y: 200, size }, colours);
  return picture;
}

/** A code of 270 pixels at 300, 200, with something white over all that `covers`. */
function covered(covers: (x: number, y: number) => boolean): Canvas {
  const picture = seen(6);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      if (covers(x, y)) picture.data.fill(240, (y * 900 + x) * 4, (y * 900 + x) * 4 + 3);
    }
  }
  return picture;
}

describe("what helps when nothing was found", () => {
  it.each([
    ["larger", () => seen(2)],
    ["unreadable", () => seen(6)],
    ["brighter", () => seen(6, { dark: [110, 110, 110], light: [140, 140, 140] })],
    ["none", () => canvas(800, 600, [20, 20, 20])],
    ["none", () => canvas(800, 600)],
    ["small-picture", () => canvas(40, 40)],
  ] as const)("%s", (advice, picture) => {
    expect(about(picture()).advice).toBe(advice);
  });

  it("is to show the whole code where an edge cuts it, and says where it is", () => {
    const picture = canvas(600, 400);
    drawQr(picture, link, { x: 200, y: 270, size: 6 });
    const { advice, suspects } = about(picture);
    expect(advice).toBe("whole");
    expect(suspects[0]?.x).toBeGreaterThan(150);
    expect((suspects[0]?.y ?? 0) + (suspects[0]?.height ?? 0)).toBeGreaterThan(380);
  });

  it.each([
    ["right half", 2, (x: number) => x > 430],
    ["lower half", 2, (_: number, y: number) => y > 340],
    ["all but one corner", 1, (x: number, y: number) => x > 400 || y > 300],
  ] as const)("is to show the whole code where something covers its %s", (_, corners, covers) => {
    const { advice, suspects } = about(covered(covers));
    expect(advice).toBe("whole");
    expect(suspects).toHaveLength(corners);
    expect(suspects[0]?.x).toBeCloseTo(300, -1);
    expect(suspects[0]?.y).toBeCloseTo(200, -1);
    expect(suspects[0]?.width).toBeCloseTo(42, -1);
  });

  it.each([
    ["Aztec", link],
    ["DataMatrix", link],
    ["PDF417", link],
    ["MicroQRCode", "12345"],
    ["EAN13", "4006381333931"],
    ["Code128", "PARCEL-1234"],
  ] as const)("is to look for another code where it is a barcode of the kind %s", async (format, text) => {
    const { image } = await writeBarcode(text, { format, scale: 4 });
    if (!image) throw new Error("the barcode was not drawn");
    const picture = await loadPicture(new Uint8Array(await image.arrayBuffer()));
    const { advice, suspects } = adviceFor(picture, zxing);
    expect(advice).toBe("other-kind");
    expect(suspects).toHaveLength(1);
  });

  it("takes words for no code", () => {
    const page = canvas(900, 700);
    // Strokes of letters in words and lines: every place has its own, the same each time.
    const stroke = (x: number, y: number) => (Math.imul(x * 31 + y * 17, 0x9e3779b1) >>> 16) % 10;
    for (let line = 40; line < 660; line += 26) {
      for (let at = 40; at < 860; at += 5 + stroke(at, line)) {
        if (stroke(line, at) < 3) continue;
        for (let y = line; y < line + 3 + stroke(at, line + 1); y += 1)
          page.data.fill(30, (y * 900 + at) * 4, (y * 900 + at) * 4 + 8);
      }
    }
    expect(about(page)).toEqual({ advice: "none", suspects: [] });
  });
});
