// A forgotten passphrase, or a lost key of the lock: a backup is read and compared first; only then, and only after a
// knowing yes, is removed what nobody can open any more.
import { useState } from "react";
import type { FoundBackup } from "../../../shared/models/lock.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { CheckBox } from "../../parts/check-box.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { ImportPins } from "../authenticator/import-pins.tsx";
import styles from "./lock.module.css";

const text = words.lock;

type Step =
  | { readonly step: "choose" }
  | { readonly step: "passphrase"; readonly backupId: string }
  | { readonly step: "compared"; readonly backup: FoundBackup }
  | { readonly step: "without" };

export function ForgottenDialog({
  words: said = text.forgotten,
  onClose,
}: {
  /** why nobody can open it */
  readonly words?: typeof text.forgotten;
  readonly onClose: () => void;
}) {
  const [now, setNow] = useState<Step>({ step: "choose" });
  const [passphrase, setPassphrase] = useState("");
  const [understood, setUnderstood] = useState(false);
  const [pins, setPins] = useState<ReadonlyMap<number, string>>(new Map());
  const take = (backup: FoundBackup) => {
    setPins(new Map());
    setNow(
      backup.passphraseNeeded
        ? { step: "passphrase", backupId: backup.backupId }
        : { step: "compared", backup },
    );
  };
  const choosing = useJobCall("lock.chooseBackup", ({ result }) => {
    if (result?.kind === "backup") take(result.backup);
  });
  const opening = useJobCall("lock.openBackup", ({ result }) => {
    if (result?.kind === "backup") take(result.backup);
  });
  // How it ended is said by lock-gate.tsx, which stays.
  const starting = useJobCall("lock.startAnew", onClose);
  const open = () => {
    if (now.step !== "passphrase" || passphrase === "") return;
    opening.start({ backupId: now.backupId, passphrase });
    setPassphrase("");
  };
  const startAnew = () =>
    starting.start({
      giveUpWhatIsSealed: true,
      pins: [...pins].flatMap(([index, pin]) => (pin.trim() === "" ? [] : [{ index, pin }])),
      ...(now.step === "compared" && { backupId: now.backup.backupId }),
    });
  const running = [choosing, opening, starting].find((work) => work.running);
  const error = [choosing, opening].find((work) => work.error)?.error ?? starting.error;
  const action = (() => {
    switch (now.step) {
      case "choose":
        return (
          <Button kind="primary" onClick={() => choosing.start(undefined)}>
            {text.chooseBackup}
          </Button>
        );
      case "passphrase":
        return (
          <Button kind="primary" disabled={passphrase === ""} onClick={open}>
            {text.openBackup}
          </Button>
        );
      case "compared":
      case "without":
        return (
          <Button kind="danger" disabled={!understood} onClick={startAnew}>
            {now.step === "compared" ? text.removeAndRestore : text.removeOnly}
          </Button>
        );
    }
  })();
  const close = () => {
    choosing.cancel();
    opening.cancel();
    onClose();
  };

  return (
    <Dialog
      title={said.title}
      description={said.says}
      width={now.step === "compared" ? "wide" : "narrow"}
      onClose={close}
      actions={
        <>
          {now.step === "choose" && !running && (
            <Button kind="quiet" onClick={() => setNow({ step: "without" })}>
              {text.withoutABackup}
            </Button>
          )}
          {/* Once it has begun, stopping it would only leave less behind. */}
          {running !== starting && <Button onClick={close}>{words.common.cancel}</Button>}
          {!running && action}
        </>
      }
    >
      {error && error.code !== "cancelled" && <ErrorNote error={error} />}
      {running ? (
        <JobBar
          job={running.job}
          label={running === starting ? text.starting : text.reading}
          phase={text.readingPhases[running.job?.phase ?? ""]}
        />
      ) : (
        <Body now={now} {...{ passphrase, setPassphrase, open, understood, setUnderstood, pins, setPins }} />
      )}
    </Dialog>
  );
}

function Body(props: {
  readonly now: Step;
  readonly passphrase: string;
  readonly setPassphrase: (passphrase: string) => void;
  readonly open: () => void;
  readonly understood: boolean;
  readonly setUnderstood: (understood: boolean) => void;
  readonly pins: ReadonlyMap<number, string>;
  readonly setPins: (pins: ReadonlyMap<number, string>) => void;
}) {
  const { now } = props;
  const understand = (
    <CheckBox checked={props.understood} onChange={props.setUnderstood}>
      {text.understand}
    </CheckBox>
  );
  switch (now.step) {
    case "choose":
      return <p>{text.forgottenBackup}</p>;
    case "passphrase":
      return (
        <Form onSubmit={props.open}>
          <PasswordField
            label={text.chosenBackup}
            value={props.passphrase}
            onChange={props.setPassphrase}
            autoFocus
          />
        </Form>
      );
    case "compared":
      return (
        <>
          <Compared backup={now.backup} />
          <ImportPins lackingPin={now.backup.lackingPin} pins={props.pins} onChange={props.setPins} />
          {understand}
        </>
      );
    case "without":
      return (
        <>
          <p>{text.without}</p>
          <p>{text.beforeWithout}</p>
          {understand}
        </>
      );
  }
}

function Compared({ backup: { brings, others, missing, recovery } }: { readonly backup: FoundBackup }) {
  return (
    <>
      <p role="status">
        {text.brings(brings)} {others > 0 && text.others(others)}
      </p>
      {recovery.length > 0 && (
        <section>
          <p>{text.recovery}</p>
          <ul className={styles.recovery} aria-label={text.recoveryList}>
            {recovery.map(({ address, added, inFile }) => (
              <li key={address}>
                <bdi>{address}</bdi>: {words.importing.recovery.holds(inFile)}
                {!added && `; ${text.notAdded}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {missing.length > 0 && (
        <section className={styles.missing}>
          <p>{text.missing(missing.length)}</p>
          <ul aria-label={text.missingList}>
            {missing.map(({ issuer, account }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat, and the list never changes
              <li key={index}>
                <bdi>{words.authenticator.nameOf(issuer, account)}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
