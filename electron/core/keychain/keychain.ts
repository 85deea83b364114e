// What the rest of the core knows of the OS keychain. os-keychain.ts is the one wrapper of keytar.
import type { KeychainState } from "../../../shared/models/app.ts";
import type { Secret } from "../secret.ts";

/** Item names: `database-key`, `account/<id>` (password), `oauth/<id>` (refresh token), `oauth-client/<provider id>`, `code/<id>`, `backup-codes/<account id>`, `secret-key/<account id>`, `authenticator-lock`; those of codes and recovery go through lock/sealed-keychain.ts. */
export interface Keychain {
  /**
   * Asks the system now; never guesses from an earlier answer. `missing`: no service runs; `refused`: it can be read and
   * takes nothing; `unavailable`: it fails.
   */
  state(): Promise<KeychainState>;
  /**
   * undefined only if the keychain is open and holds no such item; `keychain-locked` and others are thrown, and
   * `keychain-changed` if another program has put something in its place.
   */
  read(name: string): Promise<Secret | undefined>;
  /** Writes and reads back; throws `keychain-refused` if what comes back differs, `too-large` beyond 2,560 bytes. */
  write(name: string, value: Secret): Promise<void>;
  /** No error if there was nothing. */
  remove(name: string): Promise<void>;
  /**
   * From now on every item carries a mark that only this key makes, and one without it is `keychain-changed`. The key is
   * that of the database, which is there before all other items and is the only one that carries no mark. Items that are
   * named alike in every database (see `isNamedAlike`) are from now on those of this one.
   */
  markWith(key: Secret): void;
}

/** The item that is there before the store, and opens it. */
export const databaseKeyName = "database-key";

/**
 * Whether another database in the same place would give its item the same name; all others are named by an id of their own.
 * The keychain keeps these apart by the key of the database: `authenticator-lock/1f0e…`.
 */
export function isNamedAlike(name: string): boolean {
  return name === "authenticator-lock" || name.startsWith("oauth-client/");
}
