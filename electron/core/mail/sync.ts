// Brings one folder of the store to the state of the server: changes of flags, removals, new messages (newest first).
// The store is the only memory: whatever was interrupted goes on from what is there. Never touches what waits in the
// action queue ([Note: pending overlay] in store/schema.ts).
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FolderRecord, FolderRows } from "../store/folder-rows.ts";
import type { MessageRows, NewMessage } from "../store/message-rows.ts";
import type { ImapConnection, OpenFolder, Which } from "./imap-connection.ts";
import type { WorkControl } from "./work-queue.ts";

export interface SyncParts {
  readonly folders: FolderRows;
  readonly messages: MessageRows;
  /** rows of this folder changed */
  readonly changed: (folderId: number, messageIds: readonly number[]) => void;
  /** milliseconds */
  readonly now: () => number;
}

/**
 * Messages a FETCH: a screenful first, then as many as the line brings in a moment. Between two FETCHes server and
 * client wait for each other, so large ones keep a fast line busy; on a slow one whoever opens a message must not wait
 * for thousands of envelopes.
 */
const firstBatch = 100;
const largestBatch = 3_200;
/** Milliseconds between two batches: below, they grow; above four times as many, they shrink. */
const moment = 100;
/** Up to so many missing messages are fetched with all their details at once. */
const few = 500;
/** Batches that are asked for before the first of them is written. */
const ahead = 2;
/**
 * Messages a transaction. A few milliseconds, because calls of the window are answered by this thread between two of
 * them; each one writes the last page of every index anew.
 */
const writeBatch = 400;
const flagBatch = 2_000;

/** Works on the folder until it is done or something more urgent waits: then answers `more`, and wants to be called again. */
export async function syncFolder(
  parts: SyncParts,
  connection: ImapConnection,
  folderId: number,
  control: WorkControl,
): Promise<"done" | "more"> {
  const folder = parts.folders.get(folderId);
  const known =
    folder.uidValidity !== undefined && folder.highestModseq !== undefined
      ? { uidValidity: folder.uidValidity, modseq: folder.highestModseq }
      : undefined;
  const opened = await connection.open(folder.path, known);
  const same = opened.uidValidity !== undefined && opened.uidValidity === folder.uidValidity;
  if (!same) startOver(parts, folder, opened);
  else await catchUp(parts, connection, folder, opened);
  parts.folders.setSyncState(folder.id, {
    uidValidity: opened.uidValidity,
    highestModseq: opened.highestModseq,
    serverTotal: opened.exists,
  });

  // All of a folder that was never seen is missing, so nobody needs to be asked for its UIDs first. Places hold still
  // between two FETCHes by place (RFC 9051 section 7.5.1); what is interrupted goes on by UIDs. So it does if the server
  // has handed out less than it counts.
  if (!same) {
    const whole = { total: opened.exists, at: (from: number, to: number) => ({ from: from + 1, to }) };
    if ((await fetchMissing(parts, connection, folder, whole, control)) === "more") return "more";
  }
  const missing = await findMissing(parts, connection, folder, opened, same);
  const some = {
    total: missing.length,
    at: (from: number, to: number) => ({ uids: missing.slice(from, to) }),
  };
  const result = await fetchMissing(parts, connection, folder, some, control);
  if (result === "done") finish(parts, folder, opened);
  return result;
}

/** Messages to be fetched, the oldest first: how many, and how to ask for those from `from` to before `to`. */
interface Missing {
  readonly total: number;
  readonly at: (from: number, to: number) => Which;
}

/** A new UIDVALIDITY (or a folder never seen): no UID means what it meant. */
function startOver(parts: SyncParts, folder: FolderRecord, opened: OpenFolder): void {
  parts.messages.forgetUids(folder.id);
  parts.folders.setSyncState(folder.id, {
    uidValidity: opened.uidValidity,
    highestModseq: undefined,
    uidNext: undefined,
    complete: false,
  });
}

