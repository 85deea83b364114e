// Accounts in the store: addresses, servers, and whether logging in is allowed. Never a password.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Pin, Servers } from "../../../shared/models/account.ts";
import type { AccountRecord, RefusedLogin } from "../mail/mail-service.ts";
import { OauthBinding } from "../oauth/binding.ts";
import type { Database } from "./database.ts";

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly provider_id: string | null;
  readonly servers: string;
  readonly pins: string;
  readonly added_at: number;
  readonly refused: string | null;
  readonly paused: string | null;
  readonly oauth: string | null;
}

export interface AccountRows {
  list(): readonly AccountRecord[];
  /** Throws `not-found`. */
  get(accountId: string): AccountRecord;
  /** New or changed. Throws `account-exists` if another account has the address. */
  save(account: AccountRecord): void;
  /** With everything that belongs to it. */
  remove(accountId: string): void;
  refused(accountId: string): RefusedLogin | undefined;
  setRefused(accountId: string, refused: RefusedLogin | undefined): void;
  paused(accountId: string): string | undefined;
  setPaused(accountId: string, reason: string | undefined): void;
}

export function accountRows(db: Database): AccountRows {
  const row = (accountId: string) => {
    const found = db.get<AccountRow>("SELECT * FROM accounts WHERE id = ?", [accountId]);
    if (!found) throw new AppError("not-found");
    return found;
  };
  return {
    list: () => db.all<AccountRow>("SELECT * FROM accounts ORDER BY added_at, id").map(toRecord),
    get: (accountId) => toRecord(row(accountId)),
    save(account) {
      const other = db.get("SELECT 1 FROM accounts WHERE address = ? AND id <> ?", [
        account.address,
        account.id,
      ]);
      if (other) throw new AppError("account-exists", { address: account.address });
      db.run(
        `INSERT INTO accounts (id, name, address, provider_id, servers, pins, added_at, oauth)
         VALUES ($id, $name, $address, $providerId, $servers, $pins, $addedAt, $oauth)
         ON CONFLICT (id) DO UPDATE SET name = $name, address = $address, provider_id = $providerId,
           servers = $servers, pins = $pins, oauth = $oauth`,
        {
          id: account.id,
          name: account.name,
          address: account.address,
          providerId: account.providerId,
          servers: JSON.stringify(account.servers),
          pins: JSON.stringify(account.pins),
          addedAt: account.addedAt,
          oauth: account.oauth === undefined ? undefined : JSON.stringify(account.oauth),
        },
      );
    },
    remove(accountId) {
      db.run("DELETE FROM accounts WHERE id = ?", [accountId]);
    },
    refused(accountId) {
      const { refused } = row(accountId);
      if (refused === null) return undefined;
      const stored = JSON.parse(refused) as Omit<RefusedLogin, "responseCode"> & { responseCode?: string };
      return { ...stored, responseCode: stored.responseCode };
    },
    setRefused(accountId, refused) {
      const text = refused ? JSON.stringify(refused) : null;
      db.run("UPDATE accounts SET refused = ? WHERE id = ?", [text, accountId]);
    },
    paused: (accountId) => row(accountId).paused ?? undefined,
    setPaused(accountId, reason) {
      db.run("UPDATE accounts SET paused = ? WHERE id = ?", [reason, accountId]);
    },
  };
}

function toRecord(row: AccountRow): AccountRecord {
  return {
    id: row.id,
    name: row.name,
    address: row.address,
    providerId: row.provider_id ?? undefined,
    servers: JSON.parse(row.servers) as Servers,
    pins: JSON.parse(row.pins) as readonly Pin[],
    addedAt: row.added_at,
    oauth: row.oauth === null ? undefined : OauthBinding.parse(JSON.parse(row.oauth)),
  };
}
