// A new passphrase, typed twice, wherever one is set. What is wrong is said once somebody has asked to go on.
import { type ReactNode, useState } from "react";
import { shortestPassphrase } from "../../shared/models/lock.ts";
import { words } from "../words/words.ts";
import { ButtonRow } from "./button-row.tsx";
import { Form } from "./form.tsx";
import { PasswordField } from "./password-field.tsx";

const text = words.common;

export interface TypedTwice {
  readonly passphrase: string;
  readonly repeat: string;
}

export const nothingTyped: TypedTwice = { passphrase: "", repeat: "" };

export function isRight(typed: TypedTwice): boolean {
  return isLong(typed) && typed.passphrase === typed.repeat;
}

function isLong({ passphrase }: TypedTwice): boolean {
  return [...passphrase].length >= shortestPassphrase;
}

/** What it is for and what to know before it is typed. */
export interface PassphraseWords {
  readonly label: string;
  readonly hint: string;
}

/** The two fields alone. */
export function NewPassphrase({
  label,
  hint,
  typed,
  tried,
  onChange,
  autoFocus = false,
  children,
}: PassphraseWords & {
  readonly typed: TypedTwice;
  /** the user has asked to go on: now say what is wrong */
  readonly tried: boolean;
  readonly onChange: (typed: TypedTwice) => void;
  readonly autoFocus?: boolean;
  /** what is said of it while it is typed */
  readonly children?: ReactNode;
}) {
  const long = isLong(typed);
  return (
    <>
      <PasswordField
        label={label}
        hint={hint}
        error={tried && !long ? text.passphraseShort(shortestPassphrase) : undefined}
        value={typed.passphrase}
        onChange={(passphrase) => onChange({ ...typed, passphrase })}
        autoComplete="new-password"
        autoFocus={autoFocus}
      />
      {children}
      <PasswordField
        label={text.passphraseAgain}
        error={tried && long && !isRight(typed) ? text.passphraseDiffers : undefined}
        value={typed.repeat}
        onChange={(repeat) => onChange({ ...typed, repeat })}
        autoComplete="new-password"
      />
    </>
  );
}

/** In a form of their own. Calls `onReady` once with what was typed, if it is right, and forgets it. */
export function NewPassphraseForm({
  name,
  onReady,
  autoFocus = false,
  children,
  ...asked
}: PassphraseWords & {
  /** the spoken name of the form, where several stand on one page */
  readonly name?: string;
  readonly onReady: (passphrase: string) => void;
  readonly autoFocus?: boolean;
  /** buttons; one of them submits */
  readonly children: ReactNode;
}) {
  const [typed, setTyped] = useState(nothingTyped);
  const [tries, setTries] = useState(0);
  const submit = () => {
    setTries(tries + 1);
    if (!isRight(typed)) return;
    onReady(typed.passphrase);
    setTyped(nothingTyped);
    setTries(0);
  };
  return (
    <Form label={name} problems={tries} narrow onSubmit={submit}>
      <NewPassphrase {...asked} typed={typed} tried={tries > 0} onChange={setTyped} autoFocus={autoFocus} />
      <ButtonRow>{children}</ButtonRow>
    </Form>
  );
}
