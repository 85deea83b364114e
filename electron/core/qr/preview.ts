// What is shown of a picture that was looked at: coarse, grey, and with every code in it made unreadable, for a code holds
// a secret, its key may stand beside it in letters, and the page is told none.
import { findCodes } from "./find-codes.ts";
import { boxOf, type QrCode } from "./found-places.ts";
import { type Area, type Grey, halfOf, type Point, shrunk, within } from "./grey.ts";
import { writePng } from "./write-png.ts";
import type { Zxing } from "./zxing.ts";

export interface Preview {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The longer side in pixels, at most: enough to know a page again by its blocks and lines. Of the sixteen letters or more
 * of a key, however large they are and however little is around them, each has two or three pixels across.
 */
const longest = 40;
/** The same while copies of the codes are looked for: in a smaller picture they may be found only later, by others. */
const lookedAt = 2_000;
/** Between two shades of grey: by finer ones a program could tell letters by how dark they are. */
const shade = 17;
/** A code has at least 21 modules a side: so few squares instead of them say nothing. */
const squares = 6;
const looks = 4;
/** Milliseconds for the search that the small picture must withstand. */
const lastLook = 250;

/**
 * SECURITY: P50. Looked at again before it is given away, large and small; what can still be read in it is covered too:
 * of a text that stands there twice one place was told.
 */
export function previewOf(picture: Grey, codes: readonly QrCode[], zxing: Zxing): Preview {
  // A picture that is small already is cut out of a screen, with its letters as large as there.
  let [small, scale] = [halfOf(picture), 2];
  while (Math.max(small.width, small.height) > lookedAt) [small, scale] = [halfOf(small), scale * 2];
  let shown: Grey = { ...small, data: small.data.slice() };
  for (const { corners } of codes) {
    const { x, y, width, height } = boxOf(corners);
    cover(shown, { x: x / scale, y: y / scale, width: width / scale, height: height / scale });
  }
  coverAll(shown, () => zxing(shown, {}).filter(({ text }) => text !== undefined));
  const side = Math.max(shown.width, shown.height);
  if (side > longest) shown = shrunk(shown, longest / side);
  const search = { zxing, timeLimit: lastLook, now: () => performance.now() };
  coverAll(shown, () => findCodes(shown, search));
  const data = shown.data.map((tone) => Math.round(tone / shade) * shade);
  return { png: writePng({ ...shown, data }), width: shown.width, height: shown.height };
}

function coverAll(picture: Grey, look: () => readonly { readonly corners: readonly Point[] }[]): void {
  for (let count = 0; count < looks; count += 1) {
    const readable = look();
    if (readable.length === 0) return;
    for (const { corners } of readable) cover(picture, boxOf(corners));
  }
}

/** Squares of one tone each, laid over the area. */
function cover(picture: Grey, area: Area): void {
  const { x, y, width, height } = within(picture, area);
  const side = Math.max(4, Math.ceil(Math.max(width, height) / squares));
  for (let top = y; top < y + height; top += side) {
    for (let left = x; left < x + width; left += side) {
      const square = { x: left, y: top, width: Math.min(side, x + width - left), height: side };
      paint(picture, { ...square, height: Math.min(side, y + height - top) });
    }
  }
}

function paint({ width: across, data }: Grey, { x, y, width, height }: Area): void {
  let sum = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let at = row * across + x; at < row * across + x + width; at += 1) sum += data[at] ?? 0;
  }
  const mean = Math.round(sum / (width * height));
  for (let row = y; row < y + height; row += 1) data.fill(mean, row * across + x, row * across + x + width);
}
