// How dark each module of a code is, once the grid lies over the picture: first by its middle against the brightness
// around it, then by a filter that learns from modules that are known how neighbours have run into each other.
import type { Grey } from "../grey.ts";
import { type Mapping, placeOf } from "./mapping.ts";

/** Brightness at the crossings of a grid with two lines a module, from one module outside to one module outside. */
export interface Samples {
  /** modules a side */
  readonly size: number;
  /** samples a side: 2 · size + 5 */
  readonly line: number;
  readonly values: Float32Array;
}

/** Each sample is the mean of a quarter of a module around it. */
export function takeSamples(picture: Grey, mapping: Mapping, size: number): Samples {
  const line = 2 * size + 5;
  const values = new Float32Array(line * line);
  const offsets = [-0.125, 0.125];
  for (let row = 0; row < line; row += 1) {
    for (let column = 0; column < line; column += 1) {
      let sum = 0;
      for (const dv of offsets) {
        for (const du of offsets) {
          const [x, y] = placeOf(mapping, (column - 1.5) / 2 + du, (row - 1.5) / 2 + dv);
          sum += brightnessAt(picture, x, y);
        }
      }
      values[row * line + column] = sum / 4;
    }
  }
  return { size, line, values };
}

/** Between the middles of four pixels; the picture goes on beyond its border. */
function brightnessAt({ data, width, height }: Grey, x: number, y: number): number {
  const [atX, atY] = [Math.min(width - 1, Math.max(0, x - 0.5)), Math.min(height - 1, Math.max(0, y - 0.5))];
  const [left, top] = [Math.floor(atX), Math.floor(atY)];
  const [fx, fy] = [atX - left, atY - top];
  const from = top * width + left;
  const right = left + 1 < width ? 1 : 0;
  const down = top + 1 < height ? width : 0;
  const upper = (data[from] ?? 0) * (1 - fx) + (data[from + right] ?? 0) * fx;
  const lower = (data[from + down] ?? 0) * (1 - fx) + (data[from + down + right] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** The sample in the middle of a module; `column` and `row` in modules. */
const middleAt = ({ line }: Samples, column: number, row: number) => (2 * row + 2) * line + 2 * column + 2;

/** -1 (light) to 1 (dark) for each module, by the tones around it. `isInverted`: light modules stand for dark ones. */
export function darkness(samples: Samples, isInverted: boolean): Float32Array {
  const { size, values } = samples;
  const middles = Float32Array.from({ length: size * size }, (_, at) => {
    const column = at % size;
    return values[middleAt(samples, column, (at - column) / size)] ?? 0;
  });
  const tones = tonesAround(middles, size);
  return middles.map((value, at) => {
    const [dark, light] = [tones.dark[at] ?? 0, tones.light[at] ?? 0];
    const half = Math.max(tones.least, (light - dark) / 2);
    const share = ((dark + light) / 2 - value) / half;
    return Math.max(-1, Math.min(1, isInverted ? -share : share));
  });
}

/** Modules to each side of one whose tones are what it is compared with. */
const tonesReach = 5;

/** Mean brightness of what is darker, and of what is lighter, than the mean of the modules around. */
function tonesAround(middles: Float32Array, size: number) {
  const dark = new Float32Array(middles.length);
  const light = new Float32Array(middles.length);
  let [low, high] = [255, 0];
  for (const value of middles) [low, high] = [Math.min(low, value), Math.max(high, value)];
  for (let at = 0; at < middles.length; at += 1) {
    const column = at % size;
    const row = (at - column) / size;
    const [left, right] = [Math.max(0, column - tonesReach), Math.min(size - 1, column + tonesReach)];
    const [top, bottom] = [Math.max(0, row - tonesReach), Math.min(size - 1, row + tonesReach)];
    const count = (right - left + 1) * (bottom - top + 1);
    let sum = 0;
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) sum += middles[y * size + x] ?? 0;
    }
    const mean = sum / count;
    let darkSum = 0;
    let darkCount = 0;
    for (let y = top; y <= bottom; y += 1) {
      for (let x = left; x <= right; x += 1) {
        const value = middles[y * size + x] ?? 0;
        if (value >= mean) continue;
        darkSum += value;
        darkCount += 1;
      }
    }
    dark[at] = darkCount > 0 ? darkSum / darkCount : mean;
    light[at] = darkCount < count ? (sum - darkSum) / (count - darkCount) : mean;
  }
  return { dark, light, least: Math.max(1, (high - low) / 16) };
}

/** Places of the samples that the filter sees: two to each side, half a module apart, relative to the middle. */
const reach = 2;
const taps = (2 * reach + 1) ** 2;

/**
 * What a filter over the samples around says of each module. It learns from `known` (1 dark, -1 light, 0 not known),
 * each by its weight, by least squares; without much to learn from it stays near "the middle counts".
 */
