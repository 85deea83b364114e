// Reed-Solomon codes over GF(256) as QR codes use them: puts errors right whose places are unknown, and erasures whose
// places are known at half the price. Pure. Berlekamp and Massey's way to the locator, Forney's to the values.

const logarithms = new Uint8Array(256);
const powers = new Uint8Array(512);
for (let power = 0, value = 1; power < 255; power += 1) {
  powers[power] = value;
  powers[power + 255] = value;
  logarithms[value] = power;
  // x^8 + x^4 + x^3 + x^2 + 1
  value = value & 0x80 ? ((value << 1) ^ 0x11d) & 0xff : value << 1;
}

const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (powers[(logarithms[a] ?? 0) + (logarithms[b] ?? 0)] ?? 0);
const over = (a: number, b: number): number =>
  a === 0 ? 0 : (powers[(logarithms[a] ?? 0) + 255 - (logarithms[b] ?? 0)] ?? 0);

/** The value of a polynomial, lowest power first. */
function valueAt(polynomial: readonly number[], x: number): number {
  let sum = 0;
  for (let index = polynomial.length - 1; index >= 0; index -= 1)
    sum = times(sum, x) ^ (polynomial[index] ?? 0);
  return sum;
}

function product(a: readonly number[], b: readonly number[]): number[] {
  const all = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) all[i + j] = (all[i + j] ?? 0) ^ times(x, y);
  return all;
}

export interface Corrected {
  readonly word: Uint8Array;
  /** places that were wrong without being known to be */
  readonly errors: number;
}

/**
 * The codeword nearest to `word`, whose last `correction` bytes are for error correction; `erased` are places that are
 * not to be believed. Undefined when there are more faults than the code can bear (2 · errors + erasures > correction).
 */
export function correct(
  word: Uint8Array,
  correction: number,
  erased: readonly number[],
): Corrected | undefined {
  if (erased.length > correction) return undefined;
  const syndromes = syndromesOf(word, correction);
  if (syndromes.every((value) => value === 0)) return { word, errors: 0 };
  const inverse = (place: number) => powers[(255 - ((word.length - 1 - place) % 255)) % 255] ?? 1;
  const locatorOfErased = erased.reduce<number[]>(
    (all, place) => product(all, [1, powers[(word.length - 1 - place) % 255] ?? 1]),
    [1],
  );
  const locator = locate(syndromes, locatorOfErased, erased.length);
  const degree = locator.findLastIndex((value) => value !== 0);
  const places: number[] = [];
  for (let place = 0; place < word.length; place += 1) {
    if (valueAt(locator, inverse(place)) === 0) places.push(place);
  }
  if (places.length !== degree) return undefined;
  const errors = places.filter((place) => !erased.includes(place)).length;
  if (2 * errors + erased.length > correction) return undefined;
  const right = withValues(
    word,
    syndromes,
    locator,
    places.map((place) => [place, inverse(place)]),
  );
  return syndromesOf(right, correction).every((value) => value === 0) ? { word: right, errors } : undefined;
}

function syndromesOf(word: Uint8Array, correction: number): number[] {
  return Array.from({ length: correction }, (_, power) => {
    const x = powers[power] ?? 1;
    let sum = 0;
    for (const value of word) sum = times(sum, x) ^ value;
    return sum;
  });
}

/** The polynomial whose roots are the places of errors and erasures; it starts from the erasures' own. */
function locate(syndromes: readonly number[], erased: readonly number[], known: number): readonly number[] {
  let locator = [...erased];
  let previous = [...erased];
  let length = known;
  for (let step = known; step < syndromes.length; step += 1) {
    let discrepancy = 0;
    for (let index = 0; index < locator.length && index <= step; index += 1) {
      discrepancy ^= times(locator[index] ?? 0, syndromes[step - index] ?? 0);
    }
    previous = [0, ...previous];
    if (discrepancy === 0) continue;
    const before = locator;
    locator = Array.from(
      { length: Math.max(locator.length, previous.length) },
      (_, index) => (before[index] ?? 0) ^ times(discrepancy, previous[index] ?? 0),
    );
    if (2 * length <= step + known) {
      length = step + 1 + known - length;
      previous = before.map((value) => over(value, discrepancy));
    }
  }
  return locator;
}

function withValues(
  word: Uint8Array,
  syndromes: readonly number[],
  locator: readonly number[],
  places: readonly (readonly [number, number])[],
): Uint8Array {
  const right = Uint8Array.from(word);
  const evaluator = product(syndromes, locator).slice(0, syndromes.length);
  // Over GF(2) the derivative keeps the odd powers only.
  const derivative = locator.map((value, index) => (index % 2 === 1 ? value : 0)).slice(1);
  for (const [place, inverse] of places) {
    const below = valueAt(derivative, inverse);
    if (below === 0) continue;
    const value = times(over(valueAt(evaluator, inverse), below), over(1, inverse));
    right[place] = (right[place] ?? 0) ^ value;
  }
  return right;
}

/** The error correction bytes for `data`: what remains of it after division by the generator. */
export function correctionFor(data: Uint8Array, correction: number): Uint8Array {
  let generator = [1];
  for (let power = 0; power < correction; power += 1) generator = product([powers[power] ?? 1, 1], generator);
  const rest = new Uint8Array(correction);
  for (const value of data) {
    const factor = value ^ (rest[0] ?? 0);
    rest.copyWithin(0, 1);
    rest[correction - 1] = 0;
    for (let index = 0; index < correction; index += 1) {
      rest[index] = (rest[index] ?? 0) ^ times(generator[correction - 1 - index] ?? 0, factor);
    }
  }
  return rest;
}
