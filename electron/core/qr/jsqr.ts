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
/** Most pictures hold one code: having found one, no more pixels than these are looked at for others. */
const searchOn = { most: 5_000_000, timesThePicture: 5 };

/**
 * Codes in `picture`, in the order in which they were found. `timeLimit` in milliseconds is looked at between two
 * looks; `now` is any clock in milliseconds. What was found is painted over in `picture`.
 */
export function findQrCodes(picture: Picture, timeLimit: number, now: () => number): readonly QrCode[] {
  const end = now() + timeLimit;
  const codes: QrCode[] = [];
  let pixels = Math.min(searchOn.most, searchOn.timesThePicture * picture.width * picture.height);
  const look = (drawn: Picture) => {
    const size = drawn.width * drawn.height;
    if (codes.length > 0 && size > pixels) return null;
    if (codes.length > 0) pixels -= size;
    // jsqr keeps the options of the last call as its defaults, so they are given with every call.
    return jsQR(drawn.data, drawn.width, drawn.height, { inversionAttempts: "attemptBoth" });
  };
  const goOn = () => now() < end && pixels > 0 && codes.length < maxCodes;

  for (const view of viewsOf(picture)) {
    // Looking closer is for pictures in which nothing was found.
    if (codes.length > 0 && (view.scale > 1 || view.width * view.height * view.scale ** 2 > pixels)) continue;
    for (const code of codesInView(picture, view, look, goOn)) {
      cover(picture, code.corners);
      if (!codes.some(({ text }) => text === code.text)) codes.push(code);
    }
    if (!goOn()) break;
  }
  return codes;
}

/** jsqr finds one code a look; the next look has that one covered. */
function* codesInView(
  picture: Picture,
  view: View,
  look: (drawn: Picture) => ReturnType<typeof jsQR>,
  goOn: () => boolean,
): Generator<QrCode> {
  const drawn = drawView(picture, view);
  for (let looks = 0; looks < maxCodes; looks += 1) {
    const found = look(drawn);
    if (!found) return;
    const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = found.location;
    const corners = [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner].map(
      ({ x, y }): Point => [x, y],
    );
    const place = corners.map(
      ([x, y]): Point => [round(view.x + x / view.scale), round(view.y + y / view.scale)],
    );
    if (found.data !== "") yield { text: found.data, corners: place };
    if (!goOn()) return;
    cover(drawn, corners);
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
