// It is on: what happens now to mail programs, and the one thing to do next.
import { useCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { useGo } from "../../../place.ts";
import { words } from "../../../words/words.ts";
import { PrintSheet } from "../../security/print-sheet.tsx";
import styles from "../enrolment.module.css";
import { Proof } from "../guide/proof.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";
import { MailAgain } from "./mail-again.tsx";

export function Done({ view, step }: StepProps<"done">) {
  const go = useGo();
  const text = words.enrolment.done;
  const { accountId, providerName } = view;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const flows =
    accounts.state === "ready" && accounts.value.find(({ id }) => id === accountId)?.state.kind === "ok";
  const practice = view.how === "practice";
  const needed = step.effect === "sign-in-again";
  const signedIn = useSignedIn(accountId);
  const again = needed && !(practice ? signedIn : flows);
  const proves = !needed && !practice;
  const why = {
    "sign-in-again": again ? text.signInAgain(providerName) : text.flows,
    unchanged: text.unchanged(providerName),
    unknown: text.unknown(providerName),
  }[step.effect];
  return (
    <StepFrame title={text.title} why={why}>
      {again && practice && <MailAgain enrolmentId={view.id} accountId={accountId} />}
      {needed && !again && (
        <p role="status" className={styles.good}>
          {text.signedIn}
        </p>
      )}
      {proves && <Proof enrolmentId={view.id} accountId={accountId} />}
      {step.codeId === undefined && <p className={styles.quiet}>{text.noCode}</p>}
      <PrintSheet accountId={accountId} />
      <ButtonRow>
        {again && !practice ? (
          <Button kind="primary" onClick={() => go({ at: "relogin", accountId })}>
            {text.signIn}
          </Button>
        ) : (
          <Button kind={again ? "plain" : "primary"} onClick={() => go({ at: "mail" })}>
            {text.toMail}
          </Button>
        )}
        <Button onClick={() => go({ at: "security", accountId })}>{text.toSecurity}</Button>
      </ButtonRow>
    </StepFrame>
  );
}

/** Whether a login since the activation has shown that the new credential works. */
function useSignedIn(accountId: string): boolean {
  const security = useCall("security.list", undefined, ["security.changed", "accounts.changed"]);
  return (
    security.state === "ready" &&
    security.value.find((known) => known.accountId === accountId)?.signedInSince === true
  );
}
