// Turns the bytes of a PNG or JPEG file into pixels. SECURITY: size and dimensions are checked in the file's header,
// before anything is unpacked: a picture of a few kilobytes can unfold to gigabytes.
import { inflateSync } from "node:zlib";
import { decode as decodeJpeg } from "jpeg-js";
import { PNG } from "pngjs";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type Grey, greyOfColours } from "./grey.ts";

export interface PictureHeader {
  readonly format: "png" | "jpeg";
  readonly width: number;
  readonly height: number;
}

export const maxPictureBytes = 20 * 1024 * 1024;
const maxPixels = 40_000_000;

/** @throws AppError `picture-empty`, `picture-too-large` (detail `limit`, `unit`) or `picture-unreadable` (`format`) */
export async function loadPicture(bytes: Uint8Array): Promise<Grey> {
  const { format } = readHeader(bytes);
  try {
    return format === "png" ? loadPng(bytes) : loadJpeg(bytes);
  } catch (failure) {
    // Both decoders throw plain errors, strings and range errors for broken files; they all mean the same to a person.
    throw new AppError("picture-unreadable", { format }, { cause: failure });
  }
}

/** Format and dimensions, from the first bytes alone. Same errors as `loadPicture`. */
export function readHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length === 0) throw new AppError("picture-empty");
  if (bytes.length > maxPictureBytes) {
    throw new AppError("picture-too-large", { limit: maxPictureBytes, unit: "bytes" });
  }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = pngHeader(view) ?? jpegHeader(view);
  if (!header) throw new AppError("picture-unreadable", { format: otherFormat(view) });
  const { width, height } = header;
  if (width === 0 || height === 0) throw new AppError("picture-unreadable", { format: header.format });
  if (width * height > maxPixels) {
    throw new AppError("picture-too-large", { limit: maxPixels, unit: "pixels", width, height });
  }
  return header;
}

/** PNG (ISO 15948) begins with eight fixed bytes and the chunk IHDR, which begins with width and height. */
function pngHeader(view: Buffer): PictureHeader | undefined {
  if (view.length < 33 || view.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") return undefined;
  if (view.toString("latin1", 12, 16) !== "IHDR") return undefined;
  return { format: "png", width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

/** JPEG (ITU-T T.81, annex B): segments up to the start of frame, which holds height and width. */
function jpegHeader(view: Buffer): PictureHeader | undefined {
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.length) {
    if (view[at] !== 0xff) return undefined;
    const marker = view.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC).
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { format: "jpeg", height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) };
    at += 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}

/** Only for the sentence that says what was given instead. */
function otherFormat(view: Buffer): string {
  const start = view.toString("latin1", 0, 16);
  if (start.startsWith("GIF8")) return "gif";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "webp";
  if (start.startsWith("BM")) return "bmp";
  if (start.startsWith("%PDF")) return "pdf";
  if (/^.{4}ftyp(heic|heix|mif1|avif)/s.test(start)) return "heif";
  if (/^\s*<(\?xml|svg|!doctype)/i.test(start)) return "svg";
  return "unknown";
}

function loadPng(bytes: Uint8Array): Grey {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refuseInterlacedBomb(view);
  const { width, height, data } = PNG.sync.read(view, { checkCRC: true });
  return greyOfColours(width, height, data);
}

/**
 * SECURITY: pngjs limits what it unpacks by the dimensions, but not for interlaced pictures. So those are unpacked once
 * with a limit before: eight bytes a pixel at most, and for each of the seven passes a byte a row.
 */
function refuseInterlacedBomb(view: Buffer): void {
  if (view.readUInt8(28) === 0) return;
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= view.length; ) {
    const length = view.readUInt32BE(at);
    if (view.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(view.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height] = [view.readUInt32BE(16), view.readUInt32BE(20)];
  inflateSync(Buffer.concat(parts), { maxOutputLength: (width * 8 + 8) * height + 16 * height + 1_024 });
}

function loadJpeg(bytes: Uint8Array): Grey {
  const decoded = decodeJpeg(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: true,
    maxResolutionInMP: maxPixels / 1_000_000,
    maxMemoryUsageInMB: 1_024,
  });
  return greyOfColours(decoded.width, decoded.height, decoded.data);
}
