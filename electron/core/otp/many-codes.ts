// Many codes at once, for imports and exports: what is there already, adding all or nothing, giving all out. Secrets leave
// it only through `revealAll`, for exports that the user has asked for.
import { AppError, unlessExpected } from "../../../shared/ipc/errors.ts";
import type { Records } from "../store/records.ts";
import type { OtpauthEntry } from "./entry.ts";
import { decide, type Here, type Known, merged } from "./merging.ts";
import { type CodeSecret, type CodeSecrets, isSecretLost } from "./secrets.ts";
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

/** An entry with what belongs to it besides its code. What only our own backup holds is optional everywhere else. */
export type WholeEntry = OtpauthEntry &
  Extras &
  Pick<StoredCode, "accountId" | "unfinished" | "removedAt"> & { readonly addedAt?: number | undefined };

export interface ManyCodes {
  /** For each entry whether it is there already, or stands twice in the list. */
  known(entries: readonly WholeEntry[]): Promise<readonly Known[]>;
  /**
   * Adds those that are not there, gives lost secrets back to their entries, and takes over what known ones have else: all
   * or nothing; what was written is taken back if one of them fails. `report` is told how many secrets are kept; `signal`
   * stops it before the index is written.
   */
  addAll(entries: readonly WholeEntry[], control?: AddControl): Promise<Added>;
  /** Every entry whose secret can be had, in the list's order, and how many cannot. */
  revealAll(): Promise<Revealed>;
  /** The same with everything that stands in the index, and with those in the bin: for our own backup. */
  revealWhole(): Promise<Revealed>;
  /** One entry. @throws AppError `not-found`, `secret-gone` and what the keychain says */
  revealEntry(codeId: string): Promise<WholeEntry>;
}

export interface Added {
  readonly added: number;
  /** entries that were here and are not as they were: a secret came back, or something was taken over */
  readonly changed: number;
}

export interface Revealed {
  readonly entries: readonly WholeEntry[];
  readonly gone: number;
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

  const keyOf = async ({ id }: StoredCode): Promise<Here["key"]> => {
    try {
      return (await secrets.getQuietly(id)).key;
    } catch (failure) {
      unlessExpected(failure);
      // What is only locked away is not to be written over.
      return isSecretLost(failure) ? "gone" : undefined;
    }
  };
  const decided = async (entries: readonly WholeEntry[]) => {
    const codes = await visible();
    const here = await inGroups(codes, async (code): Promise<Here> => ({ code, key: await keyOf(code) }));
    return decide(entries, here);
  };

  const addAll = async (entries: readonly WholeEntry[], { signal, report }: AddControl) => {
    const decisions = await decided(entries);
    const first = lastPlace(await readStoredCodes(records));
    const at = now();
    const codes = entries.flatMap((entry, index): readonly Meeting[] => {
      const { known, code } = decisions[index] ?? { known: "same" };
      if (code) return known === "same" ? [] : [{ entry, known, code: merged(code, entry, known) }];
      if (known === "same") return [];
      return [{ entry, known, code: { ...indexOf(entry, at), id: newId(), place: first + index } }];
    });
    const written = codes.filter(({ known }) => known !== "differs" && known !== "behind");
    const begun: string[] = [];
    try {
      for (let from = 0; from < written.length; from += atOnce) {
        signal?.throwIfAborted();
        const some = written.slice(from, from + atOnce);
        begun.push(...some.map(({ code }) => code.id));
        await settleAll(some.map(({ entry, code }) => secrets.write(code.id, entry)));
        report?.(Math.min(from + atOnce, written.length), written.length);
      }
      signal?.throwIfAborted();
      await records.putAll(
        "code",
        codes.map(({ code }) => storedDocument(code)),
      );
    } catch (failure) {
      // No entry has had these items before. One that cannot be removed harms nobody.
      for (const codeId of begun) await secrets.remove(codeId).catch(unlessExpected);
      throw failure;
    }
    const added = codes.filter(({ known }) => known === "new" || known === "same-secret").length;
    return { added, changed: codes.length - added };
  };

  const reveal = async (
    codes: readonly StoredCode[],
    join: (code: StoredCode, kept: CodeSecret) => WholeEntry,
  ): Promise<Revealed> => {
    const kept = await inGroups(codes, ({ id }) =>
      secrets.get(id).catch((failure: unknown) => {
        if (!(failure instanceof AppError) || failure.code !== "secret-gone") throw failure;
      }),
    );
    const entries = codes.flatMap((code, index) => {
      const secret = kept[index];
      return secret ? [join(code, secret)] : [];
    });
    return { entries, gone: codes.length - entries.length };
  };

  return {
    known: async (entries) => (await decided(entries)).map(({ known }) => known),
    addAll: (entries, control = {}) => inOrder(() => addAll(entries, control)),
    revealAll: async () => reveal(await visible(), whole),
    revealWhole: async () => reveal(await readStoredCodes(records), wholeIndex),
    async revealEntry(codeId) {
      const code = (await visible()).find(({ id }) => id === codeId);
      if (!code) throw new AppError("not-found");
      return whole(code, await secrets.get(codeId));
    },
  };
}

/** An entry of a file, and what its index entry will be. */
interface Meeting {
  readonly entry: WholeEntry;
  readonly known: Known;
  readonly code: StoredCode;
}

/** What was in a bin comes back out of it: somebody has asked for it. */
function indexOf(entry: WholeEntry, at: number): Omit<StoredCode, "id" | "place"> {
  const { accountId, addedAt = at, unfinished } = entry;
  return { ...fieldsOf(entry), addedAt, ...(accountId && { accountId }), ...(unfinished && { unfinished }) };
}

function whole(code: StoredCode, kept: CodeSecret): WholeEntry {
  const { key: _, ...entry } = joined(code, kept);
  return { ...entry, ...extrasOf(code) };
}

/** With every field of the index, also those that come to it one day. */
function wholeIndex(code: StoredCode, kept: CodeSecret): WholeEntry {
  const { id: _, place: __, ...fields } = code;
  const { key: ___, ...entry } = joined(code, kept);
  return { ...fields, ...entry };
}

/** Several at once, in their order. */
async function inGroups<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const done: Value[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    done.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  return done;
}

/** Waits for all of them, so that none is still being written when the others are taken back. */
async function settleAll(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
