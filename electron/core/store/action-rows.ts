// The queue of what a person did and the server does not know yet. A row is written in the same transaction as what the
// person sees ([Note: pending overlay]) and removed when the server has agreed.
import type { Database } from "./database.ts";
import { overlay } from "./message-overlay.ts";

export type ActionKind = "seen" | "unseen" | "flagged" | "unflagged" | "answered" | "move" | "expunge";

export interface ActionRecord {
  readonly id: number;
  readonly accountId: string;
  readonly kind: ActionKind;
  readonly messageId: number;
  readonly folderId: number;
  readonly targetFolderId: number | undefined;
  /** running: a command may have reached the server before something broke */
  readonly state: "waiting" | "running";
  readonly undoToken: string | undefined;
  readonly attempts: number;
}

export interface NewAction {
  readonly accountId: string;
  readonly kind: ActionKind;
  readonly messageId: number;
  /** where the message was shown before */
  readonly folderId: number;
  readonly targetFolderId?: number | undefined;
  readonly undoToken?: string | undefined;
}

export interface ActionRows {
  add(actions: readonly NewAction[], now: number): void;
  /** The next ones of an account, in order. */
  next(accountId: string, limit: number): readonly ActionRecord[];
  ofToken(undoToken: string): readonly ActionRecord[];
  ofMessage(messageId: number): readonly ActionRecord[];
  /** Waiting changes of these kinds on a message, which a newer one replaces. */
  dropWaiting(messageId: number, kinds: readonly ActionKind[]): void;
  markRunning(ids: readonly number[]): void;
  /** Done, or given up: the row goes, and the message shows what the server last said plus what still waits. */
  finish(actions: readonly Pick<ActionRecord, "id" | "messageId">[]): void;
  /** `waiting` of the account's view. */
  count(accountId: string): number;
}

interface Row {
  readonly id: number;
  readonly account_id: string;
  readonly kind: ActionKind;
  readonly message_id: number;
  readonly folder_id: number;
  readonly target_folder_id: number | null;
  readonly state: "waiting" | "running";
  readonly undo_token: string | null;
  readonly attempts: number;
}

export function actionRows(db: Database): ActionRows {
  return {
    add(actions, now) {
      db.transaction(() => {
        for (const action of actions) {
          db.run(
            `INSERT INTO actions (account_id, kind, message_id, folder_id, target_folder_id, undo_token, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?)`,
            [
              action.accountId,
              action.kind,
              action.messageId,
              action.folderId,
              action.targetFolderId,
              action.undoToken,
              now,
            ],
          );
          overlay(db, action.messageId);
        }
      });
    },
    next: (accountId, limit) =>
      db
        .all<Row>("SELECT * FROM actions WHERE account_id = ? ORDER BY id LIMIT ?", [accountId, limit])
        .map(toRecord),
    ofToken: (undoToken) =>
      db.all<Row>("SELECT * FROM actions WHERE undo_token = ? ORDER BY id", [undoToken]).map(toRecord),
    ofMessage: (messageId) =>
      db.all<Row>("SELECT * FROM actions WHERE message_id = ? ORDER BY id", [messageId]).map(toRecord),
    dropWaiting(messageId, kinds) {
      const marks = kinds.map(() => "?").join(", ");
      db.run(`DELETE FROM actions WHERE message_id = ? AND state = 'waiting' AND kind IN (${marks})`, [
        messageId,
        ...kinds,
      ]);
      overlay(db, messageId);
    },
    markRunning(ids) {
      db.transaction(() => {
        for (const id of ids)
          db.run("UPDATE actions SET state = 'running', attempts = attempts + 1 WHERE id = ?", [id]);
      });
    },
    finish(actions) {
      db.transaction(() => {
        for (const { id, messageId } of actions) {
          db.run("DELETE FROM actions WHERE id = ?", [id]);
          overlay(db, messageId);
        }
      });
    },
    count: (accountId) =>
      db.get<{ count: number }>(
        `SELECT (SELECT count(*) FROM actions WHERE account_id = $id)
           + (SELECT count(*) FROM outbox WHERE account_id = $id AND state <> 'sent') AS count`,
        { id: accountId },
      )?.count ?? 0,
  };
}

function toRecord(row: Row): ActionRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind,
    messageId: row.message_id,
    folderId: row.folder_id,
    targetFolderId: row.target_folder_id ?? undefined,
    state: row.state,
    undoToken: row.undo_token ?? undefined,
    attempts: row.attempts,
  };
}
