// What an online account does by itself, in this order: replay what waited, list the folders, sync them (INBOX first),
// fetch the newest bodies; then wait for news and look around every two minutes. It ends when the connection does.
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { FolderRole } from "../../../shared/models/message.ts";
import type { Log } from "../log.ts";
import type { ActionRows } from "../store/action-rows.ts";
import type { Database } from "../store/database.ts";
import type { FolderRecord, FolderRows } from "../store/folder-rows.ts";
import type { MessageRows } from "../store/message-rows.ts";
import type { AccountSession, Clock } from "./account-session.ts";
import type { Bodies } from "./bodies.ts";
import { toListings } from "./folder-roles.ts";
import { type ListedFolder, uidsChanged } from "./imap-connection.ts";
import type { MailEvents } from "./mail-events.ts";
import { replayNext } from "./replay.ts";
import { createSpareWork } from "./spare-work.ts";
import { syncFolder } from "./sync.ts";
import { priority } from "./work-queue.ts";

export interface AccountSyncParts {
  readonly session: AccountSession;
  readonly db: Pick<Database, "transaction" | "tidy">;
  readonly actions: ActionRows;
  readonly folders: FolderRows;
  readonly messages: MessageRows;
  readonly bodies: Bodies;
  readonly events: MailEvents;
  readonly tell: (event: AnyEvent) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** milliseconds between two looks at all folders */
  readonly pollEvery: number;
  /** newest messages of the INBOX whose bodies are kept for reading offline */
  readonly prefetch: number;
}

export interface AccountSync {
  /**
   * The connection is up. Resolves when the INBOX is complete. (A second login beside a first sync would cost the
   * first messages as much time as a hundred of them.)
   */
  online(): Promise<void>;
  news(path: string): void;
  request(folderId: number): void;
  /** Something waits in the queue of actions. */
  replay(): void;
  /** Looks at all folders now. */
  poll(): void;
  stop(): void;
  /** Resolves when nothing is left to do (for tests and benches). */
  idle(): Promise<void>;
}

const order: Readonly<Record<FolderRole, number>> = {
  inbox: 0,
  sent: 1,
  drafts: 2,
  archive: 3,
  none: 4,
  junk: 5,
  trash: 6,
  all: 7,
};
/** Milliseconds between two looks through a folder of a server that does not tell what changed. */
const lookEvery = 10 * 60_000;
/** Milliseconds before the next try after a failure that left the connection as it is: a full disk, a busy server. */
const failurePause = 10_000;

