// What Gatepost does next with an account, and the seconds until then.
import type { AccountView } from "../../../shared/models/account.ts";
import { words } from "../../words/words.ts";
import { useSecond } from "../authenticator/use-second.ts";
import styles from "./health.module.css";

export function NextTry({ state }: { readonly state: AccountView["state"] }) {
  const text = words.health.next;
  if (state.kind === "ok" || state.kind === "connecting") return <p>{text[state.kind]}</p>;
  if (state.kind === "sign-in-needed") return <p>{text.signIn}</p>;
  if (state.kind === "offline" && state.reason === "paused") return <p>{text.paused}</p>;
  return state.retryAt === undefined ? <p>{text.withoutTime}</p> : <Countdown at={state.retryAt} />;
}

/** Not a live region: nobody wants every second spoken. */
function Countdown({ at }: { readonly at: number }) {
  const { next, left } = words.health;
  const seconds = Math.ceil((at - useSecond()) / 1_000);
  return (
    <p className={styles.countdown} role="timer">
      {seconds > 0 ? next.waits(left(seconds)) : next.due}
    </p>
  );
}
