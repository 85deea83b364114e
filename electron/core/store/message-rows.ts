// Messages in the store: envelopes, what a person sees of their state, and the lists of the window. See schema.ts for
// [Note: message ids] and [Note: pending overlay].
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Address, MailView, MessageRow } from "../../../shared/models/message.ts";
import type { Database } from "./database.ts";
import { insertMessages, type NewMessage } from "./message-insert.ts";
import { type ListRow, listView, toRow } from "./message-lists.ts";
import { applyServerFlags, type ServerFlags } from "./message-overlay.ts";
import { indexRow, searchedWords } from "./message-search.ts";

export type { NewMessage } from "./message-insert.ts";
export type { ServerFlags } from "./message-overlay.ts";

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
  /** What its body told. */
  setRead(
    messageId: number,
    read: { readonly snippet: string; readonly hasAttachments: boolean; readonly references: string },
  ): void;
  /** What full-text search knows of it; `body` is its text. */
  index(messageId: number, body: string): void;
  /** Indexes some of those that are not yet, newest first; answers whether there are more. */
  indexMore(limit: number): boolean;
  /** Messages of a folder of which only the envelope is known, newest first. */
  withoutDetails(folderId: number, limit: number): number[];
  setDetails(folderId: number, details: readonly MessageDetails[]): void;
}

/** What a look at some header fields told. */
export interface MessageDetails {
  readonly uid: number;
  readonly references: string | undefined;
  readonly hasAttachments: boolean;
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
    setRead(messageId, { snippet, hasAttachments, references }) {
      db.run("UPDATE messages SET snippet = ?, has_attachments = ?, reference_ids = ? WHERE id = ?", [
        snippet,
        hasAttachments,
        references || null,
        messageId,
      ]);
    },
    index(messageId, body) {
      const row = db.get<FullRow>("SELECT * FROM messages WHERE id = ?", [messageId]);
      if (row) indexRow(db, messageId, searchedWords(toRecord(row)), body);
      db.run("UPDATE messages SET indexed = 1 WHERE id = ? AND indexed = 0", [messageId]);
    },
    indexMore: (limit) => db.copied(() => indexMore(db, limit)),
    withoutDetails: (folderId, limit) =>
      db
        .all<{ uid: number }>(
          `SELECT uid FROM messages WHERE server_folder_id = ? AND has_attachments IS NULL AND uid IS NOT NULL
           ORDER BY id DESC LIMIT ?`,
          [folderId, limit],
        )
        .map(({ uid }) => uid)
        .sort((a, b) => a - b),
    setDetails(folderId, details) {
      db.copied(() => {
        for (const { uid, references, hasAttachments } of details)
          db.run(
            `UPDATE messages SET reference_ids = ?, has_attachments = ?
             WHERE server_folder_id = ? AND uid = ? AND has_attachments IS NULL`,
            [references, hasAttachments, folderId, uid],
          );
      });
    },
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

function indexMore(db: Database, limit: number): boolean {
  const rows = db.all<FullRow>("SELECT * FROM messages WHERE indexed = 0 ORDER BY id DESC LIMIT ?", [limit]);
  // Rising ids: the index writes its pages once.
  for (const row of rows.reverse()) {
    indexRow(db, row.id, searchedWords(toRecord(row)), "");
    db.run("UPDATE messages SET indexed = 1 WHERE id = ?", [row.id]);
  }
  return rows.length === limit;
}
