// Finding finder patterns, laying the grid and reading modules, on pictures that are drawn here.
import { create } from "qrcode";
import { describe, expect, it } from "vitest";
import { blurred, type Grey } from "../../../../../electron/core/qr/grey.ts";
import { findFinders } from "../../../../../electron/core/qr/grid/finders.ts";
import { blursOf, refine } from "../../../../../electron/core/qr/grid/fit.ts";
import { guessesOfThree } from "../../../../../electron/core/qr/grid/guesses.ts";
import { mappingOf, placeOf, type Quad } from "../../../../../electron/core/qr/grid/mapping.ts";
import { readGrid } from "../../../../../electron/core/qr/grid/read-grid.ts";
import { darkness, equalised, takeSamples } from "../../../../../electron/core/qr/grid/sample.ts";
import { shapeOf } from "../../../../../electron/core/qr/grid/symbol.ts";
import { openZxing } from "../../../../../electron/core/qr/zxing.ts";

const text = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";

interface Drawing {
  readonly quad: Quad;
  readonly level?: "L" | "M" | "Q" | "H";
  readonly dark?: number;
  readonly light?: number;
  readonly ground?: number;
  /** brightness at a place in modules, before everything else */
  readonly over?: (u: number, v: number) => number | undefined;
}

/** A picture of 320 by 320 with a code whose outer corners are `quad`; sixteen looks a pixel. */
function draw({ quad, level = "M", dark = 20, light = 230, ground = 230, over }: Drawing) {
  const { modules } = create(text, { errorCorrectionLevel: level });
  const { size } = modules;
  const back = inverse(mappingOf(quad, 0, size).of);
  const shade = (x: number, y: number): number => {
    const [u, v] = placeOf({ of: back }, x, y);
    const covered = over?.(u, v);
    if (covered !== undefined) return covered;
    if (u < 0 || v < 0 || u >= size || v >= size) return ground;
    return modules.get(Math.floor(v), Math.floor(u)) ? dark : light;
  };
  const side = 320;
  const data = Uint8Array.from({ length: side * side }, (_, at) => {
    let sum = 0;
    for (let part = 0; part < 16; part += 1) {
      sum += shade((at % side) + ((part % 4) + 0.5) / 4, Math.floor(at / side) + ((part >> 2) + 0.5) / 4);
    }
    return sum / 16;
  });
  return { picture: { width: side, height: side, data }, modules: Uint8Array.from(modules.data), size };
}

/** The mapping from pixels to modules: the inverse of a matrix of three by three. */
function inverse([a, b, c, d, e, f, g, h]: ReturnType<typeof mappingOf>["of"]) {
  const whole = a * e - b * d;
  return [
    (e - f * h) / whole,
    (c * h - b) / whole,
    (b * f - c * e) / whole,
    (f * g - d) / whole,
    (a - c * g) / whole,
    (c * d - a * f) / whole,
    (d * h - e * g) / whole,
    (b * g - a * h) / whole,
  ] as const;
}

const straight: Quad = [
  [60, 60],
  [260, 60],
  [260, 260],
  [60, 260],
];
const leaning: Quad = [
  [70, 50],
  [266, 76],
  [242, 256],
  [54, 252],
];
const always = () => true;

async function textsOf(picture: Grey): Promise<readonly (string | undefined)[]> {
  const zxing = await openZxing();
  return readGrid(picture, always).flatMap(({ drawing }) => zxing(drawing).map((one) => one.text));
}

