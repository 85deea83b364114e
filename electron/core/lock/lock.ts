// The lock of the authenticator: a random key seals the secrets in the keychain, and the passphrase seals that key. While
// it is locked the key is nowhere in this process (but see `resting`). It knows no screen and no code.
//
// [Note: killed in between] Turning on: first the lock's own item ("sealing"), then item after item, then "on". Turning
// off: "opening", item after item, then the lock's own item goes. Each item says itself whether it is sealed, so whatever
// was left is done at the next unlocking; until then the passphrase is asked for, and nothing is out of reach. Cancelled,
// either goes on in the other direction until everything is as it was before; killed in that, too. The store's sign of the
// lock comes after the lock's own item and goes before it: with a sign and no item, the keychain has lost it.
//
// [Note: put back] The item that was read at the start is kept in memory. If another program removes or overwrites it while
// Gatepost runs, it is written again when the passphrase has opened it: that proves it to be the right one.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { LockTrouble, LockView } from "../../../shared/models/lock.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Log } from "../log.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import { keyLength } from "../xchacha20.ts";
import { unlessCancelled } from "./convert-all.ts";
import { createHeld, type Held } from "./held.ts";
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
import { createLockSign } from "./lock-sign.ts";
import type { VaultKey } from "./sealed-item.ts";
import { createSealedKeychain, type LockState, type SealedKeychain } from "./sealed-keychain.ts";
import { createTries, type Tries } from "./tries.ts";
import { createTurning, type LockWork } from "./turning.ts";

export interface Lock {
  /** What the secrets of the authenticator are kept in. */
  readonly keychain: SealedKeychain;
  /** @throws AppError what the keychain says, if the lock's own item cannot be read */
  state(): Promise<LockView["state"]>;
  unfinished(): Promise<LockView["unfinished"]>;
  /** Why the lock's own item is of no use; undefined unless the state is `broken`. */
  trouble(): Promise<LockTrouble | undefined>;
  /** Asks the keychain once more for an item that was of no use: it may have been mended. */
  lookAgain(): Promise<void>;
  waitFor: Tries["waitFor"];
  /**
   * Nothing if it is open already, or if there is no lock.
   * @throws AppError `lock-passphrase-wrong`, `lock-wait`, `lock-broken`
   */
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
  /**
   * @throws AppError `busy` if there is a lock, `lock-broken` if something is sealed with another one; `cancelled` once
   * everything is as it was before
   */
  turnOn(passphrase: Secret, work: LockWork): Promise<void>;
  /** @throws AppError `cancelled` once everything is sealed again */
  turnOff(passphrase: Secret, work: LockWork): Promise<void>;
  change(passphrase: Secret, next: Secret): Promise<void>;
  /**
   * Removes what is sealed and the lock with it: nobody can open it any more. `restore` runs before anybody is told.
   * @throws AppError `busy` if it is open
   */
  startAnew<Value>(
    report: (done: number, total: number) => void,
    restore: () => Promise<Value>,
  ): Promise<Value>;
  /** Another store has begun: it has a lock of its own, or none, and the keychain is asked for it. */
  reset(): void;
}

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
  /** Runs what was left of turning it on or off, beside everything else. */
  readonly later: (work: (control: Pick<LockWork, "report">) => Promise<void>) => void;
  readonly log: Log;
}

