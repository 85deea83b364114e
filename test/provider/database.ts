// The provider's database: a plain SQLite file, so that Dovecot and Postfix can read the same state. The one file of
// the provider that imports the database library.
import Sqlite from "@signalapp/sqlcipher";

export type Value = string | number | null | Uint8Array<ArrayBuffer>;
export type Row = Readonly<Record<string, Value>>;

export class Database {
  readonly #sqlite: Sqlite;

  /** Opens or makes the file at `path` and brings it to `schema` (statements that may run again and again). */
  constructor(
    readonly path: string,
    schema: string,
  ) {
    this.#sqlite = new Sqlite(path, { cacheStatements: true });
    // No write-ahead log: readers of another user (Dovecot, Postfix) would have to write its shared memory file.
    this.#sqlite.pragma("journal_mode = DELETE");
    this.#sqlite.pragma("synchronous = OFF");
    this.#sqlite.pragma("busy_timeout = 5000");
    this.#sqlite.pragma("foreign_keys = ON");
    this.#sqlite.exec(schema);
  }

  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly lastId: number } {
    const { changes, lastInsertRowid } = this.#sqlite.prepare(sql).run(values);
    return { changes, lastId: lastInsertRowid };
  }

  one(sql: string, ...values: readonly Value[]): Row | undefined {
    return this.#sqlite.prepare(sql).get(values) as Row | undefined;
  }

  all(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#sqlite.prepare(sql).all(values) as unknown as readonly Row[];
  }

  /** All or nothing. */
  together<Result>(work: () => Result): Result {
    return this.#sqlite.transaction(work)();
  }

  close(): void {
    this.#sqlite.close();
  }
}

export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`column ${column} is no text`);
  return value;
};
export const number = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`column ${column} is no number`);
  return value;
};
export const optionalText = (row: Row, column: string): string | undefined =>
  row[column] === null || row[column] === undefined ? undefined : text(row, column);
export const optionalNumber = (row: Row, column: string): number | undefined =>
  row[column] === null || row[column] === undefined ? undefined : number(row, column);
