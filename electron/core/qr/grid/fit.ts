// Lays the grid of a code exactly over the picture: moves the corners until what is the same in every code of the
// version (finder, timing and alignment patterns) is seen as clearly as can be.
import { blurred, type Grey, type Point } from "../grey.ts";
import { type Mapping, mappingOf, type Quad } from "./mapping.ts";
import { finderMiddles, type Shape } from "./symbol.ts";

export interface Fit {
  readonly mapping: Mapping;
  /** middles of the finder patterns and of where a fourth would be */
  readonly quad: Quad;
  /** -1 to 1: how alike picture and pattern are; negative when light and dark have changed places */
  readonly likeness: number;
}

/** Modules that belong together: their light is compared with each other, not with that across the picture. */
interface Group {
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly value: Float32Array;
}

const groupsOf = new Map<number, readonly Group[]>();

function patternGroups(shape: Shape): readonly Group[] {
  const known = groupsOf.get(shape.version);
  if (known) return known;
  const { size, alignments } = shape;
  const places = [
    ...finderMiddles(size).map(([column, row]) => around(column, row, 4)),
    range(8, size - 8).map((at) => [at, 6] as const),
    range(8, size - 8).map((at) => [6, at] as const),
    ...alignments.slice(-9).map(([column, row]) => around(column, row, 2)),
  ];
  const groups = places.map((group) => groupFrom(shape, group));
  groupsOf.set(shape.version, groups);
  return groups;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

function around(column: number, row: number, reach: number): readonly (readonly [number, number])[] {
  return range(row - reach, row + reach + 1).flatMap((y) =>
    range(column - reach, column + reach + 1).map((x) => [x, y] as const),
  );
}

function groupFrom({ fixed, size }: Shape, places: readonly (readonly [number, number])[]): Group {
  const known = places.filter(
    ([x, y]) => x >= 0 && y >= 0 && x < size && y < size && fixed[y * size + x] !== 0,
  );
  return {
    u: Float32Array.from(known, ([x]) => x + 0.5),
    v: Float32Array.from(known, ([, y]) => y + 0.5),
    value: Float32Array.from(known, ([x, y]) => fixed[y * size + x] ?? 0),
  };
}

/** How alike pattern and picture are, by correlation a group; dark is 1. Groups that lie outside count nothing. */
function likenessOf(picture: Grey, mapping: Mapping, groups: readonly Group[]): number {
  let sum = 0;
  for (const group of groups) sum += likenessOfGroup(picture, mapping, group);
  return sum / groups.length;
}

function likenessOfGroup({ data, width, height }: Grey, { of }: Mapping, { u, v, value }: Group): number {
  const [a, b, c, d, e, f, g, h] = of;
  let [n, sum, square, values, squares, both] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < u.length; at += 1) {
    const [column, row, wanted] = [u[at] ?? 0, v[at] ?? 0, value[at] ?? 0];
    const below = g * column + h * row + 1;
    const x = (a * column + b * row + c) / below - 0.5;
    const y = (d * column + e * row + f) / below - 0.5;
    if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) continue;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - left, y - top];
    const from = top * width + left;
    const upper = (data[from] ?? 0) * (1 - fx) + (data[from + 1] ?? 0) * fx;
    const lower = (data[from + width] ?? 0) * (1 - fx) + (data[from + width + 1] ?? 0) * fx;
    const seen = 255 - upper * (1 - fy) - lower * fy;
    n += 1;
    sum += seen;
    square += seen * seen;
    values += wanted;
    squares += wanted * wanted;
    both += seen * wanted;
  }
  if (n < u.length * 0.7) return 0;
  const spread = (square - (sum * sum) / n) * (squares - (values * values) / n);
  // A few grey levels of noise are no pattern.
  return spread <= 1 || square / n - (sum / n) ** 2 < 2 ? 0 : (both - (sum * values) / n) / Math.sqrt(spread);
}

const middlesOf = (shape: Shape) => [3.5, shape.size - 3.5] as const;

function fitOf(picture: Grey, shape: Shape, quad: Quad, groups: readonly Group[]): Fit {
  const mapping = mappingOf(quad, ...middlesOf(shape));
  return { mapping, quad, likeness: likenessOf(picture, mapping, groups) };
}

/** How much each finder pattern counts, and each timing pattern. */
const sharesAtGlance = [0.26, 0.26, 0.26, 0.11, 0.11];

