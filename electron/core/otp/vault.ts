// The authenticator: the index of codes in the store, each secret in the keychain, codes of the moment. Secrets leave it
// only through `secretOf`, for the core's own use. Order of writing: first the keychain, read back, then the index; so
// nothing is shown that has no secret, and a crash in between leaves no more than an unused keychain item.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { CodeEntry, CurrentCode } from "../../../shared/models/code.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { decodeBase32 } from "./base32.ts";
import { codeNow } from "./code-now.ts";
import { type OtpauthEntry, tidyName } from "./entry.ts";
import { hotpCode } from "./hotp.ts";
import { createManyCodes, isSame, type ManyCodes } from "./many-codes.ts";
import { createRemovals } from "./removals.ts";
import { type CodeSecrets, createCodeSecrets } from "./secrets.ts";
import {
  fieldsOf,
  type Joined,
  joined,
  readStoredCodes,
  type StoredCode,
  saveStoredCode,
  toEntry,
} from "./stored-code.ts";

export interface Vault extends ManyCodes {
  list(): Promise<readonly CodeEntry[]>;
  /** Codes of all time-based entries now; for HOTP only entries whose secret cannot be had. */
  current(): Promise<readonly CurrentCode[]>;
  /** HOTP: the next counter is saved before the code is made, so that no code is ever shown twice. */
  advance(codeId: string): Promise<CurrentCode>;
  /** The code to be copied: of the moment, or for HOTP the one that was shown last (else the next). */
  codeOf(codeId: string): Promise<CurrentCode>;
  /** @throws AppError `code-exists` with `codeId` if the same code is there already */
  add(entry: OtpauthEntry, options?: { readonly accountId?: string }): Promise<CodeEntry>;
  edit(change: CodeChange): Promise<CodeEntry>;
  /** Notes whether its enrolment came to its end; an entry that is gone is no news. */
  markUnfinished(codeId: string, unfinished: boolean): Promise<void>;
  /** Hides the entry; it is really removed when the undo has run out, or when the program ends. */
  remove(codeId: string): Promise<{ readonly undoToken: string }>;
  undoRemove(undoToken: string): Promise<void>;
  /** The entry that has this secret (base32), if there is one. */
  duplicateOf(secret: Secret): Promise<string | undefined>;
  /** base32. For enrolment, inside the core only. */
  secretOf(codeId: string): Promise<Secret>;
  /** Ends the undo of removed entries and forgets the secrets. */
  close(): Promise<void>;
}

export interface CodeChange {
  readonly codeId: string;
  readonly issuer: string;
  readonly account: string;
  readonly accountId?: string | undefined;
}

