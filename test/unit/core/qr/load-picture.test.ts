import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { GifWriter } from "omggif";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { pictureOfColours } from "../../../../electron/core/qr/colours.ts";

import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { type Canvas, canvas, drawQr, toJpeg, toPng, toWebp } from "../../../support/pictures.ts";
import { packPng, rawPng } from "../../../support/png.ts";
import { processorTime } from "../../../support/processor-time.ts";

const drawn = (): Canvas => {
  const picture = canvas(150, 90, [200, 220, 240]);
  drawQr(picture, "HELLO", { x: 8, y: 8, size: 2 });
  return picture;
};
const expected = ({ width, height, data }: Canvas) => pictureOfColours(width, height, data);

describe("loading a picture", () => {
  it("reads PNG in every kind that another encoder writes", async () => {
    for (const colorType of [0, 2, 4, 6] as const) {
      for (const bitDepth of [8, 16] as const) {
        const picture = drawn();
        const png = new PNG({ width: picture.width, height: picture.height });
        picture.data.copy(png.data);
        const file = PNG.sync.write(png, { colorType, inputColorType: 6, bitDepth });
        const again = PNG.sync.read(file);
        const wanted = pictureOfColours(again.width, again.height, again.data);
        expect(
          farthest((await loadPicture(file)).data, wanted.data),
          `${colorType}/${bitDepth}`,
        ).toBeLessThan(3);
      }
    }
  });

  it("reads PNG of few bits a pixel, with a palette, and interlaced", async () => {
    const random = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 7_919) >> 3);
    for (const depth of [1, 2, 4, 8]) {
      for (const palette of [undefined, random(3 * 2 ** depth)]) {
        for (const interlaced of [false, true]) {
          const pixels = random(19 * 13).map((value) => value & (2 ** depth - 1));
          const file = packPng({ width: 19, height: 13, depth, pixels, palette, interlaced });
          const again = PNG.sync.read(file);
          const wanted = pictureOfColours(19, 13, again.data);
          const name = `${depth} bits, ${palette ? "palette" : "grey"}, ${interlaced ? "interlaced" : "plain"}`;
          expect(farthest((await loadPicture(file)).data, wanted.data), name).toBeLessThan(2);
        }
      }
    }
  });

  it("reads JPEG, WebP, GIF and BMP", async () => {
    const picture = drawn();
    const files = {
      jpeg: toJpeg(picture),
      webp: await toWebp(picture),
      gif: toGif(picture),
      bmp: toBmp(picture),
    };
    for (const [format, file] of Object.entries(files)) {
      const loaded = await loadPicture(file);
      expect([loaded.width, loaded.height], format).toEqual([150, 90]);
      expect(distance(loaded.data, expected(picture).data), format).toBeLessThan(12);
    }
  });

  it("lays what is transparent on white, and on black where nothing else can be seen", async () => {
    for (const shade of [0, 255]) {
      const picture = canvas(120, 120);
      drawQr(picture, "HELLO", { x: 20, y: 20, size: 3 });
      for (let at = 0; at < picture.data.length; at += 4) {
        const isDark = picture.data[at] === 0;
        picture.data.set([shade, shade, shade, isDark ? 255 : 0], at);
      }
      for (const [format, file] of Object.entries({ png: toPng(picture), webp: await toWebp(picture) })) {
        const { data } = await loadPicture(file);
        expect(Math.abs((data[25 * 120 + 20] ?? 0) - shade), `${shade} in ${format}`).toBeLessThan(8);
        expect(Math.abs((data[0] ?? 0) - (255 - shade)), `around ${shade} in ${format}`).toBeLessThan(8);
      }
    }
  });

  it("knows the one colour of a PNG that is transparent", async () => {
    const seen = async (
      colourType: number,
      depth: number,
      rows: readonly number[],
      clear: readonly number[],
    ) => {
      const file = rawPng(
        { width: 2, height: 1, depth, colourType },
        deflateSync(Uint8Array.from([0, ...rows])),
        undefined,
        Uint8Array.from(clear),
      );
      return [...(await loadPicture(file)).data];
    };
    expect(await seen(0, 8, [0, 30], [0, 0])).toEqual([255, 30]);
    expect(await seen(0, 1, [0b0100_0000], [0, 0])).toEqual([0, 255]);
    expect(await seen(0, 16, [0, 1, 0, 2], [0, 1])).toEqual([255, 0]);
    expect(await seen(2, 8, [9, 9, 9, 9, 9, 8], [0, 9, 0, 9, 0, 9])).toEqual([255, 9]);
  });

  it("turns a photo as the camera was held", async () => {
    const picture = drawn();
    const turned = await loadPicture(withOrientation(toJpeg(picture), 6));
    expect([turned.width, turned.height]).toEqual([90, 150]);
    // A quarter turn clockwise: the top left corner goes to the top right.
    const upright = expected(picture);
    expect(Math.abs((turned.data[20 * 90 + 89 - 30] ?? 0) - (upright.data[30 * 150 + 20] ?? 0))).toBeLessThan(
      40,
    );
    expect(
      distance(turned.data.subarray(0, 90 * 40), turnedClockwise(upright).subarray(0, 90 * 40)),
    ).toBeLessThan(12);
  });

  it("leaves the program's own kinds of arrays as they are, also when a picture is broken", async () => {
    const own = Uint8ClampedArray;
    const jpeg = toJpeg(drawn());
    await loadPicture(jpeg);
    await expect(loadPicture(jpeg.subarray(0, 300))).rejects.toThrow("picture-unreadable");
    expect(globalThis.Uint8ClampedArray).toBe(own);
    expect(new Uint8ClampedArray([300])).toEqual(own.of(255));
  });

  it("answers pixels or a known error for any broken file, soon", async () => {
    const picture = drawn();
    const wholes = [toPng(picture), toJpeg(picture), await toWebp(picture), toGif(picture), toBmp(picture)];
    const broken = fc
      .tuple(
        fc.constantFrom(...wholes),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
        fc.double({ min: 0.02, max: 1, noNaN: true }),
      )
      .map(([whole, changes, part]) => {
        const file = Buffer.from(whole);
        for (const [at, value] of changes) file[at % file.length] = value;
        return file.subarray(0, Math.ceil(file.length * part));
      });
    await fc.assert(
      fc.asyncProperty(broken, async (file) => {
        const spent = processorTime();
        try {
          const { width, height, data } = await loadPicture(file);
          expect(data.length).toBe(width * height);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
        expect(spent()).toBeLessThan(5_000);
      }),
      { numRuns: 250 },
    );
  });
});

