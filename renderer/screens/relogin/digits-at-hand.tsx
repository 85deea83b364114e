// The six digits of an account beside the steps that lead to its provider's pages, which ask for them.
import { useCall } from "../../ipc/hooks.ts";
import { words } from "../../words/words.ts";
import { CurrentDigits } from "../enrolment/current-digits.tsx";
import { UnlockForm } from "../lock/unlock-form.tsx";
import styles from "./relogin.module.css";

/** Not behind the lock's gate, as signing in goes on without them. Nothing where Gatepost does not make the digits of this account. */
export function DigitsAtHand({ accountId }: { readonly accountId: string }) {
  const security = useCall("security.list", undefined, ["security.changed", "codes.changed"]);
  const lock = useCall("lock.get", undefined, ["lock.changed"]);
  const known =
    security.state === "ready" ? security.value.find((each) => each.accountId === accountId) : undefined;
  if (known?.codeId === undefined) return null;
  return (
    <section className={styles.digits} aria-label={words.relogin.digits}>
      <p>{words.relogin.digitsHint}</p>
      {lock.state === "ready" && lock.value.state === "locked" ? (
        <>
          <p>{words.relogin.digitsLocked}</p>
          <UnlockForm view={lock.value} reload={lock.reload} />
        </>
      ) : (
        <CurrentDigits codeId={known.codeId} />
      )}
    </section>
  );
}