describe("reading a code by its grid", () => {
  it.each([
    ["as a screen shows it", { quad: straight }],
    ["in perspective", { quad: leaning }],
    ["light on dark", { quad: straight, dark: 220, light: 30, ground: 30 }],
    ["with hardly any contrast", { quad: straight, dark: 120, light: 129, ground: 129 }],
    ["on a ground as dark as its modules", { quad: straight, ground: 20 }],
    [
      "with a corner and its finder pattern covered",
      {
        quad: straight,
        level: "H" as const,
        over: (u: number, v: number) => (u < 6 && v < 8 ? 140 : undefined),
      },
    ],
  ])("%s", async (_how, drawing) => {
    expect(await textsOf(draw(drawing).picture)).toEqual([text]);
  });

  it("is read through a blur as wide as two modules", async () => {
    const { picture } = draw({ quad: straight });
    expect(await textsOf(blurred(blurred(picture, 3), 3))).toEqual([text]);
  });

  it("tells where the code is", () => {
    const [found] = readGrid(draw({ quad: leaning }).picture, always);
    const away = found?.corners.map(([x, y], index) => {
      const [wantedX, wantedY] = leaning[index] ?? [0, 0];
      return Math.hypot(x - wantedX, y - wantedY);
    });
    expect(Math.max(...(away ?? [99]))).toBeLessThan(2);
  });

  it("finds nothing in noise, and ends when the time is over", () => {
    let state = 7;
    const data = Uint8Array.from({ length: 90_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
    expect(readGrid({ width: 300, height: 300, data }, always)).toEqual([]);
    expect(readGrid(draw({ quad: straight }).picture, () => false)).toEqual([]);
  });
});

describe("a code that is only read by learning", () => {
  const clear = draw({ quad: straight }).picture;
  const soft = blurred(blurred(clear, 3), 3);
  /** Time that is over after it was asked for so often. */
  const timeFor = (questions: number) => {
    let left = questions;
    return () => {
      left -= 1;
      return left >= 0;
    };
  };

  it("is given up between two rounds when the time is over", () => {
    // One question for the fit, one before it is read as it shows itself, one before each round of learning.
    expect(readGrid(clear, timeFor(2))).toHaveLength(1);
    expect(readGrid(soft, timeFor(2))).toEqual([]);
    expect(readGrid(soft, timeFor(3))).toHaveLength(1);
  });
});

describe("its stages", () => {
  it("see the middles of the three finder patterns first", () => {
    const { picture, size } = draw({ quad: straight });
    const black = { ...picture, data: picture.data.map((value) => (value < 128 ? 0 : 255)) };
    const unit = 200 / size;
    const dark = findFinders(black, 3).filter(({ isDark }) => isDark);
    const places = dark.map(({ x, y }) => [Math.floor((x - 60) / unit), Math.floor((y - 60) / unit)]);
    expect(places.sort()).toEqual([
      [size - 4, 3],
      [3, size - 4],
      [3, 3],
    ]);
    const [best] = guessesOfThree(dark);
    expect(best?.version).toBe((size - 17) / 4);
  });

  it("lay the grid exactly, from a guess that is a module off", () => {
    const { picture, size } = draw({ quad: leaning });
    const right = mappingOf(leaning, 0, size);
    const guess: Quad = [
      placeOf(right, 4.2, 3),
      placeOf(right, size - 4, 3.8),
      placeOf(right, size - 6, size - 2),
      placeOf(right, 3.1, size - 3),
    ];
    const { mapping, likeness } = refine(blursOf(picture), shapeOf((size - 17) / 4), guess);
    expect(likeness).toBeGreaterThan(0.9);
    for (const [u, v] of [
      [0, 0],
      [size, 0],
      [0, size],
    ] as const) {
      const [x, y] = placeOf(mapping, u, v);
      const [wantedX, wantedY] = placeOf(right, u, v);
      expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(2);
    }
  });

  it("learn from the known modules to tell blurred neighbours apart", () => {
    const { picture, modules, size } = draw({ quad: straight });
    const soft = blurred(blurred(picture, 4), 3);
    const shape = shapeOf((size - 17) / 4);
    const samples = takeSamples(soft, mappingOf(straight, 0, size), size);
    const wrong = (read: Float32Array) =>
      read.filter((value, at) => value > 0 !== (modules[at] === 1)).length;
    const plain = wrong(darkness(samples, false));
    const learnt = wrong(equalised(samples, Float32Array.from(shape.fixed)));
    expect(plain).toBeGreaterThan(20);
    expect(learnt).toBeLessThan(plain / 2);
  });
});
