// Draws pictures of any size, also those that are described and not painted (SVG), into a square. The one wrapper of resvg,
// which runs in WebAssembly without disk, network, fonts and script: a hostile picture can hurt nothing but its memory, and the
// threads that draw have an end. Its limits are its callers': they come before it.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { AppError } from "../../shared/ipc/errors.ts";

export interface Drawable {
  readonly type: "image/png" | "image/jpeg" | "image/gif" | "image/svg+xml";
  readonly bytes: Uint8Array;
}

export interface DrawOptions {
  /** pixels of a side */
  readonly size: number;
  /** what of a picture that is no square is drawn */
  readonly fit: "whole" | "middle";
  /** pixels on each side that are left free; none unless told */
  readonly margin?: number;
  /** the colour beneath it; none unless told */
  readonly ground?: "white" | "black";
}

let opened: Promise<typeof import("@resvg/resvg-wasm")> | undefined;

/** Loads it once a thread, when the first picture comes. */
function open(): Promise<typeof import("@resvg/resvg-wasm")> {
  opened ??= (async () => {
    const resvg = await import("@resvg/resvg-wasm");
    const file = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
    await resvg.initWasm(Uint8Array.from(await readFile(file)));
    return resvg;
  })();
  return opened;
}

/**
 * Red, green, blue and what they cover, a byte each, the first three multiplied by the last. What cannot be decoded draws nothing.
 * @throws AppError `picture-unreadable`
 */
export async function draw(
  { type, bytes }: Drawable,
  { size, fit, margin = 0, ground }: DrawOptions,
): Promise<Uint8Array> {
  const { Resvg } = await open();
  const inner = size - 2 * margin;
  // A picture in a drawing of ours: so every one comes out square, whatever its own size is.
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    ${ground ? `<rect width="${size}" height="${size}" fill="${ground}"/>` : ""}<image
    href="data:${type};base64,${Buffer.from(bytes).toString("base64")}" x="${margin}" y="${margin}"
    width="${inner}" height="${inner}" preserveAspectRatio="xMidYMid ${fit === "whole" ? "meet" : "slice"}"/></svg>`;
  try {
    const picture = new Resvg(drawing, { font: {} });
    const drawn = picture.render();
    const { pixels } = drawn;
    drawn.free();
    picture.free();
    return pixels;
  } catch (failure) {
    throw new AppError("picture-unreadable", {}, { cause: failure });
  }
}
