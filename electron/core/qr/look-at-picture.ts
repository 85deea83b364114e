// A picture that a person has shown us: its codes, what may be shown of it, and what to do if there is none. Runs in the
// pictures thread.
import { type Advice, adviceFor } from "./advice.ts";
import { type FoundEarly, findInPicture, type PictureCodes } from "./find-in-picture.ts";
import { type Preview, previewOf } from "./preview.ts";
import { openZxing } from "./zxing.ts";

export interface PictureLook extends PictureCodes, Partial<Advice> {
  readonly preview: Preview;
}

/** Milliseconds: what comes after a search without a find. */
const forShowing = 250;

/** Throws what `loadPicture` does. `timeLimit` in milliseconds, for all of it. */
export async function lookAtPicture(
  bytes: Uint8Array,
  timeLimit: number,
  onFound?: (found: FoundEarly) => void,
): Promise<PictureLook> {
  const zxing = await openZxing();
  const seen: { preview?: Preview; advice?: Advice } = {};
  const found = await findInPicture(bytes, Math.max(timeLimit / 2, timeLimit - forShowing), {
    onFound,
    onSearched(picture, codes) {
      if (codes.length === 0) seen.advice = adviceFor(picture, zxing);
      seen.preview = previewOf(picture, codes, zxing);
    },
  });
  if (!seen.preview) throw new Error("the picture was not shown");
  return { ...found, preview: seen.preview, ...seen.advice };
}
