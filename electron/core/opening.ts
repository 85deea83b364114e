// Opening the store at start: asks the keychain for the database key, makes one only where there is nothing yet, and
// knows what to say when it cannot. The window is there all the while and may ask again.
import { randomBytes } from "node:crypto";
import { AppError } from "../../shared/ipc/errors.ts";
import type { AppStatus, KeychainState } from "../../shared/models/app.ts";
import type { KeyCheck } from "./keychain/key-check.ts";
import { databaseKeyName, type Keychain } from "./keychain/keychain.ts";
import type { Log } from "./log.ts";
import type { MailThread } from "./mail/mail-service.ts";
import { Secret } from "./secret.ts";
import type { Remote } from "./worker-link.ts";

export interface Opening {
  readonly store: AppStatus["store"];
  readonly keychain: KeychainState;
  /** Tries to open what is not open yet; answers whether the store is ready. Never throws for a locked keychain. */
  attempt(): Promise<boolean>;
  /**
   * The key is lost for good: the file is set aside, untouched, and an empty store begins. If the key is there again after
   * all, the store is opened instead. @throws AppError `busy` unless the key is known to be gone
   */
  startAnew(): Promise<boolean>;
  /** The thread that held the store is gone: it has to be opened again. */
  reset(): void;
  /** Something in the opened file cannot be read: nothing can be done with it until it is restored. */
  damaged(): void;
}

export function createOpening(options: {
  readonly keychain: Keychain;
  readonly thread: Remote<MailThread>;
  readonly keyCheck: KeyCheck;
  readonly folder: string;
  readonly log: Log;
}): Opening {
  let store: AppStatus["store"] = "keychain";
  let keychain: KeychainState = "ok";
  let running: Promise<boolean> | undefined;

  const databaseKey = async (): Promise<Secret | undefined> => {
    const stored = await options.keychain.read(databaseKeyName);
    if (stored) return stored;
    // SECURITY: never a new key over existing data. A keychain that lost its item may find it again.
    if (await options.thread.storeExists({ folder: options.folder })) return undefined;
    const fresh = new Secret(randomBytes(32).toString("hex"));
    await options.keychain.write(databaseKeyName, fresh);
    return fresh;
  };

  const openWith = async (key: Secret) => {
    try {
      await options.thread.openStore({ folder: options.folder, key: key.reveal() });
    } catch (failure) {
      const other = (await options.keyCheck.fits(key)) === false;
      if (!other || !(failure instanceof AppError) || failure.code !== "store-unreadable") throw failure;
      // The file is sound for all we know; it is the key that is not the one it had.
      throw new AppError("keychain-changed", {}, { cause: failure });
    }
    await options.keyCheck.keep(key);
    options.keychain.markWith(key);
  };

  const open = async (): Promise<boolean> => {
    keychain = await options.keychain.state();
    // What takes nothing may still give the key: mail and codes can be read.
    if (keychain !== "ok" && keychain !== "refused") return false;
    try {
      const key = await databaseKey();
      if (key) await openWith(key);
      store = key ? "ready" : "key-gone";
      if (!key) options.log.info("store.not-opened", { code: "key-gone" });
      return key !== undefined;
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      options.log.info("store.not-opened", { code: failure.code });
      if (failure.code === "keychain-changed") store = "key-changed";
      else if (failure.code.startsWith("keychain-")) keychain = troubleOf(failure.code, keychain);
      else store = "unreadable";
      return false;
    }
  };

  /** The store is open; a keychain that took nothing may take something again. */
  const look = async (): Promise<boolean> => {
    if (keychain === "refused") keychain = await options.keychain.state();
    return true;
  };

  return {
    get store() {
      return store;
    },
    get keychain() {
      return keychain;
    },
    async startAnew() {
      if (store !== "key-gone" || running) throw new AppError("busy");
      const isBack = (await options.keychain.read(databaseKeyName)) !== undefined;
      // SECURITY: P9. Asked once more, and a keychain that does not answer throws: only what is surely lost is set aside.
      if (!isBack) await options.thread.setStoreAside({ folder: options.folder });
      options.log.info("store.set-aside", { isBack });
      return this.attempt();
    },
    reset() {
      store = "keychain";
    },
    damaged() {
      store = "unreadable";
      options.log.info("store.damaged");
    },
    attempt() {
      if (store === "ready") return look();
      running ??= open().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

const troubles: Readonly<Record<string, KeychainState>> = {
  "keychain-locked": "locked",
  "keychain-missing": "missing",
  "keychain-refused": "refused",
};

/** One that takes nothing cannot say that the key is not there: it stays what it was. */
function troubleOf(code: string, before: KeychainState): KeychainState {
  return troubles[code] ?? (before === "refused" ? before : "unavailable");
}
