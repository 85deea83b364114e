// The one wrapper of jsqr: all QR codes of a picture, within a time limit.
import jsQR from "jsqr";
import type { Picture } from "./load-picture.ts";
import { cover, drawView, type Point, type View, viewsOf } from "./views.ts";

export interface QrCode {
  readonly text: string;
  /** clockwise from the code's own top left, in the picture's pixels */
  readonly corners: readonly Point[];
}

const maxCodes = 32;
/** Most pictures hold one code: having found one, the search for others goes on no longer than this, milliseconds. */
const searchOn = 1_500;

/**
 * Codes in `picture`, in the order in which they were found. `timeLimit` in milliseconds is looked at between two
 * looks; `now` is any clock in milliseconds. What was found is painted over in `picture`.
 */
export function findQrCodes(picture: Picture, timeLimit: number, now: () => number): readonly QrCode[] {
  let end = now() + timeLimit;
  const codes: QrCode[] = [];
  for (const view of viewsOf(picture)) {
    // Looking closer is for pictures in which nothing was found.
    if (codes.length > 0 && view.scale > 1) continue;
    const more = findInView(picture, view, () => now() < end);
    if (codes.length === 0 && more.length > 0) end = Math.min(end, now() + searchOn);
    for (const code of more) {
      cover(picture, code.corners);
      if (!codes.some(({ text }) => text === code.text)) codes.push(code);
    }
    if (now() >= end || codes.length >= maxCodes) break;
  }
  return codes;
}

/** jsqr finds one code a look; the next look has that one covered. */
function findInView(picture: Picture, view: View, inTime: () => boolean): readonly QrCode[] {
  const drawn = drawView(picture, view);
  const codes: QrCode[] = [];
  do {
    // jsqr keeps the options of the last call as its defaults, so they are given with every call.
    const found = jsQR(drawn.data, drawn.width, drawn.height, { inversionAttempts: "attemptBoth" });
    if (!found) break;
    const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = found.location;
    const corners = [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner].map(
      ({ x, y }): Point => [x, y],
    );
    const place = corners.map(
      ([x, y]): Point => [round(view.x + x / view.scale), round(view.y + y / view.scale)],
    );
    if (found.data !== "") codes.push({ text: found.data, corners: place });
    cover(drawn, corners);
  } while (codes.length < maxCodes && inTime());
  return codes;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
