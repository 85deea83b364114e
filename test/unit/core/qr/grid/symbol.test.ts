// Shape, blocks and error correction, against codes drawn by another library in every version and level.
import { create } from "qrcode";
import { describe, expect, it } from "vitest";
import { correctModules, modulesOf } from "../../../../../electron/core/qr/grid/correct-modules.ts";
import { correct, correctionFor } from "../../../../../electron/core/qr/grid/reed-solomon.ts";
import { blocksIn, isMasked, levels, shapeOf } from "../../../../../electron/core/qr/grid/symbol.ts";

const versions = Array.from({ length: 40 }, (_, index) => index + 1);

function wordsOf(drawn: ReturnType<typeof create>, version: number): Uint8Array {
  const { order, size } = shapeOf(version);
  const words = new Uint8Array(Math.floor(order.length / 8));
  for (const [bit, place] of order.entries()) {
    if (bit >> 3 >= words.length) break;
    const column = place % size;
    const isDark = drawn.modules.data[place] === 1;
    const isOne = isDark !== isMasked(drawn.maskPattern ?? 0, column, (place - column) / size);
    words[bit >> 3] = ((words[bit >> 3] ?? 0) << 1) | (isOne ? 1 : 0);
  }
  return words;
}

describe("the shape of codes", () => {
  it.each(levels)("is that of another library in all versions, at level %s", (level) => {
    for (const version of versions) {
      const drawn = create("QR code", { version, errorCorrectionLevel: level });
      const { fixed, size } = shapeOf(version);
      expect(drawn.modules.size).toBe(size);
      const wrong = fixed.findIndex(
        (value, place) => value !== 0 && value > 0 !== (drawn.modules.data[place] === 1),
      );
      expect(wrong, `version ${version}`).toBe(-1);
      const words = wordsOf(drawn, version);
      const data: number[] = [];
      for (const block of blocksIn(version, level)) {
        const word = Uint8Array.from(block.places, (place) => words[place] ?? 0);
        expect(correct(word, block.correction, [])?.errors, `version ${version}`).toBe(0);
        expect(correctionFor(word.subarray(0, block.data), block.correction)).toEqual(
          word.subarray(block.data),
        );
        data.push(...word.subarray(0, block.data));
      }
      const format = { level, mask: drawn.maskPattern ?? 0 };
      const modules = Buffer.from(modulesOf(Uint8Array.from(data), version, format));
      // Compared as bytes: a matcher looks at each of up to 31,329 by itself.
      expect(modules.equals(drawn.modules.data), `version ${version}`).toBe(true);
    }
  });

  it("has no version beyond 40", () => {
    expect(() => shapeOf(41)).toThrow(RangeError);
    expect(() => shapeOf(0)).toThrow(RangeError);
  });
});

describe("a code of which much is hidden", () => {
  const text = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";
  const drawn = create(text, { errorCorrectionLevel: "Q" });
  const version = (drawn.modules.size - 17) / 4;
  const clear = Float32Array.from(drawn.modules.data, (value) => (value === 1 ? 1 : -1));
  const hidden = (rows: number, certainty: number) =>
    clear.map((value, at) => {
      const row = Math.floor(at / drawn.modules.size);
      return row >= 10 && row < 10 + rows ? certainty : value;
    });

  it("is read when what is hidden is known to be hidden, and twice as much as when it is not", () => {
    // Nine rows of 37 hold a quarter of the codewords; level Q bears as many erasures, and half as many errors.
    expect(correctModules(hidden(9, 0), version)).toEqual(Uint8Array.from(drawn.modules.data));
    expect(correctModules(hidden(9, 1), version)).toBeUndefined();
    expect(correctModules(hidden(4, 1), version)).toEqual(Uint8Array.from(drawn.modules.data));
  });

  it("is given up when too much is hidden", () => {
    expect(correctModules(hidden(18, 0), version)).toBeUndefined();
  });

  it("never becomes another text", () => {
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    for (let round = 0; round < 300; round += 1) {
      const damage = round / 300;
      const read = correctModules(
        clear.map((value) => (random() < damage ? random() * 2 - 1 : value)),
        version,
      );
      if (read) expect(read).toEqual(Uint8Array.from(drawn.modules.data));
    }
  });
});
