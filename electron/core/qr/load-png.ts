// PNG to brightness and colours, row by row while the data is unpacked: a screen of 8K then takes 33 MB instead of 260. All colour
// types, depths and both ways of interlacing (ISO 15948). SECURITY: never unpacks more than the header promised.
import { createInflate } from "node:zlib";
import {
  createTints,
  type Picture,
  type PixelLayout,
  rgb,
  rgba,
  type Tints,
  takeRow,
  withTints,
} from "./colours.ts";
import { brightness, type Grey, type Ground, onGround } from "./grey.ts";
import { unfilter } from "./png-filters.ts";

interface Png {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colourType: number;
  readonly interlaced: boolean;
  /** under what is transparent */
  readonly ground: Ground;
  /** the one colour that is transparent, a value for each channel; only with colour types 0 and 2 */
  readonly clear: readonly number[] | undefined;
  /** for each entry its brightness on the ground; only with colour type 3 */
  readonly palette: Uint8Array;
  /** for each entry red, green, blue and alpha; only with colour type 3 */
  readonly colours: Uint8Array;
  readonly packed: readonly Buffer[];
}

/** A picture of its own among the rows: every `stepX`-th column from `x`, every `stepY`-th row from `y`. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
}

const wholePass: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }];
const adam7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
];

const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** What nearly every screenshot is, by its colour type; of eight bits a channel. */
const plainLayouts: Readonly<Record<number, PixelLayout>> = { 2: rgb, 6: rgba };

/** @throws Error when the file is broken or cut off */
export async function loadPng(file: Buffer, ground: Ground): Promise<Picture> {
  const png = readChunks(file, ground);
  const grey = { width: png.width, height: png.height, data: new Uint8Array(png.width * png.height) };
  const tints = createTints(png.width, png.height);
  const take = rowTaker(png, grey, tints);
  const inflate = createInflate({ chunkSize: 256 * 1024 });
  inflate.on("error", () => undefined);
  for (const part of png.packed) inflate.write(part);
  inflate.end();
  let isFull = false;
  for await (const bytes of inflate) {
    isFull = take(bytes as Buffer);
    if (isFull) break;
  }
  if (!isFull) throw new Error("the picture ends before its last row");
  return withTints(grey, tints);
}

function readChunks(file: Buffer, ground: Ground): Png {
  const [depth, colourType, interlace] = [file.readUInt8(24), file.readUInt8(25), file.readUInt8(28)];
  if (!(colourType in channelsOf) || ![1, 2, 4, 8, 16].includes(depth)) throw new Error("unknown colours");
  if (interlace > 1) throw new Error("unknown interlacing");
  let colours: Buffer | undefined;
  let alphas: Buffer | undefined;
  const packed: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const name = file.toString("latin1", at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === "PLTE") colours = body;
    if (name === "tRNS") alphas = body;
    if (name === "IDAT") packed.push(body);
    if (name === "IEND") break;
    at += 12 + length;
  }
  if (colourType === 3 && !colours) throw new Error("no palette");
  const entries = entriesOf(colours ?? Buffer.alloc(0), alphas ?? Buffer.alloc(0));
  return {
    width: file.readUInt32BE(16),
    height: file.readUInt32BE(20),
    depth,
    colourType,
    interlaced: interlace === 1,
    ground,
    clear: alphas && clearColour(colourType, alphas),
    palette: paletteOf(entries, ground),
    colours: entries,
    packed,
  };
}

function entriesOf(colours: Buffer, alphas: Buffer): Uint8Array {
  return Uint8Array.from({ length: 256 * 4 }, (_, at) =>
    (at & 3) === 3 ? (alphas[at >> 2] ?? 255) : (colours[(at >> 2) * 3 + (at & 3)] ?? 0),
  );
}

function paletteOf(entries: Uint8Array, ground: Ground): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 255] = entries.subarray(index * 4, index * 4 + 4);
    return brightness(red, green, blue, alpha, ground);
  });
}

/** Two bytes for each channel, whatever the depth. */
function clearColour(colourType: number, bytes: Buffer): readonly number[] | undefined {
  const channels = colourType === 0 ? 1 : colourType === 2 ? 3 : 0;
  if (channels === 0 || bytes.length < 2 * channels) return undefined;
  return Array.from({ length: channels }, (_, channel) => bytes.readUInt16BE(2 * channel));
}

