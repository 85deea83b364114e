// What gets a person back in without their authenticator: backup codes and the secret key, one keychain item each.
// SECURITY: they come out only through `reveal` and `copy`, whose calls say so.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { BackupCode } from "../../../shared/models/enrolment.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { securityOf } from "./enrolment-record.ts";

/** One line of JSON; names are short because an item holds 2,560 bytes. */
const KeptCodes = z.array(z.object({ c: z.string(), u: z.boolean() }));

export interface Recovery {
  /** Replaces the codes that were kept: the provider has made those void. */
  keepBackupCodes(accountId: string, codes: readonly Secret[]): Promise<void>;
  keepSecretKey(accountId: string, key: Secret): Promise<void>;
  secretKey(accountId: string): Promise<Secret | undefined>;
  backupCodes(accountId: string): Promise<BackupCode[]>;
  /** The code itself, to be copied. @throws AppError `not-found` */
  backupCode(accountId: string, index: number): Promise<Secret>;
  markBackupCode(accountId: string, index: number, used: boolean): Promise<void>;
}

/** Whoever keeps codes in the same store does it in the same order. */
const orders = new WeakMap<Records, ReturnType<typeof createOrder>>();

export function createRecovery({
  keychain,
  records,
}: {
  readonly keychain: Keychain;
  readonly records: Records;
}): Recovery {
  // A mark that is set while new codes are kept must not bring back the old ones.
  const inOrder = orders.get(records) ?? createOrder();
  orders.set(records, inOrder);
  const item = (accountId: string) => `backup-codes/${accountId}`;

  const read = async (accountId: string) => {
    const kept = await keychain.read(item(accountId));
    return kept ? parseKept(kept) : [];
  };
  const write = async (accountId: string, codes: z.infer<typeof KeptCodes>) => {
    await keychain.write(item(accountId), new Secret(JSON.stringify(codes)));
    const used = codes.filter((code) => code.u).length;
    const known = await securityOf(records, accountId);
    await records.put("security", accountId, {
      ...known,
      backupCodes: { left: codes.length - used, used },
    });
  };
  const codeAt = async (accountId: string, index: number) => {
    const codes = await read(accountId);
    const code = codes[index];
    if (!code) throw new AppError("not-found");
    return { codes, code };
  };

  return {
    keepBackupCodes: (accountId, codes) =>
      inOrder(() =>
        write(
          accountId,
          codes.map((code) => ({ c: code.reveal(), u: false })),
        ),
      ),
    async keepSecretKey(accountId, key) {
      await keychain.write(`secret-key/${accountId}`, key);
      const known = await securityOf(records, accountId);
      await records.put("security", accountId, { ...known, secretKeyKept: true });
    },
    secretKey: (accountId) => keychain.read(`secret-key/${accountId}`),
    backupCodes: async (accountId) =>
      (await read(accountId)).map((code, index) => ({ index, code: code.c, used: code.u })),
    backupCode: async (accountId, index) => new Secret((await codeAt(accountId, index)).code.c),
    markBackupCode: (accountId, index, used) =>
      inOrder(async () => {
        const { codes } = await codeAt(accountId, index);
        await write(
          accountId,
          codes.map((code, at) => (at === index ? { ...code, u: used } : code)),
        );
      }),
  };
}

/** What is there but is not ours to read is not thrown away: the provider can make other codes. */
function parseKept(kept: Secret): z.infer<typeof KeptCodes> {
  try {
    return KeptCodes.parse(JSON.parse(kept.reveal()));
  } catch (failure) {
    // SECURITY: the cause would quote the item.
    throw new AppError("keychain-refused", {
      item: "backup-codes",
      reason: failure instanceof Error ? failure.name : "",
    });
  }
}
