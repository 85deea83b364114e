// mail.com's secret key for emergencies: must be saved before going on.
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function SecretKey({ step, act, busy, problem }: StepProps<"secret-key">) {
  const text = words.enrolment.key;
  return (
    <StepFrame title={text.title} why={text.why}>
      <p>{text.print}</p>
      {step.saved ? (
        <p role="status" className={styles.good}>
          {text.saved}
        </p>
      ) : (
        <p className={styles.quiet}>{text.needed}</p>
      )}
      <ProblemNote problem={problem} />
      <ButtonRow>
        <Button
          kind={step.saved ? "plain" : "primary"}
          busy={busy}
          onClick={() => act({ kind: "save-secret-key" })}
        >
          {text.save}
        </Button>
        <Button
          kind={step.saved ? "primary" : "plain"}
          busy={busy}
          disabled={!step.saved}
          onClick={() => act({ kind: "continue" })}
        >
          {text.continue}
        </Button>
      </ButtonRow>
    </StepFrame>
  );
}
