// Where a place of a code, in modules, lies in the picture, in pixels: a plane seen in perspective.
import type { Point } from "../grey.ts";

export interface Mapping {
  /** x = (a·u + b·v + c) / (g·u + h·v + 1), y with d, e, f; u and v in modules */
  readonly of: readonly [number, number, number, number, number, number, number, number];
}

/** Corners of a square in the picture: top left, top right, bottom right, bottom left. */
export type Quad = readonly [Point, Point, Point, Point];

/** Maps the square from (`low`, `low`) to (`high`, `high`), in modules, to `quad` (Heckbert, 1989). */
export function mappingOf(quad: Quad, low: number, high: number): Mapping {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = quad;
  const [sumX, sumY] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const [ax, ay, bx, by] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
  const below = ax * by - bx * ay;
  const g = below === 0 ? 0 : (sumX * by - bx * sumY) / below;
  const h = below === 0 ? 0 : (ax * sumY - sumX * ay) / below;
  // On the unit square; then stretched to `low` and `high`.
  const unit = [
    x1 - x0 + g * x1,
    x3 - x0 + h * x3,
    x0,
    y1 - y0 + g * y1,
    y3 - y0 + h * y3,
    y0,
    g,
    h,
  ] as const;
  const side = high - low;
  const [a, b, c, d, e, f, i, k] = unit;
  const one = 1 - ((i + k) * low) / side;
  return {
    of: [
      a / side / one,
      b / side / one,
      (c - ((a + b) * low) / side) / one,
      d / side / one,
      e / side / one,
      (f - ((d + e) * low) / side) / one,
      i / side / one,
      k / side / one,
    ],
  };
}

export function placeOf({ of: [a, b, c, d, e, f, g, h] }: Mapping, u: number, v: number): Point {
  const below = g * u + h * v + 1;
  return [(a * u + b * v + c) / below, (d * u + e * v + f) / below];
}
