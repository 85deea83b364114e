// Carries the queue of actions of one account to its server, in order. A row is marked before its command and removed
// with what the command did, in one transaction; a row found marked was interrupted, and what happened is looked up.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ActionRecord, ActionRows } from "../store/action-rows.ts";
import type { FolderRecord, FolderRows } from "../store/folder-rows.ts";
import type { MessageRecord, MessageRows } from "../store/message-rows.ts";
import { nextGroup } from "./actions.ts";
import type { ImapConnection } from "./imap.ts";

export interface ReplayParts {
  readonly db: { transaction<Result>(work: () => Result): Result };
  readonly actions: ActionRows;
  readonly folders: FolderRows;
  readonly messages: MessageRows;
  readonly changed: (folderIds: readonly number[], messageIds: readonly number[]) => void;
  /** the folder must be looked at: a message came to it whose UID the server did not tell */
  readonly wantSync: (folderId: number) => void;
  /** the server refused; what was done here was taken back */
  readonly refused: (error: AppError) => void;
}

/** After these the server has decided; after any other failure the queue stays as it is. */
const decided = new Set(["server-refused", "over-quota", "folder-missing"]);

/** One group of actions. Answers false when nothing waits. Throws what ends the connection. */
export async function replayNext(
  parts: ReplayParts,
  connection: ImapConnection,
  accountId: string,
): Promise<boolean> {
  const group = nextGroup(
    parts.actions.next(accountId, 400),
    (messageId) => parts.messages.get(messageId).serverFolderId,
  );
  const [first] = group;
  if (!first) return false;
  const records = group.map(({ messageId }) => parts.messages.get(messageId));
  const folder = parts.folders.get(records[0]?.serverFolderId ?? first.folderId);
  try {
    if (await identify(parts, connection, records, folder)) return true;
    const interrupted = first.state === "running";
    parts.actions.markRunning(group.map(({ id }) => id));
    if (first.kind === "move") await move(parts, connection, group, records, folder, interrupted);
    else await changeFlags(parts, connection, group, records, folder);
  } catch (failure) {
    if (!(failure instanceof AppError) || !decided.has(failure.code)) throw failure;
    parts.actions.finish(group);
    parts.refused(failure);
  }
  const touched = group.flatMap(({ folderId, targetFolderId }) => [folderId, targetFolderId ?? folderId]);
  parts.changed(
    [...new Set([...touched, folder.id])],
    group.map(({ messageId }) => messageId),
  );
  return true;
}

/**
 * Messages whose UID nobody told us (a move without UIDPLUS, a new UIDVALIDITY) are looked for by their Message-ID; one
 * that is not there was removed by somebody else. Answers whether anything was found out, so that the group is read anew.
 */
async function identify(
  parts: ReplayParts,
  connection: ImapConnection,
  records: readonly MessageRecord[],
  folder: FolderRecord,
): Promise<boolean> {
  const unknown = records.filter(({ uid }) => uid === undefined);
  if (unknown.length === 0) return false;
  await connection.open(folder.path);
  for (const { id, messageId } of unknown) {
    const uid = messageId ? (await connection.findMessageId(messageId)).at(-1) : undefined;
    if (uid === undefined) parts.messages.remove(id);
    else parts.messages.setPlace(id, folder.id, uid);
  }
  return true;
}

const changes = {
  seen: ["add", "\\Seen", "seen"],
  unseen: ["remove", "\\Seen", "seen"],
  flagged: ["add", "\\Flagged", "flagged"],
  unflagged: ["remove", "\\Flagged", "flagged"],
  answered: ["add", "\\Answered", "answered"],
} as const;

