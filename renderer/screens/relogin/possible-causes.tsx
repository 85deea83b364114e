// What speaks for which cause: what is known, what was tried and how the answers differ, and the causes to choose from.
import { useId } from "react";
import { ErrorCode } from "../../../shared/ipc/errors.ts";
import type { Refusal, RefusedTry } from "../../../shared/models/account.ts";
import { Cause } from "../../../shared/providers/cause.ts";
import { describeError } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./relogin.module.css";

/** The sentence for a cause that the core has named. */
export function reasonOf(name: string, providerName: string | undefined): string {
  const text = words.relogin;
  const cause = Cause.safeParse(name);
  const sentence = text.reasons[cause.success ? cause.data : "unknown"](providerName ?? text.provider);
  // A name stays as its owner writes it.
  return providerName === undefined ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}

/** Only where the server's words leave something open do the circumstances matter. */
export function Facts({ refusal }: { readonly refusal: Refusal }) {
  const text = words.relogin.facts;
  const { acceptedAt, twoFactorOn, twoFactorSince } = refusal.facts;
  if (refusal.confidence === "certain") return null;
  const known = [
    acceptedAt === undefined ? "" : text.acceptedAt(acceptedAt),
    twoFactorSince === undefined
      ? twoFactorOn
        ? text.twoFactorOn
        : ""
      : text.twoFactorSince(twoFactorSince),
  ].filter((sentence) => sentence !== "");
  return known.length === 0 ? null : <p>{known.join(" ")}</p>;
}

export function Tries({ refusal }: { readonly refusal: Refusal }) {
  const text = words.relogin;
  if (refusal.tries.length === 0) return null;
  return (
    <section className={styles.tries} aria-label={text.tries}>
      <h3>{text.tries}</h3>
      <ol>
        {refusal.tries.map((each) => (
          <li key={each.at}>
            {text.tried(each.at, each.credential)} {outcomeOf(each)}
            {each.serverText !== "" && <code>{each.serverText}</code>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function outcomeOf({ code, change }: RefusedTry): string {
  const known = ErrorCode.safeParse(code);
  if (code === "login-refused" || !known.success) return words.relogin.changes[change];
  return describeError({ code: known.data, detail: {} }).says;
}

export function Possible({
  refusal,
  chosen,
  onChoose,
}: {
  readonly refusal: Refusal;
  readonly chosen: string | undefined;
  readonly onChoose: (cause: string) => void;
}) {
  const text = words.relogin;
  const name = useId();
  return (
    <fieldset className={styles.possible}>
      <legend>{text.possible}</legend>
      {refusal.possible.map(({ cause }) => (
        <label key={cause} className={styles.cause}>
          <input type="radio" name={name} checked={cause === chosen} onChange={() => onChoose(cause)} />
          <span>{reasonOf(cause, refusal.providerName)}</span>
        </label>
      ))}
      <p className={styles.hint}>{text.possibleHint}</p>
    </fieldset>
  );
}
