// What can be done with an entry, joined with the core. The functions stay the same as long as the list is drawn, so that
// a row is drawn anew only when it has changed.
import { useEffect, useMemo, useRef } from "react";
import type { Settings } from "../../../../shared/models/app.ts";
import type { CodeEntry } from "../../../../shared/models/code.ts";
import { call } from "../../../ipc/client.ts";
import { showToast } from "../../../parts/toast.tsx";
import { words } from "../../../words/words.ts";
import { tellProblem } from "../tell-problem.ts";
import type { CodesNow } from "../use-codes.ts";
import type { RowActions } from "./code-row.tsx";
import type { RowViews } from "./use-row-views.ts";

const text = words.authenticator;

export function useRowActions(options: {
  readonly codes: CodesNow;
  readonly settings: Settings;
  readonly views: RowViews;
  readonly onEdit: (entry: CodeEntry) => void;
  readonly remove: (entry: CodeEntry) => void;
}): RowActions {
  const newest = useRef(options);
  useEffect(() => {
    newest.current = options;
  });
  return useMemo(
    (): RowActions => ({
      copy,
      next: (entry) => nextOf(entry, newest.current),
      reveal: ({ id }) => newest.current.views.reveal(id),
      edit: (entry) => newest.current.onEdit(entry),
      pin: ({ id: codeId, pinned = false }) => {
        call("codes.edit", { codeId, pinned: !pinned }).catch(tellProblem);
      },
      remove: (entry) => newest.current.remove(entry),
    }),
    [],
  );
}

/** A counter's next code; a hidden code; else shows or hides the next one. */
function nextOf(
  entry: CodeEntry,
  {
    codes,
    settings,
    views,
  }: { readonly codes: CodesNow; readonly settings: Settings; readonly views: RowViews },
): void {
  const { id: codeId } = entry;
  const usable = codes.current.get(codeId)?.missing === undefined;
  const view = views.of(codeId);
  const known = entry.type === "hotp" ? view.advanced !== undefined : usable;
  if (settings.hideCodes && known && view.revealedUntil === undefined) views.reveal(codeId);
  else if (entry.type === "hotp") call("codes.advance", { codeId }).then(views.advanced, tellProblem);
  else if (usable) views.toggleNext(codeId);
}

function copy({ id: codeId }: CodeEntry): void {
  call("codes.copy", { codeId }).then(({ clearsAt }) => {
    showToast({ text: text.copied(Math.max(1, Math.round((clearsAt - Date.now()) / 1000))) });
  }, tellProblem);
}
