// Messages in the store: envelopes, what a person sees of their state, and the lists of the window. See schema.ts for
// [Note: message ids] and [Note: pending overlay].
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Address, MailView, MessageRow } from "../../../shared/models/message.ts";
import { parseSearch } from "../mail/search.ts";
import type { Database } from "./database.ts";

/** A message as the server described it. Times are milliseconds since 1970, sizes bytes. */
export interface NewMessage {
  readonly uid: number;
  readonly messageId: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly references: string | undefined;
  readonly date: number;
  readonly size: number;
  readonly subject: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly flags: ServerFlags;
  readonly hasAttachments: boolean;
}

export interface ServerFlags {
  readonly seen: boolean;
  readonly flagged: boolean;
  readonly answered: boolean;
  readonly deleted: boolean;
}

/** Where a message is on the server, and what it is. */
export interface MessageRecord {
  readonly id: number;
  readonly accountId: string;
  readonly folderId: number;
  readonly serverFolderId: number;
  readonly uid: number | undefined;
  readonly messageId: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly references: string | undefined;
  readonly size: number;
  readonly subject: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly replyTo: readonly Address[];
  readonly row: MessageRow;
}

export interface MessageRows {
  list(
    view: MailView,
    offset: number,
    limit: number,
  ): { readonly total: number; readonly rows: MessageRow[] };
  /** Throws `message-gone`. */
  get(messageId: number): MessageRecord;
  /** Adds messages of one folder in one transaction; those that are known by UID only get their flags. */
  insert(accountId: string, folderId: number, messages: readonly NewMessage[]): void;
  /** Answers the ids of the messages that look different now. */
  applyFlags(
    folderId: number,
    changes: readonly { readonly uid: number; readonly flags: ServerFlags }[],
  ): number[];
  /** The server no longer has these UIDs in the folder. */
  vanish(folderId: number, uids: readonly number[]): void;
  uids(folderId: number): number[];
  countWithUid(folderId: number): number;
  /** After a new UIDVALIDITY: the rows stay, and are found again by what they are. */
  forgetUids(folderId: number): void;
  /** Rows that lost their UID and were not found again; those with waiting actions stay for them to decide. */
  removeLost(folderId: number): void;
  setPlace(messageId: number, folderId: number, uid: number | undefined): void;
  /** The server agreed to a change of a flag. */
  setServerFlag(messageId: number, flag: "seen" | "flagged" | "answered" | "deleted", value: boolean): void;
  remove(messageId: number): void;
  /** Of the `newest` messages of a folder those of at most `largest` bytes whose bodies are not here yet. */
  withoutBody(
    folderId: number,
    newest: number,
    largest: number,
    limit: number,
  ): { readonly id: number; readonly uid: number }[];
  setSnippet(messageId: number, snippet: string, hasAttachments: boolean): void;
  /** What full-text search knows of it; `body` is its text. */
  index(messageId: number, body: string): void;
}

const perSecond = 2 ** 20;
const indexedText = 200_000;

const listColumns = `id, account_id, folder_id, from_name, from_address, to_list, subject, date, seen, flagged,
  answered, has_attachments, snippet, pending`;

interface ListRow {
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
  readonly has_attachments: number;
  readonly snippet: string;
  readonly pending: number;
}

interface FullRow extends ListRow {
  readonly server_folder_id: number;
  readonly uid: number | null;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly reference_ids: string | null;
  readonly size: number;
  readonly cc_list: string;
  readonly bcc_list: string;
  readonly reply_to_list: string;
}

