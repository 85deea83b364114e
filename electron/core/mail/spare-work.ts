// What an account does when nothing is wanted of it: the newest bodies for reading offline, and what a first sync has left
// for later. Small steps, so that what is wanted meanwhile comes first.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { AccountSyncParts } from "./account-sync.ts";
import { priority } from "./work-queue.ts";

export interface SpareWork {
  /** The connection is a new one: what could not be fetched is tried again. */
  begin(): void;
  /** Does one step; answers false when there is none. */
  next(): Promise<boolean>;
  /** Makes what is here findable; the server is not needed for it. */
  index(): Promise<void>;
}

/** Bodies that are fetched ahead are small. */
const prefetchSize = 1024 * 1024;
const indexBatch = 50;
const detailBatch = 500;

export function createSpareWork(
  { session, folders, messages, bodies, events, prefetch }: AccountSyncParts,
  stopped: AbortSignal,
): SpareWork {
  const accountId = session.account.id;
  const skipped = new Set<number>();

  const prefetchOne = async (): Promise<boolean> => {
    const inbox = folders.byRole(accountId, "inbox");
    const [next] = inbox ? messages.withoutBody(inbox.id, prefetch, prefetchSize, 1) : [];
    if (!next || skipped.has(next.id)) return false;
    try {
      await bodies.prefetch(next.id);
    } catch (failure) {
      if (!session.online) throw failure;
      skipped.add(next.id);
    }
    return true;
  };
  /** [Note: details later] in store/schema.ts. */
  const indexAll = async () => {
    while (!stopped.aborted && messages.indexMore(indexBatch)) await nextTurn();
  };
  const completeSome = async (): Promise<boolean> => {
    for (const folder of folders.list(accountId)) {
      const uids = messages.withoutDetails(folder.id, detailBatch);
      if (uids.length === 0) continue;
      const details = await session.queue.add(priority.background, async (connection) => {
        await connection.ensure(folder.path, folder.uidValidity);
        return connection.fetchDetails(uids);
      });
      const told = new Set(details.map(({ uid }) => uid));
      // What the server does not hand out is not asked for again and again.
      const silent = uids.filter((uid) => !told.has(uid));
      messages.setDetails(folder.id, [
        ...details,
        ...silent.map((uid) => ({ uid, references: undefined, hasAttachments: false })),
      ]);
      if (details.some(({ hasAttachments }) => hasAttachments)) events.messages([folder.id], []);
      return true;
    }
    return false;
  };

  return {
    begin: () => skipped.clear(),
    async next() {
      await indexAll();
      return (await prefetchOne()) || completeSome();
    },
    index: indexAll,
  };
}
