// Turning the lock on and off once its phase is set: all items are converted, and then the lock's own item says that it is
// done. [Note: killed in between] of lock.ts.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Log } from "../log.ts";
import { convertAll } from "./convert-all.ts";
import type { HeldLock, Open } from "./held.ts";
import { type LockItem, lockItemName, writeLockItem } from "./lock-item.ts";
import type { LockSign } from "./lock-sign.ts";
import type { SealedKeychain } from "./sealed-keychain.ts";

/** `undoing`: it was cancelled, and what was done is put back. */
export type LockPhase = "sealing" | "opening" | "undoing";

/** Whoever lets items be sealed or opened: hears how far it has come, and may stop it. */
export interface LockWork {
  readonly signal: AbortSignal;
  report(phase: LockPhase, done: number, total: number): void;
}

export interface Turning {
  /** Writes into the lock's own item what is being done from now on. */
  turnTo(open: Open, phase: LockItem["phase"]): Promise<void>;
  /**
   * Brings what is left of turning on or off to its end, as long as it stays open. Without a signal it cannot be stopped.
   * @throws AppError `cancelled` once everything is as it was before, `locked`
   */
  finish(work: Pick<LockWork, "report"> & Partial<LockWork>): Promise<void>;
}

const never = new AbortController().signal;

export function createTurning(options: {
  readonly held: HeldLock;
  readonly keychain: Keychain;
  readonly sealed: SealedKeychain;
  readonly sign: LockSign;
  readonly names: () => Promise<readonly string[]>;
  readonly log: Log;
}): Turning {
  const { held, keychain, sealed, sign, names, log } = options;

  const turnTo: Turning["turnTo"] = async ({ item: before, key }, phase) => {
    const item: LockItem = { ...before, phase };
    await writeLockItem(keychain, item);
    held.become({ kind: "open", item, key });
  };
  /** Converts all items to what the phase wants; `phase` is how that is told. */
  const convert = async (phase: LockPhase, { signal, report }: LockWork) => {
    // What is being kept just now may not stand in the store yet.
    const all = [...new Set([...(await names()), ...sealed.written()])];
    await convertAll(sealed, all, { report: (done, total) => report(phase, done, total), signal, log });
  };
  const settle = async (): Promise<void> => {
    const now = await held.needOpen();
    if (!now) return;
    if (now.item.phase === "opening") {
      await sign.remove();
      await keychain.remove(lockItemName);
      return held.become({ kind: "off" });
    }
    const item: LockItem = { ...now.item, phase: "on" };
    await writeLockItem(keychain, item);
    const after = await held.load();
    // It may have been locked meanwhile; what is sealed is sealed.
    held.become(after.kind === "open" ? { ...after, item } : { kind: "locked", item, resting: undefined });
  };

  return {
    turnTo,
    async finish({ report, signal = never }) {
      const now = await held.needOpen();
      if (!now || now.item.phase === "on") return;
      const { phase } = now.item;
      try {
        await convert(phase, { report, signal });
      } catch (failure) {
        if (!(failure instanceof AppError) || failure.code !== "cancelled") throw failure;
        await turnTo(now, phase === "sealing" ? "opening" : "sealing");
        await convert("undoing", { report, signal: never });
        await settle();
        throw failure;
      }
      await settle();
    },
  };
}
