// A keychain whose secrets of the authenticator are sealed while there is a lock. Everybody in the core who keeps such a
// secret keeps it through this one; what mail needs goes through as it is, so that mail goes on while it is locked.
import { AppError } from "../../../shared/ipc/errors.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Secret } from "../secret.ts";
import type { RandomBytes } from "./lock-item.ts";
import {
  openItem,
  plainItem,
  readItem,
  type StoredItem,
  sealedItem,
  unlessPastHelp,
  type VaultKey,
} from "./sealed-item.ts";

/** What the lock says of itself when an item is read or written. */
export type LockState =
  | { readonly kind: "off" }
  | { readonly kind: "locked" }
  /** the lock's own item is gone or of no use: nothing is read, and nothing written over what it may open again */
  | { readonly kind: "broken" }
  /** `seals`: what is written now is sealed; not so while the lock is being turned off */
  | { readonly kind: "open"; readonly key: VaultKey; readonly seals: boolean };

export interface SealedKeychain extends Keychain {
  /** Writes the item anew, sealed or plain as the lock has it now; nothing if it is so already. */
  convert(name: string): Promise<void>;
  /** names of the items that were written since the program began */
  written(): ReadonlySet<string>;
  /** The names of the keys that these items are sealed with. What cannot be read tells none. */
  sealedWith(names: readonly string[]): Promise<ReadonlySet<string>>;
  /** Removes the item if it is sealed: for a passphrase that nobody knows any more. */
  removeSealed(name: string): Promise<void>;
}

/** Items that the lock is for. Mail passwords, tokens and the key of the database are not among them. */
const covered = /^(?:code|backup-codes|secret-key)\//;

export function isCovered(name: string): boolean {
  return covered.test(name);
}

export function createSealedKeychain(options: {
  readonly keychain: Keychain;
  /** @throws AppError what the keychain says, if the lock's own item could not be read yet */
  readonly lockState: () => Promise<LockState>;
  readonly random: RandomBytes;
}): SealedKeychain {
  const { keychain, lockState, random } = options;
  // Converting reads and writes: nobody may write the same item in between.
  const inOrder = createOrder();
  const written = new Set<string>();

  const opened = async (name: string) => {
    const state = unlessShut(await lockState());
    const stored = await keychain.read(name);
    if (!stored) return undefined;
    const item = readItem(stored);
    const value = item.kind === "plain" ? item.value : openItem(name, item, keyOf(state));
    return { value, sealedBy: item.kind === "sealed" ? item.generation : undefined };
  };
  const write = async (name: string, value: Secret) => {
    const state = unlessShut(await lockState());
    written.add(name);
    const sealing = state.kind === "open" && state.seals;
    await keychain.write(name, sealing ? sealedItem(name, value, state.key, random) : plainItem(value));
  };

  return {
    state: () => keychain.state(),
    markWith: (key) => keychain.markWith(key),
    read: async (name) => (isCovered(name) ? (await opened(name))?.value : keychain.read(name)),
    write: (name, value) =>
      isCovered(name) ? inOrder(() => write(name, value)) : keychain.write(name, value),
    remove: (name) => (isCovered(name) ? inOrder(() => keychain.remove(name)) : keychain.remove(name)),
    convert: (name) =>
      inOrder(async () => {
        const item = await opened(name);
        const state = await lockState();
        if (!item || state.kind !== "open") return;
        const wanted = state.seals ? state.key.generation : undefined;
        if (item.sealedBy !== wanted) await write(name, item.value);
      }),
    written: () => written,
    async sealedWith(names) {
      const generations = new Set<string>();
      for (const name of names) {
        const stored = await keychain.read(name).catch(unlessPastHelp);
        const item = stored && itemOf(stored);
        if (item?.kind === "sealed") generations.add(item.generation);
      }
      return generations;
    },
    removeSealed: (name) =>
      inOrder(async () => {
        const stored = await keychain.read(name).catch(unlessPastHelp);
        if (stored && itemOf(stored)?.kind !== "plain") await keychain.remove(name);
      }),
  };
}

/** undefined: it says that it is sealed and cannot be opened by anybody. */
function itemOf(stored: Secret): StoredItem | undefined {
  try {
    return readItem(stored);
  } catch (failure) {
    return unlessPastHelp(failure);
  }
}

function unlessShut(state: LockState): Exclude<LockState, { kind: "locked" | "broken" }> {
  if (state.kind === "broken") throw new AppError("lock-broken");
  if (state.kind === "locked") throw new AppError("locked");
  return state;
}

function keyOf(state: LockState): VaultKey | undefined {
  return state.kind === "open" ? state.key : undefined;
}
