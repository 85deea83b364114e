// Which messages are chosen. One chosen message is the one that is read; with Shift or Ctrl there may be several.
import { useCallback, useState } from "react";
import type { Messages } from "./use-messages.ts";

export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** where the keyboard stands */
  readonly activeId: number | undefined;
  /** the one message to read, if exactly one is chosen */
  readonly single: number | undefined;
  readonly choose: (messageId: number, how?: "only" | "toggle" | "range") => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

interface Chosen {
  readonly ids: ReadonlySet<number>;
  readonly activeId: number | undefined;
  readonly anchorId: number | undefined;
}

const none: Chosen = { ids: new Set(), activeId: undefined, anchorId: undefined };

export function useSelection(messages: Messages): Selection {
  const [chosen, setChosen] = useState<Chosen>(none);
  const choose = useCallback(
    (messageId: number, how: "only" | "toggle" | "range" = "only") =>
      setChosen((old) => {
        if (how === "toggle") {
          const ids = new Set(old.ids);
          if (!ids.delete(messageId)) ids.add(messageId);
          return { ids, activeId: messageId, anchorId: messageId };
        }
        const anchor = old.anchorId === undefined ? -1 : messages.indexOf(old.anchorId);
        if (how === "range" && anchor >= 0)
          return {
            ids: between(messages, anchor, messages.indexOf(messageId)),
            activeId: messageId,
            anchorId: old.anchorId,
          };
        return { ids: new Set([messageId]), activeId: messageId, anchorId: messageId };
      }),
    [messages],
  );
  const chooseAll = useCallback(
    () => setChosen((old) => ({ ...old, ids: between(messages, 0, (messages.total ?? 0) - 1) })),
    [messages],
  );
  const clear = useCallback(() => setChosen(none), []);
  const [first] = chosen.ids;
  return {
    ids: chosen.ids,
    activeId: chosen.activeId,
    single: chosen.ids.size === 1 ? first : undefined,
    choose,
    chooseAll,
    clear,
  };
}

/** The messages from one place to another, as far as their rows are known here. */
function between(messages: Messages, one: number, other: number): ReadonlySet<number> {
  const ids = new Set<number>();
  for (let index = Math.min(one, other); index <= Math.max(one, other); index += 1) {
    const row = messages.row(index);
    if (row) ids.add(row.id);
  }
  return ids;
}
