// What our own backup holds, as JSON: every code with its names, notes and groups, and in the sealed one also what gets a
// person back into their accounts. It is read by importers/gatepost-backup.ts.
import { backupMark, backupVersion } from "../importers/gatepost-backup.ts";
import type { KeptRecovery } from "../importers/importer.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import { hexOf } from "../otp/write-otpauth.ts";

/** `at` in milliseconds since 1970. SECURITY: what comes out holds every secret; it goes into a file and nowhere else. */
export function writeBackup(
  entries: readonly WholeEntry[],
  recovery: readonly KeptRecovery[],
  at: number,
): Uint8Array {
  const backup = {
    ...{ format: backupMark, version: backupVersion, createdAt: new Date(at).toISOString() },
    entries: entries.map(writeEntry),
    recovery: recovery.map(({ address, backupCodes, secretKey }) => ({
      address,
      backupCodes: backupCodes.map(({ code, used }) => ({ code: code.reveal(), used })),
      ...(secretKey && { secretKey: secretKey.reveal() }),
    })),
  };
  return Buffer.from(JSON.stringify(backup, undefined, 2));
}

function writeEntry(entry: WholeEntry) {
  const { type, issuer, account, algorithm, digits, note, groups, pinned } = entry;
  return {
    ...{ type, issuer, account, algorithm, digits },
    secret: type === "motp" ? hexOf(entry.secret) : entry.secret.reveal(),
    ...(type === "hotp" ? { counter: entry.counter } : { period: entry.period }),
    ...((type === "motp" || type === "yandex") && { pin: entry.pin.reveal() }),
    ...{ note, groups, pinned },
  };
}
