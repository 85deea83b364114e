// The lock of the authenticator: a random key seals the secrets in the keychain, and the passphrase seals that key. While
// it is locked the key is nowhere in this process (but see `resting`). It knows no screen and no code.
//
// [Note: killed in between] Turning on: first the lock's own item ("sealing"), then item after item, then "on". Turning
// off: "opening", item after item, then the lock's own item goes. Each item says itself whether it is sealed, so whatever
// was left is done at the next unlocking; until then the passphrase is asked for, and nothing is out of reach.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { LockView } from "../../../shared/models/lock.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Log } from "../log.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { keyLength } from "../xchacha20.ts";
import { convertAll } from "./convert-all.ts";
import {
  type DeriveKey,
  type LockItem,
  lockItemName,
  type RandomBytes,
  readLockItem,
  unwrapKey,
  wrapKey,
  writeLockItem,
} from "./lock-item.ts";
import type { VaultKey } from "./sealed-item.ts";
import { createSealedKeychain, type LockState, type SealedKeychain } from "./sealed-keychain.ts";
import { createTries, type Tries } from "./tries.ts";

/** How far sealing or opening the items has come. */
export type Report = (done: number, total: number) => void;

export interface Lock {
  /** What the secrets of the authenticator are kept in. */
  readonly keychain: SealedKeychain;
  /** @throws AppError what the keychain says, if the lock's own item cannot be read */
  state(): Promise<LockView["state"]>;
  unfinished(): Promise<LockView["unfinished"]>;
  waitFor: Tries["waitFor"];
  /** Nothing if it is open already, or if there is no lock. @throws AppError `lock-passphrase-wrong`, `lock-wait` */
  unlock(passphrase: Secret): Promise<void>;
  /** Forgets the key. `rest`: it stays in memory, for a touch that opens the lock again in this run. */
  lock(rest?: boolean): Promise<void>;
  /** Known without asking the keychain. */
  readonly isOpen: boolean;
  /** Whether `wake` can open it. */
  readonly resting: boolean;
  /** Opens it with the key that rests; the caller has asked the system. @throws AppError `locked` */
  wake(): Promise<void>;
  /**
   * Before a secret leaves for another device: the passphrase once more. Nothing without a lock.
   * @throws AppError `passphrase-needed`, `lock-passphrase-wrong`, `lock-wait`
   */
  confirm(passphrase: Secret | undefined): Promise<void>;
  /** @throws AppError `busy` if there is a lock */
  turnOn(passphrase: Secret, report: Report): Promise<void>;
  turnOff(passphrase: Secret, report: Report): Promise<void>;
  change(passphrase: Secret, next: Secret): Promise<void>;
  /**
   * Removes what is sealed and the lock with it: nobody knows the passphrase. `putBack` runs before anybody is told.
   * @throws AppError `busy` if it is open
   */
  startAnew<Value>(report: Report, putBack: () => Promise<Value>): Promise<Value>;
  /** Another store has begun: it has a lock of its own, or none, and the keychain is asked for it. */
  reset(): void;
}

type Held =
  | { readonly kind: "off" }
  | { readonly kind: "locked"; readonly item: LockItem; readonly resting: VaultKey | undefined }
  | { readonly kind: "open"; readonly item: LockItem; readonly key: VaultKey };

export interface LockOptions {
  readonly keychain: Keychain;
  readonly records: Records;
  readonly derive: DeriveKey;
  readonly random: RandomBytes;
  readonly now: () => number;
  /** names of all items that the lock is for */
  readonly names: () => Promise<readonly string[]>;
  /** told after each change: it closed, it opened, there is one or none */
  readonly changed: (state: LockView["state"]) => void;
  readonly log: Log;
}