export function messageRows(db: Database): MessageRows {
  return {
    list: (view, offset, limit) => listView(db, view, offset, limit),
    get(messageId) {
      const row = db.get<FullRow>("SELECT * FROM messages WHERE id = ?", [messageId]);
      if (!row) throw new AppError("message-gone");
      return toRecord(row);
    },
    insert(accountId, folderId, messages) {
      db.copied(() => insertMessages(db, accountId, folderId, messages));
    },
    applyFlags: (folderId, changes) => db.copied(() => applyServerFlags(db, folderId, changes)),
    vanish(folderId, uids) {
      db.copied(() => {
        for (const uid of uids)
          db.run("DELETE FROM messages WHERE server_folder_id = ? AND uid = ?", [folderId, uid]);
      });
    },
    uids: (folderId) =>
      db
        .all<{ uid: number }>(
          "SELECT uid FROM messages WHERE server_folder_id = ? AND uid IS NOT NULL ORDER BY uid",
          [folderId],
        )
        .map(({ uid }) => uid),
    countWithUid: (folderId) =>
      db.get<{ count: number }>(
        "SELECT count(*) AS count FROM messages WHERE server_folder_id = ? AND uid IS NOT NULL",
        [folderId],
      )?.count ?? 0,
    forgetUids(folderId) {
      db.run("UPDATE messages SET uid = NULL WHERE server_folder_id = ?", [folderId]);
    },
    removeLost(folderId) {
      db.run("DELETE FROM messages WHERE server_folder_id = ? AND uid IS NULL AND pending = 0", [folderId]);
    },
    setPlace(messageId, folderId, uid) {
      // A sync may have found the message at its new place already: the older row, with its body, stays.
      if (uid !== undefined)
        db.run("DELETE FROM messages WHERE server_folder_id = ? AND uid = ? AND id <> ?", [
          folderId,
          uid,
          messageId,
        ]);
      db.run("UPDATE messages SET server_folder_id = ?, uid = ? WHERE id = ?", [folderId, uid, messageId]);
    },
    setServerFlag(messageId, flag, value) {
      const column = flag === "answered" ? "answered" : `server_${flag}`;
      db.run(`UPDATE messages SET ${column} = ? WHERE id = ?`, [value, messageId]);
    },
    remove(messageId) {
      db.run("DELETE FROM messages WHERE id = ?", [messageId]);
    },
    withoutBody: (folderId, newest, largest, limit) =>
      db.all<{ id: number; uid: number }>(
        `SELECT m.id, m.uid FROM (SELECT id, uid, size FROM messages WHERE folder_id = ? AND hidden = 0
           ORDER BY id DESC LIMIT ?) m
         WHERE m.uid IS NOT NULL AND m.size <= ? AND NOT EXISTS (SELECT 1 FROM bodies b WHERE b.message_id = m.id) LIMIT ?`,
        [folderId, newest, largest, limit],
      ),
    setSnippet(messageId, snippet, hasAttachments) {
      db.run("UPDATE messages SET snippet = ?, has_attachments = ? WHERE id = ?", [
        snippet,
        hasAttachments,
        messageId,
      ]);
    },
    index(messageId, body) {
      const row = db.get<FullRow>("SELECT * FROM messages WHERE id = ?", [messageId]);
      if (row) indexRow(db, messageId, searchedWords(toRecord(row)), body);
    },
  };
}

function insertMessages(
  db: Database,
  accountId: string,
  folderId: number,
  messages: readonly NewMessage[],
): void {
  const lost =
    db.get("SELECT 1 FROM messages WHERE server_folder_id = ? AND uid IS NULL LIMIT 1", [folderId]) !==
    undefined;
  // Rising ids: the full-text index writes its pages once a batch.
  for (const message of [...messages].sort((a, b) => a.date - b.date || a.uid - b.uid)) {
    const known = db.get("SELECT 1 FROM messages WHERE server_folder_id = ? AND uid = ?", [
      folderId,
      message.uid,
    ]);
    const found = known || !lost ? undefined : findLost(db, folderId, message);
    if (found !== undefined) db.run("UPDATE messages SET uid = ? WHERE id = ?", [message.uid, found]);
    if (known || found !== undefined)
      applyServerFlags(db, folderId, [{ uid: message.uid, flags: message.flags }]);
    else insertMessage(db, accountId, folderId, message);
  }
}

/** A row without UID that is this message: moved here by us, or of before a new UIDVALIDITY. */
function findLost(db: Database, folderId: number, message: NewMessage): number | undefined {
  const row = message.messageId
    ? db.get<{ id: number }>(
        `SELECT id FROM messages WHERE message_id = ? AND server_folder_id = ? AND uid IS NULL AND size = ? LIMIT 1`,
        [message.messageId, folderId, message.size],
      )
    : db.get<{ id: number }>(
        `SELECT id FROM messages WHERE server_folder_id = ? AND uid IS NULL AND message_id IS NULL AND size = ?
           AND date = ? AND subject = ? LIMIT 1`,
        [folderId, message.size, message.date, message.subject],
      );
  return row?.id;
}

