// The mail screen: folders, messages, the message. It holds only what is chosen; all mail is asked from the core.
import { Inbox, Search as SearchIcon } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { AccountView } from "../../../shared/models/account.ts";
import type { Settings } from "../../../shared/models/app.ts";
import type { FolderView, MailView } from "../../../shared/models/message.ts";
import { useCall } from "../../ipc/hooks.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Fallback } from "../../parts/fallback.tsx";
import { SplitPane } from "../../parts/split-pane.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { UnsentPane } from "../compose/unsent-pane.tsx";
import { useUnsent } from "../compose/use-unsent.ts";
import { useLockCommand } from "../lock/use-lock-command.ts";
import { AccountBanners } from "./account-banners.tsx";
import { CommandPalette, MainPalette } from "./command-palette.tsx";
import { FolderPane } from "./folder-pane.tsx";
import styles from "./mail.module.css";
import { MessageList } from "./message-list.tsx";
import { ReadingPane } from "./reading-pane.tsx";
import { useMailCommands } from "./use-mail-commands.ts";
import { type Messages, useMessages } from "./use-messages.ts";
import { type Search, useSearch } from "./use-search.ts";
import { type Selection, useSelection } from "./use-selection.ts";
import type { Viewed } from "./viewed.ts";

const nothing: MailView = { kind: "unified-inbox" };

export function MailScreen({
  accounts,
  settings,
}: {
  readonly accounts: readonly AccountView[];
  readonly settings: Settings | undefined;
}) {
  const folders = useCall("folders.list", undefined, ["folders.changed", "accounts.changed"]);
  const unsent = useUnsent();
  const [viewed, setViewed] = useState<Viewed>(nothing);
  const messages = useMessages(viewed.kind === "unsent" ? nothing : viewed);
  const selection = useSelection(messages);
  const { clear } = selection;
  const view = useCallback(
    (next: Viewed) => {
      clear();
      setViewed(next);
    },
    [clear],
  );
  const search = useSearch(viewed, view);
  const searchField = useRef<HTMLInputElement>(null);
  const [palette, setPalette] = useState(false);
  const mail = useMailCommands({
    messages,
    selection,
    focusSearch: () => searchField.current?.focus(),
    openPalette: () => setPalette(true),
  });
  const known = folders.state === "ready" ? folders.value : noFolders;
  const role =
    viewed.kind === "folder" ? known.find((folder) => folder.id === viewed.folderId)?.role : undefined;
  const go = useGo();
  const lock = useLockCommand();
  const places = useMemo(
    () => [
      ...lock,
      { name: words.app.authenticator, keys: "", run: () => go({ at: "authenticator" }) },
      { name: words.app.settings, keys: "", run: () => go({ at: "settings" }) },
    ],
    [go, lock],
  );

  return (
    <main className={styles.screen}>
      <AccountBanners accounts={accounts} />
      <SplitPane
        label={(id) => (id === "folders" ? words.mail.folders : words.mail.list)}
        panes={[
          {
            id: "folders",
            width: 208,
            least: 150,
            most: 360,
            content: (
              <FolderPane
                accounts={accounts}
                folders={known}
                unsent={unsent.count}
                viewed={viewed}
                onView={view}
              />
            ),
          },
          ...(viewed.kind === "unsent"
            ? []
            : [
                {
                  id: "list",
                  width: 340,
                  least: 240,
                  most: 560,
                  content: (
                    <ListPane
                      viewed={viewed}
                      accounts={accounts}
                      messages={messages}
                      selection={selection}
                      role={role}
                      search={search}
                      noFolders={known.length === 0}
                      searchField={searchField}
                    />
                  ),
                },
              ]),
        ]}
        rest={
          viewed.kind === "unsent" ? (
            <UnsentPane unsent={unsent} />
          ) : (
            <Fallback key={selection.single}>
              <ReadingPane
                messageId={selection.single}
                several={selection.ids.size}
                isDraft={role === "drafts"}
                markRead={settings?.markReadOnOpen ?? false}
                commands={mail.commands}
              />
            </Fallback>
          )
        }
      />
      {palette && <MainPalette commands={[...mail.palette, ...places]} onClose={() => setPalette(false)} />}
      {mail.moving.length > 0 && (
        <MoveDialog accounts={accounts} folders={known} onMove={mail.moveTo} onClose={mail.stopMoving} />
      )}
    </main>
  );
}

