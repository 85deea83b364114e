// What is shown of a picture that was looked at: small, grey, and with every code in it made unreadable, for a code holds
// a secret and the page is told none.
import type { QrCode } from "./found-places.ts";
import { boxOf } from "./found-places.ts";
import { type Area, type Grey, halved, within } from "./grey.ts";
import { writePng } from "./write-png.ts";
import type { Zxing } from "./zxing.ts";

export interface Preview {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The longer side in pixels, at most. */
const longest = 1_600;
/** A code has at least 21 modules a side: so few squares instead of them say nothing. */
const squares = 6;
/** Looks that go over what is still readable: copies of a code whose text was told once. */
const looks = 4;

/** SECURITY: P50. Looked at again before it is given away; what can still be read in it is covered as well. */
export function previewOf(picture: Grey, codes: readonly QrCode[], zxing: Zxing): Preview {
  let small = picture;
  let scale = 1;
  while (Math.max(small.width, small.height) > longest) [small, scale] = [halved(small), scale * 2];
  const shown: Grey = { ...small, data: new Uint8Array(small.data) };
  for (const { corners } of codes) {
    const { x, y, width, height } = boxOf(corners);
    cover(shown, { x: x / scale, y: y / scale, width: width / scale, height: height / scale });
  }
  for (let look = 0; look < looks; look += 1) {
    const readable = zxing(shown, {}).filter(({ text }) => text !== undefined);
    if (readable.length === 0) break;
    for (const { corners } of readable) cover(shown, boxOf(corners));
  }
  return { png: writePng(shown), width: shown.width, height: shown.height };
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
