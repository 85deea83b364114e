// A code that stands on a dark ground without its light margin: finds the box of its light modules and draws the margin
// that it should have. Decoders find nothing where the outer ring of a finder pattern runs into the ground.
import { framed, type Grey } from "./grey.ts";

/** Pixels of ground that are added on each side. */
export const margin = 30;

/**
 * The box of what is light within `region` and does not hang together with its border; all else becomes light ground. Dark rings
 * that lie outside of the box are lost only where no light module marks the code's edge.
 */
export function withQuietZone(region: Grey): Grey {
  const { width, height, data } = region;
  const threshold = middleOf(region);
  const outside = lightFromBorder(region, threshold);
  const inRows = new Uint32Array(height);
  const inColumns = new Uint32Array(width);
  for (let at = 0; at < data.length; at += 1) {
    if (outside[at] === 1 || (data[at] ?? 0) <= threshold) continue;
    const column = at % width;
    const row = (at - column) / width;
    inRows[row] = (inRows[row] ?? 0) + 1;
    inColumns[column] = (inColumns[column] ?? 0) + 1;
  }
  const [top, bottom] = extent(inRows);
  const [left, right] = extent(inColumns);
  if (left < 0 || top < 0) return framed(region, margin, 255);
  const painted = new Uint8Array(data.length).fill(255);
  for (let start = top * width; start <= bottom * width; start += width) {
    painted.set(data.subarray(start + left, start + right + 1), start + left);
  }
  return framed({ width, height, data: painted }, margin, 255);
}

/**
 * The longest run of lines that hold a good part of what the fullest holds, over small gaps: words beside a code hold
 * less, and stand apart from it. First and last line; -1 when there are none.
 */
function extent(counts: Uint32Array): readonly [number, number] {
  const enough = Math.max(1, 0.15 * counts.reduce((most, count) => Math.max(most, count), 0));
  const gap = Math.max(2, counts.length / 50);
  let best: readonly [number, number] = [-1, -1];
  let [first, last] = [-1, -1];
  for (const [line, count] of counts.entries()) {
    if (count < enough) continue;
    if (first < 0 || line - last > gap) first = line;
    last = line;
    if (last - first > best[1] - best[0] || best[0] < 0) best = [first, last];
  }
  return best;
}

/** Marks the light pixels that can be reached from the border over light pixels. */
function lightFromBorder({ width, height, data }: Grey, threshold: number): Uint8Array {
  const reached = new Uint8Array(data.length);
  const waiting: number[] = [];
  const reach = (at: number) => {
    if (reached[at] === 1 || (data[at] ?? 0) <= threshold) return;
    reached[at] = 1;
    waiting.push(at);
  };
  for (let column = 0; column < width; column += 1) {
    reach(column);
    reach((height - 1) * width + column);
  }
  for (let row = 0; row < height; row += 1) {
    reach(row * width);
    reach(row * width + width - 1);
  }
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const column = at % width;
    if (column > 0) reach(at - 1);
    if (column < width - 1) reach(at + 1);
    if (at >= width) reach(at - width);
    if (at < data.length - width) reach(at + width);
  }
  return reached;
}

/** The brightness that parts dark from light best (Otsu, 1979): the largest difference between the two means. */
export function middleOf({ data }: Grey): number {
  const counts = new Float64Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  const all = counts.reduce((sum, count, value) => sum + count * value, 0);
  let [best, middle, below, sum] = [0, 128, 0, 0];
  for (let value = 0; value < 255; value += 1) {
    below += counts[value] ?? 0;
    sum += value * (counts[value] ?? 0);
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const apart = below * above * (sum / below - (all - sum) / above) ** 2;
    if (apart > best) [best, middle] = [apart, value];
  }
  return middle;
}
