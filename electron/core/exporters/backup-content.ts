// What our own backup holds, as JSON: every code with everything that stands in its index, and in the sealed one also what
// gets a person back into their accounts. It is read by importers/gatepost-backup.ts.
import { backupMark, backupVersion } from "../importers/gatepost-backup.ts";
import type { ImportedEntry, KeptRecovery } from "../importers/importer.ts";
import { hexOf } from "../otp/write-otpauth.ts";

/** `at` in milliseconds since 1970. SECURITY: what comes out holds every secret; it goes into a file and nowhere else. */
export function writeBackup(
  entries: readonly ImportedEntry[],
  recovery: readonly KeptRecovery[],
  at: number,
): Uint8Array {
  const backup = {
    ...{ format: backupMark, version: backupVersion, createdAt: new Date(at).toISOString() },
    entries: entries.map(writeEntry),
    recovery: recovery.map(writeRecovery),
  };
  return Buffer.from(JSON.stringify(backup, undefined, 2));
}

/** Every field but those that mean nothing elsewhere: the account stands there by its address. */
export function writeEntry(entry: ImportedEntry) {
  const { secret, accountId: _, trashed: __, ...fields } = entry;
  return {
    ...fields,
    secret: entry.type === "motp" ? hexOf(secret) : secret.reveal(),
    ...((entry.type === "motp" || entry.type === "yandex") && { pin: entry.pin.reveal() }),
  };
}

function writeRecovery({ backupCodes, secretKey, ...facts }: KeptRecovery) {
  return {
    ...facts,
    backupCodes: backupCodes.map(({ code, used }) => ({ code: code.reveal(), used })),
    ...(secretKey && { secretKey: secretKey.reveal() }),
  };
}

/** The same text for the same entry, whatever the order in which its fields came. */
export function textOfEntry(entry: ImportedEntry): string {
  const fields = Object.entries(writeEntry(entry)).filter(([, value]) => value !== undefined);
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
