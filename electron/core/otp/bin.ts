// The bin: removed entries stay there with their secrets for 30 days, can be brought back, and go for good afterwards or
// when the user says so. Must not touch an entry that is not in it.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { BinnedCode } from "../../../shared/models/code.ts";
import type { Records } from "../store/records.ts";
import type { CodeSecrets } from "./secrets.ts";
import { readStoredCodes, type StoredCode, saveStoredCode, toEntry } from "./stored-code.ts";

const hour = 3_600_000;
/** Milliseconds that an entry can be brought back. */
const keepFor = 30 * 24 * hour;

export interface Bin {
  put(code: StoredCode): Promise<void>;
  /** @throws AppError `not-found` */
  find(codeId: string): Promise<StoredCode>;
  takeOut(code: StoredCode): Promise<void>;
  /** The newest first. */
  list(): Promise<readonly BinnedCode[]>;
  /** The secret of an entry goes first: as long as it stands in the index, a later try knows what is left to do. */
  destroy(codeIds: readonly string[]): Promise<void>;
  /** Removes for good what has lain there for too long; looks at most once an hour. */
  sweep(): Promise<void>;
}

export function createBin(options: {
  readonly records: Records;
  readonly secrets: CodeSecrets;
  readonly now: () => number;
}): Bin {
  const { records, secrets, now } = options;
  let sweptAt: number | undefined;

  const contents = async () => {
    const codes: InBin[] = [];
    for (const code of await readStoredCodes(records)) if (isInBin(code)) codes.push(code);
    return codes;
  };
  /** Until then it can be brought back: it is shown, and is not yet swept away. */
  const isKept = ({ removedAt }: InBin) => now() < removedAt + keepFor;
  const finish = async ({ id }: StoredCode) => {
    await secrets.remove(id);
    await records.remove("code", id);
  };

  return {
    put: (code) => saveStoredCode(records, { ...code, removedAt: now() }),
    async find(codeId) {
      const code = (await contents()).find((one) => one.id === codeId && isKept(one));
      if (!code) throw new AppError("not-found");
      return code;
    },
    takeOut: ({ removedAt: _, ...code }) => saveStoredCode(records, code),
    async list() {
      const kept = (await contents()).filter(isKept).sort((a, b) => b.removedAt - a.removedAt);
      return kept.map((code) => ({
        ...toEntry(code),
        removedAt: code.removedAt,
        goesAt: code.removedAt + keepFor,
      }));
    },
    async destroy(codeIds) {
      const wanted = new Set(codeIds);
      for (const code of await contents()) if (wanted.has(code.id)) await finish(code);
    },
    async sweep() {
      if (sweptAt !== undefined && now() < sweptAt + hour) return;
      sweptAt = now();
      for (const code of await contents()) {
        // An hour later than it is hidden: nobody can be bringing it back at this moment.
        if (now() < code.removedAt + keepFor + hour) continue;
        try {
          await finish(code);
        } catch (failure) {
          // A closed keychain: the entry stays hidden, and the next time tries again.
          if (!(failure instanceof AppError)) throw failure;
        }
      }
    },
  };
}

type InBin = StoredCode & { readonly removedAt: number };

function isInBin(code: StoredCode): code is InBin {
  return code.removedAt !== undefined;
}
