// The shapes of a page as polygons: curves become short straight lines, lines that have a width become shapes. And where a row
// of pixels runs through them. Pure.
import type { OpenPdf } from "../../open-pdf.ts";
import { type Matrix, placed } from "./page-matrix.ts";

type Point = readonly [x: number, y: number];
export type Polygon = readonly Point[];

export interface Path {
  readonly points: Polygon;
  /** goes back to where it began */
  readonly closed: boolean;
}

/** Straight lines in place of a curve: of a module's rounded corner nobody sees more. */
const partsOfCurve = 6;

/** `numbers` belong to `steps` in order; both as pdf.js gives them. */
export function pathsOf(
  operators: OpenPdf["operators"],
  steps: readonly number[],
  numbers: readonly number[],
): readonly Path[] {
  const paths: { points: Point[]; closed: boolean }[] = [];
  let at = 0;
  const next = (): Point => [numbers[at++] ?? 0, numbers[at++] ?? 0];
  const last = (): Point => paths.at(-1)?.points.at(-1) ?? [0, 0];
  const line = (...points: readonly Point[]) => void paths.at(-1)?.points.push(...points);
  for (const step of steps) {
    if (step === operators.rectangle) {
      const [[x, y], [width, height]] = [next(), next()];
      const [right, top] = [x + width, y + height];
      paths.push({
        points: [
          [x, y],
          [right, y],
          [right, top],
          [x, top],
        ],
        closed: true,
      });
    } else if (step === operators.moveTo) paths.push({ points: [next()], closed: false });
    else if (step === operators.lineTo) line(next());
    else if (step === operators.closePath) {
      const path = paths.at(-1);
      if (path) path.closed = true;
    } else if (step === operators.curveTo) line(...curve(last(), next(), next(), next()));
    else if (step === operators.curveTo2) line(...curve(last(), last(), next(), next()));
    else if (step === operators.curveTo3) {
      const [bend, end] = [next(), next()];
      line(...curve(last(), bend, end, end));
    }
  }
  return paths;
}

/** A cubic Bézier curve without its beginning. */
export function curve(start: Point, bend: Point, otherBend: Point, end: Point): readonly Point[] {
  return Array.from({ length: partsOfCurve }, (_, index): Point => {
    const part = (index + 1) / partsOfCurve;
    const rest = 1 - part;
    const weights = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3] as const;
    const along = (axis: 0 | 1) =>
      weights[0] * start[axis] +
      weights[1] * bend[axis] +
      weights[2] * otherBend[axis] +
      weights[3] * end[axis];
    return [along(0), along(1)];
  });
}

/**
 * What a pen of this width covers: a box for each straight line, longer by half the width where its ends are round or square.
 * Corners are left open by less than a pixel of a code.
 */
export function strokesOf(paths: readonly Path[], width: number, longer: boolean): readonly Polygon[] {
  const half = width / 2;
  return paths.flatMap(({ points, closed }) => {
    const ends = closed && points.length > 1 ? [...points.slice(1), ...points.slice(0, 1)] : points.slice(1);
    return ends.map((end, index): Polygon => {
      const start = points[index] ?? end;
      const [x, y] = [end[0] - start[0], end[1] - start[1]];
      const length = Math.hypot(x, y);
      const [alongX, alongY] = length > 0 ? [(x / length) * half, (y / length) * half] : [half, 0];
      const more = longer ? 1 : 0;
      const [fromX, fromY] = [start[0] - more * alongX, start[1] - more * alongY];
      const [toX, toY] = [end[0] + more * alongX, end[1] + more * alongY];
      return [
        [fromX - alongY, fromY + alongX],
        [toX - alongY, toY + alongX],
        [toX + alongY, toY - alongX],
        [fromX + alongY, fromY - alongX],
      ];
    });
  });
}

export interface Side {
  readonly top: number;
  readonly bottom: number;
  /** x at the height of `top`, and how much it changes for each row down */
  readonly x: number;
  readonly slope: number;
  readonly down: 1 | -1;
}

export function sidesOf(shape: Polygon, matrix: Matrix): readonly Side[] {
  const points = shape.map((point) => placed(matrix, point));
  return points.flatMap(([x, y], index): readonly Side[] => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    if (nextY === y) return [];
    const slope = (nextX - x) / (nextY - y);
    return nextY > y
      ? [{ top: y, bottom: nextY, x, slope, down: 1 }]
      : [{ top: nextY, bottom: y, x: nextX, slope, down: -1 }];
  });
}

/** Infinitely small for no sides. */
export function boxOf(sides: readonly Side[]) {
  const box = {
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    bottom: Number.NEGATIVE_INFINITY,
  };
  for (const { top, bottom, x, slope } of sides) {
    const other = x + slope * (bottom - top);
    box.left = Math.min(box.left, x, other);
    box.right = Math.max(box.right, x, other);
    box.top = Math.min(box.top, top);
    box.bottom = Math.max(box.bottom, bottom);
  }
  return box;
}

/** Where the line at `y` runs inside of the shapes. */
export function spans(
  sides: readonly Side[],
  y: number,
  even: boolean,
): readonly (readonly [number, number])[] {
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
