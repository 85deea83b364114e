// What was found, numbered like the frames: codes to be saved first, then what can be taken over, then what the others
// are. None of them is opened.
import { type ReactNode, type Ref, useRef, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeEntry, FoundCode } from "../../../shared/models/code.ts";
import type { ScanResult } from "../../../shared/models/scan.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { EntryNames } from "../../parts/entry-names.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { nameOfFound } from "../../parts/scan/name-of-found.ts";
import { describeError } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./scan.module.css";

const text = words.scanning;

interface Shared {
  readonly current: string | undefined;
  readonly onCurrent: (foundId: string | undefined) => void;
  readonly onSaved: (entry: CodeEntry) => void;
}

export function FoundList({
  result,
  ref,
  ...shared
}: Shared & { readonly result: Pick<ScanResult, "found">; readonly ref: Ref<HTMLUListElement> }) {
  const codes = useCall("codes.list", undefined, ["codes.changed"]);
  const entries = codes.state === "ready" ? codes.value : [];
  const { found } = result;
  const useless = found.every(({ entry, part, problem }) => !entry && !part && !problem);
  const first = found.find(({ entry }) => entry !== undefined)?.foundId;
  return (
    <>
      <ul ref={ref} className={styles.found} aria-label={text.foundList}>
        {found.map((code, index) => (
          <FoundItem
            key={code.foundId}
            {...shared}
            code={code}
            number={found.length > 1 ? index + 1 : undefined}
            first={code.foundId === first}
            twin={entries.find(({ id }) => id === code.duplicateOf)}
          />
        ))}
      </ul>
      {useless && <p>{describeError({ code: "qr-not-otpauth", detail: {} }).todo}</p>}
    </>
  );
}

interface ItemProps extends Shared {
  readonly code: FoundCode;
  /** that of its frame, where there are several */
  readonly number: number | undefined;
  /** its button gets the focus: the Enter key saves what most people came for */
  readonly first: boolean;
  /** what has the same secret already */
  readonly twin: CodeEntry | undefined;
}

function FoundItem(props: ItemProps) {
  const { code, number, current, onCurrent } = props;
  const isCurrent = current === code.foundId;
  return (
    <li
      className={`${styles.item} ${isCurrent ? styles.current : ""}`}
      aria-label={nameOfFound(code)}
      data-found={code.foundId}
      // A click, too, brings its picture up. Not the mouse alone: the list comes to lie under it by chance.
      tabIndex={-1}
      onFocus={() => onCurrent(code.foundId)}
    >
      {number !== undefined && code.picture !== undefined && (
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
      )}
      {code.entry ? (
        <Usable {...props} entry={code.entry} />
      ) : (
        <div>{whatItIs(code, number !== undefined)}</div>
      )}
    </li>
  );
}

function Usable({
  code,
  entry,
  first,
  twin,
  onSaved,
}: ItemProps & { readonly entry: NonNullable<FoundCode["entry"]> }) {
  const [state, setState] = useState<"new" | "saving" | "saved">("new");
  const [error, setError] = useState<ErrorView>();
  const [pin, setPin] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const isThere = code.duplicateOf !== undefined && state === "new";
  const save = () => {
    setState("saving");
    setError(undefined);
    call("codes.addFound", { foundId: code.foundId, ...(pin !== "" && { pin }) }).then(
      (added) => {
        // The button goes, and would take the focus to the beginning of the dialog; from its row the next is one step away.
        if (button.current === document.activeElement) button.current?.closest("li")?.focus();
        setState("saved");
        onSaved(added);
      },
      (failure: unknown) => {
        setState("new");
        setError(toErrorView(failure));
      },
    );
  };
  return (
    <>
      <EntryNames
        entry={entry}
        {...(isThere && { hint: twin ? text.alreadyAs(nameOf(twin)) : text.already })}
      >
        {code.needsPin === true && state !== "saved" && (
          <PasswordField
            label={words.authenticator.pin}
            hint={text.pinNeeded}
            value={pin}
            onChange={setPin}
          />
        )}
        {error && <ErrorNote error={error} />}
      </EntryNames>
      {state === "saved" ? (
        <span role="status">{text.saved}</span>
      ) : (
        <Button ref={button} kind="primary" autoFocus={first} busy={state === "saving"} onClick={save}>
          {text.save}
        </Button>
      )}
    </>
  );
}

function nameOf({ issuer, account }: CodeEntry): string {
  return words.authenticator.nameOf(issuer, account);
}

/** A code that cannot be saved: what it is, or what is wrong with it. */
function whatItIs(code: FoundCode, isOneOfSeveral: boolean): ReactNode {
  const { kind, problem, part, maker, purpose } = code;
  if (problem) return <ErrorNote error={problem} quiet={isOneOfSeveral} />;
  if (part) return nameOfFound(code);
  const opens = kind === "web" || kind === "wifi" || kind === "text";
  return (
    <>
      {purpose ? text.purposes[purpose].says : words.authenticator.kinds[kind]}
      {maker && ` ${words.authenticator.makers[maker]}`}
      {opens && ` ${text.notOpened}`}
    </>
  );
}