export function createLock(options: LockOptions): Lock {
  const { keychain, records, derive, random, names, log } = options;
  const tries = createTries(options);
  const sign = createLockSign(records);
  const inOrder = createOrder();
  const sealed = createSealedKeychain({
    keychain,
    random,
    lockState: async () => stateOf(await held.load()),
  });
  const sealedWith = async () => sealed.sealedWith(await names());
  const held = createHeld({ keychain, sign, sealedWith, changed: options.changed, log });
  const turning = createTurning({ held, keychain, sealed, sign, names, log });

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
  const finishLater = () => options.later((work) => inOrder(() => turning.finish(work)));
  const open = (item: LockItem, key: VaultKey) => {
    held.become({ kind: "open", item, key });
    if (item.phase !== "on") finishLater();
  };
  /** What the keychain holds now; undefined if that is of no use, or of another lock. */
  const itemNow = async ({ generation }: LockItem) => {
    const item = await readLockItem(keychain).catch(unlessUseless);
    return item?.generation === generation ? item : undefined;
  };
  /** A keychain that takes nothing now may take it at the next unlocking; what is in memory opens it meanwhile. */
  const putBack = async (item: LockItem) => {
    try {
      await writeLockItem(keychain, item);
      log.info("lock", { state: "put-back" });
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      log.info("lock", { state: "not-put-back", code: failure.code });
    }
  };
  const openWith = async (known: LockItem, passphrase: Secret) => {
    const there = await itemNow(known);
    const item = there ?? known;
    const key = await keyOf(item, passphrase);
    if (!there) await putBack(item);
    await sign.set(item.generation);
    open(item, key);
  };
  /** Asked anew: a lock may have come with items from another keychain, and its key must not be written over. */
  const needNone = async () => {
    const there = await readLockItem(keychain);
    const now = await held.load();
    if (there && now.kind === "off") held.become({ kind: "locked", item: there, resting: undefined });
    if (!there && now.kind === "off" && (await sealedWith()).size > 0)
      held.become({ kind: "broken", why: "gone" });
    const after = await held.load();
    if (after.kind === "broken") throw new AppError("lock-broken");
    if (after.kind !== "off") throw new AppError("busy");
  };

  return {
    keychain: sealed,
    state: async () => (await held.load()).kind,
    async unfinished() {
      const now = await held.load();
      if (!("item" in now) || now.item.phase === "on") return undefined;
      return now.item.phase === "sealing" ? "turning-on" : "turning-off";
    },
    async trouble() {
      const now = await held.load();
      return now.kind === "broken" ? now.why : undefined;
    },
    lookAgain: () =>
      inOrder(async () => {
        if (held.now?.kind !== "broken") return;
        held.hold(undefined);
        const now = await held.load();
        if (now.kind !== "broken") held.become(now);
      }),
    waitFor: () => tries.waitFor(),
    unlock: (passphrase) =>
      inOrder(async () => {
        const now = await held.load();
        if (now.kind === "broken") throw new AppError("lock-broken");
        if (now.kind === "locked") await openWith(now.item, passphrase);
      }),
    async lock(rest = false) {
      const now = await held.load();
      if (now.kind !== "open") return;
      // The key is let go, not overwritten: an item may be sealed with it at this moment.
      held.become({ kind: "locked", item: now.item, resting: rest ? now.key : undefined });
    },
    get isOpen() {
      return held.now?.kind === "open";
    },
    get resting() {
      return held.now?.kind === "locked" && held.now.resting !== undefined;
    },
    async wake() {
      const now = await held.load();
      if (now.kind !== "locked" || !now.resting) throw new AppError("locked");
      open(now.item, now.resting);
    },
    confirm: (passphrase) =>
      inOrder(async () => {
        const now = await held.needOpen();
        if (!now) return;
        if (!passphrase) throw new AppError("passphrase-needed");
        await keyOf(now.item, passphrase);
      }),
    turnOn: (passphrase, work) =>
      inOrder(async () => {
        await needNone();
        const generation = Buffer.from(random(4)).toString("hex");
        const key: VaultKey = { generation, bytes: random(keyLength) };
        const item = await wrapKey(key, passphrase, "sealing", { derive, random });
        unlessCancelled(work.signal);
        await writeLockItem(keychain, item);
        await sign.set(generation);
        held.become({ kind: "open", item, key });
        await turning.finish(work);
      }),
    turnOff: (passphrase, work) =>
      inOrder(async () => {
        const now = await held.needOpen();
        if (!now) return;
        await keyOf(now.item, passphrase);
        unlessCancelled(work.signal);
        await turning.turnTo(now, "opening");
        await turning.finish(work);
      }),
    change: (passphrase, next) =>
      inOrder(async () => {
        const now = await held.needOpen();
        if (!now) throw new AppError("not-found");
        await keyOf(now.item, passphrase);
        const item = await wrapKey(now.key, next, now.item.phase, { derive, random });
        // One write: there is the old passphrase or the new one, never none.
        await writeLockItem(keychain, item);
        const after = await held.load();
        if ("item" in after) held.become({ ...after, item });
      }),
    startAnew: (report, restore) =>
      inOrder(async () => {
        if ((await held.load()).kind === "open") throw new AppError("busy");
        const all = await names();
        for (const [index, name] of all.entries()) {
          report(index, all.length);
          await sealed.removeSealed(name);
        }
        await sign.remove();
        await keychain.remove(lockItemName);
        await tries.succeeded();
        held.hold({ kind: "off" });
        log.info("lock", { state: "given-up" });
        try {
          return await restore();
        } finally {
          held.become({ kind: "off" });
        }
      }),
    reset() {
      held.hold(undefined);
    },
  };
}

/** What another program has put there, or has made of it. */
function unlessUseless(failure: unknown): undefined {
  const useless = failure instanceof AppError && /^keychain-(?:changed|refused)$/.test(failure.code);
  if (!useless) throw failure;
}

function stateOf(held: Held): LockState {
  if (held.kind !== "open") return { kind: held.kind };
  return { kind: "open", key: held.key, seals: held.item.phase !== "opening" };
}
