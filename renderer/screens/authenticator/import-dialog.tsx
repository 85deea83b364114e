// Codes from another authenticator: choose or drop its export, type its passphrase if it has one, look at what would be
// added, save all of it or nothing.
import { type ClipboardEvent, type DragEvent, useCallback, useEffect, useRef, useState } from "react";
import { maxImportBytes } from "../../../shared/ipc/contract.ts";
import { AppError, type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { ImportFormat, ImportPreview } from "../../../shared/models/import.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { call } from "../../ipc/client.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { ImportPins } from "./import-pins.tsx";
import { ImportPreviewList, startsChosen } from "./import-preview.tsx";
import { givesBack, ImportRecoveryList } from "./import-recovery.tsx";
import { type ImportSource, isBackup, useSource } from "./import-source.ts";
import styles from "./importing.module.css";
import { tellProblem } from "./tell-problem.ts";

const text = words.importing;

export function ImportDialog({
  source = { from: "file" },
  onClose,
  onImported,
}: {
  readonly source?: ImportSource;
  readonly onClose: () => void;
  /** with a sentence about what was done */
  readonly onImported: (done: string) => void;
}) {
  const [preview, setPreview] = useState<ImportPreview>();
  const [refused, setRefused] = useState<ErrorView>();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [replaced, setReplaced] = useState<ReadonlySet<number>>(new Set());
  const [pins, setPins] = useState<ReadonlyMap<number, string>>(new Map());
  const [passphrase, setPassphrase] = useState("");
  const show = ({ result }: JobView) => {
    if (result?.kind !== "import") return;
    setPreview(result.preview);
    setReplaced(new Set());
    setPins(new Map());
    setChosen(new Set(result.preview.rows.filter(startsChosen).map(({ index }) => index)));
  };
  const chooseFiles = useJobCall("import.chooseFiles", show);
  const files = useJobCall("import.files", show);
  const version = useJobCall("backup.openVersion", show);
  const collected = useJobCall("import.collected", show);
  const clipboard = useJobCall("import.clipboard", show);
  const unlock = useJobCall("import.unlock", show);
  const apply = useJobCall("import.apply", ({ result }) => {
    if (result?.kind === "imported") onImported(text.done(result.added, result.changed, result.restored));
  });
  const jobs = [chooseFiles, files, version, collected, clipboard, unlock, apply];
  const running = jobs.find((each) => each.running);
  const error = refused ?? jobs.find((each) => each.error && each.error.code !== "cancelled")?.error;

  useForget(preview?.importId);
  useSource(source, { version, collected, clipboard, files });
  const begin = () => {
    setRefused(undefined);
    for (const each of jobs) each.reset();
  };
  const take = (given: readonly File[]) => {
    begin();
    readFiles(given).then(
      (bytes) => files.start({ files: bytes }),
      (failure: unknown) => setRefused(toErrorView(failure)),
    );
  };
  const open = () => {
    if (!preview || passphrase === "") return;
    begin();
    unlock.start({ importId: preview.importId, passphrase });
    setPassphrase("");
  };
  const save = () => {
    if (!preview) return;
    begin();
    const leaveOut = preview.rows.map(({ index }) => index).filter((index) => !chosen.has(index));
    apply.start({ importId: preview.importId, leaveOut, replaceRecovery: [...replaced], pins: typed });
    setPins(new Map());
  };
  const typed = [...pins].flatMap(([index, pin]) => (pin.trim() === "" ? [] : [{ index, pin }]));
  const count = chosen.size + typed.length;
  const close = () => {
    for (const each of jobs) each.cancel();
    onClose();
  };
  const actions = () => {
    if (running) return <Button onClick={running.cancel}>{words.common.cancel}</Button>;
    if (preview?.passphraseNeeded) {
      return (
        <>
          <Button onClick={close}>{words.common.cancel}</Button>
          <Button kind="primary" disabled={passphrase === ""} onClick={open}>
            {text.open}
          </Button>
        </>
      );
    }
    if (!preview) return <Button onClick={close}>{words.common.cancel}</Button>;
    return (
      <>
        <Button onClick={close}>{words.common.cancel}</Button>
        <Button kind="primary" disabled={count === 0 && !givesBack(preview, replaced)} onClick={save}>
          {text.apply(count)}
        </Button>
      </>
    );
  };

  return (
    <Dialog title={titleOf(preview, source)} onClose={close} width="wide" actions={actions()}>
      {error && <ErrorNote error={error} />}
      {running && <JobBar job={running.job} label={text.reading} phase={phaseOf(running.job)} />}
      {!running && !preview && source.from !== "scan" && (
        <ChooseStep
          backup={isBackup(source)}
          onChoose={() => {
            begin();
            chooseFiles.start(undefined);
          }}
          onFiles={take}
        />
      )}
      {!running && preview?.passphraseNeeded && (
        <Form onSubmit={open}>
          <PasswordField
            label={text.passphrase}
            hint={text.passphraseHint}
            value={passphrase}
            onChange={setPassphrase}
            autoFocus
          />
        </Form>
      )}
      {!running && preview && !preview.passphraseNeeded && (
        <>
          <ImportPreviewList preview={preview} chosen={chosen} more={typed.length} onChange={setChosen} />
          <ImportPins lackingPin={preview.lackingPin} pins={pins} onChange={setPins} />
          <ImportRecoveryList preview={preview} replaced={replaced} onChange={setReplaced} />
        </>
      )}
    </Dialog>
  );
}

function ChooseStep({
  backup,
  onChoose,
  onFiles,
}: {
  /** asked for is what Gatepost itself has written */
  readonly backup: boolean;
  readonly onChoose: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const take = (event: DragEvent | ClipboardEvent, { files }: DataTransfer) => {
    event.preventDefault();
    event.stopPropagation();
    if (files.length > 0) onFiles([...files]);
  };
  const drop = {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => take(event, event.dataTransfer),
  };
  return (
    <div className={styles.chooseStep} onPaste={(event) => take(event, event.clipboardData)}>
      <p>{backup ? text.backupIntro : text.intro}</p>
      <div className={styles.drop} {...drop}>
        <Button kind="primary" autoFocus onClick={onChoose}>
          {text.choose}
        </Button>
        <span>{backup ? text.backupDrop : text.drop}</span>
      </div>
      {!backup && <Formats />}
    </div>
  );
}

function Formats() {
  return (
    <details className={styles.formats}>
      <summary>{text.formats}</summary>
      <dl>
        {Object.entries(text.names).map(([format, name]) => (
          <div key={format}>
            <dt>{name}</dt>
            <dd>{text.help[format as ImportFormat]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What was read waits in the core with its secrets; it is forgotten when another file or none is wanted. */
function useForget(importId: string | undefined): void {
  const forget = useCallback((id: string) => {
    call("import.discard", { importId: id }).catch(tellProblem);
  }, []);
  const last = useRef<string>(undefined);
  useEffect(() => {
    last.current = importId;
    return () => {
      if (last.current !== undefined) forget(last.current);
    };
  }, [importId, forget]);
}

/** @throws AppError before anything is read, if it is too large for an export */
async function readFiles(files: readonly File[]): Promise<Uint8Array[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > maxImportBytes) throw new AppError("too-large", { limit: maxImportBytes });
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
}

/** What was read says what it is; until then it is what was asked for. */
function titleOf(preview: ImportPreview | undefined, source: ImportSource): string {
  if (!preview) return isBackup(source) ? text.backupTitle : text.title;
  const { format, formatName, passphraseNeeded } = preview;
  if (format === "gatepost") return passphraseNeeded ? text.backupPassphraseTitle : text.backupTitle;
  return passphraseNeeded ? text.passphraseTitle(formatName) : text.previewTitle(formatName);
}

const phases: Readonly<Record<string, string>> = {
  waiting: text.waiting,
  deriving: text.deriving,
  looking: text.looking,
  saving: text.saving,
};

function phaseOf(job: JobView | undefined): string | undefined {
  if (job?.phase === "deriving" && job.total > 0) return text.derivingPart(job.done);
  return job && phases[job.phase];
}
