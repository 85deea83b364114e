// PDFs with an emergency key that were taken in: from the provider's page, from a file or by a drop. They and the key in
// them stay in this memory, by id, until they are forgotten. SECURITY: never on the disk, unless the user saves them.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { TakenPdf } from "../../../shared/models/enrolment.ts";
import { Secret } from "../secret.ts";
import type { ReadPdf } from "./pdf-reader.ts";
import { recogniseCodes } from "./recognise-codes.ts";

export interface TakenPdfs {
  /** Reads it and keeps it. @throws AppError `too-large`, `pdf-unreadable`, `cancelled` */
  take(bytes: Uint8Array, name: string, signal: AbortSignal): Promise<TakenPdf>;
  /** @throws AppError `not-found`: forgotten, or there is no key in it */
  keyOf(pdfId: string): Secret;
  /** @throws AppError `not-found` */
  fileOf(pdfId: string): { readonly bytes: Uint8Array; readonly name: string };
  forgetAll(): void;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly key: Secret | undefined;
}

/** As long as a person may need to print it; then it would lie about for nothing. */
const keepFor = 30 * 60_000;

export function createTakenPdfs(options: {
  readonly read: ReadPdf;
  readonly newId: () => string;
  readonly later: (ms: number, work: () => void) => () => void;
}): TakenPdfs {
  const kept = new Map<string, Kept>();
  const find = (pdfId: string): Kept => {
    const pdf = kept.get(pdfId);
    if (!pdf) throw new AppError("not-found");
    return pdf;
  };
  return {
    async take(bytes, name, signal) {
      const { text, pages } = await options.read(bytes, signal);
      const [key] = recogniseCodes(text, "emergency-key").codes;
      const pdfId = options.newId();
      kept.set(pdfId, { bytes, name, key: key === undefined ? undefined : new Secret(key) });
      options.later(keepFor, () => kept.delete(pdfId));
      return { pdfId, name, pages, hasKey: key !== undefined };
    },
    keyOf(pdfId) {
      const { key } = find(pdfId);
      if (!key) throw new AppError("not-found");
      return key;
    },
    fileOf: find,
    forgetAll: () => kept.clear(),
  };
}
