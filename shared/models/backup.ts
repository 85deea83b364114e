// Automatic backups as the page may see them: never a path, never a passphrase. Times are milliseconds since 1970.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";

export const VersionId = z.string().min(1).max(100);

/** How many of the newest backups stay; beside them one of each of the last weeks and months. */
export const VersionsKept = z.number().int().min(3).max(100);

export const BackupView = z.object({
  automatic: z
    .object({
      /** the last part of its path */
      folderName: z.string(),
      since: z.number(),
      keep: VersionsKept,
      /** something has changed that is in no backup yet */
      waiting: z.boolean(),
    })
    .optional(),
  /** the last backup of any kind that was read back and compared */
  lastAt: z.number().optional(),
  /** the last automatic backup could not be made; `since` the first failure in a row */
  problem: z.object({ error: ErrorView, since: z.number() }).optional(),
  /** never: there is none at all · old: the last is over a month old · newer-codes: codes came after the last one */
  reminder: z.enum(["never", "old", "newer-codes"]).optional(),
});
export type BackupView = z.infer<typeof BackupView>;

export const BackupVersion = z.object({
  versionId: VersionId,
  at: z.number(),
  bytes: z.number().int(),
  /** made by this installation */
  own: z.boolean(),
});
export type BackupVersion = z.infer<typeof BackupVersion>;
