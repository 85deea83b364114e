import { expect, it } from "vitest";
import {
  type Font,
  firstWriting,
  nextLine,
  outline,
  write,
} from "../../../../../electron/core/qr/pdf/page-letters.ts";

const font: Font = { loadedName: "g_d0_f1", fontMatrix: [0.001, 0, 0, 0.001, 0, 0] };
const glyph = (unicode: string) => ({ unicode, fontChar: unicode, width: 600, isSpace: unicode === " " });
const half = "M0 0L0.6 0L0.6 0.5L0 0.5Z";

it("draws blocks where the font has them, and no other letters", () => {
  const writing = { ...firstWriting, font, size: 10, betweenLetters: 1 };
  const { letters, after } = write(writing, [glyph("▄"), glyph("a"), -100, glyph("█")], () => half);
  expect(letters.map(({ matrix }) => matrix)).toEqual([
    [10, 0, 0, 10, 0, 0],
    // Two letters of 6 with 1 between each, and a tenth of the size.
    [10, 0, 0, 10, 15, 0],
  ]);
  expect(letters[0]?.shapes).toEqual([
    [
      [0, 0],
      [0.6, 0],
      [0.6, 0.5],
      [0, 0.5],
    ],
  ]);
  expect(after.x).toBe(22);
});

it("goes to the next line from where the last one began", () => {
  const writing = { ...nextLine({ ...firstWriting, x: 40 }, 5, 700), x: 300 };
  expect(nextLine(writing, 0, -12)).toMatchObject({ x: 5, y: 688 });
});

it("takes curves of both kinds, and nothing from what is no path", () => {
  const [quadratic] = outline("M0 0Q1 0 1 1Z");
  expect(quadratic?.at(-1)).toEqual([1, 1]);
  expect(quadratic?.length).toBeGreaterThan(3);
  expect(outline("no path")).toEqual([]);
});
