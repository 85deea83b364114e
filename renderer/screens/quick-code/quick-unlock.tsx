// The locked authenticator in the quick-code window: the passphrase, and nothing else. What is more (a forgotten one,
// Touch ID) is in the program's own window.
import { type FormEvent, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./quick-code.module.css";

const text = words.quickCode;

export function QuickUnlock({ onOpen }: { readonly onOpen: () => void }) {
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const unlock = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === "" || busy) return;
    setBusy(true);
    setError(undefined);
    // SECURITY: P19. Handed over once; the field is empty again.
    setPassphrase("");
    call("lock.unlock", { passphrase })
      .then(onOpen, (failure: unknown) => setError(toErrorView(failure)))
      .finally(() => setBusy(false));
  };
  return (
    <form className={styles.unlock} onSubmit={unlock}>
      <p className={styles.says}>{text.locked}</p>
      <PasswordField
        label={text.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
        autoFocus
      />
      {error !== undefined && <ErrorNote error={error} />}
      <div>
        <Button kind="primary" type="submit" busy={busy} disabled={passphrase === ""}>
          {text.unlock}
        </Button>
      </div>
    </form>
  );
}
