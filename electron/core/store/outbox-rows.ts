// Messages that are to be sent, with all that is needed to send them or to make them a draft again. What is written
// here has been acknowledged to the person: nothing leaves the table before it is sent or taken back.
import { AppError, type ErrorView } from "../../../shared/ipc/errors.ts";
import type { OutboxItem } from "../../../shared/models/draft.ts";
import type { Database } from "./database.ts";
import type { AttachmentContent, DraftRecord } from "./draft-rows.ts";

export type OutboxState = OutboxItem["state"];

/** `due`: somebody has got the message, and Sent must hold it. */
export type CopyState = "none" | "due" | "filed";

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

export interface OutboxRecord {
  readonly id: string;
  readonly accountId: string;
  readonly messageId: string;
  readonly subject: string;
  /** whoever has not got it yet */
  readonly envelope: Envelope;
  readonly state: OutboxState;
  readonly undoUntil: number | undefined;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  /** the whole text was given to the server before the line broke: it may have been sent */
  readonly handedOver: boolean;
  readonly copy: CopyState;
  readonly error: ErrorView | undefined;
  readonly createdAt: number;
  readonly draft: DraftRecord;
}

/** Only the fields that are given are written. */
export interface OutboxChange {
  readonly state?: OutboxState;
  readonly envelope?: Envelope;
  readonly attempts?: number;
  readonly nextAttemptAt?: number;
  readonly handedOver?: boolean;
  readonly copy?: CopyState;
  /** null clears */
  readonly error?: ErrorView | null;
}

export interface OutboxRows {
  /** Oldest first. */
  list(accountId?: string): readonly OutboxRecord[];
  /** Throws `not-found`. */
  get(outboxId: string): OutboxRecord;
  /** SECURITY: without Bcc; this goes to SMTP. */
  mime(outboxId: string): Uint8Array;
  /** With Bcc; this goes into the Sent folder. */
  sentCopy(outboxId: string): Uint8Array;
  add(
    item: Omit<OutboxRecord, "state" | "attempts" | "handedOver" | "copy" | "error">,
    mime: Uint8Array,
    sentCopy: Uint8Array,
  ): void;
  update(outboxId: string, change: OutboxChange): void;
  /** The draft's attachments become the item's. */
  takeAttachments(draftId: string, outboxId: string): void;
  contents(outboxId: string): readonly AttachmentContent[];
  remove(outboxId: string): void;
}

interface OutboxRow {
  readonly id: string;
  readonly account_id: string;
  readonly message_id_header: string;
  readonly subject: string;
  readonly envelope: string;
  readonly state: string;
  readonly undo_until: number | null;
  readonly attempts: number;
  readonly next_attempt_at: number | null;
  readonly body_handed_over: number;
  readonly copy_filed: number;
  readonly error: string | null;
  readonly created_at: number;
  readonly draft: string;
}

/** Without the two messages, which may be large. */
const columns = `id, account_id, message_id_header, subject, envelope, state, undo_until, attempts, next_attempt_at,
  body_handed_over, copy_filed, error, created_at, draft`;
const copyStates: readonly CopyState[] = ["none", "filed", "due"];

export function outboxRows(db: Database): OutboxRows {
  const bytes = (column: "mime" | "sent_copy", outboxId: string) => {
    const row = db.get<{ bytes: Uint8Array }>(`SELECT ${column} AS bytes FROM outbox WHERE id = ?`, [
      outboxId,
    ]);
    if (!row) throw new AppError("not-found");
    return row.bytes;
  };
  return {
    list: (accountId) =>
      db
        .all<OutboxRow>(
          `SELECT ${columns} FROM outbox WHERE coalesce(account_id = $accountId, 1) ORDER BY created_at, id`,
          { accountId },
        )
        .map(toRecord),
    get(outboxId) {
      const row = db.get<OutboxRow>(`SELECT ${columns} FROM outbox WHERE id = ?`, [outboxId]);
      if (!row) throw new AppError("not-found");
      return toRecord(row);
    },
    mime: (outboxId) => bytes("mime", outboxId),
    sentCopy: (outboxId) => bytes("sent_copy", outboxId),
    add(item, mime, sentCopy) {
      db.run(
        `INSERT INTO outbox (id, account_id, message_id_header, subject, envelope, mime, sent_copy, state, undo_until,
           next_attempt_at, created_at, draft)
         VALUES ($id, $accountId, $messageId, $subject, $envelope, $mime, $sentCopy, 'undo', $undoUntil,
           $nextAttemptAt, $createdAt, $draft)`,
        {
          id: item.id,
          accountId: item.accountId,
          messageId: item.messageId,
          subject: item.subject,
          envelope: JSON.stringify(item.envelope),
          mime,
          sentCopy,
          undoUntil: item.undoUntil,
          nextAttemptAt: item.nextAttemptAt,
          createdAt: item.createdAt,
          draft: JSON.stringify(item.draft),
        },
      );
    },
    update(outboxId, change) {
      const row = { ...this.get(outboxId), ...change };
      db.run(
        `UPDATE outbox SET state = $state, envelope = $envelope, attempts = $attempts,
           next_attempt_at = $nextAttemptAt, body_handed_over = $handedOver, copy_filed = $copy, error = $error
         WHERE id = $outboxId`,
        {
          outboxId,
          state: row.state,
          envelope: JSON.stringify(row.envelope),
          attempts: row.attempts,
          nextAttemptAt: row.nextAttemptAt,
          handedOver: row.handedOver,
          copy: copyStates.indexOf(row.copy),
          error: row.error ? JSON.stringify(row.error) : null,
        },
      );
    },
    takeAttachments(draftId, outboxId) {
      db.run(
        `INSERT INTO outbox_attachments (id, outbox_id, position, name, type, size, content)
         SELECT id, ?, position, name, type, size, content FROM draft_attachments WHERE draft_id = ?`,
        [outboxId, draftId],
      );
    },
    contents: (outboxId) =>
      db.all<AttachmentContent>(
        "SELECT id, name, type, size, content FROM outbox_attachments WHERE outbox_id = ? ORDER BY position",
        [outboxId],
      ),
    remove(outboxId) {
      db.run("DELETE FROM outbox WHERE id = ?", [outboxId]);
    },
  };
}

function toRecord(row: OutboxRow): OutboxRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    messageId: row.message_id_header,
    subject: row.subject,
    envelope: JSON.parse(row.envelope) as Envelope,
    state: row.state as OutboxState,
    undoUntil: row.undo_until ?? undefined,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at ?? 0,
    handedOver: row.body_handed_over === 1,
    copy: copyStates[row.copy_filed] ?? "none",
    error: row.error === null ? undefined : (JSON.parse(row.error) as ErrorView),
    createdAt: row.created_at,
    draft: JSON.parse(row.draft) as DraftRecord,
  };
}
