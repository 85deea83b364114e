// The one wrapper of @signalapp/sqlcipher: an encrypted SQLite file, opened with a raw key, moved to the present schema.
// Runs only in the mail thread; knows nothing of mail.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SqlcipherDatabase, { type Statement } from "@signalapp/sqlcipher";
import { AppError } from "../../../shared/ipc/errors.ts";
import { migrations } from "./schema.ts";

/** What may be bound. Booleans become 0 and 1, undefined becomes NULL. */
export type Bindable = string | number | bigint | boolean | Uint8Array | null | undefined;
export type Parameters = readonly Bindable[] | Readonly<Record<string, Bindable>>;

export interface Database {
  /** Runs one statement; `rowId` is the id of the last inserted row. */
  run(sql: string, parameters?: Parameters): { readonly changes: number; readonly rowId: number };
  /** The first row. The caller names the row's shape; SQLite gives strings, numbers, Uint8Array and null. */
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  all<Row>(sql: string, parameters?: Parameters): Row[];
  /** One transaction; called within another one it joins that one. A thrown error rolls back. */
  transaction<Result>(work: () => Result): Result;
  /**
   * The same for what the server can give again (copies of mail): not waited for until it is on the disk. A loss of
   * power may lose the last of these, never tear one or mix their order with others.
   */
  copied<Result>(work: () => Result): Result;
  /** For quiet moments: moves what was written from the log into the file. */
  tidy(): void;
  close(): void;
}

/** Makes the file if it is not there. `key` is 64 hex digits. Throws `store-unreadable` if the file does not open; every use after `close` throws `busy`. */
export function openDatabase(path: string, key: string): Database {
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new AppError("store-unreadable", { reason: "key" });
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let raw: SqlcipherDatabase | undefined;
  try {
    raw = new SqlcipherDatabase(path, { cacheStatements: true });
    prepareConnection(raw, key);
    const database = wrap(raw);
    migrate(database, raw);
    return database;
  } catch (failure) {
    raw?.close();
    if (failure instanceof AppError) throw failure;
    throw new AppError("store-unreadable", { reason: "unreadable" }, { cause: failure });
  }
}

function prepareConnection(raw: SqlcipherDatabase, key: string): void {
  // SECURITY: a raw key (no passphrase stretching needed: it is 32 random bytes from the keychain).
  raw.pragma(`key = "x'${key}'"`);
  // The first read fails if the key is wrong or the file is damaged.
  raw.prepare("SELECT count(*) FROM sqlite_master").get();
  raw.pragma("journal_mode = WAL");
  // FULL: what was acknowledged (a draft, an action, a sent state) survives a loss of power.
  raw.pragma("synchronous = FULL");
  // Moving the log into the file waits for the disk. Not in the middle of a sync: `tidy` does it when there is time;
  // 8,000 pages (32 MB) only if there never is.
  raw.pragma("wal_autocheckpoint = 8000");
  raw.pragma("journal_size_limit = 4194304");
  raw.pragma("foreign_keys = ON");
  raw.pragma("busy_timeout = 5000");
  // SECURITY: no clear text in temporary files, nothing legible left in free pages, no surprises from the schema.
  raw.pragma("temp_store = MEMORY");
  raw.pragma("secure_delete = ON");
  raw.pragma("trusted_schema = OFF");
  raw.pragma("cell_size_check = ON");
}

function wrap(raw: SqlcipherDatabase): Database {
  const statements = new Map<string, Statement>();
  let depth = 0;
  let closed = false;
  // Asked here, not of the library: in a thread that is being ended its exception would end the whole process.
  const mustBeOpen = () => {
    if (closed) throw new AppError("busy");
  };
  const prepare = (sql: string): Statement => {
    mustBeOpen();
    const known = statements.get(sql);
    if (known) return known;
    const made = raw.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const guard = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (failure) {
      if (fullDisk(failure)) throw new AppError("disk-full", {}, { cause: failure });
      if (damagedFile(failure))
        throw new AppError("store-unreadable", { reason: "damaged" }, { cause: failure });
      throw failure;
    }
  };
  const transaction = <Result>(work: () => Result): Result => {
    if (depth > 0) return work();
    guard(() => prepare("BEGIN IMMEDIATE").run());
    depth++;
    try {
      const result = work();
      guard(() => prepare("COMMIT").run());
      return result;
    } catch (failure) {
      if (!(failure instanceof AppError && failure.code === "store-unreadable")) rollBack(raw);
      throw failure;
    } finally {
      depth--;
    }
  };
  return {
    run(sql, parameters) {
      const result = guard(() => prepare(sql).run(bound(parameters)));
      return { changes: result.changes, rowId: result.lastInsertRowid };
    },
    get: <Row>(sql: string, parameters?: Parameters) =>
      guard(() => prepare(sql).get(bound(parameters)) as Row | undefined),
    all: <Row>(sql: string, parameters?: Parameters) =>
      guard(() => prepare(sql).all(bound(parameters)) as Row[]),
    transaction,
    copied(work) {
      if (depth > 0) return work();
      mustBeOpen();
      raw.exec("PRAGMA synchronous = NORMAL");
      try {
        return transaction(work);
      } finally {
        raw.exec("PRAGMA synchronous = FULL");
      }
    },
    tidy() {
      mustBeOpen();
      guard(() => raw.pragma("wal_checkpoint(PASSIVE)"));
    },
    close() {
      closed = true;
      raw.close();
    },
  };
}

/** A full disk may have rolled back by itself; then there is nothing left to roll back, which is no second failure. */
function rollBack(raw: SqlcipherDatabase): void {
  try {
    raw.exec("ROLLBACK");
  } catch (failure) {
    if (!/no transaction is active/i.test(String(failure))) throw failure;
  }
}

function bound(parameters: Parameters | undefined): never {
  if (parameters === undefined) return [] as never;
  if (Array.isArray(parameters)) return parameters.map(boundValue) as never;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, boundValue(value as Bindable)]),
  ) as never;
}

function boundValue(value: Bindable): Bindable {
  if (value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  return value;
}

function fullDisk(failure: unknown): boolean {
  return failure instanceof Error && /SQLITE_FULL|disk is full/i.test(`${failure.name} ${failure.message}`);
}

/** A page that does not fit its checksum. SQLCipher answers every later question on this connection the same way. */
function damagedFile(failure: unknown): boolean {
  return failure instanceof Error && /SQLITE_(CORRUPT|NOTADB)/.test(`${failure.name} ${failure.message}`);
}

/** Each migration is one transaction with its version number, so a killed migration starts again from its beginning. */
function migrate(database: Database, raw: SqlcipherDatabase): void {
  const version = Number(raw.pragma("user_version", { simple: true }));
  if (version > migrations.length) throw new AppError("store-unreadable", { reason: "newer" });
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      raw.exec(sql);
      raw.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
