// BMP to brightness and colours: uncompressed pictures of 1, 4, 8, 16, 24 or 32 bits a pixel, which is what clipboards and old
// tools make.
import { bgr, bgrx, createTints, type Picture, type Tints, takeRow, withTints } from "./colours.ts";
import { brightness, type Grey } from "./grey.ts";

/** @throws Error when the file is broken, cut off, or packed */
export function loadBmp(file: Buffer): Picture {
  const width = file.readInt32LE(18);
  const height = Math.abs(file.readInt32LE(22));
  const isTopDown = file.readInt32LE(22) < 0;
  const bits = file.readUInt16LE(28);
  const packing = file.readUInt32LE(30);
  // 3 names the places of the colours; those of every known program are the usual ones.
  if ((packing !== 0 && packing !== 3) || ![1, 4, 8, 16, 24, 32].includes(bits))
    throw new Error("packed picture");
  const start = file.readUInt32LE(10);
  const line = Math.ceil((width * bits) / 32) * 4;
  if (start + line * height > file.length) throw new Error("the picture ends before its last row");
  const palette = file.subarray(14 + file.readUInt32LE(14), start);
  const grey = { width, height, data: new Uint8Array(width * height) };
  const tints = createTints(width, height);
  for (let y = 0; y < height; y += 1) {
    const row = file.subarray(start + (isTopDown ? y : height - 1 - y) * line);
    if (bits >= 24) takeRow(grey, tints, y, row, bits === 24 ? bgr : bgrx);
    else takeSmallPixels(grey, tints, y, row, bits, palette);
  }
  return withTints(grey, tints);
}

function takeSmallPixels(
  { width, data }: Grey,
  tints: Tints,
  y: number,
  row: Buffer,
  bits: number,
  palette: Buffer,
): void {
  for (let x = 0; x < width; x += 1) {
    const [red, green, blue] = pixelOf(row, x, bits, palette);
    data[y * width + x] = brightness(red, green, blue);
    tints.put(x, y, red, green, blue, 255);
  }
}

type Colour = readonly [red: number, green: number, blue: number];

function pixelOf(row: Buffer, x: number, bits: number, palette: Buffer): Colour {
  if (bits === 16) {
    const packed = row.readUInt16LE(x * 2);
    const five = (shift: number) => (((packed >> shift) & 31) * 255) / 31;
    return [five(10), five(5), five(0)];
  }
  const packed = row[(x * bits) >> 3] ?? 0;
  const at = ((packed >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1)) * 4;
  // Blue, green and red stand one after the other.
  return [palette[at + 2] ?? 0, palette[at + 1] ?? 0, palette[at] ?? 0];
}
