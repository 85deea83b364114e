// The middle pane: rows of one view, newest first. Only the rows in sight are in the page.
import { useVirtualizer } from "@tanstack/react-virtual";
import { Clock, Paperclip, Reply, Star } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import type { FolderView, MessageRow } from "../../../shared/models/message.ts";
import { shortDate, wholeDate } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import styles from "./message-list.module.css";
import { rowPeople } from "./people.ts";
import type { Messages } from "./use-messages.ts";
import type { Selection } from "./use-selection.ts";

const rowHeight = 72;

export function MessageList({
  messages,
  selection,
  role,
  empty,
  onOpen,
}: {
  readonly messages: Messages;
  readonly selection: Selection;
  readonly role: FolderView["role"] | undefined;
  readonly empty: ReactNode;
  /** Enter: go into the message */
  readonly onOpen: () => void;
}) {
  const area = useRef<HTMLDivElement>(null);
  const total = messages.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => area.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show } = messages;
  useEffect(() => {
    if (total > 0) show(first, Math.min(last, total - 1));
  }, [show, first, last, total]);

  const active = selection.activeId === undefined ? -1 : messages.indexOf(selection.activeId);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: "auto" });
  }, [active, virtual]);

  const press = (event: KeyboardEvent) => {
    if (event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key === "a") {
      event.preventDefault();
      selection.chooseAll();
      return;
    }
    if (control) return;
    if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      onOpen();
      return;
    }
    const page = Math.max(1, Math.floor((area.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const next = nextIndex(event.key, active, total, page);
    const row = next === undefined ? undefined : messages.row(next);
    if (!row) return;
    event.preventDefault();
    selection.choose(row.id, event.shiftKey ? "range" : "only");
  };

  if (messages.total === 0) return <div className={styles.list}>{empty}</div>;
  return (
    <div
      ref={area}
      role="listbox"
      data-pane="list"
      aria-label={words.mail.list}
      aria-multiselectable="true"
      aria-busy={messages.total === undefined || undefined}
      aria-activedescendant={active >= 0 ? `message-${selection.activeId}` : undefined}
      tabIndex={0}
      className={styles.list}
      onKeyDown={press}
    >
      <div className={styles.inner} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = messages.row(item.index);
          if (!row) return null;
          return (
            <Row
              key={row.id}
              row={row}
              role={role}
              top={item.start}
              place={item.index}
              total={total}
              chosen={selection.ids.has(row.id)}
              active={row.id === selection.activeId}
              onChoose={(how) => selection.choose(row.id, how)}
            />
          );
        })}
      </div>
    </div>
  );
}

function nextIndex(key: string, active: number, total: number, page: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active < 0 ? 0 : active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: total - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  return target === undefined ? undefined : Math.min(total - 1, Math.max(0, target));
}

function Row({
  row,
  role,
  top,
  place,
  total,
  chosen,
  active,
  onChoose,
}: {
  readonly row: MessageRow;
  readonly role: FolderView["role"] | undefined;
  readonly top: number;
  readonly place: number;
  readonly total: number;
  readonly chosen: boolean;
  /** where the keys are: of several chosen ones it is the one that they go on from */
  readonly active: boolean;
  readonly onChoose: (how: "only" | "toggle" | "range") => void;
}) {
  const people = rowPeople(row, role);
  const subject = row.subject.trim() || words.mail.noSubject;
  const told = [
    row.answered ? words.mail.answered : "",
    row.hasAttachments ? words.mail.hasAttachments : "",
    row.pending ? words.mail.pending : "",
  ].filter((word) => word !== "");
  const press = (event: MouseEvent) => {
    const how = event.shiftKey ? "range" : event.ctrlKey || event.metaKey ? "toggle" : "only";
    onChoose(how);
  };
  return (
    // The keys of a listbox are heard by the listbox.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active option
    <div
      id={`message-${row.id}`}
      role="option"
      aria-selected={chosen}
      aria-setsize={total}
      aria-posinset={place + 1}
      aria-description={told.join(", ")}
      aria-label={words.mail.optionName(row.unread, row.starred, people, subject, wholeDate(row.date))}
      className={`${styles.row} ${row.unread ? styles.unread : ""} ${chosen ? styles.chosen : ""} ${active ? styles.active : ""}`}
      style={{ transform: `translateY(${top}px)`, height: rowHeight }}
      onClick={press}
    >
      <span className={styles.mark} aria-hidden="true" />
      <div className={styles.lines}>
        <div className={styles.line}>
          <span className={styles.people}>{people}</span>
          <span className={styles.signs}>
            {row.pending && <Clock size={13} aria-hidden="true" />}
            {row.answered && <Reply size={13} aria-hidden="true" />}
            {row.hasAttachments && <Paperclip size={13} aria-hidden="true" />}
            {row.starred && <Star size={13} className={styles.star} aria-hidden="true" />}
          </span>
          <span className={styles.date}>{shortDate(row.date, Date.now())}</span>
        </div>
        <div className={styles.subject}>{subject}</div>
        <div className={styles.snippet}>{row.snippet}</div>
      </div>
    </div>
  );
}