async function changeFlags(
  parts: ReplayParts,
  connection: ImapConnection,
  group: readonly ActionRecord[],
  records: readonly MessageRecord[],
  folder: FolderRecord,
): Promise<void> {
  const kind = group[0]?.kind;
  const uids = uidsOf(records);
  await connection.ensure(folder.path, folder.uidValidity);
  if (kind === "expunge") {
    await connection.expunge(uids);
    // The row goes with its actions. Without UIDPLUS the server keeps it, marked \Deleted: a sync hides it.
    parts.db.transaction(() => {
      for (const { id } of records) parts.messages.remove(id);
    });
    return;
  }
  if (kind === undefined || kind === "move") return;
  const [change, flag, field] = changes[kind];
  await connection.changeFlags(uids, change, [flag]);
  parts.db.transaction(() => {
    for (const { id } of records) parts.messages.setServerFlag(id, field, change === "add");
    parts.actions.finish(group);
  });
}

async function move(
  parts: ReplayParts,
  connection: ImapConnection,
  group: readonly ActionRecord[],
  records: readonly MessageRecord[],
  folder: FolderRecord,
  interrupted: boolean,
): Promise<void> {
  const target = parts.folders.get(group[0]?.targetFolderId ?? 0);
  const placed = interrupted ? await lookUp(connection, records, folder, target) : new Map<number, number>();
  const left = records.filter(({ id, uid }) => uid !== undefined && !placed.has(id));
  await connection.ensure(folder.path, folder.uidValidity);
  const still = interrupted ? await present(connection, left) : left;
  if (still.length > 0) {
    const uids = uidsOf(still);
    const moved = await moveOrCreate(connection, uids, target, folder);
    for (const { id, uid } of still) {
      const now = uid === undefined ? undefined : moved?.get(uid);
      if (now !== undefined) placed.set(id, now);
    }
  }
  parts.db.transaction(() => {
    for (const { id } of records) parts.messages.setPlace(id, target.id, placed.get(id));
    parts.actions.finish(group);
  });
  // Without a new UID: the next look at the target finds the message by its Message-ID, or that it is gone.
  if (placed.size < records.length || target.uidValidity === undefined) parts.wantSync(target.id);
}

/** What an interrupted move did already: message id → UID in the target. Rests of a COPY are removed at the source. */
async function lookUp(
  connection: ImapConnection,
  records: readonly MessageRecord[],
  folder: FolderRecord,
  target: FolderRecord,
): Promise<Map<number, number>> {
  const placed = new Map<number, number>();
  try {
    await connection.open(target.path);
  } catch (failure) {
    if (failure instanceof AppError && failure.code === "folder-missing") return placed;
    throw failure;
  }
  for (const { id, messageId } of records) {
    const uid = messageId ? (await connection.findMessageId(messageId)).at(-1) : undefined;
    if (uid !== undefined) placed.set(id, uid);
  }
  const copied = records.filter(({ id, uid }) => uid !== undefined && placed.has(id));
  if (copied.length > 0) {
    await connection.ensure(folder.path, folder.uidValidity);
    const rests = await present(connection, copied);
    if (rests.length > 0) await connection.expunge(uidsOf(rests));
  }
  return placed;
}

/** Those that are still in the open folder. */
async function present(
  connection: ImapConnection,
  records: readonly MessageRecord[],
): Promise<readonly MessageRecord[]> {
  const uids = uidsOf(records).sort((a, b) => a - b);
  const [first, last] = [uids[0], uids.at(-1)];
  if (first === undefined || last === undefined) return [];
  const there = new Set((await connection.fetchFlags(first, last)).map(({ uid }) => uid));
  return records.filter(({ uid }) => uid !== undefined && there.has(uid));
}

async function moveOrCreate(
  connection: ImapConnection,
  uids: readonly number[],
  target: FolderRecord,
  source: FolderRecord,
): Promise<ReadonlyMap<number, number> | undefined> {
  // A folder that was planned here and never seen on the server.
  if (target.uidValidity === undefined) {
    await connection.createFolder(target.path.split(target.delimiter));
    await connection.ensure(source.path, source.uidValidity);
  }
  return connection.move(uids, target.path);
}

function uidsOf(records: readonly MessageRecord[]): number[] {
  return records.flatMap(({ uid }) => (uid === undefined ? [] : [uid]));
}
