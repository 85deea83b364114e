// It is on: what happens now to mail programs, and the one thing to do next.
import { Button } from "../../../parts/button.tsx";
import { useGo } from "../../../place.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function Done({ view, step }: StepProps<"done">) {
  const go = useGo();
  const text = words.enrolment.done;
  const { accountId, providerName } = view;
  const again = step.effect === "sign-in-again";
  return (
    <StepFrame title={text.title} why={again ? text.signInAgain(providerName) : text.unchanged(providerName)}>
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
      {step.codeId === undefined && <p className={styles.quiet}>{text.noCode}</p>}
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
