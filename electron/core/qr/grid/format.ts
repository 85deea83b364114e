// The two small codes beside the finder patterns: the format (error correction level and mask) and, from version 7, the
// version. Reads the first from how dark its modules are, and writes both.
import { type Level, levels } from "./symbol.ts";

export interface Format {
  readonly level: Level;
  readonly mask: number;
}

/** As the format names the levels (table 12). */
const numberOfLevel: Readonly<Record<Level, number>> = { L: 1, M: 0, Q: 3, H: 2 };

interface Written extends Format {
  /** fifteen bits, the lowest first */
  readonly bits: readonly boolean[];
}

const formats: readonly Written[] = levels.flatMap((level) =>
  Array.from({ length: 8 }, (_, mask) => ({ level, mask, bits: bitsOfFormat({ level, mask }) })),
);

function bitsOfFormat({ level, mask }: Format): readonly boolean[] {
  const data = (numberOfLevel[level] << 3) | mask;
  const bits = withRemainder(data, 10, 0x537) ^ 0x5412;
  return Array.from({ length: 15 }, (_, bit) => ((bits >> bit) & 1) === 1);
}

/** `data` followed by what remains of it when it is divided by `generator`, which has `length` bits besides its first. */
function withRemainder(data: number, length: number, generator: number): number {
  let rest = data;
  for (let bit = 0; bit < length; bit += 1) rest = (rest << 1) ^ ((rest >> (length - 1)) * generator);
  return (data << length) | rest;
}

/** Places, as indices of modules, of the fifteen bits, lowest first: round the top left, and along the other two. */
function placesOfFormat(size: number): readonly (readonly number[])[] {
  const bits = Array.from({ length: 15 }, (_, bit) => bit);
  const first = bits.map((bit) => {
    if (bit < 6) return bit * size + 8;
    if (bit < 8) return (bit + 1) * size + 8;
    return 8 * size + (bit === 8 ? 7 : 14 - bit);
  });
  const second = bits.map((bit) => (bit < 8 ? 8 * size + size - 1 - bit : (size - 15 + bit) * size + 8));
  return [first, second];
}

/** The likeliest formats, best first. `soft`: for each module how dark it is, 0 for not known. */
export function likelyFormats(soft: Float32Array, size: number, count: number): readonly Format[] {
  const places = placesOfFormat(size);
  const graded = formats.map((format) => {
    const likeness = places.flat().reduce((sum, place, index) => {
      return sum + (format.bits[index % 15] ? 1 : -1) * (soft[place] ?? 0);
    }, 0);
    return { format, likeness };
  });
  graded.sort((a, b) => b.likeness - a.likeness);
  return graded.slice(0, count).map(({ format }) => format);
}

/** Writes format and version into `modules` (1 dark, 0 light). */
export function writeFormat(modules: Uint8Array, size: number, format: Format): void {
  const bits = bitsOfFormat(format);
  for (const places of placesOfFormat(size)) {
    for (const [bit, place] of places.entries()) modules[place] = bits[bit] ? 1 : 0;
  }
  modules[(size - 8) * size + 8] = 1;
  const version = (size - 17) / 4;
  if (version < 7) return;
  const written = withRemainder(version, 12, 0x1f25);
  for (let bit = 0; bit < 18; bit += 1) {
    const [along, across] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
    const value = (written >> bit) & 1;
    modules[along * size + across] = value;
    modules[across * size + along] = value;
  }
}
