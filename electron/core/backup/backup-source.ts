// Everything that a backup holds, collected from the authenticator and from what is kept for recovery. SECURITY: what comes
// out holds every secret; it goes through the seal and nowhere else.
import { createHash } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import { writeBackup } from "../exporters/backup-content.ts";
import type { ImportedEntry } from "../importers/importer.ts";
import type { RestoreRecovery } from "../importers/restore-recovery.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import type { Vault } from "../otp/vault.ts";

export interface Collected {
  readonly content: Uint8Array;
  /** when collecting began: what was there then is in it. Milliseconds since 1970 */
  readonly at: number;
  readonly entries: number;
  /** entries whose secret is not in the keychain any more */
  readonly gone: number;
  /** The same for the same content, without telling anything about it to who does not know it. */
  mark(salt: string): string;
}

/** @throws AppError `nothing-to-export`, `secret-gone` (no secret at all is left), and what keychain and lock refuse */
export type BackupSource = () => Promise<Collected>;

export function createBackupSource(options: {
  readonly vault: Pick<Vault, "revealWhole">;
  readonly recovery: Pick<RestoreRecovery, "revealAll" | "addressOf">;
  readonly now: () => number;
}): BackupSource {
  const { vault, recovery, now } = options;
  return async () => {
    const at = now();
    const { entries: revealed, gone } = await vault.revealWhole();
    // SECURITY: a keychain that has lost everything must not push the good backups out of the folder.
    const entries = await withAddresses(revealed, recovery);
    if (entries.length === 0 && gone > 0) throw new AppError("secret-gone");
    const kept = await recovery.revealAll();
    if (entries.length === 0 && kept.length === 0) throw new AppError("nothing-to-export");
    return {
      content: writeBackup(entries, kept, at),
      at,
      entries: entries.length,
      gone,
      mark: (salt) =>
        createHash("sha256")
          .update(salt)
          .update(writeBackup(entries.map(unused), kept, 0))
          .digest("hex"),
    };
  };
}

/** An account has another id on another computer; its address is the same. */
export function withAddresses(
  entries: readonly WholeEntry[],
  recovery: Pick<RestoreRecovery, "addressOf">,
): Promise<readonly ImportedEntry[]> {
  return Promise.all(
    entries.map(async ({ accountId, ...entry }) => {
      const address = accountId === undefined ? undefined : await recovery.addressOf(accountId);
      return { ...entry, ...(address !== undefined && { accountAddress: address }) };
    }),
  );
}

/** A code that was only used is no reason for another backup. */
function unused({ uses: _, lastUsedAt: __, ...entry }: ImportedEntry): ImportedEntry {
  return entry;
}
