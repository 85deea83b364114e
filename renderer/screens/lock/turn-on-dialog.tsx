// Turning the lock on: a backup first, then a passphrase, then everything is sealed.
import { useState } from "react";
import { useCall, useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { CheckBox } from "../../parts/check-box.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { isRight, nothingTyped } from "../../parts/new-passphrase.tsx";
import { words } from "../../words/words.ts";
import { ExportDialog } from "../authenticator/export-dialog.tsx";
import styles from "./lock.module.css";
import { LockProgress, WhileTurning } from "./lock-progress.tsx";
import { NewLockPassphrase } from "./new-passphrase.tsx";

const text = words.lock;
const day = (at: number) => new Date(at).toLocaleDateString([], { dateStyle: "long" });

/** How it ended is said by use-lock-work.ts: it may go on without this dialog. */
export function TurnOnDialog({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState(nothingTyped);
  const [tries, setTries] = useState(0);
  const [anyway, setAnyway] = useState(false);
  const [backingUp, setBackingUp] = useState(false);
  const kept = useCall("kept.list", undefined, ["security.changed", "backup.changed"]);
  const codes = useCall("codes.list", undefined, ["codes.changed"]);
  const work = useJobCall("lock.turnOn", onClose, ({ code }) => code === "cancelled" && onClose());
  const backedUpAt = kept.state === "ready" ? kept.value.lastBackupAt : undefined;
  const isEmpty = codes.state === "ready" && codes.value.length === 0;
  const allowed = backedUpAt !== undefined || anyway || isEmpty;
  const begin = () => {
    setTries(tries + 1);
    if (!isRight(typed) || !allowed) return;
    work.start({ passphrase: typed.passphrase });
    setTyped(nothingTyped);
    setTries(0);
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
      {...(!work.running && { description: text.turnOnText })}
      onClose={onClose}
      actions={
        work.running ? (
          <WhileTurning work={work} onClose={onClose} />
        ) : (
          <>
            <Button onClick={onClose}>{words.common.cancel}</Button>
            <Button kind="primary" disabled={!allowed} onClick={begin}>
              {text.turnOn}
            </Button>
          </>
        )
      }
    >
      {work.error && <ErrorNote error={work.error} />}
      {work.running && <LockProgress job={work.job} />}
      {!work.running && (
        <Form problems={tries} onSubmit={begin}>
          {!isEmpty && (
            <section className={styles.backup} aria-label={text.backupTitle}>
              <p>{backedUpAt === undefined ? text.backupNever : text.backupAt(day(backedUpAt))}</p>
              <div>
                <Button onClick={() => setBackingUp(true)}>{text.backupOffer}</Button>
              </div>
              {backedUpAt === undefined && (
                <CheckBox checked={anyway} onChange={setAnyway}>
                  {text.withoutBackup}
                </CheckBox>
              )}
            </section>
          )}
          <NewLockPassphrase typed={typed} tried={tries > 0} onChange={setTyped} />
        </Form>
      )}
    </Dialog>
  );
}
