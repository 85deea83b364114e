// What can be done to messages, and the toast that takes it back.
import { useCallback, useRef } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { MessageAction } from "../../../shared/models/message.ts";
import { call } from "../../ipc/client.ts";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";

export function showFailure(failure: unknown): void {
  showToast({ text: errorText(toErrorView(failure)), tone: "problem", seconds: 10 });
}

export interface Actions {
  readonly act: (messageIds: readonly number[], action: MessageAction) => void;
  /** takes the last action back, if it still can be */
  readonly undo: () => void;
}

/** Reading and starring say nothing; what moves messages says so and can be taken back. */
export function useActions(): Actions {
  const last = useRef<string>(undefined);
  const undo = useCallback(() => {
    const undoToken = last.current;
    if (undoToken === undefined) return;
    last.current = undefined;
    call("messages.undo", { undoToken }).then(
      () => showToast({ text: words.mail.undone, seconds: 3 }),
      showFailure,
    );
  }, []);
  const act = useCallback(
    (messageIds: readonly number[], action: MessageAction) => {
      if (messageIds.length === 0) return;
      call("messages.act", { messageIds: [...messageIds], action }).then(({ undoToken }) => {
        last.current = undoToken;
        const quiet = action.kind === "read" || action.kind === "star" || action.kind === "unstar";
        if (quiet) return;
        showToast({
          text: words.mail.done[action.kind](messageIds.length),
          action: {
            label: words.common.undo,
            run: () => {
              last.current = undoToken;
              undo();
            },
          },
          seconds: 8,
        });
      }, showFailure);
    },
    [undo],
  );
  return { act, undo };
}
