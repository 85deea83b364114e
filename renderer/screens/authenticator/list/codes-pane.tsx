// All codes: the search, the groups and the order above, the list below. The keyboard alone is enough: letters search,
// arrows choose, Enter copies.
import { ArrowDownUp, KeyRound, Tags, Trash2 } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import type { Settings } from "../../../../shared/models/app.ts";
import { CodeOrder, defaultSettings } from "../../../../shared/models/app.ts";
import type { CodeEntry } from "../../../../shared/models/code.ts";
import { call } from "../../../ipc/client.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { IconButton } from "../../../parts/icon-button.tsx";
import { Select } from "../../../parts/select.tsx";
import { words } from "../../../words/words.ts";
import { BackupNote } from "../../backup/backup-note.tsx";
import type { Command } from "../../mail/commands.ts";
import { useShortcuts } from "../../mail/shortcuts.ts";
import { ClockNote } from "../clock-note.tsx";
import { KeychainClosedNote } from "../keychain-closed-note.tsx";
import { tellProblem } from "../tell-problem.ts";
import type { CodesNow } from "../use-codes.ts";
import { arrangeCodes, groupsOf } from "./arrange-codes.ts";
import { CodeList, type CodeListHandle } from "./code-list.tsx";
import styles from "./codes-pane.module.css";
import { GroupBar } from "./group-bar.tsx";
import { useCodeCommands } from "./use-code-commands.ts";
import { useRemoving } from "./use-removing.ts";
import { useRowActions } from "./use-row-actions.ts";
import { useRowViews } from "./use-row-views.ts";

const text = words.authenticator;

export interface CodesPaneProps {
  readonly codes: CodesNow;
  readonly settings: Settings | undefined;
  /** the buttons beside the search: export, add */
  readonly tools: ReactNode;
  readonly add: ReactNode;
  /** of the whole screen, for the command palette */
  readonly commands: readonly Command[];
  readonly onEdit: (entry: CodeEntry) => void;
  readonly onGroups: () => void;
  readonly onBin: () => void;
  readonly binned: number;
}

export function CodesPane(props: CodesPaneProps) {
  const { codes, settings = defaultSettings } = props;
  const { codeOrder: order, hideCodes, codeGroups } = settings;
  const [search, setSearch] = useState("");
  const [chosen, setGroup] = useState<string>();
  const [activeId, setActiveId] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const list = useRef<CodeListHandle>(null);
  const entries = codes.list.state === "ready" ? codes.list.value : undefined;
  const groups = useMemo(() => groupsOf(entries ?? []), [entries]);
  // A group whose last entry has left it is no more.
  const group = groups.some(({ name }) => name === chosen) ? chosen : undefined;
  const shown = useMemo(
    () => arrangeCodes(entries ?? [], { search, group, order }),
    [entries, search, group, order],
  );
  const views = useRowViews();
  const { remove, undo, last } = useRemoving((codeId) => {
    // In a dialog the keyboard stays there.
    if (document.querySelector("[role=dialog], [role=alertdialog]") === null) setWanted(codeId);
  });
  const removeAndStay = useStaying(remove, shown, (codeId) =>
    codeId === undefined ? heading.current?.focus() : setWanted(codeId),
  );
  const actions = useRowActions({ codes, settings, views, onEdit: props.onEdit, remove: removeAndStay });
  const active = shown.find(({ id }) => id === activeId) ?? shown[0];
  const focusSearch = useCallback(() => searchBox.current?.focus(), []);
  const step = useCallback((entry: CodeEntry, by: -1 | 1) => list.current?.step(entry, by), []);
  useCodeCommands({
    ...{ active, actions, focusSearch, removed: last, undo, step: order === "manual" ? step : undefined },
    ...props,
  });
  useShortcuts([
    { key: "f", control: true, run: focusSearch },
    { key: "/", run: focusSearch },
  ]);
  const find = (typed: string) => {
    setSearch(typed);
    // Whoever types does not want to be taken away when a row comes back into sight.
    setWanted(undefined);
  };
  const press = (event: KeyboardEvent) => {
    const inField = event.target instanceof Element && event.target.closest("input, select") !== null;
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || inField) return;
    event.preventDefault();
    undo();
  };
  const pressInSearch = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" && shown.length > 0) list.current?.focus();
    else if (event.key === "Enter" && shown[0]) actions.copy(shown[0]);
    else if (event.key === "Escape" && search !== "") find("");
    else return;
    event.preventDefault();
  };

  const some = entries !== undefined && entries.length > 0;
  const toBin = props.binned > 0 && (
    <IconButton label={text.bin.open(props.binned)} icon={<Trash2 size={16} />} onClick={props.onBin} />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key works wherever in it the keyboard is
    <div className={styles.column} onKeyDown={press}>
      <header className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {text.title}
        </h1>
        {some && (
          <>
            <input
              ref={searchBox}
              type="search"
              className={styles.search}
              aria-label={text.search}
              placeholder={text.search}
              value={search}
              onChange={(event) => find(event.target.value)}
              onKeyDown={pressInSearch}
            />
            {props.tools}
          </>
        )}
      </header>
      <ClockNote />
      <KeychainClosedNote codes={codes.current.values()} />
      <BackupNote />
      {codes.list.state === "failed" && <ErrorNote error={codes.list.error} />}
      {some && (
        <div className={styles.bar}>
          <GroupBar groups={groups} total={entries.length} chosen={group} onChoose={setGroup} />
          <ArrowDownUp size={14} className={styles.sign} aria-hidden="true" />
          <Select
            label={text.order.label}
            quietLabel
            value={order}
            options={CodeOrder.options.map((value) => ({ value, label: text.order[value] }))}
            onChange={(codeOrder) => call("settings.change", { codeOrder }).catch(tellProblem)}
          />
          {groups.length > 0 && (
            <IconButton label={text.groups.open} icon={<Tags size={16} />} onClick={props.onGroups} />
          )}
          {toBin}
        </div>
      )}
      {entries?.length === 0 && (
        <EmptyState icon={<KeyRound size={32} />} title={text.empty} action={props.add}>
          <p>{text.emptyText}</p>
          {props.binned > 0 && (
            <p>
              <button type="button" className={styles.link} onClick={props.onBin}>
                {text.bin.open(props.binned)}
              </button>
            </p>
          )}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <CodeList
          handle={list}
          shown={shown}
          movable={order === "manual" ? entries : undefined}
          current={codes.current}
          views={views}
          hideCodes={hideCodes}
          codeGroups={codeGroups}
          actions={actions}
          wanted={wanted}
          onWanted={setWanted}
          activeId={active?.id}
          onActive={setActiveId}
          onType={focusSearch}
        />
      )}
      {some && shown.length === 0 && <p role="status">{text.nothingFound(search)}</p>}
    </div>
  );
}

/** When a row is removed, the keyboard goes to its neighbour; `undefined` if there is none. */
function useStaying(
  remove: (entry: CodeEntry) => void,
  shown: readonly CodeEntry[],
  goTo: (codeId: string | undefined) => void,
): (entry: CodeEntry) => void {
  return (entry) => {
    const at = shown.findIndex(({ id }) => id === entry.id);
    goTo((shown[at + 1] ?? shown[at - 1])?.id);
    remove(entry);
  };
}
