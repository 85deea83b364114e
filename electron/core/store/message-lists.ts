// The lists of the window: a folder, all inboxes, a search; newest first.
import type { Address, MailView, MessageRow } from "../../../shared/models/message.ts";
import { parseSearch } from "../mail/search.ts";
import type { Database } from "./database.ts";

const listColumns = `id, account_id, folder_id, from_name, from_address, to_list, subject, date, seen, flagged,
  answered, has_attachments, snippet, pending`;

export interface ListRow {
  readonly id: number;
  readonly account_id: string;
  readonly folder_id: number;
  readonly from_name: string;
  readonly from_address: string;
  readonly to_list: string;
  readonly subject: string;
  readonly date: number;
  readonly seen: number;
  readonly flagged: number;
  readonly answered: number;
  readonly has_attachments: number | null;
  readonly snippet: string;
  readonly pending: number;
}

export function listView(
  db: Database,
  view: MailView,
  offset: number,
  limit: number,
): { readonly total: number; readonly rows: MessageRow[] } {
  const { from, where, parameters, order } = viewSql(db, view);
  const total = db.get<{ count: number }>(`SELECT count(*) AS count FROM ${from} WHERE ${where}`, parameters);
  const rows = db.all<ListRow>(
    `SELECT ${listColumns} FROM messages WHERE id IN
       (SELECT m.id FROM ${from} WHERE ${where} ORDER BY ${order} DESC LIMIT ? OFFSET ?) ORDER BY id DESC`,
    [...parameters, limit, offset],
  );
  return { total: total?.count ?? 0, rows: rows.map(toRow) };
}

interface ViewSql {
  readonly from: string;
  readonly where: string;
  readonly order: "m.id" | "s.rowid";
  readonly parameters: readonly (string | number)[];
}

function viewSql(db: Database, view: MailView): ViewSql {
  if (view.kind === "folder")
    return {
      from: "messages m",
      where: "m.folder_id = ? AND m.hidden = 0",
      order: "m.id",
      parameters: [view.folderId],
    };
  if (view.kind === "unified-inbox") {
    const inboxes = db.all<{ id: number }>("SELECT id FROM folders WHERE role = 'inbox'").map(({ id }) => id);
    const marks = inboxes.map(() => "?").join(", ");
    const where = `m.folder_id IN (${marks}) AND m.hidden = 0`;
    return { from: "messages m", where, order: "m.id", parameters: inboxes };
  }
  const query = parseSearch(view.text);
  const where = ["m.hidden = 0"];
  if (query.unread !== undefined) where.push(`m.seen = ${query.unread ? 0 : 1}`);
  if (query.starred) where.push("m.flagged = 1");
  if (query.attachment) where.push("m.has_attachments = 1");
  if (query.match === undefined) {
    // Nothing that could be searched for finds nothing, not everything.
    if (where.length === 1) where.push("0");
    return { from: "messages m", where: where.join(" AND "), order: "m.id", parameters: [] };
  }
  return {
    // m.id is s.rowid, and FTS5 gives its rows in that order: newest first needs no sorting.
    from: "search s JOIN messages m ON m.id = s.rowid",
    order: "s.rowid",
    where: `s.search MATCH ? AND ${where.join(" AND ")}`,
    parameters: [query.match],
  };
}

export function toRow(row: ListRow): MessageRow {
  return {
    id: row.id,
    accountId: row.account_id,
    folderId: row.folder_id,
    from: { name: row.from_name, address: row.from_address },
    to: JSON.parse(row.to_list) as Address[],
    subject: row.subject,
    date: row.date,
    unread: row.seen === 0,
    starred: row.flagged === 1,
    answered: row.answered === 1,
    hasAttachments: row.has_attachments === 1,
    snippet: row.snippet,
    pending: row.pending > 0,
  };
}