/** A first look: how alike the pattern is where it is guessed. Undefined as soon as it cannot be `least`. */
export function glance(picture: Grey, shape: Shape, quad: Quad, least: number): Fit | undefined {
  const mapping = mappingOf(quad, ...middlesOf(shape));
  // The fourth corner is only guessed: alignment patterns do not count yet, and timing patterns count less.
  const groups = patternGroups(shape);
  let [likeness, left] = [0, 1];
  for (const [index, share] of sharesAtGlance.entries()) {
    const group = groups[index];
    if (!group) break;
    likeness += share * likenessOfGroup(picture, mapping, group);
    left -= share;
    if (Math.abs(likeness) + left * 0.9 < least) return undefined;
  }
  return Math.abs(likeness) < least ? undefined : { mapping, quad, likeness };
}

/** A picture through a blur of so many pixels. */
export type Blurs = (radius: number) => Grey;

/** Each blur is drawn once, when it is asked for. */
export function blursOf(picture: Grey): Blurs {
  const drawn = new Map([[0, picture]]);
  return (radius) => {
    const blur = drawn.get(radius) ?? blurred(picture, radius);
    drawn.set(radius, blur);
    return blur;
  };
}

/**
 * The best fit near `quad`. Within a module brightness tells nothing of how far its edge is, so it is looked at through a
 * blur of about half a module.
 */
export function refine(blurs: Blurs, shape: Shape, quad: Quad): Fit {
  const groups = patternGroups(shape);
  const picture = blurs(Math.round(0.3 * moduleSize(quad, shape)));
  const begun = withFourthCorner(picture, shape, quad, groups);
  return climb(picture, shape, begun, groups, [0.8, 0.4, 0.2, 0.1, 0.05]);
}

/** The fit that explains all modules best: `modules` holds what was read, 1 for dark and -1 for light. */
export function refineWith(picture: Grey, shape: Shape, quad: Quad, modules: Float32Array): Fit {
  const { size } = shape;
  const group = {
    u: Float32Array.from(modules, (_, at) => (at % size) + 0.5),
    v: Float32Array.from(modules, (_, at) => Math.floor(at / size) + 0.5),
    value: modules,
  };
  return climb(picture, shape, fitOf(picture, shape, quad, [group]), [group], [0.2, 0.1]);
}

/** In perspective the fourth corner lies elsewhere than three tell: the alignment pattern beside it shows where. */
function withFourthCorner(picture: Grey, shape: Shape, quad: Quad, groups: readonly Group[]): Fit {
  const first = fitOf(picture, shape, quad, groups);
  const last = groups.at(-1);
  if (shape.version === 1 || !last) return first;
  const step = moduleSize(quad, shape) * 0.7;
  const reach = Math.ceil((0.25 * shape.size) / 0.7);
  let best = first;
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      const moved = moveCorner(quad, 2, x * step, y * step);
      const mapping = mappingOf(moved, ...middlesOf(shape));
      const sign = first.likeness < 0 ? -1 : 1;
      if (sign * likenessOfGroup(picture, mapping, last) < 0.4) continue;
      const fit = fitOf(picture, shape, moved, groups);
      if (Math.abs(fit.likeness) > Math.abs(best.likeness)) best = fit;
    }
  }
  return best;
}

function moduleSize([[x0, y0], [x1, y1], , [x3, y3]]: Quad, { size }: Shape): number {
  return (Math.hypot(x1 - x0, y1 - y0) + Math.hypot(x3 - x0, y3 - y0)) / 2 / (size - 7);
}

function moveCorner(quad: Quad, corner: number, dx: number, dy: number): Quad {
  const moved = (index: number): Point => {
    const [x, y] = quad[index] ?? [0, 0];
    return index === corner ? [x + dx, y + dy] : [x, y];
  };
  return [moved(0), moved(1), moved(2), moved(3)];
}

const directions: readonly Point[] = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];

/** Moves one corner at a time while it helps, in smaller and smaller steps (in modules). */
function climb(
  picture: Grey,
  shape: Shape,
  from: Fit,
  groups: readonly Group[],
  steps: readonly number[],
): Fit {
  let best = from;
  const sign = from.likeness < 0 ? -1 : 1;
  const unit = moduleSize(from.quad, shape);
  for (const step of steps) {
    for (let round = 0; round < 4; round += 1) {
      const before = best;
      for (let corner = 0; corner < 4; corner += 1) {
        for (const [dx, dy] of directions) {
          const moved = moveCorner(best.quad, corner, dx * step * unit, dy * step * unit);
          const fit = fitOf(picture, shape, moved, groups);
          if (sign * fit.likeness > sign * best.likeness + 1e-4) best = fit;
        }
      }
      if (best === before) break;
    }
  }
  return best;
}
