import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";
import { readHeader } from "../../../../electron/core/qr/picture-header.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { canvas, drawQr, qrPng, toJpeg, toPng } from "../../../support/pictures.ts";
import { rawPng } from "../../../support/png.ts";
import { processorTime } from "../../../support/processor-time.ts";

const link = (name: string) => `otpauth://totp/Post:${name}?secret=GEZDGNBVGY3TQOJQ&issuer=Post`;
const texts = async (bytes: Uint8Array) =>
  (await findInPicture(bytes, 10_000)).codes.map(({ text }) => text).sort();
const refusal = async (bytes: Uint8Array): Promise<AppError> => {
  try {
    await findInPicture(bytes, 10_000);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
};

describe("finding codes in a picture", () => {
  it("reads one code and says where it stands, clockwise from its top left", async () => {
    const picture = canvas(600, 400, [240, 240, 240]);
    const side = drawQr(picture, link("ann"), { x: 200, y: 100, size: 5 });
    const found = await findInPicture(toPng(picture), 10_000);
    expect(found).toMatchObject({ width: 600, height: 400 });
    expect(found.codes.map(({ text }) => text)).toEqual([link("ann")]);
    const expected = [
      [200, 100],
      [200 + side, 100],
      [200 + side, 100 + side],
      [200, 100 + side],
    ];
    for (const [index, [x = 0, y = 0]] of expected.entries()) {
      const corner = found.codes[0]?.corners[index];
      expect(Math.abs((corner?.[0] ?? -99) - x)).toBeLessThan(5);
      expect(Math.abs((corner?.[1] ?? -99) - y)).toBeLessThan(5);
    }
  });

  it("reads several codes of one picture", async () => {
    const picture = canvas(1_000, 500);
    drawQr(picture, link("ann"), { x: 60, y: 60, size: 5 });
    drawQr(picture, link("bob"), { x: 400, y: 80, size: 6 });
    drawQr(picture, "https://example.org/", { x: 760, y: 200, size: 5 });
    expect(await texts(toPng(picture))).toEqual(["https://example.org/", link("ann"), link("bob")].sort());
  });

  it("reads light codes on a dark ground, and JPEG", async () => {
    const dark = canvas(500, 400, [30, 30, 30]);
    drawQr(dark, link("ann"), { x: 100, y: 80, size: 5 }, { dark: [230, 230, 230], light: [30, 30, 30] });
    expect(await texts(toPng(dark))).toEqual([link("ann")]);
    const photo = canvas(500, 400);
    drawQr(photo, link("ann"), { x: 100, y: 80, size: 5 });
    expect(await texts(toJpeg(photo))).toEqual([link("ann")]);
  });

  it("reads a code whose ground is transparent", async () => {
    const picture = canvas(400, 400);
    drawQr(picture, link("ann"), { x: 60, y: 60, size: 6 });
    for (let at = 0; at < picture.data.length; at += 4) {
      if (picture.data[at] === 255) picture.data.fill(0, at, at + 4);
    }
    expect(await texts(toPng(picture))).toEqual([link("ann")]);
  });

  it("reads a small code on a large screen", async () => {
    const screen = canvas(1_920, 1_080, [250, 250, 250]);
    drawQr(screen, link("ann"), { x: 1_300, y: 700, size: 3 });
    expect(await texts(toPng(screen))).toEqual([link("ann")]);
  });

  it("answers an empty list for a picture without a code, within its time", async () => {
    const found = await findInPicture(toPng(canvas(1_280, 800, [200, 210, 220])), 400);
    expect(found.codes).toEqual([]);
    expect(found.ms).toBeLessThan(4_000);
  });
});

describe("pictures that cannot be read", () => {
  it("are told apart: empty, another format, broken, too large", async () => {
    expect((await refusal(new Uint8Array())).code).toBe("picture-empty");
    expect(await refusal(Buffer.from("GIF89a"))).toMatchObject({
      code: "picture-unreadable",
      detail: { format: "gif" },
    });
    expect(await refusal(Buffer.from("just text"))).toMatchObject({ detail: { format: "unknown" } });
    expect(await refusal(Buffer.alloc(20 * 1024 * 1024 + 1))).toMatchObject({
      code: "picture-too-large",
      detail: { unit: "bytes" },
    });
    expect((await refusal(Buffer.alloc(20 * 1024 * 1024))).code).toBe("picture-unreadable");
    const whole = qrPng(link("ann"));
    expect((await refusal(whole.subarray(0, whole.length / 2))).code).toBe("picture-unreadable");
    expect((await refusal(toJpeg(canvas(40, 40)).subarray(0, 200))).code).toBe("picture-unreadable");
  });

  it("are refused by their header before anything is unpacked", async () => {
    expect(await refusal(rawPng({ width: 20_000, height: 20_000 }, Buffer.alloc(10)))).toMatchObject({
      code: "picture-too-large",
      detail: { unit: "pixels", width: 20_000, height: 20_000 },
    });
    expect(() => readHeader(rawPng({ width: 0, height: 10 }, Buffer.alloc(1)))).toThrow("picture-unreadable");
  });

  it("may not unfold to more than their dimensions, interlaced or not", async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000));
    for (const interlaced of [false, true]) {
      const spent = processorTime();
      expect(await texts(rawPng({ width: 10, height: 10, interlaced }, bomb))).toEqual([]);
      expect(spent()).toBeLessThan(2_000);
    }
  });

  it("answer a known error for any bytes", async () => {
    const whole = qrPng("x");
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }))
        .map(([at, value]) => {
          const changed = Buffer.from(whole);
          changed[at] = value;
          return changed;
        }),
    );
    await fc.assert(
      fc.asyncProperty(anyBytes, async (bytes) => {
        try {
          await findInPicture(bytes, 50);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 60 },
    );
  });
});
