// Where a picture looks like a QR code: dark and light in balance, changing about as often across as down. Whatever the
// contrast; text, photos and flat ground are left out. Cheap: decoders then need to look closely at few places only.
import { type Area, type Grey, halfOf } from "./grey.ts";

export interface Region extends Area {
  /** 0 to 1: how evenly it is filled with what looks like modules, and how square it is */
  readonly grade: number;
}

const block = 8;
/** Fewer grey levels than these between dark and light around a block are flat ground. */
const leastContrast = 6;
const most = 24;
/** Pixels: 33 modules, which the shortest otpauth links need, of two pixels. */
const usualSide = 66;

/** Pixels: what has more is a screen of 8K or a photo, and nothing on it has modules of one pixel. */
const largest = 12_000_000;
const levels = 4;

/**
 * Regions in pixels of `picture`, best first. The picture is looked at in sizes down to an eighth: the grid of blocks
 * sees modules of one to four pixels, the smaller sizes show it larger ones. Sizes of more than `mostPixels` are passed over.
 */
export function findRegions(picture: Grey, mostPixels = largest): readonly Region[] {
  const before = known.get(picture);
  if (before?.mostPixels === mostPixels) return before.regions;
  const regions = regionsOfSizes(picture, mostPixels);
  known.set(picture, { mostPixels, regions });
  return regions;
}

/** Who explains why nothing was found asks for the same regions again. */
const known = new WeakMap<Grey, { readonly mostPixels: number; readonly regions: readonly Region[] }>();

function regionsOfSizes(picture: Grey, mostPixels: number): readonly Region[] {
  const found: Region[] = [];
  let level = picture;
  for (let scale = 1, step = 0; step < levels; step += 1, scale *= 2, level = halfOf(level)) {
    if (level.width < 3 * block || level.height < 3 * block) break;
    if (level.width * level.height > mostPixels) continue;
    for (const region of regionsOf(level)) {
      found.push({
        x: region.x * scale,
        y: region.y * scale,
        width: region.width * scale,
        height: region.height * scale,
        // Even the smallest code is hardly ever that small; what is smaller is looked at last.
        grade: region.grade * Math.min(1, (Math.min(region.width, region.height) * scale) / usualSide),
      });
    }
  }
  return withoutRepeats(found.sort((a, b) => b.grade - a.grade)).slice(0, most);
}

function withoutRepeats(regions: readonly Region[]): readonly Region[] {
  const kept: Region[] = [];
  for (const region of regions) {
    if (!kept.some((other) => sharedPart(region, other) > 0.6)) kept.push(region);
  }
  return kept;
}

/** Intersection over union. */
export function sharedPart(a: Area, b: Area): number {
  const both = commonArea(a, b);
  return both / (a.width * a.height + b.width * b.height - both);
}

export function commonArea(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

interface Blocks {
  readonly columns: number;
  readonly rows: number;
  /** 1 where the block looks like a part of a code */
  readonly marked: Uint8Array;
}

function regionsOf(picture: Grey): readonly Region[] {
  const blocks = markBlocks(picture);
  const { columns, rows } = blocks;
  const seen = new Uint8Array(columns * rows);
  const regions: Region[] = [];
  for (let start = 0; start < seen.length; start += 1) {
    if (blocks.marked[start] !== 1 || seen[start] === 1) continue;
    const box = spread(blocks, seen, start);
    const grade = gradeOf(blocks, box);
    if (grade > 0) {
      regions.push({
        x: box.left * block,
        y: box.top * block,
        width: (box.right - box.left + 1) * block,
        height: (box.bottom - box.top + 1) * block,
        grade,
      });
    }
  }
  return regions;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Marked blocks that hang together, over gaps of one block. */
function spread({ columns, rows, marked }: Blocks, seen: Uint8Array, start: number): Box {
  const box = { left: columns, top: rows, right: 0, bottom: 0 };
  const waiting = [start];
  seen[start] = 1;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const column = at % columns;
    const row = (at - column) / columns;
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
    for (let y = Math.max(0, row - 2); y <= Math.min(rows - 1, row + 2); y += 1) {
      for (let x = Math.max(0, column - 2); x <= Math.min(columns - 1, column + 2); x += 1) {
        const next = y * columns + x;
        if (marked[next] !== 1 || seen[next] === 1) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
  }
  return box;
}

/** 0 for what is too small, too long or too thin to be a code. */
function gradeOf({ columns, marked }: Blocks, { left, top, right, bottom }: Box): number {
  const width = right - left + 1;
  const height = bottom - top + 1;
  if (width < 2 || height < 2) return 0;
  const shape = Math.min(width, height) / Math.max(width, height);
  if (shape < 0.4) return 0;
  let count = 0;
  const inRows = new Uint32Array(height);
  const inColumns = new Uint32Array(width);
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      if (marked[row * columns + column] !== 1) continue;
      count += 1;
      inRows[row - top] = (inRows[row - top] ?? 0) + 1;
      inColumns[column - left] = (inColumns[column - left] ?? 0) + 1;
    }
  }
  const full = count / (width * height);
  if (full < 0.3) return 0;
  const poorRows = inRows.filter((n) => n < width * 0.3).length / height;
  const poorColumns = inColumns.filter((n) => n < height * 0.3).length / width;
  return Math.max(0.01, full * shape * (1 - poorRows) * (1 - poorColumns));
}

function markBlocks(picture: Grey): Blocks {
  const columns = Math.floor(picture.width / block);
  const rows = Math.floor(picture.height / block);
  const { darkest, lightest } = extremes(picture, columns, rows);
  const lows = overNeighbours(darkest, columns, rows, false);
  const highs = overNeighbours(lightest, columns, rows, true);
  const facts = new Float32Array(columns * rows * 3);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const low = lows[row * columns + column] ?? 0;
      const high = highs[row * columns + column] ?? 0;
      if (high - low < leastContrast) continue;
      measure(picture, column * block, row * block, (low + high) / 2, facts, (row * columns + column) * 3);
    }
  }
  return { columns, rows, marked: mark(facts, columns, rows) };
}

