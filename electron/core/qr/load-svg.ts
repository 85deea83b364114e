// SVG to brightness and colours: codes that a page has drawn, saved or dragged out of it as they are. Drawn larger than most
// screens show them, with the margin that such drawings often leave to the page around them.
import { AppError } from "../../../shared/ipc/errors.ts";
import { draw } from "../drawing.ts";
import { type Picture, pictureOfColours } from "./colours.ts";
import { black, type Ground } from "./grey.ts";

/** SECURITY: P11. The largest code has two megabytes with one rectangle a module. */
const maxBytes = 2 * 1024 * 1024;
const size = 1_600;
const margin = 100;

/** @throws AppError `picture-too-large` (detail `limit`, `unit`), and `picture-unreadable` when nothing is drawn on either ground */
export async function loadSvg(bytes: Uint8Array, ground: Ground): Promise<Picture> {
  if (bytes.length > maxBytes) throw new AppError("picture-too-large", { limit: maxBytes, unit: "bytes" });
  const on = ground === black ? "black" : "white";
  const pixels = await draw({ type: "image/svg+xml", bytes }, { size, fit: "whole", margin, ground: on });
  const picture = pictureOfColours(size, size, pixels);
  // A broken drawing leaves its ground as it is, and so does an empty one; whoever is blank on white is drawn on black.
  if (on === "black" && picture.data.every((bright) => bright === 0)) {
    throw new AppError("picture-unreadable", { format: "svg" });
  }
  return picture;
}
