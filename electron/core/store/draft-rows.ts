// Drafts and copies of their attachments in the store. A draft that was discarded or sent, and whose copy on the server
// must still go, stays as an empty row of the mode `gone`; nobody but the mirror sees it.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { DraftFields, DraftMode } from "../../../shared/models/draft.ts";
import type { Database } from "./database.ts";

export interface DraftRecord {
  readonly id: string;
  readonly mode: DraftMode;
  readonly fields: DraftFields;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  /** the message that is answered or forwarded */
  readonly sourceMessageId: number | undefined;
  /** with its angle brackets; the same on the server and when it is sent */
  readonly messageId: string;
  /** it is on the server, or may be there after a try that broke */
  readonly onServer: boolean;
  /** UID of our last copy there, if it is known */
  readonly serverUid: number | undefined;
  /** milliseconds since 1970; grows with every change */
  readonly savedAt: number;
  /** changed since it was last written to the server */
  readonly dirty: boolean;
}

export interface AttachmentRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export interface AttachmentContent extends AttachmentRecord {
  readonly content: Uint8Array;
}

export interface GoneDraft {
  readonly id: string;
  readonly messageId: string;
  readonly serverUid: number | undefined;
}

export interface DraftRows {
  /** Newest first; those that nobody has touched since they were opened are left out. */
  list(): readonly DraftRecord[];
  /** Throws `not-found`. */
  get(draftId: string): DraftRecord;
  byMessageId(accountId: string, messageId: string): DraftRecord | undefined;
  put(draft: DraftRecord): void;
  saveFields(draftId: string, fields: DraftFields, now: number): void;
  /** It belongs to another account from now on; the old account's copy is left for the mirror under `goneId`. */
  changeAccount(draftId: string, goneId: string, messageId: string): void;
  /** Says that it changed, for example by an attachment. */
  touch(draftId: string, now: number): void;
  attachments(draftId: string): readonly AttachmentRecord[];
  contents(draftId: string): readonly AttachmentContent[];
  attach(draftId: string, attachment: AttachmentContent): void;
  detach(draftId: string, attachmentId: string): void;
  /** Before the first byte goes to the server. */
  noteMirroring(draftId: string): void;
  /** The state of `savedAt` is on the server now; what was typed meanwhile stays dirty. */
  noteMirrored(draftId: string, savedAt: number, uid: number | undefined): void;
  /** What is on the server is somebody else's from now on; this one goes there beside it. */
  renewMessageId(draftId: string, messageId: string): void;
  /** Ids that wait for the server. */
  dirty(accountId: string): readonly string[];
  gone(accountId: string): readonly GoneDraft[];
  /** Removes it here; the copy on the server, if there may be one, is left for the mirror. */
  removeHere(draftId: string): void;
  forget(draftId: string): void;
  /** Removes it here without a word to the server, because the server has a newer one. */
  drop(draftId: string): void;
  /** Drafts that were opened and never touched. */
  forgetUntouched(): void;
}

interface DraftRow {
  readonly id: string;
  readonly account_id: string;
  readonly mode: string;
  readonly to_text: string;
  readonly cc_text: string;
  readonly bcc_text: string;
  readonly subject: string;
  readonly body_text: string;
  readonly in_reply_to: string | null;
  readonly reference_ids: string | null;
  readonly source_message_id: number | null;
  readonly message_id_header: string;
  readonly server_folder_id: number | null;
  readonly server_uid: number | null;
  readonly saved_at: number;
  readonly dirty: number;
}

/** In `server_folder_id`: some copy may be on the server. */
const somewhere = 0;
const untouched = "dirty = 0 AND server_folder_id IS NULL";