export function equalised(samples: Samples, known: Float32Array): Float32Array {
  const { size } = samples;
  const inputs = evened(samples);
  const unknowns = taps + 1;
  const matrix = new Float64Array(unknowns * unknowns);
  const right = new Float64Array(unknowns);
  const features = new Float64Array(unknowns);
  let weights = 0;
  for (let at = 0; at < known.length; at += 1) {
    const wanted = known[at] ?? 0;
    if (wanted === 0) continue;
    readFeatures(samples, inputs, at, features);
    const weight = Math.abs(wanted);
    weights += weight;
    for (let i = 0; i < unknowns; i += 1) {
      const scaled = weight * (features[i] ?? 0);
      right[i] = (right[i] ?? 0) + scaled * Math.sign(wanted);
      for (let j = i; j < unknowns; j += 1) {
        matrix[i * unknowns + j] = (matrix[i * unknowns + j] ?? 0) + scaled * (features[j] ?? 0);
      }
    }
  }
  for (let i = 0; i < unknowns; i += 1) {
    for (let j = 0; j < i; j += 1) matrix[i * unknowns + j] = matrix[j * unknowns + i] ?? 0;
  }
  const filter = solve(matrix, right, 0.02 * weights + 1);
  const answer = new Float32Array(size * size);
  for (let at = 0; at < answer.length; at += 1) {
    readFeatures(samples, inputs, at, features);
    let sum = 0;
    for (let i = 0; i < unknowns; i += 1) sum += (filter[i] ?? 0) * (features[i] ?? 0);
    answer[at] = Math.max(-1, Math.min(1, sum));
  }
  return answer;
}

/** Samples with the mean around taken off and divided by the spread around, so that shadows do not count. */
function evened({ line, values }: Samples): Float32Array {
  const around = 10;
  const sums = new Float64Array((line + 1) * (line + 1));
  const squares = new Float64Array((line + 1) * (line + 1));
  for (let row = 0; row < line; row += 1) {
    for (let column = 0; column < line; column += 1) {
      const value = values[row * line + column] ?? 0;
      const to = (row + 1) * (line + 1) + column + 1;
      const above = to - line - 1;
      sums[to] = value + (sums[to - 1] ?? 0) + (sums[above] ?? 0) - (sums[above - 1] ?? 0);
      squares[to] =
        value * value + (squares[to - 1] ?? 0) + (squares[above] ?? 0) - (squares[above - 1] ?? 0);
    }
  }
  return values.map((value, at) => {
    const column = at % line;
    const row = (at - column) / line;
    const [left, right] = [Math.max(0, column - around), Math.min(line, column + around + 1)];
    const [top, bottom] = [Math.max(0, row - around), Math.min(line, row + around + 1)];
    const count = (right - left) * (bottom - top);
    const within = (table: Float64Array) =>
      ((table[bottom * (line + 1) + right] ?? 0) -
        (table[bottom * (line + 1) + left] ?? 0) -
        (table[top * (line + 1) + right] ?? 0) +
        (table[top * (line + 1) + left] ?? 0)) /
      count;
    const mean = within(sums);
    return (mean - value) / Math.max(2, Math.sqrt(Math.max(0, within(squares) - mean * mean)));
  });
}

function readFeatures(samples: Samples, inputs: Float32Array, at: number, features: Float64Array): void {
  const column = at % samples.size;
  const middle = middleAt(samples, column, (at - column) / samples.size);
  let to = 0;
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      features[to] = inputs[middle + y * samples.line + x] ?? 0;
      to += 1;
    }
  }
  features[to] = 1;
}

/** Solves (matrix + ridge) · x = right + ridge · "the middle counts", by elimination; the matrix is definite. */
function solve(matrix: Float64Array, right: Float64Array, ridge: number): Float64Array {
  const n = right.length;
  const middle = (taps - 1) / 2;
  for (let i = 0; i < n; i += 1) matrix[i * n + i] = (matrix[i * n + i] ?? 0) + ridge;
  right[middle] = (right[middle] ?? 0) + ridge;
  for (let i = 0; i < n; i += 1) {
    const pivot = matrix[i * n + i] ?? 1;
    for (let row = i + 1; row < n; row += 1) {
      const factor = (matrix[row * n + i] ?? 0) / pivot;
      for (let j = i; j < n; j += 1) {
        matrix[row * n + j] = (matrix[row * n + j] ?? 0) - factor * (matrix[i * n + j] ?? 0);
      }
      right[row] = (right[row] ?? 0) - factor * (right[i] ?? 0);
    }
  }
  const answer = new Float64Array(n);
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = right[i] ?? 0;
    for (let j = i + 1; j < n; j += 1) sum -= (matrix[i * n + j] ?? 0) * (answer[j] ?? 0);
    answer[i] = sum / (matrix[i * n + i] ?? 1);
  }
  return answer;
}
