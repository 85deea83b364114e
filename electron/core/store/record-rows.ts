// The small JSON documents of records.ts, as rows.
import type { Database } from "./database.ts";
import type { RecordKind } from "./records.ts";

export interface RecordRows {
  list(kind: RecordKind): readonly { readonly id: string; readonly data: unknown }[];
  get(kind: RecordKind, id: string): unknown;
  put(kind: RecordKind, id: string, data: unknown): void;
  /** All of them or none. */
  putAll(kind: RecordKind, documents: readonly { readonly id: string; readonly data: unknown }[]): void;
  remove(kind: RecordKind, id: string): void;
}

export function recordRows(db: Database): RecordRows {
  const put = (kind: RecordKind, id: string, data: unknown) =>
    void db.run(
      "INSERT INTO records (kind, id, data) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET data = excluded.data",
      [kind, id, JSON.stringify(data ?? null)],
    );
  return {
    list: (kind) =>
      db
        .all<{ id: string; data: string }>("SELECT id, data FROM records WHERE kind = ? ORDER BY id", [kind])
        .map(({ id, data }) => ({ id, data: JSON.parse(data) as unknown })),
    get(kind, id) {
      const row = db.get<{ data: string }>("SELECT data FROM records WHERE kind = ? AND id = ?", [kind, id]);
      return row ? (JSON.parse(row.data) as unknown) : undefined;
    },
    put,
    putAll: (kind, documents) =>
      db.transaction(() => {
        for (const { id, data } of documents) put(kind, id, data);
      }),
    remove(kind, id) {
      db.run("DELETE FROM records WHERE kind = ? AND id = ?", [kind, id]);
    },
  };
}
