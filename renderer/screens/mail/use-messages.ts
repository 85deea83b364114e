// The rows of one view, fetched by pages as they come into sight and again when the core says that they changed.
import { useCallback, useEffect, useRef, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { MailView, MessageRow } from "../../../shared/models/message.ts";
import { call, on } from "../../ipc/client.ts";

const pageSize = 100;

export interface Messages {
  /** undefined until the first page is there */
  readonly total: number | undefined;
  readonly error: ErrorView | undefined;
  /** undefined if its page is not there yet */
  readonly row: (index: number) => MessageRow | undefined;
  /** asks for the pages of these rows, if they are not there */
  readonly show: (first: number, last: number) => void;
  readonly indexOf: (messageId: number) => number;
}

interface Known {
  readonly key: string;
  readonly total: number | undefined;
  readonly error: ErrorView | undefined;
  readonly pages: ReadonlyMap<number, readonly MessageRow[]>;
}

const nothing = (key: string): Known => ({ key, total: undefined, error: undefined, pages: new Map() });

export function useMessages(view: MailView): Messages {
  const key = JSON.stringify(view);
  const [known, setKnown] = useState<Known>(() => nothing(key));
  const shown = useRef({ first: 0, last: 0 });
  const ask = useRef<(page: number, fresh: boolean) => void>(() => undefined);

  useEffect(() => {
    const pages = startPages(key, setKnown);
    ask.current = pages.ask;
    shown.current = { first: 0, last: 0 };
    pages.ask(0, true);
    const current = JSON.parse(key) as MailView;
    const stop = on("messages.changed", ({ folderIds, messageIds }) => {
      const about = folderIds.length === 0 && messageIds.length === 0;
      if (current.kind === "folder" && !about && !folderIds.includes(current.folderId)) return;
      const { first, last } = shown.current;
      pages.refresh(Math.floor(first / pageSize), Math.floor(last / pageSize));
    });
    return () => {
      pages.end();
      stop();
    };
  }, [key]);

  const current = known.key === key ? known : nothing(key);
  const row = useCallback(
    (index: number) => current.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    [current.pages],
  );
  const show = useCallback((first: number, last: number) => {
    shown.current = { first, last };
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page += 1)
      ask.current(page, false);
  }, []);
  const indexOf = useCallback(
    (messageId: number) => {
      for (const [page, rows] of current.pages) {
        const index = rows.findIndex((one) => one.id === messageId);
        if (index >= 0) return page * pageSize + index;
      }
      return -1;
    },
    [current.pages],
  );
  return { total: current.total, error: current.error, row, show, indexOf };
}

/** Asks for pages one at a time each; a page that changed while it was asked for is asked for again. */
function startPages(key: string, set: (change: (known: Known) => Known) => void) {
  const view = JSON.parse(key) as MailView;
  const asking = new Map<number, { again: boolean }>();
  const there = new Set<number>();
  let ended = false;

  const put = (page: number, total: number, rows: readonly MessageRow[]) =>
    set((known) => {
      const pages = new Map(known.key === key ? known.pages : []);
      pages.set(page, rows);
      // Pages behind the end are forgotten, so that removed rows do not linger.
      for (const old of pages.keys()) if (old * pageSize >= total && old !== 0) pages.delete(old);
      return { key, total, error: undefined, pages };
    });

  const ask = (page: number, fresh: boolean) => {
    const running = asking.get(page);
    if (running) {
      running.again ||= fresh;
      return;
    }
    if (!fresh && there.has(page)) return;
    const mine = { again: false };
    asking.set(page, mine);
    call("messages.list", { view, offset: page * pageSize, limit: pageSize })
      .then(
        ({ total, rows }) => {
          if (ended) return;
          there.add(page);
          put(page, total, rows);
        },
        (failure: unknown) => {
          if (!ended)
            set((known) => ({ ...(known.key === key ? known : nothing(key)), error: toErrorView(failure) }));
        },
      )
      .finally(() => {
        asking.delete(page);
        if (mine.again && !ended) ask(page, true);
      });
  };

  return {
    ask,
    /** Asks for the pages in sight again; the others when they come into sight. */
    refresh(first: number, last: number) {
      there.clear();
      for (let page = first; page <= last; page += 1) ask(page, true);
    },
    end() {
      ended = true;
    },
  };
}
