// Automatic backups: where they are not on yet, what they need; where they are, how they go and what can be changed.
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { BackupView } from "../../../shared/models/backup.ts";
import { call } from "../../ipc/client.ts";
import { type JobCall, type JobCallName, useJobCall } from "../../ipc/hooks.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Fields } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { NewPassphraseForm } from "../../parts/new-passphrase.tsx";
import { Select } from "../../parts/select.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./backup.module.css";

const text = words.backup;
const asked = { label: text.passphrase, hint: text.passphraseHint };
const choices = [5, 10, 20, 50];

const tellProblem = (failure: unknown) =>
  showToast({ text: errorText(toErrorView(failure)), tone: "problem" });

export function SetUp() {
  const setUp = useJobCall("backup.setUp", () => showToast({ text: text.begun, seconds: 10 }));
  return (
    <>
      <p>{text.about}</p>
      <Failure job={setUp} />
      {setUp.running ? (
        <Working job={setUp} />
      ) : (
        <NewPassphraseForm
          {...asked}
          onReady={(passphrase) => setUp.start({ passphrase, sameFolder: false })}
        >
          <Button kind="primary" type="submit">
            {text.begin}
          </Button>
        </NewPassphraseForm>
      )}
    </>
  );
}

export function AutomaticOn({
  view,
  automatic,
}: {
  readonly view: BackupView;
  readonly automatic: NonNullable<BackupView["automatic"]>;
}) {
  const [open, setOpen] = useState<"passphrase" | "off">();
  const run = useJobCall("backup.runNow", () => showToast({ text: text.made }));
  const move = useJobCall("backup.changeFolder", () => showToast({ text: text.moved }));
  const running = run.running ? run : move.running ? move : undefined;
  const { problem, lastAt } = view;
  return (
    <>
      {problem && (
        <ErrorNote error={problem.error}>
          <p>{text.problemSince(problem.since)}</p>
        </ErrorNote>
      )}
      <Failure job={run} />
      <Failure job={move} />
      <Facts>
        <dt>{text.folder}</dt>
        <dd className={styles.folder}>
          <bdi>{automatic.folderName}</bdi>
          <Button kind="quiet" onClick={() => void call("backup.openFolder").catch(tellProblem)}>
            {text.openFolder}
          </Button>
        </dd>
        <dt>{text.last}</dt>
        <dd>{lastAt === undefined ? text.never : text.moment(lastAt)}</dd>
      </Facts>
      {automatic.waiting && !problem && <p className={styles.quiet}>{text.waiting}</p>}
      <Keep keep={automatic.keep} />
      {running ? (
        <Working job={running} />
      ) : (
        <ButtonRow>
          <Button onClick={() => run.start(undefined)}>{text.runNow}</Button>
          <Button onClick={() => move.start(undefined)}>{text.changeFolder}</Button>
          <Button onClick={() => setOpen("passphrase")}>{text.changePassphrase}</Button>
          <Button onClick={() => setOpen("off")}>{text.turnOff}</Button>
        </ButtonRow>
      )}
      {open === "passphrase" && <ChangePassphrase onClose={() => setOpen(undefined)} />}
      {open === "off" && (
        <AlertDialog
          title={text.turnOffTitle}
          description={text.turnOffAbout}
          confirm={text.turnOff}
          onCancel={() => setOpen(undefined)}
          onConfirm={() => {
            setOpen(undefined);
            call("backup.turnOff").catch(tellProblem);
          }}
        />
      )}
    </>
  );
}

function Keep({ keep }: { readonly keep: number }) {
  const numbers = [...new Set([...choices, keep])].sort((a, b) => a - b);
  return (
    <Fields narrow>
      <Select
        label={text.keep}
        value={String(keep)}
        options={numbers.map((number) => ({ value: String(number), label: String(number) }))}
        onChange={(next) => void call("backup.setKept", { keep: Number(next) }).catch(tellProblem)}
        hint={text.keepHint}
      />
    </Fields>
  );
}

function ChangePassphrase({ onClose }: { readonly onClose: () => void }) {
  const change = useJobCall("backup.setUp", () => {
    showToast({ text: text.changed });
    onClose();
  });
  return (
    <Dialog title={text.changeTitle} description={text.changeAbout} onClose={onClose}>
      <Failure job={change} />
      {change.running ? (
        <Working job={change} />
      ) : (
        <NewPassphraseForm
          {...asked}
          onReady={(passphrase) => change.start({ passphrase, sameFolder: true })}
        >
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="primary" type="submit">
            {text.change}
          </Button>
        </NewPassphraseForm>
      )}
    </Dialog>
  );
}

function Working<Name extends JobCallName>({ job }: { readonly job: JobCall<Name> }) {
  return (
    <JobBar
      job={job.job}
      label={text.working}
      phase={text.phases[job.job?.phase ?? ""]}
      onCancel={job.cancel}
    />
  );
}

/** Somebody who has changed their mind knows it. */
function Failure<Name extends JobCallName>({ job }: { readonly job: JobCall<Name> }) {
  if (!job.error || job.error.code === "cancelled") return null;
  return <ErrorNote error={job.error} />;
}
