// What scans have found: the entry with its secret stays here, the page gets an id. Forgotten after ten minutes.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { OtpauthEntry } from "../otp/otpauth.ts";

export interface FoundCodes {
  /** Keeps an entry; answers its id. */
  keepFound(entry: OtpauthEntry): string;
  /** Can be taken again until it is forgotten: saving it may fail at the first try. @throws AppError `not-found` */
  takeFound(foundId: string): OtpauthEntry;
}

const keepFor = 10 * 60_000;

export function createFoundCodes(options: {
  readonly now: () => number;
  readonly newId: () => string;
}): FoundCodes {
  const { now, newId } = options;
  const kept = new Map<string, { readonly entry: OtpauthEntry; readonly until: number }>();
  const forgetOld = () => {
    for (const [foundId, { until }] of kept) if (until <= now()) kept.delete(foundId);
  };

  return {
    keepFound(entry) {
      forgetOld();
      const foundId = newId();
      kept.set(foundId, { entry, until: now() + keepFor });
      // A secret that nobody took must not stay until the next scan.
      setTimeout(forgetOld, keepFor + 1_000).unref();
      return foundId;
    },
    takeFound(foundId) {
      forgetOld();
      const found = kept.get(foundId);
      if (!found) throw new AppError("not-found");
      return found.entry;
    },
  };
}