/** Flags and removals since the last time, by the cheapest way that the server offers. */
async function catchUp(
  parts: SyncParts,
  connection: ImapConnection,
  folder: FolderRecord,
  opened: OpenFolder,
): Promise<void> {
  if (opened.caughtUp) {
    // VANISHED goes before the new HIGHESTMODSEQ is written down: it would never be told again.
    parts.messages.vanish(folder.id, opened.vanished);
    const ids = parts.messages.applyFlags(folder.id, opened.changed);
    if (ids.length > 0 || opened.vanished.length > 0) parts.changed(folder.id, ids);
    return;
  }
  const uids = parts.messages.uids(folder.id);
  const last = uids.at(-1);
  if (last === undefined) return;
  const { highestModseq: before } = folder;
  const { highestModseq: now } = opened;
  if (before !== undefined && now !== undefined && now === before) return;
  // A modseq that went down is a server that lies: everything is compared then.
  const since = before !== undefined && now !== undefined && now > before ? before : undefined;
  const step = since === undefined ? flagBatch : uids.length;
  for (let start = 0; start < uids.length; start += step) {
    const first = uids[start];
    const end = uids[Math.min(start + step, uids.length) - 1];
    if (first === undefined || end === undefined) break;
    const ids = parts.messages.applyFlags(folder.id, await connection.fetchFlags(first, end, since));
    if (ids.length > 0) parts.changed(folder.id, ids);
    await nextTurn();
  }
}

/** UIDs that the server has and the store has not, rising. Removes what the server no longer has. */
async function findMissing(
  parts: SyncParts,
  connection: ImapConnection,
  folder: FolderRecord,
  opened: OpenFolder,
  same: boolean,
): Promise<readonly number[]> {
  // Nothing new, and the counts agree: the common case costs no command.
  const nothingNew =
    !same || (folder.complete && folder.uidNext !== undefined && opened.uidNext === folder.uidNext);
  if (nothingNew && parts.messages.countWithUid(folder.id) === opened.exists) return [];
  const onServer = opened.exists === 0 ? [] : await connection.allUids();
  const server = new Set(onServer);
  const local = parts.messages.uids(folder.id);
  const gone = local.filter((uid) => !server.has(uid));
  if (gone.length > 0) {
    parts.messages.vanish(folder.id, gone);
    parts.changed(folder.id, []);
  }
  const known = new Set(local);
  return onServer.filter((uid) => !known.has(uid));
}

async function fetchMissing(
  parts: SyncParts,
  connection: ImapConnection,
  folder: FolderRecord,
  missing: Missing,
  control: WorkControl,
): Promise<"done" | "more"> {
  // [Note: details later] in store/schema.ts
  const withDetails = missing.total <= few;
  // [Note: lines thread] The next batches are on their way while one is written.
  const coming: Promise<readonly NewMessage[]>[] = [];
  let left = missing.total;
  let size = firstBatch;
  const fetchNext = () => {
    const from = Math.max(0, left - size);
    const rows = connection.fetchHeaders(missing.at(from, left), withDetails);
    left = from;
    // An answer that nobody waits for yet must not count as unhandled.
    rows.catch(() => undefined);
    coming.push(rows);
  };
  let last = parts.now();
  while (left > 0 || coming.length > 0) {
    const stop = control.wanted();
    // Nothing is known of the line before the first screenful is there.
    const most = left === missing.total ? 1 : ahead;
    while (!stop && coming.length < most && left > 0) fetchNext();
    const rows = await coming.shift();
    if (!rows) return "more";
    const took = parts.now() - last;
    last += took;
    if (took < moment) size = Math.min(size * 8, largestBatch);
    else if (took > 4 * moment) size = Math.max(firstBatch, Math.ceil(size / 2));
    for (let start = 0; start < rows.length; start += writeBatch) {
      parts.messages.insert(folder.accountId, folder.id, rows.slice(start, start + writeBatch));
      // Calls of the window that came in the meantime go first.
      await nextTurn();
    }
    parts.changed(folder.id, []);
  }
  return "done";
}

function finish(parts: SyncParts, folder: FolderRecord, opened: OpenFolder): void {
  parts.messages.removeLost(folder.id);
  const here = parts.messages.countWithUid(folder.id);
  // A message that the server counts and does not hand out (or one that came meanwhile) is looked for again next time.
  parts.folders.setSyncState(folder.id, {
    uidNext: here >= opened.exists ? opened.uidNext : undefined,
    complete: true,
  });
  if (!folder.complete) parts.changed(folder.id, []);
}
