// Brightness or colours to a PNG of eight bits, for small pictures: of what was looked at, and icons.
import { crc32, deflateSync } from "node:zlib";
import type { Grey } from "./grey.ts";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Of zlib, 0 to 9: these pictures are small. */
const effort = 3;

export function writePng(picture: Grey): Uint8Array {
  return write(picture, 1);
}

/** `data` has red, green, blue and opacity of each pixel, a byte each. */
export function writeColourPng(picture: Pick<Grey, "width" | "height" | "data">): Uint8Array {
  return write(picture, 4);
}

function write({ width, height, data }: Pick<Grey, "width" | "height" | "data">, bytes: 1 | 4): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // depth 8, colour type 0 (grey) or 6 (with opacity), the only compression and filtering that there are, not interlaced
  header.set([8, bytes === 1 ? 0 : 6, 0, 0, 0], 8);
  const line = width * bytes;
  const rows = Buffer.alloc((line + 1) * height);
  for (let row = 0; row < height; row += 1) {
    rows.set(data.subarray(row * line, (row + 1) * line), row * (line + 1) + 1);
  }
  const packed = deflateSync(rows, { level: effort });
  return new Uint8Array(
    Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", packed), chunk("IEND", Buffer.alloc(0))]),
  );
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
