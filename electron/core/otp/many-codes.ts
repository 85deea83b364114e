// Many codes at once, for imports and exports: what is there already, adding all or nothing, giving all out. Secrets leave
// it only through `revealAll`, for exports that the user has asked for.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { Records } from "../store/records.ts";
import { decodeBase32 } from "./base32.ts";
import type { OtpauthEntry } from "./entry.ts";
import type { CodeSecrets } from "./secrets.ts";
import {
  type Extras,
  extrasOf,
  fieldsOf,
  joined,
  lastPlace,
  readStoredCodes,
  type StoredCode,
  storedDocument,
} from "./stored-code.ts";

/** An entry with what belongs to it besides its code. */
export type WholeEntry = OtpauthEntry & Extras;

/** `same`: this very code; `same-secret`: its secret is known under another name. */
export type Known = "new" | "same" | "same-secret";

export interface ManyCodes {
  /** For each entry whether it is there already, or stands twice in the list. */
  known(entries: readonly WholeEntry[]): Promise<readonly Known[]>;
  /**
   * Adds those that are not there, all or none: what was written is taken back if one of them fails. Answers how many.
   * `report` is told how many secrets are kept; `signal` stops it before the index is written.
   */
  addAll(entries: readonly WholeEntry[], control?: AddControl): Promise<number>;
  /** Every entry whose secret can be had, in the list's order, and how many cannot. */
  revealAll(): Promise<{ readonly entries: readonly WholeEntry[]; readonly gone: number }>;
  /** One entry. @throws AppError `not-found`, `secret-gone` and what the keychain says */
  revealEntry(codeId: string): Promise<WholeEntry>;
}

export interface AddControl {
  readonly signal?: AbortSignal;
  readonly report?: (done: number, total: number) => void;
}

/** Keychains answer one request in some milliseconds; asking for several at once shortens the waiting. */
const atOnce = 8;

export function createManyCodes(options: {
  readonly records: Records;
  readonly secrets: CodeSecrets;
  readonly visible: () => Promise<readonly StoredCode[]>;
  readonly inOrder: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly now: () => number;
  readonly newId: () => string;
}): ManyCodes {
  const { records, secrets, visible, inOrder, now, newId } = options;

  const known = async (entries: readonly WholeEntry[]): Promise<readonly Known[]> => {
    const byKey = new Map<string, Fields[]>();
    const note = (key: string, fields: Fields) => byKey.set(key, [...(byKey.get(key) ?? []), fields]);
    for (const code of await visible()) {
      const kept = await secrets.getQuietly(code.id).catch(unlessExpected);
      if (kept) note(hex(kept.key), code);
    }
    return entries.map((entry) => {
      const key = hex(decodeBase32(entry.secret.reveal()));
      const fields = fieldsOf(entry);
      const others = byKey.get(key) ?? [];
      note(key, fields);
      if (others.some((other) => isSame(other, fields))) return "same";
      return others.length > 0 ? "same-secret" : "new";
    });
  };

  const addAll = async (entries: readonly WholeEntry[], { signal, report }: AddControl) => {
    const states = await known(entries);
    const fresh = entries.filter((_, index) => states[index] !== "same");
    const at = now();
    const first = lastPlace(await readStoredCodes(records));
    const codes = fresh.map((entry, index) => ({
      entry,
      code: { ...fieldsOf(entry), id: newId(), addedAt: at, place: first + index },
    }));
    const begun: string[] = [];
    try {
      for (let from = 0; from < codes.length; from += atOnce) {
        signal?.throwIfAborted();
        const some = codes.slice(from, from + atOnce);
        begun.push(...some.map(({ code }) => code.id));
        await settleAll(some.map(({ entry, code }) => secrets.write(code.id, entry)));
        report?.(Math.min(from + atOnce, codes.length), codes.length);
      }
      signal?.throwIfAborted();
      await records.putAll(
        "code",
        codes.map(({ code }) => storedDocument(code)),
      );
    } catch (failure) {
      // Nothing refers to these items: the index was not written. One that cannot be removed harms nobody.
      for (const codeId of begun) await secrets.remove(codeId).catch(unlessExpected);
      throw failure;
    }
    return codes.length;
  };

  return {
    known,
    addAll: (entries, control = {}) => inOrder(() => addAll(entries, control)),
    async revealAll() {
      const entries: WholeEntry[] = [];
      let gone = 0;
      for (const code of await visible()) {
        const kept = await secrets.get(code.id).catch((failure: unknown) => {
          if (!(failure instanceof AppError) || failure.code !== "secret-gone") throw failure;
        });
        if (kept) entries.push(whole(code, kept));
        else gone += 1;
      }
      return { entries, gone };
    },
    async revealEntry(codeId) {
      const code = (await visible()).find(({ id }) => id === codeId);
      if (!code) throw new AppError("not-found");
      return whole(code, await secrets.get(codeId));
    },
  };
}

/** What tells two entries with one secret apart. */
export type Fields = Pick<CodeEntry, "type" | "issuer" | "account">;

/** A counter that two entries share would run apart, so there the secret alone decides. */
export function isSame(code: Fields, fields: Fields): boolean {
  if (code.type !== fields.type) return false;
  return code.type === "hotp" || (code.issuer === fields.issuer && code.account === fields.account);
}

function whole(code: StoredCode, kept: Awaited<ReturnType<CodeSecrets["get"]>>): WholeEntry {
  const { key: _, ...entry } = joined(code, kept);
  return { ...entry, ...extrasOf(code) };
}

/** Waits for all of them, so that none is still being written when the others are taken back. */
async function settleAll(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");

/** An entry without a secret cannot be the twin of another; its trouble is shown where it is shown itself. */
function unlessExpected(failure: unknown): undefined {
  if (!(failure instanceof AppError)) throw failure;
}
