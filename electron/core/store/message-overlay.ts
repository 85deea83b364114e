// What a person sees of a message: [Note: pending overlay] in schema.ts.
import type { Database } from "./database.ts";

export interface ServerFlags {
  readonly seen: boolean;
  readonly flagged: boolean;
  readonly answered: boolean;
  readonly deleted: boolean;
}

/** Answers the ids of the messages that changed. */
export function applyServerFlags(
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

/** What a person sees is what the server said, changed by what still waits for it. */
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
