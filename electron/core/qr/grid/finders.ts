// Middles of finder patterns: a square of three modules in a ring of the other tone in a ring of its own. Looks for runs
// of 1 : 3 : 1 between two of the other tone, of any length, across and down: the outer ring may run into a dark ground
// or into words, and the pattern may be turned or blurred.
import type { Grey } from "../grey.ts";

export interface Finder {
  readonly x: number;
  readonly y: number;
  /** pixels a module, as seen across and down */
  readonly unit: number;
  /** rows that saw it, as a part of those that should */
  readonly votes: number;
  readonly isDark: boolean;
}

interface Sum {
  x: number;
  y: number;
  unit: number;
  rows: number;
  readonly isDark: boolean;
}

/** Sums by the cell of the picture in which they began. */
type Sums = Map<number, Sum[]>;
const cell = 24;
const cellsInLine = 4_096;

/** `picture` is black and white. At most `most` of each tone, those that most rows saw first. */
export function findFinders(picture: Grey, most: number): readonly Finder[] {
  const sums: Sums = new Map();
  const ends = new Int32Array(picture.width + 1);
  for (let row = 0; row < picture.height; row += 1) {
    const count = runEnds(picture, row, ends);
    for (let run = 2; run + 2 < count; run += 1) lookAtRun(picture, row, ends, run, sums);
  }
  const graded = [...sums.values()].flat().map(({ x, y, unit, rows, isDark }): Finder => {
    return { x: x / rows, y: y / rows, unit: unit / rows, votes: rows / ((3 * unit) / rows), isDark };
  });
  graded.sort((a, b) => Math.min(1, b.votes) * b.unit ** 0.5 - Math.min(1, a.votes) * a.unit ** 0.5);
  return [true, false].flatMap((isDark) =>
    graded.filter((finder) => finder.isDark === isDark).slice(0, most),
  );
}

/** Where the runs of one row end; answers how many there are. */
function runEnds({ data, width }: Grey, row: number, ends: Int32Array): number {
  let count = 0;
  const start = row * width;
  for (let column = 1; column < width; column += 1) {
    if (data[start + column] !== data[start + column - 1]) {
      ends[count] = column;
      count += 1;
    }
  }
  ends[count] = width;
  return count + 1;
}

function lookAtRun(picture: Grey, row: number, ends: Int32Array, run: number, sums: Sums): void {
  const at = (index: number) => ends[index] ?? 0;
  const [before, start, end, after] = [at(run - 2), at(run - 1), at(run), at(run + 1)];
  const unit = unitOf(start - before, end - start, after - end);
  if (unit === 0 || at(run + 2) - after < unit * 0.4) return;
  if ((run > 2 ? before - at(run - 3) : before) < unit * 0.4) return;
  const column = (start + end) / 2;
  const down = crossCheck(picture, Math.floor(column), row, unit);
  if (!down) return;
  const isDark = picture.data[row * picture.width + start] === 0;
  addTo(sums, { x: column, y: down.middle, unit: (unit + down.unit) / 2, rows: 1, isDark });
}

/** Adds to what was seen near, or begins anew. */
function addTo(sums: Sums, seen: Sum): void {
  const [column, row] = [Math.floor(seen.x / cell), Math.floor(seen.y / cell)];
  for (let y = row - 1; y <= row + 1; y += 1) {
    for (let x = column - 1; x <= column + 1; x += 1) {
      for (const sum of sums.get(y * cellsInLine + x) ?? []) {
        const near = 1.5 * seen.unit * sum.rows;
        if (sum.isDark !== seen.isDark || Math.abs(sum.x - seen.x * sum.rows) >= near) continue;
        if (Math.abs(sum.y - seen.y * sum.rows) >= near) continue;
        sum.x += seen.x;
        sum.y += seen.y;
        sum.unit += seen.unit;
        sum.rows += 1;
        return;
      }
    }
  }
  const key = row * cellsInLine + column;
  const others = sums.get(key);
  if (others) others.push(seen);
  else sums.set(key, [seen]);
}

/** Pixels a module when the three lengths are about 1 : 3 : 1, else 0. */
function unitOf(ring: number, core: number, otherRing: number): number {
  const unit = (ring + core + otherRing) / 5;
  const loose = Math.max(0.55 * unit, 1);
  if (Math.abs(ring - unit) > loose || Math.abs(otherRing - unit) > loose) return 0;
  return Math.abs(core - 3 * unit) <= Math.max(1.2 * unit, 1) ? unit : 0;
}

/** The same proportions up and down through the middle. */
function crossCheck({ data, width, height }: Grey, column: number, row: number, unit: number) {
  const tone = data[row * width + column];
  const far = Math.ceil(unit * 6);
  const walk = (from: number, step: number, same: boolean): number => {
    let at = from;
    while (
      at >= 0 &&
      at < height &&
      Math.abs(at - from) <= far &&
      (data[at * width + column] === tone) === same
    ) {
      at += step;
    }
    return at;
  };
  const [top, bottom] = [walk(row, -1, true), walk(row, 1, true)];
  const [ringTop, ringBottom] = [walk(top, -1, false), walk(bottom, 1, false)];
  if (ringTop < 0 || ringBottom >= height) return undefined;
  const down = unitOf(top - ringTop, bottom - top - 1, ringBottom - bottom);
  if (down === 0 || down > 2 * unit || unit > 2 * down) return undefined;
  return { unit: down, middle: (top + 1 + bottom) / 2 };
}
