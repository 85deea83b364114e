// The steps that write text, of which only blocks are drawn.
import { type Font, nextLine, type Writing, write } from "./page-letters.ts";
import { isMatrix, joined } from "./page-matrix.ts";
import { change, fillPaint, type Handlers, type Pen } from "./pen-state.ts";

export function textSteps(pen: Pen): Handlers {
  const { operators, page } = pen.parts;
  const set = (news: Partial<Writing>) => change(pen, { writing: { ...pen.state.writing, ...news } });
  const move = (x: unknown, y: unknown) =>
    change(pen, { writing: nextLine(pen.state.writing, Number(x), Number(y)) });
  const start = { x: 0, y: 0, lineX: 0, lineY: 0 };
  const show = (glyphs: unknown) => {
    if (!Array.isArray(glyphs)) return;
    const { letters, after } = write(pen.state.writing, glyphs, (font, letter) => {
      const name = `${font.loadedName}_path_${letter}`;
      const path: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : undefined;
      return typeof path === "string" ? path : undefined;
    });
    for (const { shapes, matrix } of letters) {
      pen.drawing.fill(shapes, joined(pen.state.matrix, matrix), fillPaint(pen), false);
    }
    change(pen, { writing: after });
  };
  return {
    [operators.beginText]: () => set({ ...start, matrix: [1, 0, 0, 1, 0, 0] }),
    [operators.setFont]: ([name, size]) => {
      const font: unknown = typeof name === "string" ? page.commonObjs.get(name) : undefined;
      set({ font: isFont(font) ? font : undefined, size: Number(size) });
    },
    [operators.setCharSpacing]: ([space]) => set({ betweenLetters: Number(space) }),
    [operators.setWordSpacing]: ([space]) => set({ betweenWords: Number(space) }),
    [operators.setHScale]: ([percent]) => set({ stretch: Number(percent) / 100 }),
    [operators.setLeading]: ([leading]) => set({ leading: -Number(leading) }),
    [operators.setTextRise]: ([rise]) => set({ rise: Number(rise) }),
    [operators.setTextMatrix]: (args) => {
      if (isMatrix(args)) set({ ...start, matrix: args });
    },
    [operators.moveText]: ([x, y]) => move(x, y),
    [operators.setLeadingMoveText]: ([x, y]) => {
      set({ leading: Number(y) });
      move(x, y);
    },
    [operators.nextLine]: () => move(0, pen.state.writing.leading),
    [operators.showText]: ([glyphs]) => show(glyphs),
  };
}

function isFont(value: unknown): value is Font {
  return typeof (value as Partial<Font> | undefined)?.loadedName === "string";
}
