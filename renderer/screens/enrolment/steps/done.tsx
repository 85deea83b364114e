// It is on: what happens now to mail programs, and the one thing to do next.
import { useCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { useGo } from "../../../place.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { PrintSheet } from "../guide/print-sheet.tsx";
import { Proof } from "../guide/proof.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function Done({ view, step }: StepProps<"done">) {
  const go = useGo();
  const text = words.enrolment.done;
  const { accountId, providerName } = view;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const flows =
    accounts.state === "ready" && accounts.value.find(({ id }) => id === accountId)?.state.kind === "ok";
  const again = step.effect === "sign-in-again" && !(view.how !== "practice" && flows);
  const proves = step.effect !== "sign-in-again" && view.how !== "practice";
  const why = {
    "sign-in-again": again ? text.signInAgain(providerName) : text.flows,
    unchanged: text.unchanged(providerName),
    unknown: text.unknown(providerName),
  }[step.effect];
  return (
    <StepFrame title={text.title} why={why}>
      {again && (
        <>
          <ol className={styles.numbers}>
            {text.steps.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          <p className={styles.good}>{text.nothingLost}</p>
        </>
      )}
      {proves && <Proof enrolmentId={view.id} accountId={accountId} />}
      {step.codeId === undefined && <p className={styles.quiet}>{text.noCode}</p>}
      <PrintSheet accountId={accountId} />
      <div className={styles.actions}>
        {again ? (
          <Button kind="primary" onClick={() => go({ at: "relogin", accountId })}>
            {text.signIn}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => go({ at: "mail" })}>
            {text.toMail}
          </Button>
        )}
        <Button onClick={() => go({ at: "security", accountId })}>{text.toSecurity}</Button>
      </div>
    </StepFrame>
  );
}