function insertMessage(db: Database, accountId: string, folderId: number, message: NewMessage): void {
  const { flags } = message;
  const id = newId(db, message.date);
  db.run(
    `INSERT INTO messages (id, account_id, folder_id, server_folder_id, uid, message_id, in_reply_to, reference_ids,
       date, size, subject, from_name, from_address, to_list, cc_list, bcc_list, reply_to_list, seen, flagged,
       server_seen, server_flagged, server_deleted, answered, hidden, has_attachments)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      accountId,
      folderId,
      folderId,
      message.uid,
      message.messageId,
      message.inReplyTo,
      message.references,
      message.date,
      message.size,
      message.subject,
      message.from.name,
      message.from.address,
      listText(message.to),
      listText(message.cc),
      listText(message.bcc),
      listText(message.replyTo),
      flags.seen,
      flags.flagged,
      flags.seen,
      flags.flagged,
      flags.deleted,
      flags.answered,
      flags.deleted,
      message.hasAttachments,
    ],
  );
  indexRow(db, id, searchedWords(message), "");
}

/** [Note: message ids]: the next free number within the second. */
function newId(db: Database, date: number): number {
  const second = Math.min(Math.max(Math.floor(date / 1000), 1), 8_000_000_000);
  const first = second * perSecond;
  const last = db.get<{ id: number | null }>("SELECT max(id) AS id FROM messages WHERE id BETWEEN ? AND ?", [
    first,
    first + perSecond - 1,
  ])?.id;
  return last == null ? first : last + 1;
}

function applyServerFlags(
  db: Database,
  folderId: number,
  changes: readonly { readonly uid: number; readonly flags: ServerFlags }[],
): number[] {
  const changed: number[] = [];
  for (const { uid, flags } of changes) {
    const row = db.get<{ id: number }>(
      `SELECT id FROM messages WHERE server_folder_id = ? AND uid = ?
         AND NOT (server_seen = ? AND server_flagged = ? AND answered = ? AND server_deleted = ?)`,
      [folderId, uid, flags.seen, flags.flagged, flags.answered, flags.deleted],
    );
    if (!row) continue;
    db.run(
      "UPDATE messages SET server_seen = ?, server_flagged = ?, answered = ?, server_deleted = ? WHERE id = ?",
      [flags.seen, flags.flagged, flags.answered, flags.deleted, row.id],
    );
    overlay(db, row.id);
    changed.push(row.id);
  }
  return changed;
}

/** [Note: pending overlay]: what a person sees is what the server said, changed by what still waits for it. */
export function overlay(db: Database, messageId: number): void {
  const server = db.get<{ seen: number; flagged: number; folder: number; deleted: number }>(
    `SELECT server_seen AS seen, server_flagged AS flagged, server_folder_id AS folder, server_deleted AS deleted
     FROM messages WHERE id = ?`,
    [messageId],
  );
  if (!server) return;
  const actions = db.all<{ kind: string; target_folder_id: number | null }>(
    "SELECT kind, target_folder_id FROM actions WHERE message_id = ? ORDER BY id",
    [messageId],
  );
  let { seen, flagged, folder, deleted } = server;
  for (const action of actions) {
    if (action.kind === "seen") seen = 1;
    else if (action.kind === "unseen") seen = 0;
    else if (action.kind === "flagged") flagged = 1;
    else if (action.kind === "unflagged") flagged = 0;
    else if (action.kind === "expunge") deleted = 1;
    else if (action.kind === "move") folder = action.target_folder_id ?? folder;
  }
  db.run("UPDATE messages SET seen = ?, flagged = ?, folder_id = ?, hidden = ?, pending = ? WHERE id = ?", [
    seen,
    flagged,
    folder,
    deleted,
    actions.length,
    messageId,
  ]);
}

function listView(
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

interface Searched {
  readonly subject: string;
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
}

function searchedWords(message: Searched): readonly [string, string, string] {
  const people = (list: readonly Address[]) =>
    list.map(({ name, address }) => `${name} ${address}`).join(" ");
  return [message.subject, people([message.from]), people([...message.to, ...message.cc, ...message.bcc])];
}

function indexRow(db: Database, id: number, words: readonly [string, string, string], body: string): void {
  db.run("INSERT OR REPLACE INTO search (rowid, subject, sender, recipients, body) VALUES (?, ?, ?, ?, ?)", [
    id,
    ...words,
    body.slice(0, indexedText),
  ]);
}

function listText(list: readonly Address[]): string {
  return list.length === 0 ? "[]" : JSON.stringify(list);
}

function toRow(row: ListRow): MessageRow {
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

function toRecord(row: FullRow): MessageRecord {
  const shown = toRow(row);
  return {
    id: row.id,
    accountId: row.account_id,
    folderId: row.folder_id,
    serverFolderId: row.server_folder_id,
    uid: row.uid ?? undefined,
    messageId: row.message_id ?? undefined,
    inReplyTo: row.in_reply_to ?? undefined,
    references: row.reference_ids ?? undefined,
    size: row.size,
    subject: row.subject,
    from: shown.from,
    to: shown.to,
    cc: JSON.parse(row.cc_list) as Address[],
    bcc: JSON.parse(row.bcc_list) as Address[],
    replyTo: JSON.parse(row.reply_to_list) as Address[],
    row: shown,
  };
}