function extremes(picture: Grey, columns: number, rows: number) {
  const darkest = new Uint8Array(columns * rows).fill(255);
  const lightest = new Uint8Array(columns * rows);
  for (let y = 0; y < rows * block; y += 1) {
    const base = (y >> 3) * columns;
    let at = y * picture.width;
    for (let column = 0; column < columns; column += 1) {
      let low = darkest[base + column] ?? 0;
      let high = lightest[base + column] ?? 0;
      for (const end = at + block; at < end; at += 1) {
        const value = picture.data[at] ?? 0;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      darkest[base + column] = low;
      lightest[base + column] = high;
    }
  }
  return { darkest, lightest };
}

/** For each block the smallest, or the largest, value of it and its eight neighbours. */
function overNeighbours(values: Uint8Array, columns: number, rows: number, largest: boolean): Uint8Array {
  const across = overThree(values, columns, 1, largest, (at) => at % columns);
  return overThree(across, rows, columns, largest, (at) => Math.floor(at / columns));
}

/** Of each value, the one before and the one after it in its line of `length`, `step` places from each other. */
function overThree(
  values: Uint8Array,
  length: number,
  step: number,
  largest: boolean,
  placeOf: (at: number) => number,
): Uint8Array {
  const most = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const place = placeOf(at);
    const own = values[at] ?? 0;
    const before = place > 0 ? (values[at - step] ?? 0) : own;
    const after = place < length - 1 ? (values[at + step] ?? 0) : own;
    most[at] = largest ? Math.max(before, own, after) : Math.min(before, own, after);
  }
  return most;
}

/** Counts dark pixels, and changes of tone across and down, into three places of `facts`. */
function measure(picture: Grey, x: number, y: number, middle: number, facts: Float32Array, to: number): void {
  const { data, width } = picture;
  let [dark, across, down] = [0, 0, 0];
  for (let row = 0; row < block; row += 1) {
    const start = (y + row) * width + x;
    for (let at = start; at < start + block; at += 1) {
      const isDark = (data[at] ?? 0) < middle;
      if (isDark) dark += 1;
      if (isDark !== (data[at + 1] ?? 0) < middle) across += 1;
      if (isDark !== (data[at + width] ?? 0) < middle) down += 1;
    }
  }
  facts[to] = dark;
  facts[to + 1] = across;
  facts[to + 2] = down;
}

/** Judges each block together with its eight neighbours: 24 by 24 pixels hold at least six modules of four pixels. */
function mark(facts: Float32Array, columns: number, rows: number): Uint8Array {
  const marked = new Uint8Array(columns * rows);
  const pixels = 9 * block * block;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (
        (facts[(row * columns + column) * 3 + 1] ?? 0) + (facts[(row * columns + column) * 3 + 2] ?? 0) ===
        0
      )
        continue;
      let [dark, across, down] = [0, 0, 0];
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
          const at = (y * columns + x) * 3;
          dark += facts[at] ?? 0;
          across += facts[at + 1] ?? 0;
          down += facts[at + 2] ?? 0;
        }
      }
      const balance = dark / pixels;
      const less = Math.min(across, down);
      const isLike =
        balance > 0.08 && balance < 0.9 && less > pixels * 0.06 && less > 0.4 * Math.max(across, down);
      if (isLike) marked[row * columns + column] = 1;
    }
  }
  return marked;
}
