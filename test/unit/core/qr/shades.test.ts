import { GifWriter } from "omggif";
import { describe, expect, it } from "vitest";
import { createTints, pictureOfColours } from "../../../../electron/core/qr/colours.ts";
import { findInPicture } from "../../../../electron/core/qr/find-in-picture.ts";

import { loadPicture } from "../../../../electron/core/qr/load-picture.ts";
import { type Canvas, canvas, drawQr, toJpeg, toPng } from "../../../support/pictures.ts";
import { packPng } from "../../../support/png.ts";

const link = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
const red = [200, 0, 0] as const;
/** As bright as that red. */
const green = [0, 102, 0] as const;
const blue = [120, 0, 200] as const;
const limit = 10_000;
/** What a bar of red light makes of white and of black; one is as bright as the other. */
const underBar = [255, 0, 0] as const;
const darkUnderBar = [0, 90, 200] as const;

const texts = async (file: Buffer) => (await findInPicture(file, limit)).codes.map(({ text }) => text);

function redOnGreen(width = 600, height = 400, size = 5): Canvas {
  const picture = canvas(width, height, green);
  drawQr(picture, link, { x: 100, y: 80, size }, { dark: red, light: green });
  return picture;
}

describe("a code whose two colours are equally bright", () => {
  it("is nothing but one tone in brightness", () => {
    const picture = redOnGreen();
    expect(new Set(pictureOfColours(picture.width, picture.height, picture.data).data)).toEqual(
      new Set([60]),
    );
  });

  it("is read from every kind of file, and its place is told", async () => {
    const picture = redOnGreen();
    const isRed = Uint8Array.from({ length: picture.width * picture.height }, (_, at) =>
      picture.data[at * 4] === 200 ? 1 : 0,
    );
    const palette = Uint8Array.from([...green, ...red]);
    const size = { width: picture.width, height: picture.height };
    const files = {
      png: toPng(picture),
      jpeg: toJpeg(picture),
      gif: toGif(picture, isRed),
      palette: packPng({ ...size, depth: 1, pixels: isRed, palette, interlaced: false }),
      interlaced: packPng({ ...size, depth: 8, pixels: isRed, palette, interlaced: true }),
    };
    for (const [kind, file] of Object.entries(files)) {
      const { codes } = await findInPicture(file, limit);
      expect(
        codes.map(({ text }) => text),
        kind,
      ).toEqual([link]);
      const [x = 0, y = 0] = codes[0]?.corners[0] ?? [];
      expect(Math.hypot(x - 100, y - 80), kind).toBeLessThan(6);
    }
  });

  it("is read on a screen of 4K, where fewer pixels of the colours are kept", async () => {
    const small = redOnGreen(480, 300, 1);
    const size = { width: 3_840, height: 2_400 };
    const pixels = Uint8Array.from({ length: size.width * size.height }, (_, at) => {
      const [x, y] = [(at % size.width) >> 3, Math.floor(at / size.width) >> 3];
      return small.data[(y * small.width + x) * 4] === 200 ? 1 : 0;
    });
    const palette = Uint8Array.from([...green, ...red]);
    expect(await texts(packPng({ ...size, depth: 1, pixels, palette, interlaced: false }))).toEqual([link]);
  });

  it("is read in modules of several colours on a ground of another", async () => {
    const picture = redOnGreen();
    for (let at = 0; at < picture.data.length; at += 4) {
      // Violet, a little less bright, for every other stripe of the code.
      const isStripe = Math.floor(((at / 4) % picture.width) / 20) % 2 === 0;
      if (picture.data[at] === 200 && isStripe) picture.data.set(blue, at);
    }
    expect(await texts(toPng(picture))).toEqual([link]);
  });
});

describe("a picture with colours", () => {
  it("keeps few pixels of them, and none of a grey one", async () => {
    const large = createTints(7_680, 4_320);
    for (let x = 0; x < 2_000; x += 1) large.put(x, 0, 255, 0, 0, 255);
    const kept = large.colours();
    expect(kept).toMatchObject({ step: 3, width: 2_560, height: 1_440 });
    expect((kept?.blue.length ?? 0) + (kept?.red.length ?? 0)).toBeLessThan(8_000_000);
    expect((await loadPicture(toPng(canvas(200, 200, [90, 90, 90])))).colours).toBeUndefined();
    expect((await loadPicture(toPng(redOnGreen()))).colours).toMatchObject({ step: 1, width: 600 });
  });

  it("shows through a coloured bar that is one tone in brightness", async () => {
    const picture = canvas(500, 400);
    const side = drawQr(picture, link, { x: 80, y: 60, size: 6 });
    for (let y = 60; y < 60 + side; y += 1) {
      for (let x = 80; x < 80 + side; x += 1) {
        const at = (y * picture.width + x) * 4;
        const isBar = Math.abs(x - 80 - side / 2) < side / 3;
        if (isBar && picture.data[at] === 255) picture.data.set(underBar, at);
        else if (isBar) picture.data.set(darkUnderBar, at);
      }
    }
    expect(await texts(toPng(picture))).toEqual([link]);
  });

  it("and without a code takes no longer than others", async () => {
    const picture = canvas(1_280, 800, green);
    let state = 7;
    for (let at = 0; at < picture.data.length; at += 4) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      const isRed = ((state >>> 16) & 1) === 1;
      const [x, y] = [(at / 4) % 1_280, Math.floor(at / 4 / 1_280)];
      if (isRed && x > 300 && x < 800 && y > 200 && y < 700) picture.data.set(red, at);
    }
    const { codes, ms } = await findInPicture(toPng(picture), 400);
    expect(codes).toEqual([]);
    expect(ms).toBeLessThan(4_000);
  });
});

function toGif({ width, height }: Canvas, pixels: Uint8Array): Buffer {
  const file = Buffer.alloc(width * height * 2 + 1_000);
  const gif = new GifWriter(file, width, height, { palette: [0x006600, 0xc80000] });
  gif.addFrame(0, 0, width, height, [...pixels]);
  return file.subarray(0, gif.end());
}
