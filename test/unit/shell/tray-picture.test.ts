// The sign in the tray: a keyhole in a square, smooth at its edges, clear outside.
import { expect, test } from "vitest";
import { drawSign } from "../../../electron/shell/tray-picture.ts";

const at = (pixels: Uint8Array, size: number, x: number, y: number) => [
  ...pixels.subarray((y * size + x) * 4, (y * size + x) * 4 + 4),
];

test.each([16, 24, 32, 48])("at %d pixels", (size) => {
  const sign = drawSign(size, "colour");
  expect(sign).toHaveLength(size * size * 4);
  expect(at(sign, size, 0, 0)).toEqual([0, 0, 0, 0]);
  expect(at(sign, size, size / 2, Math.round(size * 0.38))).toEqual([255, 255, 255, 255]);
  expect(at(sign, size, Math.round(size * 0.2), size / 2)).toEqual([0xb8, 0x59, 0x23, 255]);
  // The alpha is multiplied in: no part is brighter than it.
  for (let pixel = 0; pixel < sign.length; pixel += 4)
    expect(Math.max(...sign.subarray(pixel, pixel + 3))).toBeLessThanOrEqual(sign[pixel + 3] ?? 0);
});

test("for a menu bar of one colour the keyhole is cut out", () => {
  const sign = drawSign(32, "black");
  expect(at(sign, 32, 16, 12)).toEqual([0, 0, 0, 0]);
  expect(at(sign, 32, 6, 16)).toEqual([0, 0, 0, 255]);
});
