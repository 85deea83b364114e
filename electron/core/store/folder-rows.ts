// Folders in the store. Counts come from the messages that are here, never from the server's counters.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { FolderRole, FolderView } from "../../../shared/models/message.ts";
import type { Database } from "./database.ts";

export interface FolderRecord {
  readonly id: number;
  readonly accountId: string;
  readonly path: string;
  readonly delimiter: string;
  readonly role: FolderRole;
  readonly selectable: boolean;
  readonly uidValidity: bigint | undefined;
  readonly highestModseq: bigint | undefined;
  /** the first UID that was not there at the last sync */
  readonly uidNext: number | undefined;
  /** messages on the server at the last sync */
  readonly serverTotal: number | undefined;
  readonly complete: boolean;
}

export interface FolderListing {
  readonly path: string;
  readonly parentPath: string | undefined;
  readonly delimiter: string;
  readonly name: string;
  readonly role: FolderRole;
  readonly selectable: boolean;
}

export interface FolderSyncState {
  readonly uidValidity?: bigint | undefined;
  readonly highestModseq?: bigint | undefined;
  readonly uidNext?: number | undefined;
  readonly serverTotal?: number | undefined;
  readonly complete?: boolean | undefined;
}

export interface FolderRows {
  views(): FolderView[];
  list(accountId: string): readonly FolderRecord[];
  /** Throws `folder-missing`. */
  get(folderId: number): FolderRecord;
  byRole(accountId: string, role: FolderRole): FolderRecord | undefined;
  byPath(accountId: string, path: string): FolderRecord | undefined;
  /** Makes the stored folders those of the server; answers whether anything changed. */
  replace(accountId: string, listed: readonly FolderListing[]): boolean;
  /** A folder that is still to be made on the server; the one that is there if there is one. */
  plan(accountId: string, listing: FolderListing): FolderRecord;
  /** Only the fields that are given are written; `undefined` values clear. */
  setSyncState(folderId: number, state: FolderSyncState): void;
  /** Messages known of messages on the server, over all folders of the account. */
  progress(accountId: string): { readonly done: number; readonly total: number; readonly complete: boolean };
}

interface FolderRow {
  readonly id: number;
  readonly account_id: string;
  readonly path: string;
  readonly delimiter: string;
  readonly role: FolderRole;
  readonly selectable: number;
  readonly uid_validity: string | null;
  readonly highest_modseq: string | null;
  readonly uid_next: number | null;
  readonly server_total: number | null;
  readonly complete: number;
}

interface ViewRow {
  readonly id: number;
  readonly account_id: string;
  readonly parent_id: number | null;
  readonly name: string;
  readonly role: FolderRole;
  readonly selectable: number;
  readonly unread: number;
  readonly total: number;
}

const syncColumns = {
  uidValidity: "uid_validity",
  highestModseq: "highest_modseq",
  uidNext: "uid_next",
  serverTotal: "server_total",
  complete: "complete",
} as const satisfies Record<keyof FolderSyncState, string>;

