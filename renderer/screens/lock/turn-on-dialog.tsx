// Turning the lock on: a backup first, then a passphrase, then everything is sealed.
import { type FormEvent, useState } from "react";
import type { JobView } from "../../../shared/models/job.ts";
import { useCall, useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { showToast } from "../../parts/toast.tsx";
import { words } from "../../words/words.ts";
import { ExportDialog } from "../authenticator/export-dialog.tsx";
import styles from "./lock.module.css";
import { isRight, NewPassphrase, nothingTyped } from "./new-passphrase.tsx";

const text = words.lock;
const day = (at: number) => new Date(at).toLocaleDateString([], { dateStyle: "long" });

function phaseOf({ phase, done, total }: JobView): string | undefined {
  if (phase === "deriving") return text.deriving;
  return phase === "sealing" && total > 0 ? text.sealed(done, total) : undefined;
}

export function TurnOnDialog({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  const [anyway, setAnyway] = useState(false);
  const [backingUp, setBackingUp] = useState(false);
  const kept = useCall("kept.list", undefined, ["security.changed", "backup.changed"]);
  const codes = useCall("codes.list", undefined, ["codes.changed"]);
  const work = useJobCall("lock.turnOn", () => {
    showToast({ text: text.turnedOn });
    onClose();
  });
  const backedUpAt = kept.state === "ready" ? kept.value.lastBackupAt : undefined;
  const isEmpty = codes.state === "ready" && codes.value.length === 0;
  const allowed = backedUpAt !== undefined || anyway || isEmpty;
  const begin = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!isRight(typed) || !allowed) return;
    work.start({ passphrase: typed.passphrase });
    setTyped(nothingTyped);
    setTried(false);
  };
  if (backingUp)
    return (
      <ExportDialog
        onClose={() => {
          kept.reload();
          setBackingUp(false);
        }}
      />
    );
  return (
    <Dialog
      title={text.turnOnTitle}
      description={text.turnOnText}
      onClose={onClose}
      actions={
        <>
          {/* It cannot be stopped half-way: a part would be sealed, and a part not. */}
          <Button onClick={onClose}>{work.running ? text.goOn : words.common.cancel}</Button>
          <Button kind="primary" busy={work.running} disabled={!allowed} onClick={() => begin()}>
            {text.turnOn}
          </Button>
        </>
      }
    >
      {work.error && <ErrorNote error={work.error} />}
      {work.running && <JobBar job={work.job} label={text.sealing} phase={work.job && phaseOf(work.job)} />}
      {!work.running && (
        <form className={styles.form} onSubmit={begin}>
          {!isEmpty && (
            <section className={styles.backup} aria-label={text.backupTitle}>
              <p>{backedUpAt === undefined ? text.backupNever : text.backupAt(day(backedUpAt))}</p>
              <div>
                <Button onClick={() => setBackingUp(true)}>{text.backupOffer}</Button>
              </div>
              {backedUpAt === undefined && (
                <label className={styles.check}>
                  <input
                    type="checkbox"
                    checked={anyway}
                    onChange={(event) => setAnyway(event.target.checked)}
                  />
                  {text.withoutBackup}
                </label>
              )}
            </section>
          )}
          <NewPassphrase typed={typed} tried={tried} onChange={setTyped} />
          <button type="submit" hidden />
        </form>
      )}
    </Dialog>
  );
}
