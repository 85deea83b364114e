// Whether the data of a code is built as ISO 18004 builds it: known modes, texts that end within the code, then nothing
// but padding. Codewords that were put right by chance are not: this is what keeps false texts out.

type Bits = (count: number) => number | undefined;

export function isWellFormed(data: Uint8Array, version: number): boolean {
  const { take, left } = bitReader(data);
  const size = version < 10 ? 0 : version < 27 ? 1 : 2;
  let characters = 0;
  while (left() >= 4) {
    const mode = take(4);
    if (mode === 0) return characters > 0 && isPadded(data, left());
    const read = segments[mode ?? 0]?.(take, size);
    if (read === undefined) return false;
    characters += read;
  }
  return characters > 0;
}

function bitReader(data: Uint8Array) {
  let at = 0;
  const left = () => data.length * 8 - at;
  const take: Bits = (count) => {
    if (left() < count) return undefined;
    let value = 0;
    for (const end = at + count; at < end; at += 1)
      value = (value << 1) | (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  return { take, left };
}

/** After the end of the text come zeros up to the next byte, then two bytes in turn. */
function isPadded(data: Uint8Array, left: number): boolean {
  const whole = Math.floor(left / 8);
  const rest = left % 8;
  const first = data.length - whole;
  if (rest > 0 && ((data[first - 1] ?? 0) & ((1 << rest) - 1)) !== 0) return false;
  return data.subarray(first).every((value, index) => value === (index % 2 === 0 ? 0xec : 0x11));
}

/** By mode: answers how many characters were read, undefined for what cannot be. `size`: 0 to 2, by version. */
const segments: Readonly<Record<number, (take: Bits, size: number) => number | undefined>> = {
  1: (take, size) => grouped(take, take([10, 12, 14][size] ?? 10), [4, 7, 10], 3, [10, 100, 1_000]),
  2: (take, size) => grouped(take, take([9, 11, 13][size] ?? 9), [6, 11], 2, [45, 2_025]),
  4: (take, size) => bytes(take, take(size === 0 ? 8 : 16)),
  8: (take, size) => grouped(take, take([8, 10, 12][size] ?? 8), [13], 1, [8_192]),
  // Part of several codes: which one, and of how many.
  3: (take) => (take(16) === undefined ? undefined : 0),
  // Which characters the bytes mean.
  7: (take) => {
    const first = take(8);
    if (first === undefined || first >= 0xc0) return undefined;
    return first < 0x80 || take(8) !== undefined ? 0 : undefined;
  },
  // A mark of trade bodies.
  5: () => 0,
};

/** Characters in groups of `width`; a shorter group at the end takes fewer bits. `most`: each value is below it. */
function grouped(
  take: Bits,
  count: number | undefined,
  bits: readonly number[],
  width: number,
  most: readonly number[],
): number | undefined {
  if (count === undefined || count === 0) return undefined;
  for (let done = 0; done < count; done += width) {
    const length = Math.min(width, count - done);
    const value = take(bits[length - 1] ?? 0);
    if (value === undefined || value >= (most[length - 1] ?? 0)) return undefined;
  }
  return count;
}

/** Texts have no control characters but tabulators and ends of lines. */
function bytes(take: Bits, count: number | undefined): number | undefined {
  if (count === undefined || count === 0) return undefined;
  for (let done = 0; done < count; done += 1) {
    const value = take(8);
    if (value === undefined || value === 0x7f) return undefined;
    if (value < 0x20 && value !== 9 && value !== 10 && value !== 13) return undefined;
  }
  return count;
}