export function folderRows(db: Database): FolderRows {
  const one = (sql: string, parameters: readonly (string | number)[]) => {
    const row = db.get<FolderRow>(sql, parameters);
    return row && toRecord(row);
  };
  return {
    views: () =>
      db
        .all<ViewRow>(
          `SELECT f.id, f.account_id, p.id AS parent_id, f.name, f.role, f.selectable,
             coalesce(c.total, 0) AS total, coalesce(c.total - c.seen, 0) AS unread
           FROM folders f
           JOIN accounts a ON a.id = f.account_id
           LEFT JOIN folders p ON p.account_id = f.account_id AND p.path = f.parent_path
           LEFT JOIN (SELECT folder_id, count(*) AS total, sum(seen) AS seen FROM messages
             WHERE hidden = 0 GROUP BY folder_id) c ON c.folder_id = f.id
           ORDER BY a.added_at, a.id, f.path COLLATE NOCASE`,
        )
        .map(toView),
    list: (accountId) =>
      db
        .all<FolderRow>("SELECT * FROM folders WHERE account_id = ? ORDER BY path", [accountId])
        .map(toRecord),
    get(folderId) {
      const folder = one("SELECT * FROM folders WHERE id = ?", [folderId]);
      if (!folder) throw new AppError("folder-missing");
      return folder;
    },
    byRole: (accountId, role) =>
      one("SELECT * FROM folders WHERE account_id = ? AND role = ? AND selectable = 1 ORDER BY id", [
        accountId,
        role,
      ]),
    byPath: (accountId, path) =>
      one("SELECT * FROM folders WHERE account_id = ? AND path = ?", [accountId, path]),
    replace: (accountId, listed) => db.transaction(() => replaceFolders(db, accountId, listed)),
    plan(accountId, listing) {
      const known = one("SELECT * FROM folders WHERE account_id = ? AND path = ?", [accountId, listing.path]);
      if (known) return known;
      const { rowId } = db.run(
        `INSERT INTO folders (account_id, path, parent_path, delimiter, name, role, selectable)
         VALUES (?, ?, ?, ?, ?, ?, 1)`,
        [accountId, listing.path, listing.parentPath, listing.delimiter, listing.name, listing.role],
      );
      return this.get(rowId);
    },
    setSyncState(folderId, state) {
      const names = (Object.keys(syncColumns) as (keyof FolderSyncState)[]).filter((name) => name in state);
      if (names.length === 0) return;
      const values = names.map((name) => {
        const value = state[name];
        return typeof value === "bigint" ? value.toString() : value;
      });
      const sets = names.map((name) => `${syncColumns[name]} = ?`).join(", ");
      db.copied(() => db.run(`UPDATE folders SET ${sets} WHERE id = ?`, [...values, folderId]));
    },
    progress(accountId) {
      const row = db.get<{ done: number; total: number | null; open: number }>(
        `SELECT (SELECT count(*) FROM folders f JOIN messages m ON m.server_folder_id = f.id WHERE f.account_id = $id) AS done,
           (SELECT sum(server_total) FROM folders WHERE account_id = $id AND selectable = 1) AS total,
           (SELECT count(*) FROM folders WHERE account_id = $id AND selectable = 1 AND complete = 0) AS open`,
        { id: accountId },
      );
      return { done: row?.done ?? 0, total: row?.total ?? 0, complete: (row?.open ?? 0) === 0 };
    },
  };
}

function replaceFolders(db: Database, accountId: string, listed: readonly FolderListing[]): boolean {
  let changed = false;
  for (const folder of listed) {
    changed =
      db.run(
        `INSERT INTO folders (account_id, path, parent_path, delimiter, name, role, selectable)
         VALUES ($account, $path, $parent, $delimiter, $name, $role, $selectable)
         ON CONFLICT (account_id, path) DO UPDATE SET parent_path = $parent, delimiter = $delimiter, name = $name,
           role = $role, selectable = $selectable
         WHERE (parent_path IS NOT $parent OR delimiter <> $delimiter OR name <> $name OR role <> $role
           OR selectable <> $selectable)`,
        {
          account: accountId,
          path: folder.path,
          parent: folder.parentPath,
          delimiter: folder.delimiter,
          name: folder.name,
          role: folder.role,
          selectable: folder.selectable,
        },
      ).changes > 0 || changed;
  }
  const paths = new Set(listed.map(({ path }) => path));
  // A folder that a waiting action still has to make stays.
  const gone = db
    .all<{ id: number; path: string }>(
      `SELECT id, path FROM folders WHERE account_id = ?
         AND id NOT IN (SELECT target_folder_id FROM actions WHERE target_folder_id IS NOT NULL)`,
      [accountId],
    )
    .filter(({ path }) => !paths.has(path));
  for (const { id } of gone) db.run("DELETE FROM folders WHERE id = ?", [id]);
  return changed || gone.length > 0;
}

function toRecord(row: FolderRow): FolderRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    path: row.path,
    delimiter: row.delimiter,
    role: row.role,
    selectable: row.selectable === 1,
    uidValidity: row.uid_validity === null ? undefined : BigInt(row.uid_validity),
    highestModseq: row.highest_modseq === null ? undefined : BigInt(row.highest_modseq),
    uidNext: row.uid_next ?? undefined,
    serverTotal: row.server_total ?? undefined,
    complete: row.complete === 1,
  };
}

function toView(row: ViewRow): FolderView {
  return {
    id: row.id,
    accountId: row.account_id,
    ...(row.parent_id === null ? {} : { parentId: row.parent_id }),
    name: row.name,
    role: row.role,
    selectable: row.selectable === 1,
    unread: row.unread,
    total: row.total,
  };
}
