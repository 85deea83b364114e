// Preparing a move to another keychain or computer: all items in one file under a passphrase, read back before it is done.
import { useState } from "react";
import { shortestPassphrase } from "../../../shared/models/lock.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { PageSection } from "../../parts/page.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";

const text = words.keychain;
const nothing = { passphrase: "", repeat: "" };

export function KeychainSection() {
  const [open, setOpen] = useState(false);
  const move = useJobCall("keychain.prepareMove");
  const moved = move.job?.result?.kind === "keychain-moved" ? move.job.result : undefined;
  return (
    <PageSection title={text.title}>
      <p>{text.about}</p>
      {moved && <p role="status">{text.prepared(moved.items)}</p>}
      {move.error !== undefined && move.error.code !== "cancelled" && <ErrorNote error={move.error} />}
      {move.running && (
        <>
          <JobBar job={move.job} label={text.preparing} phase={text.phases[move.job?.phase ?? ""]} />
          <div>
            <Button onClick={move.cancel}>{words.common.cancel}</Button>
          </div>
        </>
      )}
      {!move.running && !open && (
        <div>
          <Button
            onClick={() => {
              move.reset();
              setOpen(true);
            }}
          >
            {text.prepare}
          </Button>
        </div>
      )}
      {!move.running && open && (
        <PassphraseForm
          onCancel={() => setOpen(false)}
          onChosen={(passphrase) => {
            setOpen(false);
            move.start({ passphrase });
          }}
        />
      )}
    </PageSection>
  );
}

function PassphraseForm(props: {
  readonly onCancel: () => void;
  readonly onChosen: (passphrase: string) => void;
}) {
  const [typed, setTyped] = useState(nothing);
  const [tried, setTried] = useState(false);
  const tooShort = typed.passphrase.length < shortestPassphrase;
  const differs = typed.passphrase !== typed.repeat;
  const choose = () => {
    setTried(true);
    if (tooShort || differs) return;
    setTyped(nothing);
    props.onChosen(typed.passphrase);
  };
  return (
    <Form label={text.prepare} narrow onSubmit={choose}>
      <PasswordField
        label={text.passphrase}
        hint={text.passphraseHint(shortestPassphrase)}
        error={tried && tooShort ? text.tooShort(shortestPassphrase) : undefined}
        value={typed.passphrase}
        onChange={(passphrase) => setTyped({ ...typed, passphrase })}
        autoComplete="new-password"
        autoFocus
      />
      <PasswordField
        label={text.repeat}
        error={tried && !tooShort && differs ? text.differs : undefined}
        value={typed.repeat}
        onChange={(repeat) => setTyped({ ...typed, repeat })}
        autoComplete="new-password"
      />
      <ButtonRow>
        <Button onClick={props.onCancel}>{words.common.cancel}</Button>
        <Button kind="primary" type="submit">
          {text.write}
        </Button>
      </ButtonRow>
    </Form>
  );
}