const noFolders: readonly FolderView[] = [];

function ListPane(props: {
  readonly viewed: Viewed;
  readonly accounts: readonly AccountView[];
  readonly messages: Messages;
  readonly selection: Selection;
  readonly role: FolderView["role"] | undefined;
  readonly search: Search;
  /** the server's folders are not known yet */
  readonly noFolders: boolean;
  readonly searchField: React.RefObject<HTMLInputElement | null>;
}) {
  const { viewed, messages, search } = props;
  const toList = useRef(false);
  // When a search ends another list comes, which has the focus then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each other view
  useEffect(() => {
    if (toList.current) focusList();
    toList.current = false;
  }, [viewed]);
  return (
    <div className={styles.listPane}>
      <div className={styles.searchRow}>
        <span className={styles.search}>
          <SearchIcon size={15} aria-hidden="true" />
          <input
            type="search"
            ref={props.searchField}
            aria-label={words.mail.search}
            placeholder={words.mail.search}
            title={words.mail.searchHint}
            value={search.text}
            spellCheck={false}
            onChange={(event) => search.type(event.target.value)}
            onKeyDown={(event) => {
              // From here the keys go on in the list, with what was found or with all.
              if (event.key !== "Escape" && event.key !== "ArrowDown" && event.key !== "Enter") return;
              event.preventDefault();
              focusList();
              if (event.key !== "Escape") return;
              toList.current = viewed.kind === "search";
              search.clear();
            }}
          />
        </span>
      </div>
      {viewed.kind === "search" && messages.total !== undefined && (
        <p role="status" className={styles.found}>
          {words.mail.searchResults(viewed.text, messages.total)}
        </p>
      )}
      {messages.error !== undefined && (
        <div className={styles.note}>
          <ErrorNote error={messages.error} />
        </div>
      )}
      <MessageList
        key={JSON.stringify(viewed)}
        messages={messages}
        selection={props.selection}
        role={props.role}
        empty={<EmptyList viewed={viewed} accounts={props.accounts} noFolders={props.noFolders} />}
        onOpen={() => document.querySelector<HTMLElement>("[data-pane=message]")?.focus()}
      />
    </div>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>("[data-pane=list]")?.focus();
}

function EmptyList({
  viewed,
  accounts,
  noFolders,
}: {
  readonly viewed: Viewed;
  readonly accounts: readonly AccountView[];
  readonly noFolders: boolean;
}) {
  const text = words.mail;
  if (viewed.kind === "search")
    return <EmptyState title={text.emptySearch}>{text.emptySearchText}</EmptyState>;
  const first =
    noFolders ||
    accounts.some((account) => account.sync !== undefined || account.state.kind === "connecting");
  return (
    <EmptyState icon={<Inbox size={28} />} title={first ? text.emptyFirst : text.emptyFolder}>
      {first ? text.emptyFirstText : text.emptyFolderText}
    </EmptyState>
  );
}

/** Folders as a list to choose from by typing, because a mailbox may have hundreds. */
function MoveDialog({
  accounts,
  folders,
  onMove,
  onClose,
}: {
  readonly accounts: readonly AccountView[];
  readonly folders: readonly FolderView[];
  readonly onMove: (folderId: number) => void;
  readonly onClose: () => void;
}) {
  const several = accounts.length > 1;
  const commands = folders
    .filter((folder) => folder.selectable)
    .map((folder) => ({
      name: words.mail.roles[folder.role] || folder.name,
      keys: several ? (accounts.find((account) => account.id === folder.accountId)?.address ?? "") : "",
      run: () => onMove(folder.id),
    }));
  return (
    <CommandPalette
      title={words.mail.moveTitle}
      label={words.mail.moveFilter}
      empty={words.mail.emptySearch}
      commands={commands}
      onClose={onClose}
    />
  );
}
