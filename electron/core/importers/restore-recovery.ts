// Backup codes and emergency keys of our own backup go back to the accounts whose addresses they name, and only where
// nothing is kept: what is there may be newer.
import type { Recovery } from "../enrolment/recovery.ts";
import type { Keychain } from "../keychain/keychain.ts";
import { Secret } from "../secret.ts";
import type { KeptRecovery } from "./importer.ts";

export interface KnownAddress {
  readonly id: string;
  readonly address: string;
}

export interface RestoreRecovery {
  /** The addresses to which something would be given back. */
  possible(kept: readonly KeptRecovery[]): Promise<readonly string[]>;
  /** Answers how many accounts got something back. */
  restore(kept: readonly KeptRecovery[]): Promise<number>;
  /** Everything that is kept for recovery, for our own backup. */
  revealAll(): Promise<readonly KeptRecovery[]>;
}

export function createRestoreRecovery(options: {
  readonly keychain: Pick<Keychain, "read">;
  readonly recovery: Recovery;
  readonly accounts: () => Promise<readonly KnownAddress[]>;
}): RestoreRecovery {
  const { keychain, recovery, accounts } = options;
  const keyOf = (accountId: string) => keychain.read(`secret-key/${accountId}`);

  const missing = async (kept: readonly KeptRecovery[]) => {
    const known = kept.length > 0 ? await accounts() : [];
    const found: {
      readonly accountId: string;
      readonly codes: boolean;
      readonly key: boolean;
      readonly from: KeptRecovery;
    }[] = [];
    for (const from of kept) {
      const account = known.find(({ address }) => address.toLowerCase() === from.address.toLowerCase());
      if (!account) continue;
      const codes = from.backupCodes.length > 0 && (await recovery.backupCodes(account.id)).length === 0;
      const key = from.secretKey !== undefined && (await keyOf(account.id)) === undefined;
      if (codes || key) found.push({ accountId: account.id, codes, key, from });
    }
    return found;
  };

  return {
    possible: async (kept) => (await missing(kept)).map(({ from }) => from.address),
    async restore(kept) {
      const found = await missing(kept);
      for (const { accountId, codes, key, from } of found) {
        if (codes) {
          await recovery.keepBackupCodes(
            accountId,
            from.backupCodes.map(({ code }) => code),
          );
          for (const [index, { used }] of from.backupCodes.entries()) {
            if (used) await recovery.markBackupCode(accountId, index, true);
          }
        }
        if (key && from.secretKey) await recovery.keepSecretKey(accountId, from.secretKey);
      }
      return found.length;
    },
    async revealAll() {
      const all: KeptRecovery[] = [];
      for (const { id, address } of await accounts()) {
        const codes = await recovery.backupCodes(id);
        const secretKey = await keyOf(id);
        if (codes.length === 0 && !secretKey) continue;
        const backupCodes = codes.map(({ code, used }) => ({ code: new Secret(code), used }));
        all.push({ address, backupCodes, ...(secretKey && { secretKey }) });
      }
      return all;
    },
  };
}
