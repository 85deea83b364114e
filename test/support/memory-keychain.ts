// A keychain in memory for unit tests: its state can be set, its items seen and changed behind the program's back.
import type { Keychain } from "../../electron/core/keychain/keychain.ts";
import { Secret } from "../../electron/core/secret.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import type { KeychainState } from "../../shared/models/app.ts";

export interface MemoryKeychain extends Keychain {
  /** names of items that another program has changed */
  readonly changed: Set<string>;
  setState(state: KeychainState): void;
  /** name to value, the real ones; to be read and changed by tests */
  readonly items: Map<string, string>;
  /** every request, in order: `read code/1`, `write code/1`, `remove code/1` */
  readonly requests: string[];
}

export function memoryKeychain(initial: KeychainState = "ok"): MemoryKeychain {
  const items = new Map<string, string>();
  const requests: string[] = [];
  const changed = new Set<string>();
  let state = initial;
  const open = (request: string) => {
    requests.push(request);
    if (state !== "ok") throw new AppError(`keychain-${state}`);
  };
  return {
    items,
    changed,
    requests,
    markWith: () => undefined,
    setState(next) {
      state = next;
    },
    state: async () => state,
    async read(name) {
      open(`read ${name}`);
      if (changed.has(name)) throw new AppError("keychain-changed");
      const value = items.get(name);
      return value === undefined ? undefined : new Secret(value);
    },
    async write(name, value) {
      open(`write ${name}`);
      items.set(name, value.reveal());
      changed.delete(name);
    },
    async remove(name) {
      open(`remove ${name}`);
      items.delete(name);
    },
  };
}
