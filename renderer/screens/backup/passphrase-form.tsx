// A new passphrase, typed twice. It is handed over once and forgotten with the form.
import { type ReactNode, useState } from "react";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Form } from "../../parts/form.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";

const text = words.backup;
const shortest = 8;

const nothingTyped = { passphrase: "", repeat: "" };

/** Calls `onReady` once with what was typed, if it is right; says what is not. */
export function PassphraseForm({
  onReady,
  children,
}: {
  readonly onReady: (passphrase: string) => void;
  /** buttons; one of them submits */
  readonly children: ReactNode;
}) {
  const [typed, setTyped] = useState(nothingTyped);
  const [tried, setTried] = useState(false);
  const tooShort = typed.passphrase.length < shortest;
  const submit = () => {
    setTried(true);
    if (tooShort || typed.passphrase !== typed.repeat) return;
    onReady(typed.passphrase);
    setTyped(nothingTyped);
    setTried(false);
  };
  return (
    <Form narrow onSubmit={submit}>
      <PasswordField
        label={text.passphrase}
        hint={text.passphraseHint}
        error={tried && tooShort ? text.tooShort : undefined}
        value={typed.passphrase}
        onChange={(passphrase) => setTyped({ ...typed, passphrase })}
        autoComplete="new-password"
      />
      <PasswordField
        label={text.repeat}
        error={tried && !tooShort && typed.passphrase !== typed.repeat ? text.differs : undefined}
        value={typed.repeat}
        onChange={(repeat) => setTyped({ ...typed, repeat })}
        autoComplete="new-password"
      />
      <ButtonRow>{children}</ButtonRow>
    </Form>
  );
}
