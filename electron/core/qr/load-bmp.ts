// BMP to brightness and colours: uncompressed pictures of 1, 4, 8, 16, 24 or 32 bits a pixel, which is what clipboards and old
// tools make.
import { bgr, bgra, bgrx, createTints, type Picture, type Tints, takeRow, withTints } from "./colours.ts";
import { brightness, type Grey, type Ground } from "./grey.ts";

/** Where the colours of a pixel of 16 or 32 bits stand, one bit for each of its own. */
interface Masks {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

const usualMasks = {
  16: { red: 0x7c00, green: 0x03e0, blue: 0x001f, alpha: 0 },
  32: { red: 0xff0000, green: 0x00ff00, blue: 0x0000ff, alpha: 0 },
} as const;
/** Bytes of a header that names a mask for alpha as well. */
const withAlphaMask = 56;

/** @throws Error when the file is broken, cut off, or packed */
export function loadBmp(file: Buffer, ground: Ground): Picture {
  const width = file.readInt32LE(18);
  const height = Math.abs(file.readInt32LE(22));
  const isTopDown = file.readInt32LE(22) < 0;
  const bits = file.readUInt16LE(28);
  const packing = file.readUInt32LE(30);
  // 3 names the places of the colours.
  if ((packing !== 0 && packing !== 3) || ![1, 4, 8, 16, 24, 32].includes(bits))
    throw new Error("packed picture");
  const start = file.readUInt32LE(10);
  const line = Math.ceil((width * bits) / 32) * 4;
  if (start + line * height > file.length) throw new Error("the picture ends before its last row");
  const grey = { width, height, data: new Uint8Array(width * height) };
  const tints = createTints(width, height);
  const take = rowTaker(file, { bits, packing, start, end: start + line * height }, ground);
  for (let y = 0; y < height; y += 1) {
    take(grey, tints, y, file.subarray(start + (isTopDown ? y : height - 1 - y) * line));
  }
  return withTints(grey, tints);
}

type RowTaker = (grey: Grey, tints: Tints, y: number, row: Buffer) => void;

function rowTaker(
  file: Buffer,
  pixels: {
    readonly bits: number;
    readonly packing: number;
    readonly start: number;
    readonly end: number;
  },
  ground: Ground,
): RowTaker {
  const { bits, packing, start, end } = pixels;
  if (bits === 24) return (grey, tints, y, row) => takeRow(grey, tints, y, row, bgr);
  if (bits < 16) {
    const palette = file.subarray(14 + file.readUInt32LE(14), start);
    return (grey, tints, y, row) => takePixels(grey, tints, y, (x) => colourOf(row, x, bits, palette));
  }
  const usual = usualMasks[bits === 16 ? 16 : 32];
  const { red, green, blue, alpha } = packing === 3 ? readMasks(file) : usual;
  const isUsual = red === usual.red && green === usual.green && blue === usual.blue;
  if (bits === 32 && isUsual) {
    const layout = alpha === 0xff000000 && hasAlpha(file, start, end) ? bgra : bgrx;
    return (grey, tints, y, row) => takeRow(grey, tints, y, row, layout, ground);
  }
  const [redOf, greenOf, blueOf] = [partOf(red), partOf(green), partOf(blue)];
  return (grey, tints, y, row) =>
    takePixels(grey, tints, y, (x) => {
      const packed = bits === 16 ? row.readUInt16LE(x * 2) : row.readUInt32LE(x * 4);
      return [redOf(packed), greenOf(packed), blueOf(packed)];
    });
}

/** They stand behind the header of Windows 3, and at the same place within the later ones. */
function readMasks(file: Buffer): Masks {
  const hasAlphaMask = file.readUInt32LE(14) >= withAlphaMask;
  return {
    red: file.readUInt32LE(54),
    green: file.readUInt32LE(58),
    blue: file.readUInt32LE(62),
    alpha: hasAlphaMask ? file.readUInt32LE(66) : 0,
  };
}

/** Programs that know of no alpha leave it at nothing throughout, and mean a picture that can be seen. */
function hasAlpha(file: Buffer, start: number, end: number): boolean {
  for (let at = start + 3; at < end; at += 4) if (file[at] !== 0) return true;
  return false;
}

/** Answers the part of a pixel that the mask names, as 0 to 255. */
function partOf(mask: number): (packed: number) => number {
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return mask === 0 ? () => 0 : (packed) => (((packed & mask) >>> shift) * 255) / most;
}

function takePixels({ width, data }: Grey, tints: Tints, y: number, colourAt: (x: number) => Colour): void {
  for (let x = 0; x < width; x += 1) {
    const [red, green, blue] = colourAt(x);
    data[y * width + x] = brightness(red, green, blue);
    tints.put(x, y, red, green, blue, 255);
  }
}

type Colour = readonly [red: number, green: number, blue: number];

/** Of a place in the palette, where blue, green and red stand one after the other. */
function colourOf(row: Buffer, x: number, bits: number, palette: Buffer): Colour {
  const packed = row[(x * bits) >> 3] ?? 0;
  const at = ((packed >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1)) * 4;
  return [palette[at + 2] ?? 0, palette[at + 1] ?? 0, palette[at] ?? 0];
}
