// From the bytes of a picture file to brightness, one byte a pixel, and to its colours. SECURITY: the header is checked
// first; whatever a decoder throws becomes one known error.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Picture } from "./colours.ts";
import { firstWebpFrame } from "./first-webp-frame.ts";
import { black, type Grey, type Ground, white } from "./grey.ts";
import { loadBmp } from "./load-bmp.ts";
import { loadGif } from "./load-gif.ts";
import { loadHeic } from "./load-heic.ts";
import { loadPacked } from "./load-packed.ts";
import { loadPng } from "./load-png.ts";
import { loadSvg } from "./load-svg.ts";
import { loadPdf } from "./pdf/load-pdf.ts";
import { checkLength, isPdf, isSvg, type PictureHeader, readHeader } from "./picture-header.ts";

/** All of it as bright as this or brighter: nothing can be seen in it. */
const blank = 240;

/** @throws AppError `picture-empty`, `picture-too-large` (detail `limit`, `unit`) or `picture-unreadable` (`format`) */
export async function loadPicture(bytes: Uint8Array): Promise<Picture> {
  checkLength(bytes);
  const format = isPdf(bytes) ? "pdf" : isSvg(bytes) ? "svg" : readHeader(bytes).format;
  try {
    if (format === "pdf") return await loadPdf(bytes);
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const picture = await decode(format, file, white);
    // A code drawn in white, for a dark page, and saved without its ground.
    return format !== "jpeg" && isBlank(picture) ? await decode(format, file, black) : picture;
  } catch (failure) {
    // Decoders throw plain errors, strings and range errors for broken files; they all mean the same to a person.
    if (failure instanceof AppError) throw failure;
    throw new AppError("picture-unreadable", { format }, { cause: failure });
  }
}

function decode(
  format: PictureHeader["format"] | "svg",
  file: Buffer,
  ground: Ground,
): Promise<Picture> | Picture {
  switch (format) {
    case "png":
      return loadPng(file, ground);
    case "gif":
      return loadGif(file, ground);
    case "bmp":
      return loadBmp(file, ground);
    case "heic":
      return loadHeic(file, ground);
    case "svg":
      return loadSvg(file, ground);
    case "webp":
      return loadPacked("webp", sized(firstWebpFrame(file)), ground);
    default:
      return loadPacked(format, file, ground);
  }
}

/** SECURITY: P11. What a frame says of its size is another thing than what its film says. */
function sized(frame: Buffer): Buffer {
  readHeader(frame);
  return frame;
}

const isBlank = ({ data }: Grey) => data.every((bright) => bright >= blank);
