// The authenticator: the index of codes in the store, each secret in the keychain, codes of the moment. Secrets leave it
// only through `secretOf`, for the core's own use. Order of writing: first the keychain, read back, then the index; so
// nothing is shown that has no secret, and a crash in between leaves no more than an unused keychain item.
import { AppError, unlessExpected } from "../../../shared/ipc/errors.ts";
import type {
  BinnedCode,
  CodeChange,
  CodeEntry,
  CurrentCode,
  MissingCode,
} from "../../../shared/models/code.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { decodeBase32 } from "./base32.ts";
import { createBin } from "./bin.ts";
import { codeNow } from "./code-now.ts";
import { isKept, retype, withChange, withCode } from "./edit-code.ts";
import type { OtpauthEntry } from "./entry.ts";
import { hotpCode } from "./hotp.ts";
import { createManyCodes, type ManyCodes } from "./many-codes.ts";
import { type Fields, isSame } from "./merging.ts";
import { moved, regrouped } from "./order.ts";
import { type CodeSecrets, createCodeSecrets, isSecretLost } from "./secrets.ts";
import {
  fieldsOf,
  type Joined,
  joined,
  lastPlace,
  readStoredCodes,
  type StoredCode,
  saveStoredCode,
  storedDocument,
  toEntry,
} from "./stored-code.ts";

export interface Vault extends ManyCodes {
  /** In the order that the user has made. */
  list(): Promise<readonly CodeEntry[]>;
  /** Codes of all time-based entries now; for HOTP only entries whose secret cannot be had. */
  current(): Promise<readonly CurrentCode[]>;
  /** HOTP: the next counter is saved before the code is made, so that no code is ever shown twice. */
  advance(codeId: string): Promise<CurrentCode>;
  /** The code to be copied: of the moment, or for HOTP the one that was shown last (else the next). */
  codeOf(codeId: string): Promise<CurrentCode>;
  /** @throws AppError `code-exists` with `codeId` if the same code is there already */
  add(entry: OtpauthEntry, options?: { readonly accountId?: string }): Promise<CodeEntry>;
  /**
   * What the change leaves out stays as it is. A new secret makes a new entry (with a new id) in the place of the old
   * one, which goes into the bin: a slip costs nothing.
   */
  edit(change: CodeChange): Promise<CodeEntry>;
  /** Puts the entry before another one, or at the end. */
  move(codeId: string, before: string | undefined): Promise<void>;
  /** Without `to` the group is no more; its entries stay. */
  renameGroup(from: string, to: string | undefined): Promise<void>;
  /** Counts a use of the entry; one that is gone is no news. */
  noteUse(codeId: string): Promise<void>;
  /** Notes whether its enrolment came to its end; an entry that is gone is no news. */
  markUnfinished(codeId: string, unfinished: boolean): Promise<void>;
  /** Puts the entry into the bin, from which it can be brought back for 30 days. */
  remove(codeId: string): Promise<void>;
  /** @throws AppError `not-found`, or `code-exists` if the same code was added meanwhile */
  restore(codeId: string): Promise<void>;
  bin(): Promise<readonly BinnedCode[]>;
  /** Removes entries of the bin for good, with their secrets. */
  destroy(codeIds: readonly string[]): Promise<void>;
  /** The entry that has this secret (base32), if there is one. */
  duplicateOf(secret: Secret): Promise<string | undefined>;
  /** base32. For enrolment, inside the core only. */
  secretOf(codeId: string): Promise<Secret>;
  /** The keychain may answer again: it is asked at once for what it did not give. */
  askAgain(): void;
  /** Forgets what is known of secrets and the codes that were shown: the authenticator was locked. */
  forgetSecrets(): void;
  /** Waits for changes under way and forgets the secrets. */
  close(): Promise<void>;
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
  const bin = createBin({ records, secrets, now });
  const shown = new Map<string, CurrentCode>();

  const visible = async () => {
    await bin.sweep();
    return (await readStoredCodes(records)).filter((code) => code.removedAt === undefined);
  };
  const find = async (codeId: string) => {
    const code = (await visible()).find(({ id }) => id === codeId);
    if (!code) throw new AppError("not-found");
    return code;
  };

  const putAll = (codes: readonly StoredCode[]) => records.putAll("code", codes.map(storedDocument));

