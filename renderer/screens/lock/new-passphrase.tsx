// The two fields for a new passphrase, with advice on its strength while it is typed.
import { shortestPassphrase } from "../../../shared/models/lock.ts";
import { strengthOf } from "../../../shared/security/passphrase-strength.ts";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./lock.module.css";

const text = words.lock;

export interface TypedTwice {
  readonly passphrase: string;
  readonly repeat: string;
}

export const nothingTyped: TypedTwice = { passphrase: "", repeat: "" };

export function isRight({ passphrase, repeat }: TypedTwice): boolean {
  return strengthOf(passphrase, shortestPassphrase) !== "too-short" && passphrase === repeat;
}

export function NewPassphrase({
  typed,
  tried,
  onChange,
  autoFocus = false,
}: {
  readonly typed: TypedTwice;
  /** the user has asked to go on: now say what is wrong */
  readonly tried: boolean;
  readonly onChange: (typed: TypedTwice) => void;
  readonly autoFocus?: boolean;
}) {
  const strength = strengthOf(typed.passphrase, shortestPassphrase);
  const differs = strength !== "too-short" && typed.passphrase !== typed.repeat;
  return (
    <>
      <PasswordField
        label={text.newPassphrase}
        hint={text.newHint}
        error={tried && strength === "too-short" ? text.strength["too-short"] : undefined}
        value={typed.passphrase}
        onChange={(passphrase) => onChange({ ...typed, passphrase })}
        autoComplete="new-password"
        autoFocus={autoFocus}
      />
      <p role="status" className={`${styles.strength} ${styles[strength]}`}>
        {typed.passphrase !== "" && !(tried && strength === "too-short") && text.strength[strength]}
      </p>
      <PasswordField
        label={text.repeat}
        error={tried && differs ? text.differs : undefined}
        value={typed.repeat}
        onChange={(repeat) => onChange({ ...typed, repeat })}
        autoComplete="new-password"
      />
    </>
  );
}
