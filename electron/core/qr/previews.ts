// The small pictures of what was looked at, until the page has closed what shows them. In memory only.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Preview } from "./preview.ts";

export interface Previews {
  keep(pictureId: string, preview: Preview): void;
  /** @throws AppError `not-found` when it was forgotten */
  get(pictureId: string): Preview;
  forget(pictureIds: readonly string[]): void;
  forgetAll(): void;
}

/** Milliseconds: a page that was loaded anew never says that it is done. */
const keepFor = 10 * 60_000;
const most = 60;

export function createPreviews(options: { readonly now: () => number }): Previews {
  const { now } = options;
  const kept = new Map<string, { readonly preview: Preview; readonly until: number }>();
  const forgetOld = () => {
    for (const [pictureId, { until }] of kept) if (until <= now()) kept.delete(pictureId);
  };
  return {
    keep(pictureId, preview) {
      forgetOld();
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= most) kept.delete(oldest);
      kept.set(pictureId, { preview, until: now() + keepFor });
      setTimeout(forgetOld, keepFor + 1_000).unref();
    },
    get(pictureId) {
      forgetOld();
      const found = kept.get(pictureId);
      if (!found) throw new AppError("not-found");
      return found.preview;
    },
    forget(pictureIds) {
      for (const pictureId of pictureIds) kept.delete(pictureId);
    },
    forgetAll: () => kept.clear(),
  };
}
