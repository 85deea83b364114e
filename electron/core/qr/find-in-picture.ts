// From the bytes of a file to the texts of its QR codes. Runs in the pictures thread, and in the terminal program.
import type { Picture } from "./colours.ts";
import { findCodes } from "./find-codes.ts";
import type { QrCode } from "./found-places.ts";
import { loadPicture } from "./load-picture.ts";
import { openZxing } from "./zxing.ts";

export interface PictureCodes {
  readonly width: number;
  readonly height: number;
  /** milliseconds that it took */
  readonly ms: number;
  readonly codes: readonly QrCode[];
}

/** A code, and the size of the picture that it was found in. */
export interface FoundEarly {
  readonly code: QrCode;
  readonly width: number;
  readonly height: number;
}

export interface FindInPictureOptions {
  /** told of each code as soon as it is read */
  readonly onFound?: ((found: FoundEarly) => void) | undefined;
  /** told of the picture itself before it is dropped */
  readonly onSearched?: (picture: Picture, codes: readonly QrCode[]) => void;
  /** any clock in milliseconds */
  readonly now?: () => number;
}

/** `timeLimit` in milliseconds, loading included. Throws what `loadPicture` does. */
export async function findInPicture(
  bytes: Uint8Array,
  timeLimit: number,
  { onFound, onSearched, now = () => performance.now() }: FindInPictureOptions = {},
): Promise<PictureCodes> {
  const zxing = await openZxing();
  const begun = now();
  const picture = await loadPicture(bytes);
  const codes = findCodes(picture, {
    zxing,
    // What loads slowly, as a PDF may, still gets its looks.
    timeLimit: Math.max(timeLimit / 4, timeLimit - (now() - begun)),
    now,
    ...(onFound && { onFound: (code) => onFound({ code, width: picture.width, height: picture.height }) }),
  });
  onSearched?.(picture, codes);
  return { width: picture.width, height: picture.height, ms: Math.round(now() - begun), codes };
}
