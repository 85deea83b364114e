// The search field and the list under it. The focus stays in the field; the arrows move through the list, as in a menu.
import { Eye } from "lucide-react";
import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { Settings } from "../../../shared/models/app.ts";
import {
  type CodeEntry,
  type CurrentCode,
  isKeychainClosed,
  type MissingCode,
} from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { EntryNames } from "../../parts/entry-names.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import { Covered, Digits, TimeLeft } from "../authenticator/list/code-cell.tsx";
import { useRowViews } from "../authenticator/list/use-row-views.ts";
import { closeWindow } from "./close-window.ts";
import { findCodes } from "./find-codes.ts";
import styles from "./quick-code.module.css";

const text = words.quickCode;

/** How the user wants codes to be drawn. */
export type CodesShown = Pick<Settings, "hideCodes" | "codeGroups">;

export function QuickCodes({
  entries,
  current,
  shown,
}: {
  readonly entries: readonly CodeEntry[];
  readonly current: ReadonlyMap<string, CurrentCode>;
  readonly shown: CodesShown;
}) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const [error, setError] = useState<ErrorView>();
  const views = useRowViews();
  const list = useId();
  const found = useMemo(() => findCodes(entries, search), [entries, search]);
  const chosen = Math.min(at, found.length - 1);
  const optionId = (entry: CodeEntry | undefined) => (entry ? `${list}-${entry.id}` : undefined);

  const copy = (entry: CodeEntry | undefined) => {
    if (!entry) return;
    setError(undefined);
    call("codes.copy", { codeId: entry.id }).then(closeWindow, (failure: unknown) =>
      setError(toErrorView(failure)),
    );
  };
  const reveal = (entry: CodeEntry | undefined) => shown.hideCodes && entry && views.reveal(entry.id);
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, chosen + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) reveal(found[chosen]);
      else copy(found[chosen]);
    }
  };
  return (
    <>
      <input
        type="search"
        className={styles.search}
        role="combobox"
        aria-label={words.authenticator.search}
        aria-controls={list}
        aria-expanded="true"
        aria-activedescendant={optionId(found[chosen])}
        placeholder={words.authenticator.search}
        // biome-ignore lint/a11y/noAutofocus: the window is opened to type a name
        autoFocus
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      {error !== undefined && <ErrorNote error={error} />}
      <div id={list} role="listbox" aria-label={words.authenticator.list} className={styles.list}>
        {found.map((entry, index) => (
          <Option
            key={entry.id}
            id={optionId(entry) ?? ""}
            entry={entry}
            current={current.get(entry.id)}
            chosen={index === chosen}
            groups={shown.codeGroups}
            covered={shown.hideCodes && views.of(entry.id).revealedUntil === undefined}
            onCopy={() => copy(entry)}
            onReveal={() => reveal(entry)}
          />
        ))}
      </div>
      <p className={styles.foot} role="status">
        {found.length === 0
          ? words.authenticator.nothingFound(search)
          : shown.hideCodes
            ? text.keysHidden
            : text.keys}
      </p>
    </>
  );
}

function Option(props: {
  readonly id: string;
  readonly entry: CodeEntry;
  readonly current: CurrentCode | undefined;
  readonly chosen: boolean;
  readonly groups: CodesShown["codeGroups"];
  /** nobody has asked for its code yet */
  readonly covered: boolean;
  readonly onCopy: () => void;
  readonly onReveal: () => void;
}) {
  const { entry, current } = props;
  const usable = current !== undefined && current.missing === undefined;
  return (
    // The keys are heard by the field, which names the chosen option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      id={props.id}
      ref={(row) => {
        if (props.chosen) row?.scrollIntoView({ block: "nearest" });
      }}
      role="option"
      tabIndex={-1}
      aria-selected={props.chosen}
      aria-label={words.authenticator.nameOf(entry.issuer, entry.account)}
      className={styles.option}
      onClick={props.onCopy}
    >
      <EntryNames entry={entry} />
      {usable && (
        <>
          {props.covered ? (
            <CoveredCode code={current.code} groups={props.groups} onReveal={props.onReveal} />
          ) : (
            <Digits code={current.code} groups={props.groups} />
          )}
          <TimeLeft code={current} />
        </>
      )}
      {current?.missing !== undefined && (
        <span className={styles.missing}>{missingText(current.missing)}</span>
      )}
      {entry.type === "hotp" && current === undefined && (
        <span className={styles.counter}>{text.counter}</span>
      )}
    </div>
  );
}

function CoveredCode(props: {
  readonly code: string;
  readonly groups: CodesShown["codeGroups"];
  readonly onReveal: () => void;
}) {
  return (
    <>
      {/* An option holds no buttons. With the keyboard it is Ctrl and Enter, as the foot of the window says. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <span
        className={styles.reveal}
        title={words.authenticator.showCode}
        // The focus stays in the field, which hears Enter.
        onMouseDown={(event) => event.preventDefault()}
        onClick={(event) => {
          event.stopPropagation();
          props.onReveal();
        }}
      >
        <Eye size={16} aria-hidden="true" />
      </span>
      <Covered code={props.code} groups={props.groups} />
    </>
  );
}

function missingText(missing: MissingCode): string {
  if (isKeychainClosed(missing)) return text.keychainLocked;
  return missing === "secret-gone" ? text.secretGone : text.secretChanged;
}
