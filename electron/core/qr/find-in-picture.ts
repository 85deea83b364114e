// From the bytes of a file to the texts of its QR codes. Runs in the pictures thread, and in the terminal program.
import { findQrCodes, type QrCode } from "./jsqr.ts";
import { loadPicture } from "./load-picture.ts";

export interface PictureCodes {
  readonly width: number;
  readonly height: number;
  /** milliseconds that it took */
  readonly ms: number;
  readonly codes: readonly QrCode[];
}

/** `timeLimit` in milliseconds. Throws the errors of `loadPicture`. */
export function findInPicture(bytes: Uint8Array, timeLimit: number): PictureCodes {
  const begun = performance.now();
  const picture = loadPicture(bytes);
  const left = timeLimit - (performance.now() - begun);
  const codes = findQrCodes(picture, left, () => performance.now());
  return { width: picture.width, height: picture.height, ms: Math.round(performance.now() - begun), codes };
}
