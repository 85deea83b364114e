// Removing codes with undo: an entry is hidden at once, its secret is removed when the undo has run out, when the
// program ends, or at the next start.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Records } from "../store/records.ts";
import type { CodeSecrets } from "./secrets.ts";
import { readStoredCodes, type StoredCode, saveStoredCode } from "./stored-code.ts";

const undoFor = 60_000;

export interface Removals {
  remove(code: StoredCode): Promise<{ readonly undoToken: string }>;
  undo(undoToken: string): Promise<void>;
  /** Once: finishes what an earlier run of the program has left. */
  afterRestart(): Promise<void>;
  end(): Promise<void>;
}

export function createRemovals(options: {
  readonly records: Records;
  readonly secrets: CodeSecrets;
  readonly now: () => number;
  readonly newId: () => string;
  /** runs changes of the entries one after the other */
  readonly inOrder: <Value>(work: () => Promise<Value>) => Promise<Value>;
}): Removals {
  const { records, secrets, now, newId, inOrder } = options;
  const undoable = new Map<string, { readonly codeId: string; readonly until: number }>();
  let begun = false;

  /** The secret first: as long as the index entry is there, a later try knows what is left to do. */
  const finish = async (code: StoredCode) => {
    try {
      await secrets.remove(code.id);
      await records.remove("code", code.id);
    } catch (failure) {
      unlessExpected(failure);
    }
  };

  const finishAll = async () => {
    const codes = await readStoredCodes(records);
    // Asked after the reading, and noted before the writing: what was removed meanwhile can still be taken back.
    const waiting = new Set([...undoable.values()].map(({ codeId }) => codeId));
    for (const code of codes) {
      if (code.removedAt !== undefined && !waiting.has(code.id)) await finish(code);
    }
  };

  return {
    async remove(code) {
      const undoToken = newId();
      undoable.set(undoToken, { codeId: code.id, until: now() + undoFor });
      await saveStoredCode(records, { ...code, removedAt: now() });
      setTimeout(() => {
        inOrder(async () => {
          if (undoable.delete(undoToken)) await finishAll();
        }).catch(unlessExpected);
      }, undoFor).unref();
      return { undoToken };
    },
    async undo(undoToken) {
      const removed = undoable.get(undoToken);
      const codes = await readStoredCodes(records);
      const code = codes.find(({ id }) => id === removed?.codeId);
      if (!removed || !code || now() >= removed.until) throw new AppError("not-found");
      const { removedAt: _, ...back } = code;
      await saveStoredCode(records, back);
      undoable.delete(undoToken);
    },
    async afterRestart() {
      if (begun) return;
      begun = true;
      await finishAll();
    },
    async end() {
      if (undoable.size === 0) return;
      undoable.clear();
      await finishAll();
    },
  };
}

/** A locked keychain or a closed store: the entry stays hidden, and the next start tries again. */
function unlessExpected(failure: unknown): void {
  if (!(failure instanceof AppError)) throw failure;
}
