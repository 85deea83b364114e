// The field for the passphrase of the lock, wherever it is asked for to open the authenticator, and the waiting after wrong
// ones. SECURITY: P19, P48. The passphrase is handed over once and goes with the field.
import { type ReactNode, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { LockView } from "../../../shared/models/lock.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { useWait } from "./use-wait.ts";

const text = words.lock;

export function UnlockForm({
  view,
  reload,
  autoFocus = false,
  more,
}: {
  readonly view: Pick<LockView, "waitFor">;
  /** asks anew how long to wait, and whether it is open */
  readonly reload: () => void;
  readonly autoFocus?: boolean;
  /** other ways to open it, which may be refused, too */
  readonly more?: (ask: (work: Promise<void>) => void) => ReactNode;
}) {
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const seconds = useWait(view.waitFor);
  const ask = (work: Promise<void>) => {
    setBusy(true);
    setError(undefined);
    setPassphrase("");
    work
      .catch((failure: unknown) => {
        const told = toErrorView(failure);
        if (told.code !== "cancelled") setError(told);
      })
      .finally(() => {
        setBusy(false);
        // How long to wait is known by the core alone.
        reload();
      });
  };
  const unlock = () => {
    if (passphrase !== "" && !busy && seconds === 0) ask(call("lock.unlock", { passphrase }));
  };
  return (
    <Form onSubmit={unlock}>
      <PasswordField
        label={text.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        autoFocus={autoFocus}
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
        {more?.(ask)}
      </ButtonRow>
    </Form>
  );
}
