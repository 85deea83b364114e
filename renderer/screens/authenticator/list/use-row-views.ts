// What was asked for in single rows: the next code, a counter's code, a hidden code. Kept beside the list, because a row
// that is scrolled out of sight is no longer in the page. Codes leave with the screen.
import { useCallback, useState } from "react";
import type { CurrentCode } from "../../../../shared/models/code.ts";

export interface RowView {
  readonly nextShown: boolean;
  /** the last code of a counter */
  readonly advanced?: CurrentCode;
  /** milliseconds since 1970 until which a hidden code is shown; not set when that is over */
  readonly revealedUntil?: number;
}

const plain: RowView = { nextShown: false };
/** Milliseconds that a hidden code is shown. */
const revealFor = 20_000;

export interface RowViews {
  readonly of: (codeId: string) => RowView;
  readonly toggleNext: (codeId: string) => void;
  readonly reveal: (codeId: string) => void;
  readonly advanced: (code: CurrentCode) => void;
}

export function useRowViews(): RowViews {
  const [views, setViews] = useState<ReadonlyMap<string, RowView>>(new Map());
  const change = useCallback((codeId: string, make: (view: RowView) => RowView) => {
    setViews((before) => new Map(before).set(codeId, make(before.get(codeId) ?? plain)));
  }, []);
  const reveal = useCallback(
    (codeId: string) => {
      const revealedUntil = Date.now() + revealFor;
      change(codeId, (view) => ({ ...view, revealedUntil }));
      setTimeout(() => {
        // A second look meanwhile has its own time.
        change(codeId, ({ revealedUntil: until, ...view }) =>
          until === undefined || until === revealedUntil ? view : { ...view, revealedUntil: until },
        );
      }, revealFor);
    },
    [change],
  );
  const toggleNext = useCallback(
    (codeId: string) => change(codeId, (view) => ({ ...view, nextShown: !view.nextShown })),
    [change],
  );
  const advanced = useCallback(
    (code: CurrentCode) => {
      change(code.id, (view) => ({ ...view, advanced: code }));
      reveal(code.id);
    },
    [change, reveal],
  );
  return { of: (codeId) => views.get(codeId) ?? plain, toggleNext, reveal, advanced };
}
