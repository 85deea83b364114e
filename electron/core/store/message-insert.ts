// New messages of a folder: those that are known in another form are found again, the others get an id and are indexed.
// [Note: message ids] is in schema.ts.
import type { Address } from "../../../shared/models/message.ts";
import type { Database } from "./database.ts";
import { applyServerFlags, type ServerFlags } from "./message-overlay.ts";
import { indexRow, searchedWords } from "./message-search.ts";

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
  /** Address[] as JSON: written as it comes, and cheap to hand from thread to thread */
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly replyTo: string;
  readonly flags: ServerFlags;
  /** undefined: not asked for; see [Note: details later] in schema.ts */
  readonly hasAttachments: boolean | undefined;
}

const perSecond = 2 ** 20;

export function insertMessages(
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
    const found = lost ? findLost(db, folderId, message) : undefined;
    if (found !== undefined)
      db.run("UPDATE OR IGNORE messages SET uid = ? WHERE id = ?", [message.uid, found]);
    if (found !== undefined || !insertMessage(db, accountId, folderId, message))
      applyServerFlags(db, folderId, [{ uid: message.uid, flags: message.flags }]);
  }
}

/**
 * A row without UID that is this message: moved here by us, or of before a new UIDVALIDITY. The index is named because
 * SQLite would take that of the UIDs, and walk over all that are lost for each one.
 */
function findLost(db: Database, folderId: number, message: NewMessage): number | undefined {
  const row = message.messageId
    ? db.get<{ id: number }>(
        `SELECT id FROM messages INDEXED BY messages_lost
         WHERE server_folder_id = ? AND message_id = ? AND uid IS NULL AND size = ? LIMIT 1`,
        [folderId, message.messageId, message.size],
      )
    : db.get<{ id: number }>(
        `SELECT id FROM messages INDEXED BY messages_lost
         WHERE server_folder_id = ? AND message_id IS NULL AND uid IS NULL AND size = ? AND date = ? AND subject = ?
         LIMIT 1`,
        [folderId, message.size, message.date, message.subject],
      );
  return row?.id;
}

/** Answers false if the folder has a message with this UID already. */
function insertMessage(db: Database, accountId: string, folderId: number, message: NewMessage): boolean {
  const { flags } = message;
  const complete = message.hasAttachments !== undefined;
  // [Note: message ids]: the next free number within the second.
  const second = Math.min(Math.max(Math.floor(message.date / 1000), 1), 8_000_000_000) * perSecond;
  const { changes, rowId } = db.run(
    `INSERT INTO messages (id, account_id, folder_id, server_folder_id, uid, message_id, in_reply_to, reference_ids,
       date, size, subject, from_name, from_address, to_list, cc_list, bcc_list, reply_to_list, seen, flagged,
       server_seen, server_flagged, server_deleted, answered, hidden, has_attachments, indexed)
     VALUES ((SELECT coalesce(max(id) + 1, ?) FROM messages WHERE id BETWEEN ? AND ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (server_folder_id, uid) DO NOTHING`,
    [
      second,
      second,
      second + perSecond - 1,
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
      message.to,
      message.cc,
      message.bcc,
      message.replyTo,
      flags.seen,
      flags.flagged,
      flags.seen,
      flags.flagged,
      flags.deleted,
      flags.answered,
      flags.deleted,
      message.hasAttachments,
      complete,
    ],
  );
  if (changes === 0) return false;
  if (complete) {
    const [to, cc, bcc] = [message.to, message.cc, message.bcc].map((list) => JSON.parse(list) as Address[]);
    indexRow(db, rowId, searchedWords({ ...message, to: to ?? [], cc: cc ?? [], bcc: bcc ?? [] }), "");
  }
  return true;
}
