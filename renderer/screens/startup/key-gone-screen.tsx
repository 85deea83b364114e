// Stands before everything if the keychain does not hold the key of the data that is here: none, or another one. Waits
// for the right one, or brings it over from a file that was made before; it never makes a new key.
import { type FormEvent, useState } from "react";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import { BeginAnew } from "./begin-anew.tsx";
import { StartupTrouble } from "./keychain-screen.tsx";
import styles from "./startup.module.css";

export function KeyGoneScreen({
  changed,
  onBegun,
}: {
  readonly changed: boolean;
  readonly onBegun: () => void;
}) {
  const text = changed ? words.startup.keyChanged : words.startup.keyGone;
  return (
    <StartupTrouble {...text}>
      <BringOver />
      {!changed && <BeginAnew onBegun={onBegun} />}
    </StartupTrouble>
  );
}

/** The answer comes as `app.changed`: then this screen is gone. */
function BringOver() {
  const text = words.keychain;
  const [passphrase, setPassphrase] = useState("");
  const bring = useJobCall("keychain.bringOver");
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === "" || bring.running) return;
    bring.start({ passphrase });
    setPassphrase("");
  };
  return (
    <form className={styles.bring} onSubmit={begin} aria-label={text.bringTitle}>
      <h2>{text.bringTitle}</h2>
      <p>{text.bringText}</p>
      <PasswordField
        label={text.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        autoComplete="current-password"
      />
      {bring.error !== undefined && <ErrorNote error={bring.error} />}
      {bring.running && (
        <JobBar job={bring.job} label={text.bringing} phase={text.phases[bring.job?.phase ?? ""]} />
      )}
      <div>
        {bring.running ? (
          <Button onClick={bring.cancel}>{words.common.cancel}</Button>
        ) : (
          <Button type="submit" disabled={passphrase === ""}>
            {text.bring}
          </Button>
        )}
      </div>
    </form>
  );
}
