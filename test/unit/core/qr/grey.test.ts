import { describe, expect, it } from "vitest";
import {
  brightness,
  cut,
  enlarged,
  extremeDown,
  framed,
  type Grey,
  halved,
  inverted,
  shrunk,
  stretched,
  thresholded,
  within,
} from "../../../../electron/core/qr/grey.ts";

const grey = (width: number, height: number, at: (x: number, y: number) => number): Grey => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, index) =>
    at(index % width, Math.floor(index / width)),
  ),
});
const chess = (side: number, size: number, dark: number, light: number) =>
  grey(side, side, (x, y) => ((Math.floor(x / size) + Math.floor(y / size)) % 2 === 0 ? dark : light));

describe("drawing a picture anew", () => {
  it("weighs colours by how bright they seem, and lays them on white", () => {
    expect(brightness(255, 0, 0)).toBe(76);
    expect(brightness(0, 255, 0)).toBe(150);
    expect(brightness(0, 0, 255)).toBe(29);
    expect(brightness(0, 0, 0, 0)).toBe(255);
    expect(brightness(0, 0, 0, 128)).toBe(127);
  });

  it("cuts what lies within the picture", () => {
    const picture = grey(10, 10, (x, y) => x * 10 + y);
    expect(within(picture, { x: -3, y: 8, width: 5, height: 9 })).toEqual({
      x: 0,
      y: 8,
      width: 2,
      height: 2,
    });
    expect([...cut(picture, { x: 3, y: 4, width: 2, height: 1 }).data]).toEqual([34, 44]);
  });

  it("halves, shrinks and enlarges without moving what it shows", () => {
    const squares = chess(32, 8, 20, 220);
    expect(halved(squares)).toEqual(chess(16, 4, 20, 220));
    expect(shrunk(squares, 1 / 4)).toEqual(chess(8, 2, 20, 220));
    const large = enlarged(squares, 3);
    expect([large.width, large.height]).toEqual([96, 96]);
    for (const [x, y] of [
      [12, 12],
      [36, 12],
      [60, 84],
    ] as const) {
      const before = squares.data[Math.floor(y / 3) * 32 + Math.floor(x / 3)] ?? 0;
      expect(Math.abs((large.data[y * 96 + x] ?? 0) - before)).toBeLessThan(4);
    }
    expect(halved(grey(1, 1, () => 9)).data).toEqual(Uint8Array.of(9));
  });

  it("stretches the contrast of the middle, whatever frame there is", () => {
    const pale = framed(chess(64, 4, 100, 110), 4, 255);
    const { data, width } = stretched(pale);
    const middle = [...data].filter((_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      return Math.min(x, y) >= 4 && Math.max(x, y) < 68;
    });
    expect(new Set(middle)).toEqual(new Set([0, 255]));
  });

  it("tells dark from light beside each pixel, so that a shadow does not matter", () => {
    const shaded = grey(
      64,
      64,
      (x, y) => x * 3 + ((Math.floor(x / 4) + Math.floor(y / 4)) % 2 === 0 ? 0 : 50),
    );
    const { data } = thresholded(shaded, 6);
    const right = [...data].filter((value, at) => {
      const [x, y] = [at % 64, Math.floor(at / 64)];
      return value === ((Math.floor(x / 4) + Math.floor(y / 4)) % 2 === 0 ? 0 : 255);
    });
    expect(right.length / data.length).toBeGreaterThan(0.93);
  });

  it("inverts, and fills lines between rows", () => {
    expect([...inverted(grey(2, 1, (x) => x * 255)).data]).toEqual([255, 0]);
    const rows = grey(4, 9, (_, y) => (y === 4 ? 0 : 200));
    const closed = extremeDown(extremeDown(rows, 1, true), 1, false);
    expect(new Set(closed.data)).toEqual(new Set([200]));
  });
});
