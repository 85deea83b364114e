// Corners of QR codes that stand without the rest: what another window covers or what was cut off shows one or two of the
// three finder patterns. Pure; only upright ones are looked for, as screens show them.

import { type Area, type Grey, halvedTo, thresholded } from "./grey.ts";
import { findFinders } from "./grid/finders.ts";

/** Pixels: a picture with more is looked at in half of its size. */
const enough = 2_500_000;
/** Pixels a module of the picture that is looked at: smaller ones are found in letters and icons. */
const leastUnit = 3;
/** Of the 49 modules. */
const leastRight = 45;
const reach = 3;

/** The finder patterns that can be seen, in pixels of `picture`. */
export function cornersOfCodes(picture: Grey): readonly Area[] {
  const { small, scale } = halvedTo(picture, enough);
  const plain = thresholded(small, Math.round(Math.max(small.width, small.height) / 20));
  return findFinders(plain, 12)
    .filter(({ unit, x, y, isDark }) => unit >= leastUnit && isFinder(plain, { x, y, unit, isDark }))
    .map(({ x, y, unit }) => ({
      x: Math.max(0, x - 3.5 * unit) * scale,
      y: Math.max(0, y - 3.5 * unit) * scale,
      width: 7 * unit * scale,
      height: 7 * unit * scale,
    }));
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly unit: number;
  readonly isDark: boolean;
}

/** Three squares, one in the other. A dot in a ring, as buttons show it, has no corners. */
function isFinder({ width, height, data }: Grey, { x, y, unit, isDark }: Place): boolean {
  let right = 0;
  for (let down = -reach; down <= reach; down += 1) {
    for (let across = -reach; across <= reach; across += 1) {
      const [column, row] = [Math.round(x + across * unit), Math.round(y + down * unit)];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const isRing = Math.max(Math.abs(across), Math.abs(down)) === 2;
      if ((data[row * width + column] === 0) === (isDark !== isRing)) right += 1;
    }
  }
  return right >= leastRight;
}
