import { describe, expect, it } from "vitest";
import { type Clip, createPageDrawing } from "../../../../../electron/core/qr/pdf/page-drawing.ts";

const ink = (clip: Clip) => ({ brightness: 0, opacity: 1, multiplies: false, clip });

describe("drawing a page", () => {
  const square = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
  ] as const;
  const inner = [
    [1, 1],
    [3, 1],
    [3, 3],
    [1, 3],
  ] as const;
  const plain = [1, 0, 0, 1, 0, 0] as const;

  it("leaves a hole only where shapes overlap an even number of times, if that is asked", () => {
    for (const [even, middle] of [
      [true, 255],
      [false, 0],
    ] as const) {
      const drawing = createPageDrawing(4, 4);
      drawing.fill([square, inner], plain, ink(drawing.clip), even);
      expect([drawing.grey.data[0], drawing.grey.data[5]]).toEqual([0, middle]);
    }
  });

  it("stops when it is asked for too much", () => {
    const drawing = createPageDrawing(1_000, 1_000);
    const whole = [1_000, 0, 0, 1_000, 0, 0] as const;
    let asked = 0;
    for (let count = 0; count < 1_000; count += 1) {
      drawing.picture({ width: 1, height: 1 }, whole, ink(drawing.clip), () => {
        asked += 1;
        return 0;
      });
    }
    expect(asked).toBe(60_000_000);
    expect(drawing.isPainted()).toBe(true);
  });

  it("stays within its clip, and within both of two", () => {
    const drawing = createPageDrawing(4, 4);
    const first = drawing.clipTo(
      [
        [
          [0, 0],
          [4, 0],
          [0, 4],
        ],
      ],
      plain,
      drawing.clip,
      false,
    );
    const second = drawing.clipTo(
      [
        [
          [0, 0],
          [2, 0],
          [2, 4],
          [0, 4],
        ],
      ],
      plain,
      first,
      false,
    );
    drawing.fill([square], plain, ink(second), false);
    const rows = [0, 1, 2, 3].map((row) => [...drawing.grey.data.subarray(row * 4, row * 4 + 4)]);
    // The triangle's slope runs through the third row's first pixel and leaves the second one out.
    expect(rows[0]).toEqual([0, 0, 255, 255]);
    expect(rows[3]?.slice(1)).toEqual([255, 255, 255]);
  });

  it("lets what lies below be seen through paint that is not opaque", () => {
    const drawing = createPageDrawing(4, 4);
    drawing.fill([inner], plain, ink(drawing.clip), false);
    drawing.fill([square], plain, { ...ink(drawing.clip), brightness: 100, opacity: 0.5 }, false);
    expect([drawing.grey.data[0], drawing.grey.data[5]]).toEqual([178, 50]);
    const marked = createPageDrawing(4, 4);
    marked.fill([inner], plain, ink(marked.clip), false);
    marked.fill([square], plain, { ...ink(marked.clip), brightness: 200, multiplies: true }, false);
    expect([marked.grey.data[0], marked.grey.data[5]]).toEqual([200, 0]);
  });

  it("shows a picture that it makes smaller in the mean of its pixels", () => {
    const drawing = createPageDrawing(4, 4);
    const half = [4, 0, 0, 4, 0, 0] as const;
    drawing.picture({ width: 16, height: 16 }, half, ink(drawing.clip), (x) => (x % 2) * 200);
    expect(new Set(drawing.grey.data)).toEqual(new Set([100]));
  });
});
