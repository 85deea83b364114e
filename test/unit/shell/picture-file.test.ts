import type { NativeImage } from "electron";
import { describe, expect, it } from "vitest";
import { loadPicture } from "../../../electron/core/qr/load-picture.ts";
import { pictureFileOf } from "../../../electron/shell/picture-file.ts";

/** As Electron gives it: blue, green, red and alpha, row by row. Each pixel is `shade` of its place. */
function imageOf(
  width: number,
  height: number,
  shade: (x: number, y: number) => number,
  packed = Buffer.from("packed"),
): NativeImage {
  const image = (left: number, top: number, across: number, down: number): Partial<NativeImage> => ({
    getSize: () => ({ width: across, height: down }),
    crop: ({ x, y, width, height }) => image(left + x, top + y, width, height) as NativeImage,
    toBitmap() {
      const pixels = Buffer.alloc(across * down * 4, 255);
      for (let at = 0; at < across * down; at += 1) {
        pixels.fill(shade(left + (at % across), top + Math.floor(at / across)), at * 4, at * 4 + 3);
      }
      return pixels;
    },
    toPNG: () => packed,
  });
  return image(0, 0, width, height) as NativeImage;
}

describe("a picture of a screen", () => {
  it("is handed over pixel by pixel, whatever its height", async () => {
    const shade = (x: number, y: number) => (x * 7 + y * 3) % 256;
    for (const height of [1, 255, 256, 700]) {
      const picture = await loadPicture(pictureFileOf(imageOf(31, height, shade)).bytes);
      const wanted = Uint8Array.from({ length: 31 * height }, (_, at) => shade(at % 31, Math.floor(at / 31)));
      expect([picture.width, picture.height]).toEqual([31, height]);
      expect(Buffer.compare(picture.data, wanted)).toBe(0);
    }
  });

  it("may have more bytes than a file from elsewhere, and is packed when it has very many", async () => {
    const picture = await loadPicture(pictureFileOf(imageOf(3_840, 2_160, () => 90)).bytes);
    expect([picture.width, picture.height]).toEqual([3_840, 2_160]);
    const packed = pictureFileOf(imageOf(7_680, 4_320, () => 90)).bytes;
    expect(Buffer.from(packed).toString()).toBe("packed");
  });

  it("is handed over as it is when packing it leaves more than a file may have", async () => {
    const large = Buffer.alloc(20 * 1024 * 1024 + 1);
    const picture = await loadPicture(pictureFileOf(imageOf(5_120, 2_880, () => 90, large)).bytes);
    expect([picture.width, picture.height]).toEqual([5_120, 2_880]);
  });
});
