import { describe, expect, it } from "vitest";
import { pictureOfColours } from "../../../../electron/core/qr/colours.ts";

import { middleOf, withQuietZone } from "../../../../electron/core/qr/quiet-zone.ts";
import { commonArea, findRegions, sharedPart } from "../../../../electron/core/qr/regions.ts";
import { openZxing } from "../../../../electron/core/qr/zxing.ts";
import { type Canvas, canvas, drawQr } from "../../../support/pictures.ts";

const greyOf = ({ width, height, data }: Canvas) => pictureOfColours(width, height, data);
const link = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Post";

describe("regions that look like a code", () => {
  it("are found first where a code is, at any size of its modules", () => {
    for (const size of [2, 3, 5, 9, 16]) {
      const picture = canvas(1_000, 900, [240, 240, 240]);
      const side = drawQr(picture, link, { x: 150, y: 120, size });
      const [best] = findRegions(greyOf(picture));
      if (!best) throw new Error(`no region for modules of ${size} pixels`);
      expect(sharedPart(best, { x: 150, y: 120, width: side, height: side }), `${size}`).toBeGreaterThan(0.5);
    }
  });

  it("are found whatever the contrast", () => {
    const picture = canvas(500, 400, [128, 128, 128]);
    const side = drawQr(
      picture,
      link,
      { x: 100, y: 80, size: 4 },
      { dark: [120, 120, 120], light: [132, 132, 132] },
    );
    const [best] = findRegions(greyOf(picture));
    expect(best && sharedPart(best, { x: 100, y: 80, width: side, height: side })).toBeGreaterThan(0.5);
  });

  it("are not found on flat ground, bars and ramps", () => {
    const picture = canvas(640, 480);
    for (let y = 0; y < 480; y += 1) {
      for (let x = 0; x < 640; x += 1) {
        picture.data.fill(
          y < 160 ? 90 : y < 320 ? (x % 6 < 3 ? 0 : 255) : x % 256,
          (y * 640 + x) * 4,
          (y * 640 + x) * 4 + 3,
        );
      }
    }
    expect(findRegions(greyOf(picture)).filter(({ grade }) => grade > 0.2)).toEqual([]);
  });

  it("share what lies in both", () => {
    const [a, b] = [
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 5, y: 0, width: 10, height: 10 },
    ];
    expect(commonArea(a, b)).toBe(50);
    expect(sharedPart(a, b)).toBeCloseTo(1 / 3);
    expect(commonArea(a, { ...b, x: 10 })).toBe(0);
  });
});

describe("the quiet zone", () => {
  it("is drawn around a code that stands on black without one, and words beside it are left out", async () => {
    const picture = canvas(420, 420, [255, 255, 255]);
    const ground = (left: number, top: number, width: number, height: number, value: number) => {
      for (let y = top; y < top + height; y += 1) {
        for (let x = left; x < left + width; x += 1) {
          picture.data.fill(value, (y * 420 + x) * 4, (y * 420 + x) * 4 + 3);
        }
      }
    };
    ground(20, 20, 380, 380, 0);
    const side = drawQr(picture, link, { x: 90, y: 80, size: 5 }, { light: [255, 255, 255] });
    // The margin that drawQr made becomes black again.
    for (const [left, top, width, height] of [
      [60, 50, side + 60, 30],
      [60, 80 + side, side + 60, 30],
      [60, 50, 30, side + 60],
      [90 + side, 50, 30, side + 60],
    ] as const) {
      ground(left, top, width, height, 0);
    }
    for (let x = 60; x < 200; x += 9) ground(x, 370, 4, 8, 230);
    const zxing = await openZxing();
    const read = (shown: Parameters<typeof zxing>[0]) => zxing(shown).flatMap(({ text }) => text ?? []);
    expect(read(greyOf(picture))).toEqual([]);
    expect(read(withQuietZone(greyOf(picture)))).toEqual([link]);
  });

  it("leaves a picture without light places as it is, in a frame", () => {
    const dark = { width: 20, height: 20, data: new Uint8Array(400).fill(10) };
    expect(withQuietZone(dark).width).toBe(80);
    expect(middleOf({ width: 4, height: 1, data: Uint8Array.of(10, 20, 200, 210) })).toBe(20);
  });
});
