// What scans have found: the entry with its secret stays here, the page gets an id. Forgotten after ten minutes.
import { AppError } from "../../../shared/ipc/errors.ts";
import { type OtpauthEntry, parseOtpauth } from "../otp/otpauth.ts";
import { Secret } from "../secret.ts";

export interface FoundCodes {
  /** Keeps an entry, or a link that lacks its PIN; answers its id. */
  keepFound(entry: OtpauthEntry | Secret): string;
  /**
   * Can be taken again until it is forgotten: saving it may fail at the first try.
   * @throws AppError `not-found`, `otpauth-field` (`field` is `pin`)
   */
  takeFound(foundId: string, pin?: string): OtpauthEntry;
  forgetAll(): void;
}

const keepFor = 10 * 60_000;

export function createFoundCodes(options: {
  readonly now: () => number;
  readonly newId: () => string;
}): FoundCodes {
  const { now, newId } = options;
  const kept = new Map<string, { readonly entry: OtpauthEntry | Secret; readonly until: number }>();
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
    takeFound(foundId, pin) {
      forgetOld();
      const found = kept.get(foundId);
      if (!found) throw new AppError("not-found");
      const { entry } = found;
      return entry instanceof Secret ? parseOtpauth(entry.reveal(), { pin }) : entry;
    },
    forgetAll: () => kept.clear(),
  };
}