  const sameSecret = async (secret: Secret, codes: readonly StoredCode[]) => {
    const key = Buffer.from(decodeBase32(secret.reveal()));
    const same: StoredCode[] = [];
    for (const code of codes) {
      // An entry without a secret cannot be the twin of another; its trouble is shown where it is shown itself.
      const other = await secrets.getQuietly(code.id).catch(unlessExpected);
      if (other && key.equals(other.key)) same.push(code);
    }
    return same;
  };

  /** @throws AppError `code-exists` if one of `codes` is the same code */
  const refuseTwin = async (secret: Secret, fields: Fields, codes: readonly StoredCode[]) => {
    const twin = (await sameSecret(secret, codes)).find((code) => isSame(code, fields));
    if (!twin) return;
    const { id: codeId, issuer, account } = twin;
    throw new AppError("code-exists", { codeId, issuer, account });
  };

  /** Both entries in one transaction: at no moment is there neither, or one with the other's secret. */
  const replace = async (old: StoredCode, changed: StoredCode, entry: OtpauthEntry) => {
    const others = (await visible()).filter(({ id }) => id !== old.id);
    await refuseTwin(entry.secret, changed, others);
    const fresh = { ...changed, id: newId() };
    await secrets.write(fresh.id, entry);
    try {
      await records.putAll("code", [storedDocument(fresh), storedDocument({ ...old, removedAt: now() })]);
    } catch (failure) {
      await secrets.remove(fresh.id).catch(unlessExpected);
      throw failure;
    }
    return fresh;
  };

  const edit = async (change: CodeChange) => {
    const code = await find(change.codeId);
    const changed = withChange(code, change);
    if (!change.code) {
      await saveStoredCode(records, changed);
      return changed;
    }
    const kept = await secrets.get(code.id).catch(unlessGone);
    if (!kept && change.code.secret === undefined) throw new AppError("secret-gone");
    const entry = retype(changed, change.code, kept);
    const whole = withCode(changed, entry);
    if (!kept || !isKept(entry, kept)) return replace(code, whole, entry);
    await saveStoredCode(records, whole);
    return whole;
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
        await refuseTwin(entry.secret, fields, await visible());
        const place = lastPlace(await readStoredCodes(records));
        const code = { ...fields, id: newId(), addedAt: now(), place, ...(accountId && { accountId }) };
        await secrets.write(code.id, entry);
        await saveStoredCode(records, code);
        return toEntry(code);
      }),
    edit: (change) => inOrder(async () => toEntry(await edit(change))),
    move: (codeId, before) =>
      inOrder(async () => {
        await find(codeId);
        await putAll(moved(await visible(), codeId, before));
      }),
    renameGroup: (from, to) => inOrder(async () => putAll(regrouped(await visible(), from, to))),
    noteUse: (codeId) =>
      inOrder(async () => {
        const code = (await visible()).find(({ id }) => id === codeId);
        if (code) await saveStoredCode(records, { ...code, uses: (code.uses ?? 0) + 1, lastUsedAt: now() });
      }),
    markUnfinished: (codeId, unfinished) =>
      inOrder(async () => {
        const known = (await visible()).find(({ id }) => id === codeId);
        if (!known) return;
        const { unfinished: _, ...code } = known;
        await saveStoredCode(records, { ...code, ...(unfinished && { unfinished }) });
      }),
    remove: (codeId) => inOrder(async () => bin.put(await find(codeId))),
    restore: (codeId) =>
      inOrder(async () => {
        const code = await bin.find(codeId);
        const kept = await secrets.get(codeId).catch(unlessExpected);
        if (kept) await refuseTwin(kept.secret, code, await visible());
        await bin.takeOut(code);
      }),
    bin: () => bin.list(),
    destroy: (codeIds) => inOrder(() => bin.destroy(codeIds)),
    duplicateOf: async (secret) => (await sameSecret(secret, await visible()))[0]?.id,
    secretOf: async (codeId) => (await secrets.get((await find(codeId)).id)).secret,
    askAgain: () => secrets.askAgain(),
    forgetSecrets() {
      secrets.forgetAll();
      shown.clear();
    },
    async close() {
      await inOrder(async () => undefined);
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

function missingOf(failure: unknown): MissingCode {
  if (!(failure instanceof AppError)) throw failure;
  switch (failure.code) {
    case "keychain-locked":
    case "keychain-missing":
    case "keychain-unavailable":
      return failure.code;
    default:
      return failure.code === "keychain-changed" ? "secret-changed" : "secret-gone";
  }
}

/** A lost secret can be typed again. */
function unlessGone(failure: unknown): undefined {
  if (!isSecretLost(failure)) throw failure;
}