export function createLock(options: LockOptions): Lock {
  const { keychain, derive, random, names, log } = options;
  const tries = createTries(options);
  const inOrder = createOrder();
  let held: Held | undefined;

  const load = async (): Promise<Held> => {
    if (held) return held;
    const item = await readLockItem(keychain);
    held ??= item ? { kind: "locked", item, resting: undefined } : { kind: "off" };
    return held;
  };
  const become = (next: Held) => {
    const before = held?.kind;
    held = next;
    if (before !== next.kind) log.info("lock", { state: next.kind });
    options.changed(next.kind);
  };
  const sealed = createSealedKeychain({
    keychain,
    random,
    lockState: async () => stateOf(await load()),
  });

  /** The key that the passphrase opens. It counts as a try. */
  const keyOf = async (item: LockItem, passphrase: Secret): Promise<VaultKey> => {
    await tries.begin();
    const key = await unwrapKey(item, passphrase, derive);
    if (!key) {
      const seconds = Math.ceil((await tries.waitFor()) / 1_000);
      throw new AppError("lock-passphrase-wrong", seconds > 0 ? { seconds } : {});
    }
    await tries.succeeded();
    return key;
  };
  const needOpen = async () => {
    const now = await load();
    if (now.kind === "locked") throw new AppError("locked");
    return now.kind === "open" ? now : undefined;
  };

  /** Brings what is left of turning on or off to its end, as long as it stays open. */
  const finish = async (report: Report): Promise<void> => {
    const now = await needOpen();
    if (!now || now.item.phase === "on") return;
    // What is being kept just now may not stand in the store yet.
    const all = new Set([...(await names()), ...sealed.written()]);
    await convertAll(sealed, [...all], { report, log });
    if (now.item.phase === "opening") {
      await keychain.remove(lockItemName);
      become({ kind: "off" });
      return;
    }
    const item: LockItem = { ...now.item, phase: "on" };
    await writeLockItem(keychain, item);
    const after = await load();
    // It may have been locked meanwhile; what is sealed is sealed.
    become(after.kind === "open" ? { ...after, item } : { kind: "locked", item, resting: undefined });
  };
  const finishLater = () =>
    void inOrder(() => finish(() => undefined)).catch((failure: unknown) => {
      if (!(failure instanceof AppError)) log.fault("lock.finish", failure);
    });
  const open = (item: LockItem, key: VaultKey) => {
    become({ kind: "open", item, key });
    if (item.phase !== "on") finishLater();
  };

  return {
    keychain: sealed,
    state: async () => (await load()).kind,
    async unfinished() {
      const now = await load();
      if (now.kind === "off" || now.item.phase === "on") return undefined;
      return now.item.phase === "sealing" ? "turning-on" : "turning-off";
    },
    waitFor: () => tries.waitFor(),
    unlock: (passphrase) =>
      inOrder(async () => {
        const now = await load();
        if (now.kind !== "locked") return;
        open(now.item, await keyOf(now.item, passphrase));
      }),
    async lock(rest = false) {
      const now = await load();
      if (now.kind !== "open") return;
      // The key is let go, not overwritten: an item may be sealed with it at this moment.
      become({ kind: "locked", item: now.item, resting: rest ? now.key : undefined });
    },
    get isOpen() {
      return held?.kind === "open";
    },
    get resting() {
      return held?.kind === "locked" && held.resting !== undefined;
    },
    async wake() {
      const now = await load();
      if (now.kind !== "locked" || !now.resting) throw new AppError("locked");
      open(now.item, now.resting);
    },
    confirm: (passphrase) =>
      inOrder(async () => {
        const now = await needOpen();
        if (!now) return;
        if (!passphrase) throw new AppError("passphrase-needed");
        await keyOf(now.item, passphrase);
      }),
    turnOn: (passphrase, report) =>
      inOrder(async () => {
        // Asked again: a lock may have come with items from another keychain, and its key must not be written over.
        const there = await readLockItem(keychain);
        if (there && (await load()).kind === "off")
          become({ kind: "locked", item: there, resting: undefined });
        if ((await load()).kind !== "off") throw new AppError("busy");
        const generation = Buffer.from(random(4)).toString("hex");
        const key: VaultKey = { generation, bytes: random(keyLength) };
        const item = await wrapKey(key, passphrase, "sealing", { derive, random });
        await writeLockItem(keychain, item);
        become({ kind: "open", item, key });
        await finish(report);
      }),
    turnOff: (passphrase, report) =>
      inOrder(async () => {
        const now = await needOpen();
        if (!now) return;
        await keyOf(now.item, passphrase);
        const item: LockItem = { ...now.item, phase: "opening" };
        await writeLockItem(keychain, item);
        become({ kind: "open", item, key: now.key });
        await finish(report);
      }),
    change: (passphrase, next) =>
      inOrder(async () => {
        const now = await needOpen();
        if (!now) throw new AppError("not-found");
        await keyOf(now.item, passphrase);
        const item = await wrapKey(now.key, next, now.item.phase, { derive, random });
        // One write: there is the old passphrase or the new one, never none.
        await writeLockItem(keychain, item);
        const after = await load();
        if (after.kind !== "off") become({ ...after, item });
      }),
    startAnew: (report, putBack) =>
      inOrder(async () => {
        if ((await load()).kind === "open") throw new AppError("busy");
        const all = await names();
        for (const [index, name] of all.entries()) {
          report(index, all.length);
          await sealed.removeSealed(name);
        }
        await keychain.remove(lockItemName);
        await tries.succeeded();
        held = { kind: "off" };
        log.info("lock", { state: "given-up" });
        try {
          return await putBack();
        } finally {
          become({ kind: "off" });
        }
      }),
    reset() {
      held = undefined;
    },
  };
}

function stateOf(held: Held): LockState {
  if (held.kind !== "open") return { kind: held.kind };
  return { kind: "open", key: held.key, seals: held.item.phase !== "opening" };
}
