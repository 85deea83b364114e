// Makes our icons of the pictures that other programs keep beside codes: of any size, also drawn ones (SVG).
import { AppError } from "../../../shared/ipc/errors.ts";
import { iconSize } from "../../../shared/models/code.ts";
import { type Drawable, draw } from "../drawing.ts";
import { isSvg, readHeader } from "../qr/picture-header.ts";
import { writeColourPng } from "../qr/write-png.ts";

/** SECURITY: P11. Programs keep icons of some kilobytes; these limits come before anything is unpacked. */
const maxFileBytes = 1024 * 1024;
const maxDrawnBytes = 256 * 1024;
const maxPixels = 2048 * 2048;
/** How many pixels each way one pixel of the icon is made of, at most. */
const maxFiner = 8;

interface Source extends Drawable {
  readonly finer: number;
}

/** The middle of a photo, or the whole of a drawing: a PNG of `iconSize` square. @throws AppError `picture-…` */
export async function iconPicture(bytes: Uint8Array): Promise<Uint8Array> {
  const drawable = look(bytes);
  const size = iconSize * drawable.finer;
  const fit = drawable.type === "image/svg+xml" ? "whole" : "middle";
  const colours = await draw(drawable, { size, fit });
  // A file that cannot be decoded draws nothing, and so does one that is empty: neither is an icon.
  if (!colours.some((_, at) => at % 4 === 3 && colours[at] !== 0)) throw new AppError("picture-unreadable");
  return writeColourPng({ width: iconSize, height: iconSize, data: smaller(colours, drawable.finer) });
}

function look(bytes: Uint8Array): Source {
  if (bytes.length > maxFileBytes)
    throw new AppError("picture-too-large", { limit: maxFileBytes, unit: "bytes" });
  if (isSvg(bytes)) {
    if (bytes.length > maxDrawnBytes)
      throw new AppError("picture-too-large", { limit: maxDrawnBytes, unit: "bytes" });
    return { type: "image/svg+xml", bytes, finer: 1 };
  }
  const { format, width, height } = readHeader(bytes);
  if (format !== "png" && format !== "jpeg" && format !== "gif")
    throw new AppError("picture-unreadable", { format });
  if (width * height > maxPixels)
    throw new AppError("picture-too-large", { limit: maxPixels, unit: "pixels", width, height });
  const finer = Math.round(Math.min(width, height) / iconSize);
  return { type: `image/${format}`, bytes, finer: Math.min(maxFiner, Math.max(1, finer)) };
}

/** The mean of each square of `finer` pixels, for the eye not multiplied any more. */
function smaller(colours: Uint8Array, finer: number): Uint8Array {
  const small = new Uint8Array(iconSize * iconSize * 4);
  for (let at = 0; at < iconSize * iconSize; at += 1) {
    const sums = [0, 0, 0, 0];
    const [x, y] = [(at % iconSize) * finer, Math.floor(at / iconSize) * finer];
    for (let part = 0; part < finer * finer; part += 1) {
      const from = 4 * ((y + Math.floor(part / finer)) * iconSize * finer + x + (part % finer));
      for (let channel = 0; channel < 4; channel += 1)
        sums[channel] = (sums[channel] ?? 0) + (colours[from + channel] ?? 0);
    }
    const cover = sums[3] ?? 0;
    for (let channel = 0; channel < 3; channel += 1)
      small[4 * at + channel] =
        cover === 0 ? 0 : Math.min(255, Math.round((255 * (sums[channel] ?? 0)) / cover));
    small[4 * at + 3] = Math.round(cover / (finer * finer));
  }
  return small;
}