/** The largest difference of one pixel. */
function farthest(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);
}

/** The mean difference of a pixel. */
function distance(a: Uint8Array, b: Uint8Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

function turnedClockwise({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8Array;
}): Uint8Array {
  return Uint8Array.from({ length: data.length }, (_, at) => {
    const [x, y] = [at % height, Math.floor(at / height)];
    return data[(height - 1 - x) * width + y] ?? 0;
  });
}

function toGif({ width, height, data }: Canvas): Buffer {
  const file = Buffer.alloc(width * height * 2 + 1_000);
  const palette = [0x000000, 0xffffff, 0xc8dcf0, 0];
  const pixels = Array.from({ length: width * height }, (_, at) =>
    data[at * 4] === 0 ? 0 : data[at * 4] === 255 ? 1 : 2,
  );
  const gif = new GifWriter(file, width, height, { palette });
  gif.addFrame(0, 0, width, height, pixels);
  return file.subarray(0, gif.end());
}

function toBmp({ width, height, data }: Canvas): Buffer {
  const line = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + line * height);
  file.write("BM", "latin1");
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 4;
      file.set(
        [data[from + 2] ?? 0, data[from + 1] ?? 0, data[from] ?? 0],
        54 + (height - 1 - y) * line + x * 3,
      );
    }
  }
  return file;
}

/** Puts an Exif segment with nothing but the orientation behind the first marker. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(34, 2);
  segment.write("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", 4, "latin1");
  segment.writeUInt16BE(orientation, 28);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
