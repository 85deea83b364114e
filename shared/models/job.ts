// Long work. State lives in the core; the page draws it. Phases are words, not sentences.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { AccountId, ServerSource, Servers } from "./account.ts";
import { TakenPdf } from "./enrolment.ts";
import { ExportReport } from "./export.ts";
import { ImportPreview } from "./import.ts";
import { FoundBackup } from "./lock.ts";
import { ScanResult } from "./scan.ts";

export const JobId = z.string().min(1).max(64);

export const JobResult = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("servers"),
    source: ServerSource,
    providerId: z.string().optional(),
    servers: Servers,
  }),
  z.object({
    kind: z.literal("account"),
    accountId: AccountId,
    /** in which form a pasted password was accepted */
    form: z.enum(["as-typed", "without-blanks"]).optional(),
  }),
  ScanResult,
  z.object({ kind: z.literal("import"), preview: ImportPreview }),
  /** how many codes are new, how many known ones have changed, and how many accounts got something back */
  z.object({
    kind: z.literal("imported"),
    added: z.number(),
    changed: z.number(),
    restored: z.number(),
  }),
  z.object({ kind: z.literal("pdf"), pdf: TakenPdf }),
  z.object({ kind: z.literal("exported"), report: ExportReport }),
  /** a backup that was read after the lock's passphrase was forgotten; nothing is changed yet */
  z.object({ kind: z.literal("backup"), backup: FoundBackup }),
  /** how many items of the keychain went over; of how many other names there was none */
  z.object({ kind: z.literal("keychain-moved"), items: z.number().int(), gone: z.number().int() }),
  z.object({ kind: z.literal("done") }),
]);
export type JobResult = z.infer<typeof JobResult>;

export const JobView = z.object({
  id: JobId,
  /** the call that started it */
  name: z.string(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  phase: z.string(),
  done: z.number(),
  total: z.number(),
  error: ErrorView.optional(),
  result: JobResult.optional(),
});
export type JobView = z.infer<typeof JobView>;
