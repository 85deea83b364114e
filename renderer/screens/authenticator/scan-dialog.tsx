// Looks for QR codes (on the screen, in a picture, in the clipboard) and shows what was found, to be saved one by one.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeEntry, FoundCode } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { type JobCallName, useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { describeError } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";

/** What is scanned; `bytes` of a picture that was dropped or pasted. */
export type ScanSource =
  | { readonly from: "screen" | "chooseFile" | "clipboard" }
  | { readonly from: "picture"; readonly bytes: Uint8Array };

const text = words.authenticator;

export function ScanDialog(props: {
  readonly source: ScanSource;
  readonly entries: readonly CodeEntry[];
  readonly onClose: () => void;
  readonly onSaved: (entry: CodeEntry) => void;
}) {
  const [source, setSource] = useState(props.source);
  const name = `scan.${source.from}` as const satisfies JobCallName;
  const scan = useJobCall(name);
  const { start, error, job, running } = scan;
  const begun = useRef<ScanSource>(undefined);
  useEffect(() => {
    if (begun.current === source) return;
    begun.current = source;
    start(source.from === "picture" ? { bytes: source.bytes } : undefined);
  }, [source, start]);

  const cancelled = error?.code === "cancelled" || job?.state === "cancelled";
  const { onClose } = props;
  useEffect(() => {
    if (cancelled) onClose();
  }, [cancelled, onClose]);

  const found = job?.state === "done" && job.result?.kind === "scan" ? job.result.found : undefined;
  const close = () => {
    scan.cancel();
    onClose();
  };
  return (
    <Dialog
      title={found ? text.foundTitle(found.length) : text.scanTitle}
      onClose={close}
      actions={<Button onClick={close}>{found ? words.common.close : words.common.cancel}</Button>}
    >
      {running && (
        <JobBar
          job={job}
          label={text.scanning}
          phase={source.from === "chooseFile" && job?.phase !== "looking" ? text.waitingForFile : undefined}
        />
      )}
      {error && !cancelled && (
        <ErrorNote error={error}>
          <Button onClick={() => setSource({ ...source })}>{words.common.tryAgain}</Button>
          {source.from !== "chooseFile" && (
            <Button onClick={() => setSource({ from: "chooseFile" })}>{text.chooseAnother}</Button>
          )}
        </ErrorNote>
      )}
      {found && <FoundList found={found} entries={props.entries} onSaved={props.onSaved} />}
    </Dialog>
  );
}

function FoundList(props: {
  readonly found: readonly FoundCode[];
  readonly entries: readonly CodeEntry[];
  readonly onSaved: (entry: CodeEntry) => void;
}) {
  const useless = props.found.every(
    ({ entry, problem, kind }) => !entry && !problem && kind !== "otpauth-migration",
  );
  const first = props.found.findIndex(({ entry }) => entry !== undefined);
  return (
    <>
      <ul className={styles.found} aria-label={text.foundList}>
        {props.found.map((code, index) => (
          <FoundItem key={code.foundId} {...props} code={code} first={index === first} />
        ))}
      </ul>
      {useless && <p>{describeError({ code: "qr-not-otpauth", detail: {} }).todo}</p>}
    </>
  );
}

function FoundItem({
  code,
  first,
  entries,
  onSaved,
}: {
  readonly code: FoundCode;
  /** its button gets the focus: the Enter key saves what most people came for */
  readonly first: boolean;
  readonly entries: readonly CodeEntry[];
  readonly onSaved: (entry: CodeEntry) => void;
}) {
  const [state, setState] = useState<"new" | "saving" | "saved">("new");
  const [error, setError] = useState<ErrorView>();
  if (!code.entry) return <li className={styles.foundItem}>{whatItIs(code)}</li>;
  const { issuer, account } = code.entry;
  const save = () => {
    setState("saving");
    setError(undefined);
    call("codes.addFound", { foundId: code.foundId }).then(
      (entry) => {
        setState("saved");
        onSaved(entry);
      },
      (failure: unknown) => {
        setState("new");
        setError(toErrorView(failure));
      },
    );
  };
  const twin = entries.find(({ id }) => id === code.duplicateOf);
  return (
    <li className={styles.foundItem} aria-label={text.nameOf(issuer, account)}>
      <div className={styles.names}>
        <bdi className={styles.issuer}>{issuer || account || text.nameOf(issuer, account)}</bdi>
        {issuer !== "" && <bdi className={styles.account}>{account}</bdi>}
        {code.duplicateOf !== undefined && state === "new" && (
          <span className={styles.hint}>
            {twin ? text.already(text.nameOf(twin.issuer, twin.account)) : text.alreadyHere}
          </span>
        )}
        {error && <ErrorNote error={error} />}
      </div>
      {state === "saved" ? (
        <span role="status">{text.saved}</span>
      ) : (
        <Button kind="primary" autoFocus={first} busy={state === "saving"} onClick={save}>
          {text.saveFound}
        </Button>
      )}
    </li>
  );
}

/** A code that cannot be saved: what it is, or what is wrong with it. */
function whatItIs({ kind, problem }: FoundCode): ReactNode {
  return problem ? <ErrorNote error={problem} /> : text.kinds[kind];
}