export function draftRows(db: Database): DraftRows {
  const find = (draftId: string) =>
    db.get<DraftRow>("SELECT * FROM drafts WHERE id = ? AND mode <> 'gone'", [draftId]);
  return {
    list: () =>
      db
        .all<DraftRow>(
          `SELECT * FROM drafts WHERE mode <> 'gone' AND NOT (${untouched}) ORDER BY saved_at DESC, id`,
        )
        .map(toRecord),
    get(draftId) {
      const row = find(draftId);
      if (!row) throw new AppError("not-found");
      return toRecord(row);
    },
    byMessageId(accountId, messageId) {
      const row = db.get<DraftRow>(
        "SELECT * FROM drafts WHERE account_id = ? AND message_id_header = ? AND mode <> 'gone'",
        [accountId, messageId],
      );
      return row && toRecord(row);
    },
    put(draft) {
      const { fields } = draft;
      db.run(
        `INSERT OR REPLACE INTO drafts (id, account_id, mode, to_text, cc_text, bcc_text, subject, body_text,
           in_reply_to, reference_ids, source_message_id, message_id_header, server_folder_id, server_uid, saved_at, dirty)
         VALUES ($id, $accountId, $mode, $to, $cc, $bcc, $subject, $text, $inReplyTo, $references, $source,
           $messageId, $server, $serverUid, $savedAt, $dirty)`,
        {
          id: draft.id,
          mode: draft.mode,
          ...fields,
          inReplyTo: draft.inReplyTo,
          references: JSON.stringify(draft.references),
          source: draft.sourceMessageId,
          messageId: draft.messageId,
          server: draft.onServer ? somewhere : null,
          serverUid: draft.serverUid,
          savedAt: draft.savedAt,
          dirty: draft.dirty,
        },
      );
    },
    saveFields(draftId, fields, now) {
      const { changes } = db.run(
        `UPDATE drafts SET account_id = $accountId, to_text = $to, cc_text = $cc, bcc_text = $bcc,
           subject = $subject, body_text = $text, saved_at = max($now, saved_at + 1), dirty = 1
         WHERE id = $draftId AND mode <> 'gone'`,
        { ...fields, draftId, now },
      );
      if (changes === 0) throw new AppError("not-found");
    },
    changeAccount(draftId, goneId, messageId) {
      db.run(
        `INSERT INTO drafts (id, account_id, mode, to_text, cc_text, bcc_text, subject, body_text, message_id_header,
           server_folder_id, server_uid, saved_at, dirty)
         SELECT ?, account_id, 'gone', '', '', '', '', '', message_id_header, server_folder_id, server_uid, saved_at, 0
         FROM drafts WHERE id = ? AND server_folder_id IS NOT NULL`,
        [goneId, draftId],
      );
      this.renewMessageId(draftId, messageId);
    },
    touch(draftId, now) {
      db.run("UPDATE drafts SET saved_at = max(?, saved_at + 1), dirty = 1 WHERE id = ?", [now, draftId]);
    },
    attachments: (draftId) =>
      db.all<AttachmentRecord>(
        "SELECT id, name, type, size FROM draft_attachments WHERE draft_id = ? ORDER BY position",
        [draftId],
      ),
    contents: (draftId) =>
      db.all<AttachmentContent>(
        "SELECT id, name, type, size, content FROM draft_attachments WHERE draft_id = ? ORDER BY position",
        [draftId],
      ),
    attach(draftId, { id, name, type, size, content }) {
      db.run(
        `INSERT INTO draft_attachments (id, draft_id, position, name, type, size, content)
         SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ?, ?, ? FROM draft_attachments WHERE draft_id = ?`,
        [id, draftId, name, type, size, content, draftId],
      );
    },
    detach(draftId, attachmentId) {
      const sql = "DELETE FROM draft_attachments WHERE draft_id = ? AND id = ?";
      if (db.run(sql, [draftId, attachmentId]).changes === 0) throw new AppError("attachment-missing");
    },
    noteMirroring(draftId) {
      db.run("UPDATE drafts SET server_folder_id = coalesce(server_folder_id, ?) WHERE id = ?", [
        somewhere,
        draftId,
      ]);
    },
    noteMirrored(draftId, savedAt, uid) {
      db.run("UPDATE drafts SET server_uid = ? WHERE id = ?", [uid, draftId]);
      db.run("UPDATE drafts SET dirty = 0 WHERE id = ? AND saved_at = ? AND mode <> 'gone'", [
        draftId,
        savedAt,
      ]);
    },
    renewMessageId(draftId, messageId) {
      db.run(
        `UPDATE drafts SET message_id_header = ?, server_folder_id = NULL, server_uid = NULL, dirty = 1
         WHERE id = ? AND mode <> 'gone'`,
        [messageId, draftId],
      );
    },
    dirty: (accountId) =>
      db
        .all<{ id: string }>(
          "SELECT id FROM drafts WHERE account_id = ? AND dirty = 1 AND mode <> 'gone' ORDER BY saved_at",
          [accountId],
        )
        .map(({ id }) => id),
    gone: (accountId) =>
      db
        .all<DraftRow>("SELECT * FROM drafts WHERE account_id = ? AND mode = 'gone'", [accountId])
        .map((row) => ({
          id: row.id,
          messageId: row.message_id_header,
          serverUid: row.server_uid ?? undefined,
        })),
    removeHere(draftId) {
      const row = find(draftId);
      if (!row) throw new AppError("not-found");
      db.run("DELETE FROM draft_attachments WHERE draft_id = ?", [draftId]);
      if (row.server_folder_id === null) db.run("DELETE FROM drafts WHERE id = ?", [draftId]);
      else
        db.run(
          `UPDATE drafts SET mode = 'gone', to_text = '', cc_text = '', bcc_text = '', subject = '', body_text = '',
             dirty = 0 WHERE id = ?`,
          [draftId],
        );
    },
    forget(draftId) {
      db.run("DELETE FROM drafts WHERE id = ? AND mode = 'gone'", [draftId]);
    },
    drop(draftId) {
      db.run("DELETE FROM drafts WHERE id = ?", [draftId]);
    },
    forgetUntouched() {
      db.run(`DELETE FROM drafts WHERE mode <> 'gone' AND ${untouched}`);
    },
  };
}

function toRecord(row: DraftRow): DraftRecord {
  return {
    id: row.id,
    mode: row.mode as DraftMode,
    fields: {
      accountId: row.account_id,
      to: row.to_text,
      cc: row.cc_text,
      bcc: row.bcc_text,
      subject: row.subject,
      text: row.body_text,
    },
    inReplyTo: row.in_reply_to ?? undefined,
    references: JSON.parse(row.reference_ids ?? "[]") as readonly string[],
    sourceMessageId: row.source_message_id ?? undefined,
    messageId: row.message_id_header,
    onServer: row.server_folder_id !== null,
    serverUid: row.server_uid ?? undefined,
    savedAt: row.saved_at,
    dirty: row.dirty === 1,
  };
}
