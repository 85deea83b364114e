// What ISO 18004 says of the shape of a QR code (model 2): which modules are the same in every code, in which order the
// others carry codewords, and how codewords are cut into blocks. Pure tables; nothing here looks at pictures.

export type Level = "L" | "M" | "Q" | "H";
export const levels: readonly Level[] = ["L", "M", "Q", "H"];

/** Error correction codewords a block, for versions 1 to 40 (table 9). */
const correctionOf: Readonly<Record<Level, readonly number[]>> = {
  L: [
    7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  M: [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
  ],
  Q: [
    13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
  H: [
    17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30,
    30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
  ],
};

/** Blocks, for versions 1 to 40 (table 9). */
const blocksOf: Readonly<Record<Level, readonly number[]>> = {
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17,
    18, 19, 19, 20, 21, 22, 24, 25,
  ],
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
    31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
  ],
  Q: [
    1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38,
    40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
  ],
  H: [
    1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45,
    48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
  ],
};

export interface Shape {
  readonly version: number;
  /** modules a side */
  readonly size: number;
  /** for each module, row by row: 1 dark, -1 light, in every code of this version; 0 carries something */
  readonly fixed: Int8Array;
  /** places of the modules that carry codewords, in the order of their bits */
  readonly order: Uint16Array;
  /** middles of the alignment patterns, column and row in modules */
  readonly alignments: readonly (readonly [number, number])[];
}

const shapes = new Map<number, Shape>();

/** @throws RangeError for anything but versions 1 to 40 */
export function shapeOf(version: number): Shape {
  if (!Number.isInteger(version) || version < 1 || version > 40) throw new RangeError("no such version");
  const known = shapes.get(version);
  if (known) return known;
  const size = 17 + 4 * version;
  const fixed = new Int8Array(size * size);
  const reserved = new Uint8Array(size * size);
  const set = (column: number, row: number, value: number) => {
    if (column < 0 || row < 0 || column >= size || row >= size) return;
    fixed[row * size + column] = value;
    reserved[row * size + column] = 1;
  };
  const middles = alignmentMiddles(version, size);
  for (const [column, row] of middles) square(set, column, row, [1, -1, 1]);
  for (let at = 8; at < size - 8; at += 1) {
    set(at, 6, at % 2 === 0 ? 1 : -1);
    set(6, at, at % 2 === 0 ? 1 : -1);
  }
  for (const [column, row] of finderMiddles(size)) square(set, column, row, [1, 1, -1, 1, -1]);
  set(8, size - 8, 1);
  reserveFormatAndVersion(reserved, version, size);
  const shape = { version, size, fixed, order: orderOf(reserved, size), alignments: middles };
  shapes.set(version, shape);
  return shape;
}

/** Middles of the three finder patterns, in modules: top left, top right, bottom left. */
export function finderMiddles(size: number): readonly (readonly [number, number])[] {
  return [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ];
}

/** Rings around a middle: the first value for the middle itself. */
function square(
  set: (column: number, row: number, value: number) => void,
  column: number,
  row: number,
  rings: readonly number[],
): void {
  const reach = rings.length - 1;
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      set(column + x, row + y, rings[Math.max(Math.abs(x), Math.abs(y))] ?? 0);
    }
  }
}

/** Annex E: evenly spread in even steps, the first at 6; none where finder patterns are. */
function alignmentMiddles(version: number, size: number): readonly (readonly [number, number])[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((size - 13) / (2 * count - 2)) * 2;
  const lines = [
    6,
    ...Array.from({ length: count - 1 }, (_, index) => size - 7 - (count - 2 - index) * step),
  ];
  const last = size - 7;
  return lines.flatMap((row) =>
    lines
      .filter(
        (column) => !(row === 6 && (column === 6 || column === last)) && !(column === 6 && row === last),
      )
      .map((column): readonly [number, number] => [column, row]),
  );
}

function reserveFormatAndVersion(reserved: Uint8Array, version: number, size: number): void {
  for (let at = 0; at < 9; at += 1) {
    reserved[8 * size + at] = 1;
    reserved[at * size + 8] = 1;
    if (at === 8) continue;
    reserved[8 * size + size - 1 - at] = 1;
    reserved[(size - 1 - at) * size + 8] = 1;
  }
  if (version < 7) return;
  for (let at = 0; at < 18; at += 1) {
    const [along, across] = [Math.floor(at / 3), size - 11 + (at % 3)];
    reserved[along * size + across] = 1;
    reserved[across * size + along] = 1;
  }
}

/** Two columns at a time from the right, up and down in turn, leaving out the column of the timing pattern. */
function orderOf(reserved: Uint8Array, size: number): Uint16Array {
  const order: number[] = [];
  let isUpwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const row = isUpwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (reserved[row * size + column] === 0) order.push(row * size + column);
      }
    }
    isUpwards = !isUpwards;
  }
  return Uint16Array.from(order);
}

/** Whether mask 0 to 7 turns the module over (table 10). */
export function isMasked(mask: number, column: number, row: number): boolean {
  const product = row * column;
  switch (mask) {
    case 0:
      return (row + column) % 2 === 0;
    case 1:
      return row % 2 === 0;
    case 2:
      return column % 3 === 0;
    case 3:
      return (row + column) % 3 === 0;
    case 4:
      return (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0;
    case 5:
      return (product % 2) + (product % 3) === 0;
    case 6:
      return ((product % 2) + (product % 3)) % 2 === 0;
    default:
      return (((row + column) % 2) + (product % 3)) % 2 === 0;
  }
}

export interface Block {
  /** places of its codewords in the symbol's sequence: data first, then error correction */
  readonly places: readonly number[];
  readonly data: number;
  readonly correction: number;
}

/** How the codewords of a code are cut into blocks: the longer ones come last, and all are interleaved. */
export function blocksIn(version: number, level: Level): readonly Block[] {
  const all = Math.floor(shapeOf(version).order.length / 8);
  const count = blocksOf[level][version - 1] ?? 1;
  const correction = correctionOf[level][version - 1] ?? 7;
  const short = Math.floor(all / count) - correction;
  const firstLong = count - (all % count);
  const dataAll = all - count * correction;
  return Array.from({ length: count }, (_, block) => {
    const data = short + (block >= firstLong ? 1 : 0);
    const places: number[] = [];
    for (let index = 0; index < short; index += 1) places.push(index * count + block);
    if (data > short) places.push(short * count + block - firstLong);
    for (let index = 0; index < correction; index += 1) places.push(dataAll + index * count + block);
    return { places, data, correction };
  });
}
