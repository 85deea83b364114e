// Where codes may lie, from the middles of finder patterns: three of them make a corner of a square, two of them one of
// its sides when the third is covered.
import type { Point } from "../grey.ts";
import type { Finder } from "./finders.ts";
import type { Quad } from "./mapping.ts";

/** Middles of the finder patterns, and where a fourth would be; modules between the middles of two. */
export interface Guess {
  readonly quad: Quad;
  readonly version: number;
  /** the less, the better the three fit each other */
  readonly strain: number;
}

/** Guesses from three patterns, the least strained first. */
export function guessesOfThree(finders: readonly Finder[]): readonly Guess[] {
  const guesses: Guess[] = [];
  for (const corner of finders) {
    for (const right of finders) {
      for (const below of finders) {
        if (right === corner || below === corner || right === below) continue;
        if (right.isDark !== corner.isDark || below.isDark !== corner.isDark) continue;
        guesses.push(...guessesOf(corner, right, below));
      }
    }
  }
  return guesses.sort((a, b) => a.strain - b.strain);
}

/** Clockwise only: a code in a mirror is turned round beforehand. */
function guessesOf(corner: Finder, right: Finder, below: Finder): readonly Guess[] {
  const [ax, ay] = [right.x - corner.x, right.y - corner.y];
  const [bx, by] = [below.x - corner.x, below.y - corner.y];
  const [across, down] = [Math.hypot(ax, ay), Math.hypot(bx, by)];
  const turn = (ax * by - ay * bx) / (across * down);
  const lean = Math.abs((ax * bx + ay * by) / (across * down));
  if (!(turn > 0.6) || lean > 0.8) return [];
  const legs = Math.log(across / down);
  const units = [corner.unit, right.unit, below.unit];
  const spread = Math.log(Math.max(...units) / Math.min(...units));
  if (Math.abs(legs) > 0.55 || spread > 0.6) return [];
  const quad: Quad = [
    [corner.x, corner.y],
    [right.x, right.y],
    [right.x + bx, right.y + by],
    [below.x, below.y],
  ];
  const unit = (corner.unit + right.unit + below.unit) / 3;
  const strain =
    lean +
    Math.abs(legs) +
    spread +
    0.3 * (3 - Math.min(1, corner.votes) - Math.min(1, right.votes) - Math.min(1, below.votes));
  return guessVersions(quad, unit * straightness(ax, ay), strain);
}

/** Two patterns: the third lies at a right angle from either of them, or both lie across the square from each other. */
export function guessesOfTwo(finders: readonly Finder[]): readonly Guess[] {
  const guesses: Guess[] = [];
  for (const one of finders) {
    for (const other of finders) {
      if (one === other || one.isDark !== other.isDark) continue;
      const spread = Math.abs(Math.log(one.unit / other.unit));
      if (spread > 0.3 || Math.min(one.votes, other.votes) < 0.5) continue;
      guesses.push(...guessesBetween(one, other, spread));
    }
  }
  return guesses.sort((a, b) => a.strain - b.strain);
}

function guessesBetween(one: Finder, other: Finder, strain: number): readonly Guess[] {
  const [dx, dy] = [other.x - one.x, other.y - one.y];
  const at = (x: number, y: number): Point => [one.x + x, one.y + y];
  // `one` is top left and `other` top right; bottom left and top left; bottom left and top right.
  const quads: readonly Quad[] = [
    [at(0, 0), at(dx, dy), at(dx - dy, dy + dx), at(-dy, dx)],
    [at(dx, dy), at(dx - dy, dy + dx), at(-dy, dx), at(0, 0)],
    [at((dx + dy) / 2, (dy - dx) / 2), at(dx, dy), at((dx - dy) / 2, (dy + dx) / 2), at(0, 0)],
  ];
  return quads.flatMap((quad) => {
    const [ax, ay] = [quad[1][0] - quad[0][0], quad[1][1] - quad[0][1]];
    return guessVersions(quad, ((one.unit + other.unit) / 2) * straightness(ax, ay), 1 + strain);
  });
}

/** Runs across a turned square are longer than its side. */
function straightness(x: number, y: number): number {
  return Math.max(Math.abs(x), Math.abs(y)) / Math.hypot(x, y);
}

function guessVersions(quad: Quad, unit: number, strain: number): readonly Guess[] {
  const sides = quad.map(([x, y], index) => {
    const [nextX, nextY] = quad[(index + 1) % 4] ?? [x, y];
    return Math.hypot(nextX - x, nextY - y);
  });
  const modules = ((sides[0] ?? 0) + (sides[3] ?? 0)) / 2 / unit;
  const exact = (modules + 7 - 17) / 4;
  const loose = Math.max(1, 0.25 * exact);
  const versions: Guess[] = [];
  for (
    let version = Math.max(1, Math.ceil(exact - loose));
    version <= Math.min(40, exact + loose);
    version += 1
  ) {
    versions.push({ quad, version, strain: strain + (0.5 * Math.abs(version - exact)) / loose });
  }
  return versions;
}
