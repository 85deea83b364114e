// The one wrapper of jsqr, the second decoder: slower than zxing and weaker on most pictures, but it reads some that
// zxing does not. One code a call.
import jsQR from "jsqr";
import type { Grey, Point } from "./grey.ts";

export interface JsqrFind {
  readonly text: string;
  /** clockwise from the code's own top left, in the picture's pixels */
  readonly corners: readonly Point[];
}

export function readWithJsqr({ width, height, data }: Grey): JsqrFind | undefined {
  const colours = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 1) {
    const value = data[at] ?? 0;
    colours[at * 4] = value;
    colours[at * 4 + 1] = value;
    colours[at * 4 + 2] = value;
    colours[at * 4 + 3] = 255;
  }
  // jsqr keeps the options of the last call as its defaults, so all of them are given with every call.
  const found = jsQR(colours, width, height, { inversionAttempts: "attemptBoth" });
  if (!found || found.data === "") return undefined;
  const { topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner } = found.location;
  const corners = [topLeftCorner, topRightCorner, bottomRightCorner, bottomLeftCorner];
  return { text: found.data, corners: corners.map(({ x, y }): Point => [x, y]) };
}
