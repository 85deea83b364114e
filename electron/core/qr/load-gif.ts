// GIF89a to brightness and colours: the first frame, as people save screenshots and stickers. SECURITY: every loop ends with the file
// or with the last pixel; a broken dictionary cannot send it round in circles.
import { createTints, type Picture, withTints } from "./colours.ts";
import { brightness, type Ground, within } from "./grey.ts";

const none = 0xffff;
const mostCodes = 4_096;

/** @throws Error when the file is broken or cut off before its first pixel */
export function loadGif(file: Buffer, ground: Ground): Picture {
  const [width, height] = [file.readUInt16LE(6), file.readUInt16LE(8)];
  const flags = file.readUInt8(10);
  const common = flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
  const frame = findFrame(file, 13 + common);
  const own = frame.flags & 0x80 ? 3 << ((frame.flags & 7) + 1) : 0;
  const colours = own > 0 ? file.subarray(frame.data, frame.data + own) : file.subarray(13, 13 + common);
  const at = frame.data + own;
  const pixels = unpack(joinBlocks(file, at + 1), file.readUInt8(at), frame.width * frame.height);
  const data = new Uint8Array(width * height).fill(ground);
  const tints = createTints(width, height);
  const rows = frame.flags & 0x40 ? interlacedRows(frame.height) : undefined;
  const shown = within({ width, height }, frame);
  for (let index = 0; index < pixels.length; index += 1) {
    const row = Math.floor(index / frame.width);
    const [x, y] = [frame.x + (index % frame.width), frame.y + (rows?.[row] ?? row)];
    const value = pixels[index] ?? 0;
    if (x >= shown.x + shown.width || y >= shown.y + shown.height || value === frame.clear) continue;
    const red = colours[value * 3] ?? 0;
    const green = colours[value * 3 + 1] ?? 0;
    const blue = colours[value * 3 + 2] ?? 0;
    data[y * width + x] = brightness(red, green, blue);
    tints.put(x, y, red, green, blue, 255);
  }
  return withTints({ width, height, data }, tints);
}

/** Passes over extensions; of those only the one that names the transparent colour matters. */
function findFrame(file: Buffer, start: number) {
  let clear = -1;
  for (let at = start; at < file.length; ) {
    const kind = file.readUInt8(at);
    if (kind === 0x2c) {
      const [x, y] = [file.readUInt16LE(at + 1), file.readUInt16LE(at + 3)];
      const [width, height] = [file.readUInt16LE(at + 5), file.readUInt16LE(at + 7)];
      if (width === 0 || height === 0 || width * height > 40_000_000) throw new Error("no such frame");
      return { x, y, width, height, clear, flags: file.readUInt8(at + 9), data: at + 10 };
    }
    if (kind !== 0x21) throw new Error("no frame");
    if (file.readUInt8(at + 1) === 0xf9 && file.readUInt8(at + 3) & 1) clear = file.readUInt8(at + 6);
    at += 2;
    for (let length = file.readUInt8(at); length > 0; length = file.readUInt8(at)) at += length + 1;
    at += 1;
  }
  throw new Error("no frame");
}

function joinBlocks(file: Buffer, start: number): Buffer {
  const blocks: Buffer[] = [];
  for (let at = start; at < file.length && file[at] !== 0; at += (file[at] ?? 0) + 1) {
    blocks.push(file.subarray(at + 1, at + 1 + (file[at] ?? 0)));
  }
  return Buffer.concat(blocks);
}

/** LZW with codes that grow from `least` + 1 to twelve bits; a short file gives fewer pixels than `count`. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop over a handful of numbers; in parts it would hide them
function unpack(packed: Buffer, least: number, count: number): Uint8Array {
  if (least < 1 || least > 8) throw new Error("unknown width of codes");
  const [clear, end] = [1 << least, (1 << least) + 1];
  const prefix = new Uint16Array(mostCodes);
  const last = Uint8Array.from({ length: mostCodes }, (_, code) => code & 255);
  const stack = new Uint8Array(mostCodes + 1);
  const pixels = new Uint8Array(count);
  let [bits, held, at, width, next, before, first, filled] = [0, 0, 0, least + 1, end + 1, none, 0, 0];
  while (filled < count) {
    for (; held < width && at < packed.length; at += 1, held += 8) bits |= (packed[at] ?? 0) << held;
    if (held < width) break;
    const code = bits & ((1 << width) - 1);
    bits >>>= width;
    held -= width;
    if (code === end) break;
    if (code === clear) {
      [width, next, before] = [least + 1, end + 1, none];
      continue;
    }
    if (code > next || (code === next && before === none)) throw new Error("unknown code");
    let depth = 0;
    let step = code;
    if (code === next) {
      stack[depth++] = first;
      step = before;
    }
    // Each code points to one that was made before it.
    for (; step > end; step = prefix[step] ?? 0) stack[depth++] = last[step] ?? 0;
    first = last[step] ?? 0;
    stack[depth++] = first;
    while (depth > 0 && filled < count) pixels[filled++] = stack[--depth] ?? 0;
    if (before !== none && next < mostCodes) {
      prefix[next] = before;
      last[next] = first;
      next += 1;
      if (next === 1 << width && width < 12) width += 1;
    }
    before = code;
  }
  if (filled === 0) throw new Error("the picture ends before its first pixel");
  return pixels.subarray(0, filled);
}

/** Every eighth row, then those between, then between those. */
function interlacedRows(height: number): readonly number[] {
  const passes = [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const;
  return passes.flatMap(([start, step]) =>
    Array.from(
      { length: Math.max(0, Math.ceil((height - start) / step)) },
      (_, index) => start + index * step,
    ),
  );
}
