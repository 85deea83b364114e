// Removing an entry, and bringing it back: by the button of the toast, or by a key. Its row gets the keyboard again.
import { useCallback, useEffect, useRef, useState } from "react";
import type { CodeEntry } from "../../../../shared/models/code.ts";
import { call } from "../../../ipc/client.ts";
import { showToast } from "../../../parts/toast.tsx";
import { words } from "../../../words/words.ts";
import { tellProblem } from "../tell-problem.ts";

const text = words.authenticator;
/** Afterwards the toast is gone; the key works on, and the bin has the entry in any case. */
const undoSeconds = 20;

export interface Removing {
  readonly remove: (entry: CodeEntry) => void;
  /** brings the last one back */
  readonly undo: () => void;
  /** what `undo` would bring back */
  readonly last: CodeEntry | undefined;
}

interface Removed {
  readonly entry: CodeEntry;
  readonly closeToast: () => void;
}

export function useRemoving(onBack: (codeId: string) => void): Removing {
  const [last, setLast] = useState<CodeEntry>();
  const newest = useRef<{ removed?: Removed | undefined; onBack: typeof onBack }>({ onBack });
  /** The row goes when the core tells of it, which may be before its answer: a quick undo waits for that. */
  const underWay = useRef(Promise.resolve());
  useEffect(() => {
    newest.current.onBack = onBack;
  });
  const bringBack = useCallback((entry: CodeEntry) => {
    if (newest.current.removed?.entry.id === entry.id) {
      newest.current.removed = undefined;
      setLast(undefined);
    }
    call("codes.restore", { codeId: entry.id }).then(() => {
      showToast({ text: text.restored(nameOf(entry)) });
      newest.current.onBack(entry.id);
    }, tellProblem);
  }, []);
  const undo = useCallback(() => {
    void underWay.current.then(() => {
      const { removed } = newest.current;
      if (!removed) return;
      removed.closeToast();
      bringBack(removed.entry);
    });
  }, [bringBack]);
  const remove = useCallback(
    (entry: CodeEntry) => {
      underWay.current = call("codes.remove", { codeId: entry.id }).then(() => {
        const closeToast = showToast({
          text: text.removed(nameOf(entry)),
          action: { label: words.common.undo, run: () => bringBack(entry) },
          seconds: undoSeconds,
        });
        newest.current.removed = { entry, closeToast };
        setLast(entry);
      }, tellProblem);
    },
    [bringBack],
  );
  return { remove, undo, last };
}

function nameOf({ issuer, account }: CodeEntry): string {
  return text.nameOf(issuer, account);
}
