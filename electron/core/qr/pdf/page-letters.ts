// Letters that codes are drawn with: the blocks that a terminal makes its codes of. Follows where a page's text stands, and
// gives the shapes of those letters from the page's own font; all others are left out.
import { isMatrix, joined, type Matrix, moved } from "./page-matrix.ts";
import { curve, type Polygon } from "./page-shapes.ts";

/** A font of pdf.js. */
export interface Font {
  readonly loadedName: string;
  readonly fontMatrix?: unknown;
  readonly vertical?: boolean;
}

interface Glyph {
  readonly unicode: string;
  readonly fontChar: string;
  readonly width: number;
  readonly isSpace?: boolean;
}

/** Where the next letter stands, and what it looks like. */
export interface Writing {
  readonly font: Font | undefined;
  readonly size: number;
  readonly betweenLetters: number;
  readonly betweenWords: number;
  /** 1 is as wide as the font has it */
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
  readonly matrix: Matrix;
  readonly x: number;
  readonly y: number;
  readonly lineX: number;
  readonly lineY: number;
}

export const firstWriting: Writing = {
  font: undefined,
  ...{ size: 0, betweenLetters: 0, betweenWords: 0, stretch: 1, leading: 0, rise: 0 },
  matrix: [1, 0, 0, 1, 0, 0],
  ...{ x: 0, y: 0, lineX: 0, lineY: 0 },
};

export interface Letters {
  readonly shapes: readonly Polygon[];
  /** of the letter, in the page's own units */
  readonly matrix: Matrix;
}

/** Block elements and squares. */
const block = /^[\u2580-\u259f\u25a0\u25a1\u25aa\u25fc\u25fe\u2b1b]$/;

/** To the next line. */
export function nextLine(writing: Writing, x: number, y: number): Writing {
  const [lineX, lineY] = [writing.lineX + x, writing.lineY + y];
  return { ...writing, lineX, lineY, x: lineX, y: lineY };
}

/** `outlineOf` answers a letter's shape as the path of an SVG. */
export function write(
  writing: Writing,
  glyphs: readonly unknown[],
  outlineOf: (font: Font, letter: string) => string | undefined,
): { readonly letters: readonly Letters[]; readonly after: Writing } {
  const { font, size, stretch } = writing;
  if (!font || font.vertical) return { letters: [], after: writing };
  const unit = isMatrix(font.fontMatrix) ? font.fontMatrix[0] : 0.001;
  const start = joined(writing.matrix, [stretch, 0, 0, 1, writing.x, writing.y + writing.rise]);
  const letters: Letters[] = [];
  let x = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === "number") x -= (glyph * size) / 1000;
    if (!isGlyph(glyph)) continue;
    if (block.test(glyph.unicode)) {
      const matrix = joined(joined(start, moved(x, 0)), [size, 0, 0, size, 0, 0]);
      letters.push({ shapes: outline(outlineOf(font, glyph.fontChar) ?? ""), matrix });
    }
    x += glyph.width * unit * size + writing.betweenLetters + (glyph.isSpace ? writing.betweenWords : 0);
  }
  return { letters, after: { ...writing, x: writing.x + x * stretch } };
}

function isGlyph(value: unknown): value is Glyph {
  const { unicode, fontChar, width } = (value ?? {}) as Partial<Glyph>;
  return typeof unicode === "string" && typeof fontChar === "string" && typeof width === "number";
}

/** The moves, lines and curves of an SVG's path as pdf.js writes it: one letter, then its numbers. */
export function outline(path: string): readonly Polygon[] {
  const shapes: (readonly [number, number])[][] = [];
  for (const [, step = "", rest = ""] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const numbers = rest.trim().split(/[ ,]+/).map(Number);
    const point = (index: number) => [numbers[index * 2] ?? 0, numbers[index * 2 + 1] ?? 0] as const;
    const shape = shapes.at(-1);
    const last = shape?.at(-1) ?? [0, 0];
    if (step === "M") shapes.push([point(0)]);
    else if (step === "L") shape?.push(point(0));
    else if (step === "C") shape?.push(...curve(last, point(0), point(1), point(2)));
    else if (step === "Q")
      shape?.push(...curve(last, between(last, point(0)), between(point(1), point(0)), point(1)));
  }
  return shapes;
}

/** Two thirds of the way: what makes a cubic curve of a quadratic one. */
const between = ([x, y]: readonly [number, number], [toX, toY]: readonly [number, number]) =>
  [x + (2 / 3) * (toX - x), y + (2 / 3) * (toY - y)] as const;