export function createAccountSync(parts: AccountSyncParts): AccountSync {
  const { session, folders, messages, actions, events } = parts;
  const accountId = session.account.id;
  const wanted = new Set<number>();
  /** Listed, but not to be opened: not tried again on this connection. */
  const unopenable = new Set<number>();
  /** When a folder without modification numbers was last looked through. */
  const lookedThrough = new Map<number, number>();
  const stopped = new AbortController();
  const spare = createSpareWork(parts, stopped.signal);
  let inboxHere: () => void = () => {};
  let replayWanted = false;
  let listWanted = false;
  let running: Promise<void> | undefined;

  const changed = (folderId: number, messageIds: readonly number[]) => {
    events.messages([folderId], messageIds);
    if (!folders.get(folderId).complete) events.accounts();
  };

  const nextFolder = (): FolderRecord | undefined =>
    folders
      .list(accountId)
      .filter(({ id, selectable }) => selectable && wanted.has(id))
      .sort((a, b) => order[a.role] - order[b.role] || a.path.localeCompare(b.path))[0];

  const inboxWaits = (now: number) => {
    const inbox = folders.byRole(accountId, "inbox");
    return inbox !== undefined && inbox.id !== now && wanted.has(inbox.id);
  };

  const replayAll = async () => {
    replayWanted = false;
    const replayParts = {
      ...parts,
      changed: (folderIds: readonly number[], messageIds: readonly number[]) => {
        events.messages(folderIds, messageIds);
        events.accounts();
      },
      wantSync: (folderId: number) => wanted.add(folderId),
      refused: (error: AppError) =>
        parts.tell({ name: "app.notice", data: { accountId, error: toErrorView(error) } }),
    };
    let synced: number | undefined;
    while (actions.next(accountId, 1).length > 0) {
      try {
        await session.queue.add(priority.actions, (connection) =>
          replayNext(replayParts, connection, accountId),
        );
      } catch (failure) {
        if (!isUidChange(failure)) throw failure;
        const [first] = actions.next(accountId, 1);
        // A server that never keeps its UIDs: syncing once more would not end.
        if (first?.id === synced) throw failure;
        synced = first?.id;
        if (first) await syncOne(folders.get(messages.get(first.messageId).serverFolderId));
      }
    }
  };

  const syncOne = async (folder: FolderRecord) => {
    const result = await session.queue.add(priority.sync, (connection, control) =>
      syncFolder({ folders, messages, changed, now: parts.clock.now }, connection, folder.id, {
        wanted: () => control.wanted() || replayWanted || inboxWaits(folder.id),
      }),
    );
    if (result === "more") wanted.add(folder.id);
    else {
      lookedThrough.set(folder.id, parts.clock.now());
      if (folder.role === "inbox") inboxHere();
    }
    // The last rows of a first sync are shown at once.
    if (!folder.complete) events.flush();
  };

  const list = async () => {
    listWanted = false;
    const first = folders.list(accountId).every(({ uidValidity }) => uidValidity === undefined);
    // The first time the INBOX is wanted at once; counters of all folders may take a server long.
    const listed = await session.queue.add(priority.sync, (connection) => connection.listFolders(!first));
    // There is always an INBOX (RFC 9051 section 5.1): an empty list is a fault, and no order to forget all mail and
    // what waits for the server.
    if (listed.length === 0) {
      parts.log.info("empty folder list");
      return;
    }
    if (folders.replace(accountId, toListings(listed))) events.folders();
    const told = new Map(listed.map((folder) => [folder.path, folder]));
    for (const folder of folders.list(accountId))
      if (folder.selectable && !unopenable.has(folder.id) && moved(folder, told.get(folder.path)))
        wanted.add(folder.id);
  };

  /** Whether the server's counters say that a folder is not as it was. */
  const moved = (folder: FolderRecord, listed: ListedFolder | undefined): boolean => {
    const status = listed?.status;
    if (!status || !folder.complete || folder.uidNext === undefined) return true;
    if (
      status.uidValidity !== folder.uidValidity ||
      status.uidNext !== folder.uidNext ||
      status.messages !== messages.countWithUid(folder.id)
    )
      return true;
    if (status.highestModseq !== undefined) return status.highestModseq !== folder.highestModseq;
    // Only a look inside tells whether a flag changed.
    return (lookedThrough.get(folder.id) ?? 0) + lookEvery < parts.clock.now();
  };

  /** The next thing to do; answers false when there is nothing. */
  const step = async (): Promise<boolean> => {
    if (replayWanted) await replayAll();
    else if (listWanted) await list();
    else {
      const folder = nextFolder();
      if (!folder) {
        return spare.next();
      }
      wanted.delete(folder.id);
      await syncSafely(folder);
    }
    return true;
  };

  const syncSafely = async (folder: FolderRecord) => {
    try {
      await syncOne(folder);
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      // One folder that cannot be opened does not keep the others from their mail.
      if (failure.code === "folder-missing") {
        unopenable.add(folder.id);
        listWanted = true;
      } else if (failure.code !== "server-refused") {
        wanted.add(folder.id);
        throw failure;
      }
      parts.log.info("folder not synced", { code: failure.code });
    }
  };

  /** Answers whether it went well. */
  const run = async (): Promise<boolean> => {
    try {
      while (session.online && !stopped.signal.aborted && (await step()));
      if (!stopped.signal.aborted) parts.db.tidy();
      return true;
    } catch (failure) {
      if (failure instanceof AppError) parts.log.info("sync interrupted", { code: failure.code });
      else parts.log.fault("sync", failure);
      session.broken(failure);
      return false;
    } finally {
      events.accounts();
    }
  };

  const wake = () => {
    if (!session.online || stopped.signal.aborted) return;
    running ??= run().then((well) => {
      running = undefined;
      if (!session.online || !(replayWanted || listWanted || wanted.size > 0)) return;
      if (well) wake();
      else void parts.clock.sleep(failurePause, stopped.signal).then(wake);
    });
  };

  const pollAlways = async () => {
    while (!stopped.signal.aborted) {
      await parts.clock.sleep(parts.pollEvery, stopped.signal);
      if (stopped.signal.aborted) return;
      listWanted = true;
      // What a busy server put off.
      replayWanted = true;
      wake();
    }
  };
  void pollAlways();
  // What a first sync that was interrupted left over; the server is not needed for it.
  spare.index().catch((failure: unknown) => parts.log.fault("index", failure));

  return {
    online() {
      spare.begin();
      unopenable.clear();
      replayWanted = true;
      listWanted = true;
      const here = new Promise<void>((resolve) => {
        inboxHere = resolve;
      });
      if (folders.byRole(accountId, "inbox")?.complete) inboxHere();
      wake();
      return here;
    },
    news(path) {
      const folder = folders.byPath(accountId, path);
      if (!folder) return;
      wanted.add(folder.id);
      wake();
    },
    request(folderId) {
      wanted.add(folderId);
      wake();
    },
    replay() {
      replayWanted = true;
      wake();
    },
    poll() {
      listWanted = true;
      wake();
    },
    stop: () => stopped.abort(),
    async idle() {
      while (running) await running;
    },
  };
}

function isUidChange(failure: unknown): boolean {
  return (
    failure instanceof AppError && failure.code === "message-gone" && failure.detail.reason === uidsChanged
  );
}
