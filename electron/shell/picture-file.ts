// What the system shows us, a screen or a window, as a picture file for the pictures thread, which reads no others.
import type { NativeImage } from "electron";
import type { PictureFile } from "../core/platform.ts";
import { maxPictureBytes } from "../core/qr/picture-header.ts";

/** Of a BMP, before its pixels. */
const headerBytes = 54;
/** Packing a screen of 4K stops the program for a quarter of a second; unpacked, one of 8K would take 130 MB several times. */
const mostUnpackedPixels = 10_000_000;
/** Rows taken at a time. */
const strip = 256;

/** As BMP without transparency, which screens have none of; large ones as PNG, unless it is more than a file may have. */
export function pictureFileOf(image: NativeImage): PictureFile {
  const { width, height } = image.getSize();
  if (width * height > mostUnpackedPixels) {
    const packed = image.toPNG();
    if (packed.length <= maxPictureBytes) return { bytes: new Uint8Array(packed) };
  }
  const file = Buffer.alloc(headerBytes + width * height * 4);
  writeHeader(file, width, height);
  for (let y = 0; y < height; y += strip) {
    const part = image.crop({ x: 0, y, width, height: Math.min(strip, height - y) });
    file.set(part.toBitmap(), headerBytes + y * width * 4);
  }
  return { bytes: new Uint8Array(file.buffer, file.byteOffset, file.length) };
}

/** BITMAPFILEHEADER and BITMAPINFOHEADER; a negative height: from top to bottom, as the pixels come. */
function writeHeader(file: Buffer, width: number, height: number): void {
  file.write("BM", "latin1");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(headerBytes, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(-height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(32, 28);
}
