// What is known of the lock at this moment: that there is none, its keychain item, its key while it is open, or why the
// item is of no use. Nothing but the core's memory holds it.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { LockTrouble, LockView } from "../../../shared/models/lock.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Log } from "../log.ts";
import { type LockItem, readLockItem } from "./lock-item.ts";
import type { LockSign } from "./lock-sign.ts";
import type { VaultKey } from "./sealed-item.ts";

export type Held =
  | { readonly kind: "off" }
  | { readonly kind: "locked"; readonly item: LockItem; readonly resting: VaultKey | undefined }
  | { readonly kind: "open"; readonly item: LockItem; readonly key: VaultKey }
  | { readonly kind: "broken"; readonly why: LockTrouble };
export type Open = Extract<Held, { kind: "open" }>;

export interface HeldLock {
  /** undefined: not asked for yet */
  readonly now: Held | undefined;
  /** Asks keychain and store at the first time. @throws AppError what the keychain says */
  load(): Promise<Held>;
  /** Another state, of which everybody is told. */
  become(next: Held): void;
  /** Takes it for this, untold: more is to come before it is told. */
  hold(next: Held | undefined): void;
  /** undefined: there is no lock. @throws AppError `locked`, `lock-broken` */
  needOpen(): Promise<Open | undefined>;
}

export function createHeld(options: {
  readonly keychain: Pick<Keychain, "read">;
  readonly sign: LockSign;
  /** names of the keys that items in the keychain are sealed with now; asks for all of them */
  readonly sealedWith: () => Promise<ReadonlySet<string>>;
  readonly changed: (state: LockView["state"]) => void;
  readonly log: Pick<Log, "info">;
}): HeldLock {
  let held: Held | undefined;
  const load = async (): Promise<Held> => {
    if (held) return held;
    const found = await look(options);
    if (!held && found.kind === "broken") options.log.info("lock", { state: "broken", why: found.why });
    held ??= found;
    return held;
  };
  return {
    get now() {
      return held;
    },
    load,
    become(next) {
      const before = held?.kind;
      held = next;
      if (before !== next.kind) options.log.info("lock", { state: next.kind });
      options.changed(next.kind);
    },
    hold(next) {
      held = next;
    },
    async needOpen() {
      const now = await load();
      if (now.kind === "broken") throw new AppError("lock-broken");
      if (now.kind === "locked") throw new AppError("locked");
      return now.kind === "open" ? now : undefined;
    },
  };
}

/**
 * The item alone does not tell: one that is gone looks like no lock, and an older one of ours opens nothing. Where item and
 * sign do not agree, what the secrets are sealed with decides; the store may be the older of the two, too.
 */
async function look(parts: {
  readonly keychain: Pick<Keychain, "read">;
  readonly sign: LockSign;
  readonly sealedWith: () => Promise<ReadonlySet<string>>;
}): Promise<Held> {
  const found = await readLockItem(parts.keychain).then(
    (item) => ({ item }),
    (failure: unknown) => ({ trouble: troubleOf(failure) }),
  );
  if ("trouble" in found) return { kind: "broken", why: found.trouble };
  const { item } = found;
  const known = await parts.sign.generation();
  if (item?.generation === known) return item ? locked(item) : { kind: "off" };
  // Turning it on was killed between item and sign.
  if (item && known === undefined) return locked(item);
  const sealedWith = await parts.sealedWith();
  if (item) {
    return sealedWith.size === 0 || sealedWith.has(item.generation)
      ? locked(item)
      : { kind: "broken", why: "changed" };
  }
  return sealedWith.size === 0 ? { kind: "off" } : { kind: "broken", why: "gone" };
}

const locked = (item: LockItem): Held => ({ kind: "locked", item, resting: undefined });

function troubleOf(failure: unknown): LockTrouble {
  if (!(failure instanceof AppError)) throw failure;
  if (failure.code === "keychain-changed") return "changed";
  if (failure.code === "newer-version") return "newer";
  if (failure.code === "keychain-refused" && failure.detail.item === "lock") return "damaged";
  throw failure;
}
