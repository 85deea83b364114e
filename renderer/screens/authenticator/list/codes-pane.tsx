// All codes: the search, the groups and the order above, the list below. The keyboard alone is enough: letters search,
// arrows choose, Enter copies.
import { ArrowDownUp, KeyRound, Tags, Trash2 } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
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
import type { RowActions } from "./code-row.tsx";
import styles from "./codes-pane.module.css";
import { GroupBar } from "./group-bar.tsx";
import { useCodeCommands } from "./use-code-commands.ts";
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
  const actions = useRowActions({ codes, settings, views, onEdit: props.onEdit });
  const active = shown.find(({ id }) => id === activeId) ?? shown[0];
  const focusSearch = useCallback(() => searchBox.current?.focus(), []);
  const step = useCallback((entry: CodeEntry, by: -1 | 1) => list.current?.step(entry, by), []);
  useCodeCommands({ active, actions, focusSearch, step: order === "manual" ? step : undefined, ...props });
  useShortcuts([
    { key: "f", control: true, run: focusSearch },
    { key: "/", run: focusSearch },
  ]);
  const removeAndStay = useStaying(actions, shown, list);
  const pressInSearch = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" && shown.length > 0) list.current?.focus();
    else if (event.key === "Enter" && shown[0]) actions.copy(shown[0]);
    else if (event.key === "Escape" && search !== "") setSearch("");
    else return;
    event.preventDefault();
  };

  const some = entries !== undefined && entries.length > 0;
  const toBin = props.binned > 0 && (
    <IconButton label={text.bin.open(props.binned)} icon={<Trash2 size={16} />} onClick={props.onBin} />
  );
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h1>{text.title}</h1>
        {some && (
          <>
            <input
              ref={searchBox}
              type="search"
              className={styles.search}
              aria-label={text.search}
              placeholder={text.search}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
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
          actions={removeAndStay}
          activeId={active?.id}
          onActive={setActiveId}
          onType={focusSearch}
        />
      )}
      {some && shown.length === 0 && <p role="status">{text.nothingFound(search)}</p>}
    </div>
  );
}

/** When a row is removed, the keyboard goes to its neighbour. */
function useStaying(
  actions: RowActions,
  shown: readonly CodeEntry[],
  list: RefObject<CodeListHandle | null>,
): RowActions {
  const newest = useRef(shown);
  useEffect(() => {
    newest.current = shown;
  });
  return useMemo(
    () => ({
      ...actions,
      remove: (entry: CodeEntry) => {
        const at = newest.current.findIndex(({ id }) => id === entry.id);
        const neighbour = newest.current[at + 1] ?? newest.current[at - 1];
        if (neighbour) list.current?.focus(neighbour.id);
        actions.remove(entry);
      },
    }),
    [actions, list],
  );
}
