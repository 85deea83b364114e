// Holds the one message that is being written, above all screens; says when it was sent, and takes it back.
import { type ReactNode, useCallback, useMemo, useState } from "react";
import type { AccountView } from "../../../shared/models/account.ts";
import type { DraftView } from "../../../shared/models/draft.ts";
import { call } from "../../ipc/client.ts";
import { showToast } from "../../parts/toast.tsx";
import { words } from "../../words/words.ts";
import { showFailure } from "../mail/use-actions.ts";
import { ComposeContext, type StartCompose } from "./compose-context.ts";
import { ComposePanel } from "./compose-panel.tsx";

export function ComposeHost({
  accounts,
  children,
}: {
  readonly accounts: readonly AccountView[];
  readonly children: ReactNode;
}) {
  // Another draft takes the place of the open one, which saves itself when it is taken away.
  const [open, setOpen] = useState<{ readonly draft: DraftView; readonly fresh: boolean }>();
  const setDraft = useCallback((draft: DraftView) => setOpen({ draft, fresh: false }), []);
  const start = useMemo(
    (): StartCompose => ({
      start: (mode, about = {}) => {
        call("drafts.create", { mode, ...about }).then(
          (draft) => setOpen({ draft, fresh: true }),
          showFailure,
        );
      },
      open: setDraft,
      openMessage: (messageId) => {
        call("drafts.openMessage", { messageId }).then(setDraft, showFailure);
      },
    }),
    [setDraft],
  );
  const sent = useCallback(
    ({ outboxId, undoUntil }: { outboxId: string; undoUntil: number }) => {
      setOpen(undefined);
      const seconds = (undoUntil - Date.now()) / 1000;
      const undo = () => {
        call("outbox.undo", { outboxId }).then((view) => {
          setDraft(view);
          showToast({ text: words.compose.takenBack, seconds: 3 });
        }, showFailure);
      };
      if (seconds <= 0.5) showToast({ text: words.compose.sending });
      else
        showToast({
          text: words.compose.sending,
          action: { label: words.common.undo, run: undo },
          seconds,
          fixed: true,
        });
    },
    [setDraft],
  );
  return (
    <ComposeContext.Provider value={start}>
      {children}
      {open && (
        <ComposePanel
          key={`${open.draft.id} ${open.draft.savedAt}`}
          draft={open.draft}
          fresh={open.fresh}
          accounts={accounts}
          onClose={(how) => {
            setOpen(undefined);
            if (how === "kept") showToast({ text: words.compose.draftKept, seconds: 3 });
          }}
          onSent={sent}
        />
      )}
    </ComposeContext.Provider>
  );
}