export function createVault(options: {
  readonly keychain: Keychain;
  readonly records: Records;
  readonly now: () => number;
  readonly newId: () => string;
  /** milliseconds that this computer's clock is behind the true time, for codes; [Note: clock] in clock/ */
  readonly behind?: () => Promise<number>;
}): Vault {
  const { keychain, records, now, newId, behind = async () => 0 } = options;
  const secrets = createCodeSecrets({ keychain, now });
  // Two changes at once must not give out the same counter or the same entry twice.
  const inOrder = createOrder();
  const removals = createRemovals({ records, secrets, now, newId, inOrder });
  const shown = new Map<string, CurrentCode>();

  const visible = async () => {
    await removals.afterRestart();
    return (await readStoredCodes(records)).filter((code) => code.removedAt === undefined);
  };
  const find = async (codeId: string) => {
    const code = (await visible()).find(({ id }) => id === codeId);
    if (!code) throw new AppError("not-found");
    return code;
  };

  const sameSecret = async (secret: Secret, codes: readonly StoredCode[]) => {
    const key = Buffer.from(decodeBase32(secret.reveal()));
    const same: StoredCode[] = [];
    for (const code of codes) {
      const other = await secrets.getQuietly(code.id).catch(unlessExpected);
      if (other && key.equals(other.key)) same.push(code);
    }
    return same;
  };

  const advance = async (codeId: string): Promise<CurrentCode> => {
    const code = await find(codeId);
    if (code.type !== "hotp") throw new AppError("bad-input", { field: "codeId" });
    const counter = code.counter ?? 0;
    if (counter >= Number.MAX_SAFE_INTEGER) throw new AppError("otpauth-field", { field: "counter" });
    const entry = joined(code, await secrets.get(codeId));
    if (entry.type !== "hotp") throw new AppError("bad-input", { field: "codeId" });
    await saveStoredCode(records, { ...code, counter: counter + 1 });
    const current = { id: codeId, code: hotpCode(entry.key, entry, counter) };
    shown.set(codeId, current);
    return current;
  };

  return {
    ...createManyCodes({ records, secrets, visible, inOrder, now, newId }),
    list: async () => (await visible()).map(toEntry),
    current: async () => currentCodes(await visible(), secrets, now(), await behind()),
    advance: (codeId) => inOrder(() => advance(codeId)),
    async codeOf(codeId) {
      const code = await find(codeId);
      if (code.type === "hotp") return shown.get(codeId) ?? inOrder(() => advance(codeId));
      return codeOf(joined(code, await secrets.get(codeId)), codeId, now(), await behind());
    },
    add: (entry, { accountId } = {}) =>
      inOrder(async () => {
        const fields = fieldsOf(entry);
        const same = await sameSecret(entry.secret, await visible());
        const twin = same.find((code) => isSame(code, fields));
        if (twin) {
          const { id: codeId, issuer, account } = twin;
          throw new AppError("code-exists", { codeId, issuer, account });
        }
        const code = { ...fields, id: newId(), addedAt: now(), ...(accountId && { accountId }) };
        await secrets.write(code.id, entry);
        await saveStoredCode(records, code);
        return toEntry(code);
      }),
    edit: ({ codeId, issuer, account, accountId }) =>
      inOrder(async () => {
        const { accountId: _, ...code } = await find(codeId);
        const names = { issuer: tidyName(issuer), account: tidyName(account) };
        const changed = { ...code, ...names, ...(accountId && { accountId }) };
        await saveStoredCode(records, changed);
        return toEntry(changed);
      }),
    markUnfinished: (codeId, unfinished) =>
      inOrder(async () => {
        const known = (await visible()).find(({ id }) => id === codeId);
        if (!known) return;
        const { unfinished: _, ...code } = known;
        await saveStoredCode(records, { ...code, ...(unfinished && { unfinished }) });
      }),
    remove: (codeId) => inOrder(async () => removals.remove(await find(codeId))),
    undoRemove: (undoToken) => inOrder(() => removals.undo(undoToken)),
    duplicateOf: async (secret) => (await sameSecret(secret, await visible()))[0]?.id,
    secretOf: async (codeId) => (await secrets.get((await find(codeId)).id)).secret,
    async close() {
      await inOrder(() => removals.end());
      secrets.forgetAll();
      shown.clear();
    },
  };
}

async function currentCodes(
  codes: readonly StoredCode[],
  secrets: CodeSecrets,
  at: number,
  behind: number,
): Promise<readonly CurrentCode[]> {
  const current: CurrentCode[] = [];
  for (const code of codes) {
    try {
      const entry = joined(code, await secrets.getQuietly(code.id));
      if (entry.type !== "hotp") current.push(codeOf(entry, code.id, at, behind));
    } catch (failure) {
      current.push({ id: code.id, code: "", missing: missingOf(failure) });
    }
  }
  return current;
}

/** The code of the true time; when it is valid is told by this computer's own clock, as the page counts. */
function codeOf(entry: Joined, id: string, at: number, behind: number): CurrentCode {
  if (entry.type === "hotp") throw new AppError("bad-input", { field: "codeId" });
  const { validFrom, validUntil, ...code } = codeNow(entry, at + behind);
  return { id, ...code, validFrom: validFrom - behind, validUntil: validUntil - behind };
}

/** A keychain that is missing or does not answer is shown as one that is closed: the secret is not known to be lost. */
function missingOf(failure: unknown): "keychain-locked" | "secret-gone" {
  if (!(failure instanceof AppError)) throw failure;
  return failure.code.startsWith("keychain-") && failure.code !== "keychain-refused"
    ? "keychain-locked"
    : "secret-gone";
}

/** An entry without a secret cannot be the twin of another; its trouble is shown where it is shown itself. */
function unlessExpected(failure: unknown): undefined {
  if (!(failure instanceof AppError)) throw failure;
}
