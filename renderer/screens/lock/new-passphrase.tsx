// The two fields for a new passphrase of the lock, with advice on its strength while it is typed.
import { shortestPassphrase } from "../../../shared/models/lock.ts";
import { strengthOf } from "../../../shared/security/passphrase-strength.ts";
import { NewPassphrase, type TypedTwice } from "../../parts/new-passphrase.tsx";
import { words } from "../../words/words.ts";
import styles from "./lock.module.css";

const text = words.lock;

export function NewLockPassphrase(props: {
  readonly typed: TypedTwice;
  readonly tried: boolean;
  readonly onChange: (typed: TypedTwice) => void;
}) {
  const { typed, tried } = props;
  const strength = strengthOf(typed.passphrase, shortestPassphrase);
  return (
    <NewPassphrase label={text.newPassphrase} hint={text.newHint} {...props}>
      <p role="status" className={`${styles.strength} ${styles[strength]}`}>
        {typed.passphrase !== "" && !(tried && strength === "too-short") && text.strength[strength]}
      </p>
    </NewPassphrase>
  );
}
