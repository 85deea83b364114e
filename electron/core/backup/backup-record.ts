// What is kept of automatic backups: where they go, what seals them, how the last one went. SECURITY: nothing here opens a
// backup without the user's passphrase, which is kept nowhere.
import { z } from "zod";
import { VersionsKept } from "../../../shared/models/backup.ts";
import type { Records } from "../store/records.ts";

/** Times are milliseconds since 1970. */
export const AutomaticRecord = z.object({
  /** absolute */
  folder: z.string(),
  recipient: z.string(),
  /** the identity under the passphrase, as it stands in each file */
  key: z.string(),
  /** in the names of this installation's files */
  origin: z.string(),
  keep: VersionsKept,
  since: z.number(),
  /** something may have changed that is in no backup */
  changed: z.boolean(),
  /** of the last backup: the file, and what tells without a secret whether anything is different now */
  last: z.object({ name: z.string(), salt: z.string(), mark: z.string() }).optional(),
  problem: z
    .object({ code: z.string(), since: z.number(), tries: z.number().int(), toldAt: z.number() })
    .optional(),
});
export type AutomaticRecord = z.infer<typeof AutomaticRecord>;

const LastBackup = z.object({ lastAt: z.number() });
const Dismissed = z.object({ at: z.number() });

export async function readAutomatic(records: Records): Promise<AutomaticRecord | undefined> {
  const known = AutomaticRecord.safeParse(await records.get("backup", "automatic"));
  return known.success ? known.data : undefined;
}

export function saveAutomatic(records: Records, record: AutomaticRecord): Promise<void> {
  return records.put("backup", "automatic", AutomaticRecord.parse(record));
}

/** When the last backup of any kind was begun: whatever was there then is in it. */
export async function lastBackupAt(records: Records): Promise<number | undefined> {
  const known = LastBackup.safeParse(await records.get("backup", "last"));
  return known.success ? known.data.lastAt : undefined;
}

export function noteBackup(records: Pick<Records, "put">, at: number): Promise<void> {
  return records.put("backup", "last", { lastAt: at });
}

export async function dismissedAt(records: Records): Promise<number | undefined> {
  const known = Dismissed.safeParse(await records.get("backup", "dismissed"));
  return known.success ? known.data.at : undefined;
}
