// The locked authenticator: the field for the passphrase, Touch ID where it is on, and the way out for a forgotten one.
// SECURITY: P48. The passphrase is handed over once and goes with the field.
import { Fingerprint, Lock } from "lucide-react";
import { type FormEvent, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { LockView } from "../../../shared/models/lock.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { ForgottenDialog } from "./forgotten-dialog.tsx";
import styles from "./lock.module.css";
import { useWait } from "./use-wait.ts";

const text = words.lock;

export function LockedScreen({ view, reload }: { readonly view: LockView; readonly reload: () => void }) {
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const [forgotten, setForgotten] = useState(false);
  const seconds = useWait(view.waitFor);
  const ask = (work: Promise<void>) => {
    setBusy(true);
    setError(undefined);
    setPassphrase("");
    work
      .catch((failure: unknown) => {
        const told = toErrorView(failure);
        if (told.code !== "cancelled") setError(told);
        // How long to wait is known by the core alone.
        reload();
      })
      .finally(() => setBusy(false));
  };
  const unlock = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== "" && !busy && seconds === 0) ask(call("lock.unlock", { passphrase }));
  };
  return (
    <main className={styles.page}>
      <form className={styles.box} onSubmit={unlock}>
        <Lock size={32} className={styles.icon} aria-hidden="true" />
        <h1>{text.lockedTitle}</h1>
        <p>{text.lockedText}</p>
        {view.unfinished !== undefined && <p className={styles.note}>{text.unfinished[view.unfinished]}</p>}
        <PasswordField
          label={text.passphrase}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
          autoFocus
        />
        {error !== undefined && (error.code !== "lock-wait" || seconds > 0) && (
          // The time is counted below.
          <ErrorNote error={seconds > 0 ? { code: error.code, detail: {} } : error} />
        )}
        {seconds > 0 && <p role="status">{text.waiting(seconds)}</p>}
        <div className={styles.actions}>
          <Button kind="primary" type="submit" busy={busy} disabled={passphrase === "" || seconds > 0}>
            {text.unlock}
          </Button>
          {view.touchId === "ready" && (
            <Button icon={<Fingerprint size={16} />} onClick={() => ask(call("lock.touch"))}>
              {text.touch}
            </Button>
          )}
          <Button kind="quiet" onClick={() => setForgotten(true)}>
            {text.forgot}
          </Button>
        </div>
      </form>
      {forgotten && <ForgottenDialog onClose={() => setForgotten(false)} />}
    </main>
  );
}
