// One entry: its icon and names, its code with the ring that runs down, and what can be done with it.
import { Copy, Eye, GripVertical, Pencil, Pin, RefreshCw, StickyNote, Trash2 } from "lucide-react";
import { memo } from "react";
import type { CodeGroups } from "../../../../shared/models/app.ts";
import type { CodeEntry, CurrentCode } from "../../../../shared/models/code.ts";
import { CodeIcon } from "../../../parts/code-icon.tsx";
import { EntryNames } from "../../../parts/entry-names.tsx";
import { IconButton } from "../../../parts/icon-button.tsx";
import { words } from "../../../words/words.ts";
import { CodeCell } from "./code-cell.tsx";
import styles from "./code-list.module.css";
import type { RowView } from "./use-row-views.ts";

export interface CodeRowProps {
  readonly entry: CodeEntry;
  readonly current: CurrentCode | undefined;
  /** what was asked for in this row: a counter's code, the next code, a hidden one */
  readonly view: RowView;
  readonly hideCodes: boolean;
  readonly codeGroups: CodeGroups;
  /** the keyboard is here: its buttons can be reached */
  readonly active: boolean;
  readonly canMove: boolean;
  readonly actions: RowActions;
}

/** What can be done with an entry; the same functions as long as the list is drawn. */
export interface RowActions {
  readonly copy: (entry: CodeEntry) => void;
  /** a counter's next code, else shows or hides the next one */
  readonly next: (entry: CodeEntry) => void;
  readonly reveal: (entry: CodeEntry) => void;
  readonly edit: (entry: CodeEntry) => void;
  readonly pin: (entry: CodeEntry) => void;
  readonly remove: (entry: CodeEntry) => void;
}

const text = words.authenticator;

export const CodeRow = memo(function CodeRow(props: CodeRowProps) {
  const { entry, current, view, actions, active, canMove } = props;
  const isCounter = entry.type === "hotp";
  const shown = isCounter && current?.missing === undefined ? view.advanced : current;
  const usable = shown !== undefined && shown.missing === undefined;
  const tabIndex = active ? 0 : -1;
  const pinned = entry.pinned === true;
  return (
    <>
      {canMove && <GripVertical className={styles.grip} size={16} aria-hidden="true" />}
      <CodeIcon entry={entry} />
      <Names entry={entry} />
      <CodeCell
        entry={entry}
        code={usable ? shown : undefined}
        missing={current?.missing}
        view={view}
        hidden={props.hideCodes}
        groups={props.codeGroups}
      />
      <div className={styles.buttons}>
        <IconButton
          label={text.copy}
          icon={<Copy size={16} />}
          shortcut={text.keys.copy}
          disabled={!usable}
          tabIndex={tabIndex}
          onClick={() => actions.copy(entry)}
        />
        {props.hideCodes && usable && view.revealedUntil === undefined ? (
          <IconButton
            label={text.showCode}
            icon={<Eye size={16} />}
            shortcut={text.keys.next}
            tabIndex={tabIndex}
            onClick={() => actions.reveal(entry)}
          />
        ) : (
          <IconButton
            label={!isCounter && view.nextShown ? text.hideNext : text.next}
            icon={isCounter ? <RefreshCw size={16} /> : <Eye size={16} />}
            shortcut={text.keys.next}
            disabled={current?.missing !== undefined || (!isCounter && !usable)}
            tabIndex={tabIndex}
            onClick={() => actions.next(entry)}
          />
        )}
        <IconButton
          label={pinned ? text.unpinEntry : text.pinEntry}
          icon={<Pin size={16} fill={pinned ? "currentColor" : "none"} />}
          shortcut={text.keys.pin}
          tabIndex={tabIndex}
          onClick={() => actions.pin(entry)}
        />
        <IconButton
          label={text.edit}
          icon={<Pencil size={16} />}
          shortcut={text.keys.edit}
          tabIndex={tabIndex}
          onClick={() => actions.edit(entry)}
        />
        <IconButton
          label={text.remove}
          icon={<Trash2 size={16} />}
          shortcut={text.keys.remove}
          tabIndex={tabIndex}
          onClick={() => actions.remove(entry)}
        />
      </div>
    </>
  );
});

function Names({ entry }: { readonly entry: CodeEntry }) {
  const { note, groups = [] } = entry;
  return (
    <EntryNames entry={entry} {...(entry.unfinished === true && { hint: text.unfinished })}>
      {(note !== undefined || groups.length > 0) && (
        <span className={styles.marks}>
          {note !== undefined && (
            <span className={styles.note} title={note}>
              <StickyNote size={12} aria-hidden="true" />
              <bdi>{note.split("\n")[0]}</bdi>
            </span>
          )}
          {groups.map((group) => (
            <bdi key={group} className={styles.group}>
              {group}
            </bdi>
          ))}
        </span>
      )}
    </EntryNames>
  );
}
