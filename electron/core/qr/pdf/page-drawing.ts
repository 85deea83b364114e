// Draws what a QR code on a page is made of: filled shapes with straight sides, and pictures, under any turn and size. Only
// brightness; curves, lines and letters are left out. Pure; knows nothing of files.
import type { Grey } from "./grey.ts";

/** As PDF has it: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type Polygon = readonly (readonly [x: number, y: number])[];

export interface PageDrawing {
  readonly grey: Grey;
  /** Whether anything but white was painted. */
  isPainted(): boolean;
  /** `even`: where an even number of shapes overlap, nothing is painted. */
  fill(shapes: readonly Polygon[], matrix: Matrix, brightness: number, even: boolean): void;
  /** Lays a picture onto the unit square, its first row at the top. `at` is undefined where it is transparent. */
  picture(
    size: { readonly width: number; readonly height: number },
    matrix: Matrix,
    at: (x: number, y: number) => number | undefined,
  ): void;
}

/** SECURITY: P11. A page may ask for the same pixels again and again; what is too much is not painted any more. */
const mostPainted = 60_000_000;

/** The matrix that does first `inner`, then `outer`. */
export function joined(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** White, `width` by `height` pixels. */
export function createPageDrawing(width: number, height: number): PageDrawing {
  const data = new Uint8Array(width * height).fill(255);
  let painted = 0;
  let hasPaint = false;
  const spend = (pixels: number): boolean => {
    painted += pixels;
    return painted <= mostPainted;
  };
  const put = (at: number, brightness: number) => {
    data[at] = brightness;
    hasPaint ||= brightness < 255;
  };
  return {
    grey: { width, height, data },
    isPainted: () => hasPaint,
    fill(shapes, matrix, brightness, even) {
      const sides = shapes.flatMap((shape) => sidesOf(shape, matrix));
      const { first, last } = extent(
        sides.flatMap(({ top, bottom }) => [top, bottom]),
        height,
      );
      for (let row = first; row < last; row += 1) {
        if (!spend(sides.length)) return;
        for (const [from, to] of spans(sides, row + 0.5, even)) {
          const [left, right] = [Math.max(0, Math.round(from)), Math.min(width, Math.round(to))];
          if (!spend(Math.max(0, right - left))) return;
          for (let column = left; column < right; column += 1) put(row * width + column, brightness);
        }
      }
    },
    picture(size, matrix, at) {
      const [a, b, c, d, e, f] = matrix;
      const area = a * d - b * c;
      if (Math.abs(area) < 1e-6) return;
      const columns = extent([e, e + a, e + c, e + a + c], width);
      const rows = extent([f, f + b, f + d, f + b + d], height);
      if (!spend(Math.max(0, columns.last - columns.first) * Math.max(0, rows.last - rows.first))) return;
      for (let row = rows.first; row < rows.last; row += 1) {
        for (let column = columns.first; column < columns.last; column += 1) {
          const [x, y] = [column + 0.5 - e, row + 0.5 - f];
          const [across, up] = [(d * x - c * y) / area, (a * y - b * x) / area];
          if (across < 0 || across >= 1 || up <= 0 || up > 1) continue;
          const value = at(Math.floor(across * size.width), Math.floor((1 - up) * size.height));
          if (value !== undefined) put(row * width + column, value);
        }
      }
    },
  };
}

interface Side {
  readonly top: number;
  readonly bottom: number;
  /** x at the height of `top`, and how much it changes for each row down */
  readonly x: number;
  readonly slope: number;
  readonly down: 1 | -1;
}

function sidesOf(shape: Polygon, [a, b, c, d, e, f]: Matrix): readonly Side[] {
  const points = shape.map(([x, y]) => [a * x + c * y + e, b * x + d * y + f] as const);
  return points.flatMap(([x, y], index): readonly Side[] => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    if (nextY === y) return [];
    const slope = (nextX - x) / (nextY - y);
    return nextY > y
      ? [{ top: y, bottom: nextY, x, slope, down: 1 }]
      : [{ top: nextY, bottom: y, x: nextX, slope, down: -1 }];
  });
}

/** Whole pixels between the smallest and the largest value, within the page. */
function extent(values: readonly number[], most: number): { readonly first: number; readonly last: number } {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((greatest, value) => Math.max(greatest, value), Number.NEGATIVE_INFINITY);
  return { first: Math.max(0, Math.floor(low)), last: Math.min(most, Math.ceil(high)) };
}

/** Where the line at `y` runs inside of the shapes. */
function spans(sides: readonly Side[], y: number, even: boolean): readonly (readonly [number, number])[] {
  const crossings = sides
    .filter(({ top, bottom }) => top <= y && y < bottom)
    .map(({ x, top, slope, down }) => ({ x: x + (y - top) * slope, down }))
    .sort((one, other) => one.x - other.x);
  const found: [number, number][] = [];
  let winding = 0;
  let start = 0;
  for (const { x, down } of crossings) {
    const before = winding;
    winding = even ? 1 - winding : winding + down;
    if (before === 0) start = x;
    else if (winding === 0) found.push([start, x]);
  }
  return found;
}
