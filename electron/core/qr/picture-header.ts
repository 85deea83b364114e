// What a picture file says of itself in its first bytes: format and dimensions. SECURITY: asked before anything is
// unpacked, because a picture of a few kilobytes can unfold to gigabytes.
import { AppError } from "../../../shared/ipc/errors.ts";
import { heifHeader } from "./heif-boxes.ts";

export interface PictureHeader {
  readonly format: "png" | "jpeg" | "webp" | "gif" | "bmp" | "heic" | "avif";
  readonly width: number;
  readonly height: number;
}

export const maxPictureBytes = 20 * 1024 * 1024;
/** A screen of 8K has 33 million. */
const maxPixels = 40_000_000;

/** @throws AppError `picture-empty`, `picture-too-large` (detail `limit`, `unit`) or `picture-unreadable` (`format`) */
export function readHeader(bytes: Uint8Array): PictureHeader {
  checkLength(bytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header =
    pngHeader(view) ??
    jpegHeader(view) ??
    gifHeader(view) ??
    webpHeader(view) ??
    bmpHeader(view) ??
    heifHeader(view);
  if (!header) throw new AppError("picture-unreadable", { format: otherFormat(view) });
  const { width, height } = header;
  if (width === 0 || height === 0) throw new AppError("picture-unreadable", { format: header.format });
  if (width * height > maxPixels) {
    throw new AppError("picture-too-large", { limit: maxPixels, unit: "pixels", width, height });
  }
  return header;
}

/** @throws AppError `picture-empty`, `picture-too-large` */
export function checkLength(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new AppError("picture-empty");
  if (bytes.length > maxPictureBytes && !isBmp(bytes)) {
    throw new AppError("picture-too-large", { limit: maxPictureBytes, unit: "bytes" });
  }
}

/** BMP packs nothing, so its pixels alone are its limit: a screen is given to us like that. */
const isBmp = (bytes: Uint8Array) => bytes[0] === 0x42 && bytes[1] === 0x4d;

/** PDF (ISO 32000) has no size of its own: its pages are drawn in the size that is wanted. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
}

/** Bytes within which a drawing begins: programs put licences and lists of names before it. */
const svgPreface = 65_536;

/** The first element is what a drawing is told by: exports of other programs are XML, too. */
export function isSvg(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, svgPreface)).toString("utf8");
  const before = /^(?:[\s\ufeff]|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype svg[^>[]*(?:\[[^\]]*\]\s*)?>)*/i;
  return /^<(?:svg:)?svg[\s>/]/i.test(start.replace(before, ""));
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

/** GIF89a: the size of the screen on which all frames are drawn. */
function gifHeader(view: Buffer): PictureHeader | undefined {
  if (view.length < 13 || !/^GIF8[79]a$/.test(view.toString("latin1", 0, 6))) return undefined;
  return { format: "gif", width: view.readUInt16LE(6), height: view.readUInt16LE(8) };
}

/** WebP (RFC 9649): a lossy frame, a lossless stream, or the extended header, each with its own way of writing sizes. */
function webpHeader(view: Buffer): PictureHeader | undefined {
  if (view.length < 30 || view.toString("latin1", 0, 4) !== "RIFF") return undefined;
  if (view.toString("latin1", 8, 12) !== "WEBP") return undefined;
  const kind = view.toString("latin1", 12, 16);
  if (kind === "VP8X") {
    return { format: "webp", width: view.readUIntLE(24, 3) + 1, height: view.readUIntLE(27, 3) + 1 };
  }
  if (kind === "VP8L" && view[20] === 0x2f) {
    const packed = view.readUInt32LE(21);
    return { format: "webp", width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
  }
  if (kind === "VP8 " && view.readUIntBE(23, 3) === 0x9d012a) {
    return { format: "webp", width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff };
  }
  return undefined;
}

/** BMP with the header of Windows 3 or later; the height is negative when the rows go from top to bottom. */
function bmpHeader(view: Buffer): PictureHeader | undefined {
  if (view.length < 54 || view.toString("latin1", 0, 2) !== "BM" || view.readUInt32LE(14) < 40)
    return undefined;
  return { format: "bmp", width: Math.max(0, view.readInt32LE(18)), height: Math.abs(view.readInt32LE(22)) };
}

/** What was given instead; `unknown` is no picture of any kind that people have. */
function otherFormat(view: Buffer): string {
  const start = view.toString("latin1", 0, 16);
  if (start.startsWith("GIF8")) return "gif";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "webp";
  if (start.startsWith("BM")) return "bmp";
  if (start.startsWith("%PDF")) return "pdf";
  if (/^.{4}ftyp(heic|heix|mif1|avif)/s.test(start)) return "heif";
  if (/^(II\*\0|MM\0\*)/.test(start)) return "tiff";
  if (start.startsWith("\0\0\x01\0")) return "icon";
  // Exports of other programs are XML, too.
  if (/^\s*<(svg|!doctype|html|\?xml[^<]*<(!doctype svg|svg))/i.test(view.toString("latin1", 0, 400)))
    return "svg";
  return "unknown";
}
