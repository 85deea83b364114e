// Changing the user's own order: by dragging a row, or step by step with the keyboard. The core is told between which
// entries one goes; the list comes back in its new order.
import { type DragEvent, useRef, useState } from "react";
import type { CodeEntry } from "../../../../shared/models/code.ts";
import { call } from "../../../ipc/client.ts";
import { words } from "../../../words/words.ts";
import { tellProblem } from "../tell-problem.ts";
import { placeBefore, placeBeside } from "./arrange-codes.ts";

const text = words.authenticator;
/** Our own rows alone: a file that is dragged over the list is none. */
const rowType = "application/x-gatepost-code";

interface Target {
  readonly codeId: string;
  readonly side: "before" | "after";
}

export interface RowMoves {
  /** where the last one went, for those who do not see it */
  readonly said: string;
  /** where the dragged row would be put */
  readonly target: Target | undefined;
  /** one place up (-1) or down (1) */
  readonly step: (entry: CodeEntry, by: -1 | 1) => void;
  /** what a row needs for being dragged */
  readonly drag: (entry: CodeEntry) => object;
}

export function useRowMoves({
  shown,
  movable,
}: {
  readonly shown: readonly CodeEntry[];
  /** all, in the user's own order; undefined while another order is shown */
  readonly movable: readonly CodeEntry[] | undefined;
}): RowMoves {
  const [target, setTarget] = useState<Target>();
  const [said, setSaid] = useState("");
  const dragged = useRef<CodeEntry>(undefined);
  const say = (sentence: typeof text.moved, { issuer, account }: CodeEntry, place: number) =>
    setSaid(sentence(text.nameOf(issuer, account), place, shown.length));
  const move = (entry: CodeEntry, { codeId: beside, side }: Target) => {
    const codeId = entry.id;
    if (!movable || codeId === beside) return;
    const before = placeBefore(movable, codeId, beside, side);
    const place = placeBeside(shown, codeId, beside, side);
    call("codes.move", { codeId, ...(before !== undefined && { before }) }).then(
      () => say(text.moved, entry, place),
      tellProblem,
    );
  };
  /** Pinned rows stand above the others whatever the order. */
  const fits = (entry: CodeEntry | undefined) =>
    entry !== undefined && (dragged.current?.pinned ?? false) === (entry.pinned ?? false);
  const end = () => {
    dragged.current = undefined;
    setTarget(undefined);
  };
  return {
    ...{ target, said },
    step(entry, by) {
      const at = shown.findIndex(({ id }) => id === entry.id);
      const neighbour = shown[at + by];
      dragged.current = entry;
      if (neighbour && fits(neighbour))
        move(entry, { codeId: neighbour.id, side: by < 0 ? "before" : "after" });
      else if (movable) say(text.notMoved, entry, at + 1);
      end();
    },
    drag: (entry) =>
      movable === undefined
        ? {}
        : {
            draggable: true,
            onDragStart(event: DragEvent) {
              dragged.current = entry;
              event.dataTransfer.setData(rowType, "");
              event.dataTransfer.effectAllowed = "move";
            },
            onDragOver(event: DragEvent<HTMLElement>) {
              if (!event.dataTransfer.types.includes(rowType) || !fits(entry)) return;
              event.preventDefault();
              const { top, height } = event.currentTarget.getBoundingClientRect();
              const side = event.clientY < top + height / 2 ? "before" : "after";
              setTarget((before) =>
                before?.codeId === entry.id && before.side === side ? before : { codeId: entry.id, side },
              );
            },
            onDrop(event: DragEvent) {
              if (!event.dataTransfer.types.includes(rowType)) return;
              event.preventDefault();
              if (dragged.current && target) move(dragged.current, target);
              end();
            },
            onDragEnd: end,
          },
  };
}
