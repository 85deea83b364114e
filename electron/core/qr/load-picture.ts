// From the bytes of a picture file to brightness, one byte a pixel. SECURITY: the header is checked first; whatever a
// decoder throws becomes one known error.
import { GifReader } from "omggif";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type Grey, greyOfColours } from "./grey.ts";
import { loadBmp } from "./load-bmp.ts";
import { loadPacked } from "./load-packed.ts";
import { loadPng } from "./load-png.ts";
import { type PictureHeader, readHeader } from "./picture-header.ts";

/** @throws AppError `picture-empty`, `picture-too-large` (detail `limit`, `unit`) or `picture-unreadable` (`format`) */
export async function loadPicture(bytes: Uint8Array): Promise<Grey> {
  const header = readHeader(bytes);
  try {
    return await decode(header, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (failure) {
    // Decoders throw plain errors, strings and range errors for broken files; they all mean the same to a person.
    throw new AppError("picture-unreadable", { format: header.format }, { cause: failure });
  }
}

function decode(header: PictureHeader, file: Buffer): Promise<Grey> | Grey {
  switch (header.format) {
    case "png":
      return loadPng(file);
    case "gif":
      return loadGif(header, file);
    case "bmp":
      return loadBmp(file);
    default:
      return loadPacked(header.format, file);
  }
}

/** The first frame. */
function loadGif({ width, height }: PictureHeader, file: Buffer): Grey {
  const gif = new GifReader(file);
  // SECURITY: a frame may lie beyond the screen on which it is drawn; the reader would write wherever it says.
  const frame = gif.frameInfo(0);
  if (frame.x + frame.width > width || frame.y + frame.height > height)
    throw new Error("frame beyond the screen");
  const colours = new Uint8Array(width * height * 4);
  // The reader tells of short files on standard output, which belongs to the answer of the terminal program.
  const { log } = console;
  console.log = () => undefined;
  try {
    gif.decodeAndBlitFrameRGBA(0, colours);
  } finally {
    console.log = log;
  }
  return greyOfColours(width, height, colours);
}
