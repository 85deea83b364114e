// The locked authenticator: the field for the passphrase, Touch ID where it is on, and the way out for a forgotten one.
// SECURITY: P48. The passphrase is handed over once and goes with the field.
import { Fingerprint, Lock } from "lucide-react";
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { LockView } from "../../../shared/models/lock.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { CentredPage, ToDo } from "../../parts/centred-page.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { ForgottenDialog } from "./forgotten-dialog.tsx";
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
  const unlock = () => {
    if (passphrase !== "" && !busy && seconds === 0) ask(call("lock.unlock", { passphrase }));
  };
  return (
    <CentredPage icon={Lock} title={text.lockedTitle}>
      <p>{text.lockedText}</p>
      {view.unfinished !== undefined && <ToDo>{text.unfinished[view.unfinished]}</ToDo>}
      <Form onSubmit={unlock}>
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
        <ButtonRow>
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
        </ButtonRow>
      </Form>
      {forgotten && <ForgottenDialog onClose={() => setForgotten(false)} />}
    </CentredPage>
  );
}