/** Takes unpacked bytes as they come, in parts of any length; answers true once the last row is complete. */
function rowTaker(png: Png, grey: Grey, tints: Tints): (bytes: Buffer) => boolean {
  const channels = channelsOf[png.colourType] ?? 1;
  const passes = (png.interlaced ? adam7 : wholePass).filter(({ x, y }) => x < png.width && y < png.height);
  const step = Math.max(1, (channels * png.depth) >> 3);
  const plain = png.depth === 8 && !png.clear ? plainLayouts[png.colourType] : undefined;
  let pass = 0;
  let y = passes[0]?.y ?? 0;
  const lengthOf = ({ x, stepX }: Pass) =>
    Math.ceil((Math.ceil((png.width - x) / stepX) * channels * png.depth) / 8);
  let length = lengthOf(passes[0] ?? { x: 0, y: 0, stepX: 1, stepY: 1 });
  let before = new Uint8Array(length);
  let row = new Uint8Array(length);
  let filter = -1;
  let filled = 0;

  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      if (filter < 0) {
        filter = bytes[at] ?? 0;
        if (filter > 4) throw new Error("unknown filter");
        at += 1;
        continue;
      }
      const part = Math.min(length - filled, bytes.length - at);
      row.set(bytes.subarray(at, at + part), filled);
      filled += part;
      at += part;
      if (filled < length) break;
      unfilter(filter, row, before, step);
      const now = passes[pass];
      if (!now) return true;
      if (plain && now.stepX === 1) takeRow(grey, tints, y, row, plain, png.ground);
      else {
        putRow(png, row, grey.data, now, y);
        tintRow(png, row, tints, now, y);
      }
      [before, row, filter, filled, y] = [row, before, -1, 0, y + now.stepY];
      if (y < png.height) continue;
      pass += 1;
      const next = passes[pass];
      if (!next) return true;
      y = next.y;
      length = lengthOf(next);
      before = new Uint8Array(length);
      row = new Uint8Array(length);
    }
    return false;
  };
}

function putRow(png: Png, row: Uint8Array, data: Uint8Array, { x, stepX }: Pass, y: number): void {
  const { depth, colourType, width } = png;
  const wide = depth === 16 ? 2 : 1;
  const start = y * width + x;
  const end = (y + 1) * width;
  const read = readerOf(png);
  const step = wide * (channelsOf[colourType] ?? 1);
  for (let to = start, pixel = 0; to < end; to += stepX, pixel += 1) {
    data[to] = depth < 8 ? read(row, pixel, 1) : read(row, pixel * step, wide);
  }
}

function tintRow(
  { depth, colourType, width, colours, clear }: Png,
  row: Uint8Array,
  tints: Tints,
  pass: Pass,
  y: number,
): void {
  if (y % tints.step !== 0 || ![2, 3, 6].includes(colourType)) return;
  const wide = depth === 16 ? 2 : 1;
  const step = wide * (channelsOf[colourType] ?? 1);
  for (let x = pass.x, pixel = 0; x < width; x += pass.stepX, pixel += 1) {
    if (x % tints.step !== 0) continue;
    if (colourType === 3) {
      const at = packedValue(row, pixel, depth) * 4;
      tints.put(x, y, colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0, colours[at + 3] ?? 255);
      continue;
    }
    const at = pixel * step;
    const alpha = colourType === 6 ? (row[at + 3 * wide] ?? 255) : isClear(clear, row, at, wide) ? 0 : 255;
    tints.put(x, y, row[at] ?? 0, row[at + wide] ?? 0, row[at + 2 * wide] ?? 0, alpha);
  }
}

/** Of up to eight bits, from the left. */
const packedValue = (row: Uint8Array, pixel: number, depth: number) =>
  ((row[(pixel * depth) >> 3] ?? 0) >> (8 - depth - ((pixel * depth) & 7))) & ((1 << depth) - 1);

/** Answers the brightness of one pixel: its place in bytes (for less than eight bits a pixel, its number) and its width. */
function readerOf({
  colourType,
  depth,
  palette,
  clear,
  ground,
}: Png): (row: Uint8Array, at: number, wide: number) => number {
  if (colourType === 2 || colourType === 6) {
    return (row, at, wide) => {
      if (isClear(clear, row, at, wide)) return ground;
      const alpha = colourType === 6 ? (row[at + 3 * wide] ?? 255) : 255;
      return brightness(row[at] ?? 0, row[at + wide] ?? 0, row[at + 2 * wide] ?? 0, alpha, ground);
    };
  }
  if (colourType === 4) return (row, at, wide) => onGround(row[at] ?? 0, row[at + wide] ?? 255, ground);
  if (depth >= 8) {
    if (colourType === 3) return (row, at) => palette[row[at] ?? 0] ?? 0;
    return (row, at, wide) => (isClear(clear, row, at, wide) ? ground : (row[at] ?? 0));
  }
  const most = (1 << depth) - 1;
  return (row, pixel) => {
    const value = packedValue(row, pixel, depth);
    if (colourType === 3) return palette[value] ?? 0;
    return value === clear?.[0] ? ground : (value * 255) / most;
  };
}

/** Whether the pixel at `at`, whose channels take `wide` bytes each, has the colour that is transparent. */
function isClear(clear: Png["clear"], row: Uint8Array, at: number, wide: number): boolean {
  return (
    clear?.every((value, channel) => {
      const from = at + channel * wide;
      return value === (wide === 2 ? ((row[from] ?? 0) << 8) | (row[from + 1] ?? 0) : row[from]);
    }) ?? false
  );
}
