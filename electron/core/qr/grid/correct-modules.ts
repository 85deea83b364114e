// From how dark each module of a code is to the code as it was made: format, blocks, error correction. The least certain
// codewords are treated as erasures, which cost half of what an error costs, so that a code with a corner under a
// window or a finger is still read.
import { type Format, likelyFormats, writeFormat } from "./format.ts";
import { correct, correctionFor } from "./reed-solomon.ts";
import { type Block, blocksIn, isMasked, type Shape, shapeOf } from "./symbol.ts";
import { isWellFormed } from "./well-formed.ts";

/**
 * Error correction codewords of a block that must be left when erasures (one each) and errors (two each) are paid for.
 * With none left every word would be "corrected" to some text; two make a wrong one as rare as one in 65,536.
 */
const leastSpare = 2;

/** The modules (1 dark, 0 light) of the code that `soft` shows: for each module positive for dark, by how certain it is. */
export function correctModules(soft: Float32Array, version: number): Uint8Array | undefined {
  const shape = shapeOf(version);
  for (const format of likelyFormats(soft, shape.size, 2)) {
    const words = correctWords(soft, shape, format);
    if (words) return drawModules(shape, format, words);
  }
  return undefined;
}

function correctWords(soft: Float32Array, shape: Shape, format: Format): Uint8Array | undefined {
  const { values, doubts } = readWords(soft, shape, format);
  const words = new Uint8Array(values.length);
  const data: number[] = [];
  for (const block of blocksIn(shape.version, format.level)) {
    const right = correctBlock(block, values, doubts);
    if (!right) return undefined;
    for (const [index, place] of block.places.entries()) words[place] = right[index] ?? 0;
    data.push(...right.subarray(0, block.data));
  }
  return isWellFormed(Uint8Array.from(data), shape.version) ? words : undefined;
}

function correctBlock(block: Block, values: Uint8Array, doubts: Float32Array): Uint8Array | undefined {
  const word = Uint8Array.from(block.places, (place) => values[place] ?? 0);
  const worstFirst = [...block.places.keys()].sort(
    (a, b) => (doubts[block.places[b] ?? 0] ?? 0) - (doubts[block.places[a] ?? 0] ?? 0),
  );
  for (let erased = 0; erased <= block.correction - leastSpare; erased += 2) {
    const corrected = correct(word, block.correction, worstFirst.slice(0, erased));
    if (corrected && block.correction - erased - 2 * corrected.errors >= leastSpare) return corrected.word;
  }
  return undefined;
}

/** Codewords in the order of the symbol; a codeword is as doubtful as its most doubtful bit. */
function readWords(soft: Float32Array, { order, size }: Shape, { mask }: Format) {
  const count = Math.floor(order.length / 8);
  const values = new Uint8Array(count);
  const doubts = new Float32Array(count);
  for (let word = 0; word < count; word += 1) {
    let [value, least] = [0, Number.POSITIVE_INFINITY];
    for (let bit = word * 8; bit < word * 8 + 8; bit += 1) {
      const place = order[bit] ?? 0;
      const column = place % size;
      const darkness = soft[place] ?? 0;
      const isDark = darkness > 0 !== isMasked(mask, column, (place - column) / size);
      value = (value << 1) | (isDark ? 1 : 0);
      least = Math.min(least, Math.abs(darkness));
    }
    values[word] = value;
    doubts[word] = -least;
  }
  return { values, doubts };
}

function drawModules({ fixed, order, size }: Shape, format: Format, words: Uint8Array): Uint8Array {
  const modules = Uint8Array.from(fixed, (value) => (value > 0 ? 1 : 0));
  for (const [bit, place] of order.entries()) {
    const column = place % size;
    const value = ((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
    modules[place] = (value === 1) !== isMasked(format.mask, column, (place - column) / size) ? 1 : 0;
  }
  writeFormat(modules, size, format);
  return modules;
}

/** The modules of a code with `data` as its codewords before error correction. For tests and checks. */
export function modulesOf(data: Uint8Array, version: number, format: Format): Uint8Array {
  const shape = shapeOf(version);
  const words = new Uint8Array(Math.floor(shape.order.length / 8));
  let from = 0;
  for (const block of blocksIn(version, format.level)) {
    const part = data.subarray(from, from + block.data);
    from += block.data;
    const whole = [...part, ...correctionFor(part, block.correction)];
    for (const [index, place] of block.places.entries()) words[place] = whole[index] ?? 0;
  }
  return drawModules(shape, format, words);
}
