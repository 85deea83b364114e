// The entries, one below the other, by mouse or by keyboard alone. Only the rows in sight are in the page.
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useImperativeHandle, useRef } from "react";
import type { CodeGroups } from "../../../../shared/models/app.ts";
import type { CodeEntry, CurrentCode } from "../../../../shared/models/code.ts";
import { spoken } from "../../../parts/spoken.ts";
import { words } from "../../../words/words.ts";
import styles from "./code-list.module.css";
import { CodeRow, type RowActions } from "./code-row.tsx";
import { type RowMoves, useRowMoves } from "./use-row-moves.ts";
import type { RowViews } from "./use-row-views.ts";

const rowHeight = 64;
const text = words.authenticator;

export interface CodeListProps {
  /** in the order in which they are shown */
  readonly shown: readonly CodeEntry[];
  /** all, in the user's own order, if that is the one that is shown: then it can be changed */
  readonly movable: readonly CodeEntry[] | undefined;
  readonly current: ReadonlyMap<string, CurrentCode>;
  readonly views: RowViews;
  readonly hideCodes: boolean;
  readonly codeGroups: CodeGroups;
  readonly actions: RowActions;
  readonly activeId: string | undefined;
  readonly onActive: (codeId: string) => void;
  /** the row that is to have the keyboard as soon as it is there */
  readonly wanted: string | undefined;
  readonly onWanted: (codeId: string | undefined) => void;
  /** a letter was typed: it belongs to the search */
  readonly onType: () => void;
  readonly handle: React.Ref<CodeListHandle>;
}

export interface CodeListHandle {
  /** Gives the keyboard to the row that had it last, else to the first. */
  readonly focus: () => void;
  /** Moves an entry one place up (-1) or down (1) in the user's own order. */
  readonly step: (entry: CodeEntry, by: -1 | 1) => void;
}

export function CodeList(props: CodeListProps) {
  const { shown, activeId, onActive, actions, wanted, onWanted } = props;
  const area = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => area.current,
    getItemKey: (index) => shown[index]?.id ?? index,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const found = shown.findIndex(({ id }) => id === activeId);
  const active = found < 0 ? 0 : found;
  const goTo = (index: number) => {
    const entry = shown[Math.min(shown.length - 1, Math.max(0, index))];
    if (!entry) return;
    onActive(entry.id);
    onWanted(entry.id);
    virtual.scrollToIndex(shown.indexOf(entry), { align: "auto" });
  };
  const moves = useRowMoves({ shown, movable: props.movable });
  useImperativeHandle(props.handle, () => ({
    step: moves.step,
    focus: () => goTo(active),
  }));
  useEffect(() => {
    const at = wanted === undefined ? -1 : shown.findIndex(({ id }) => id === wanted);
    if (wanted === undefined || at < 0) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-code="${CSS.escape(wanted)}"]`);
    virtual.scrollToIndex(at, { align: "auto" });
    row?.focus({ preventScroll: true });
    if (row) onWanted(undefined);
  });

  const inside = useKept(list, () => onWanted(shown[active]?.id));
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const entry = shown[active];
    if (!entry) return;
    const page = Math.max(1, Math.floor((area.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const onRow = event.target instanceof HTMLElement && event.target.dataset.code !== undefined;
    const done = moveKeys(event, entry, moves) || goKeys(event, active, shown.length, page, goTo);
    if (done || (onRow && actKeys(event, entry, actions))) {
      event.preventDefault();
      return;
    }
    // Keys on a button of a row are that button's own, but for letters, which it has no use for.
    const typed =
      event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (typed) props.onType();
  };
  return (
    <div ref={area} className={styles.area}>
      <p role="status" className={spoken}>
        {moves.said}
      </p>
      <ul
        ref={list}
        className={styles.list}
        aria-label={text.list}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={press}
        {...inside}
      >
        {virtual.getVirtualItems().map((item) => {
          const entry = shown[item.index];
          if (!entry) return null;
          return (
            <li
              key={entry.id}
              ref={virtual.measureElement}
              data-index={item.index}
              data-code={entry.id}
              aria-label={text.nameOf(entry.issuer, entry.account)}
              aria-setsize={shown.length}
              aria-posinset={item.index + 1}
              tabIndex={item.index === active ? 0 : -1}
              className={`${styles.row} ${markOf(moves, entry.id)}`}
              style={{ transform: `translateY(${item.start}px)` }}
              onFocus={() => onActive(entry.id)}
              {...moves.drag(entry)}
            >
              <CodeRow
                entry={entry}
                current={props.current.get(entry.id)}
                view={props.views.of(entry.id)}
                hideCodes={props.hideCodes}
                codeGroups={props.codeGroups}
                active={item.index === active}
                canMove={props.movable !== undefined}
                actions={actions}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** When the row with the keyboard goes, by whatever way, `find` is told: the keyboard must not be lost with it. */
function useKept(list: RefObject<HTMLElement | null>, find: () => void) {
  const inside = useRef(false);
  useEffect(() => {
    // What is taken out of the page says no farewell: no blur comes.
    if (inside.current && list.current && document.activeElement === document.body) find();
  });
  return {
    onFocus() {
      inside.current = true;
    },
    onBlur() {
      inside.current = false;
    },
  };
}

/** Where a dragged row would be put. */
function markOf({ target }: RowMoves, codeId: string): string {
  if (target?.codeId !== codeId) return "";
  return (target.side === "before" ? styles.dropBefore : styles.dropAfter) ?? "";
}

function goKeys(
  { key, altKey, ctrlKey, metaKey }: KeyboardEvent,
  active: number,
  count: number,
  page: number,
  goTo: (index: number) => void,
): boolean {
  if (altKey || ctrlKey || metaKey) return false;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  if (target === undefined) return false;
  goTo(target);
  return true;
}

function moveKeys({ key, altKey }: KeyboardEvent, entry: CodeEntry, moves: RowMoves): boolean {
  if (!altKey || (key !== "ArrowUp" && key !== "ArrowDown")) return false;
  moves.step(entry, key === "ArrowUp" ? -1 : 1);
  return true;
}

function actKeys(event: KeyboardEvent, entry: CodeEntry, actions: RowActions): boolean {
  const { key, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  if (altKey) return false;
  if (control) {
    if (key !== "d") return false;
    actions.pin(entry);
    return true;
  }
  const keys: Readonly<Record<string, (entry: CodeEntry) => void>> = {
    Enter: actions.copy,
    " ": actions.next,
    F2: actions.edit,
    Delete: actions.remove,
  };
  const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
  act?.(entry);
  return act !== undefined;
}
