// Mailfence's last step: the six digits switch it on.
import { words } from "../../../words/words.ts";
import { BeforeLast } from "../before-last.tsx";
import styles from "../enrolment.module.css";
import { firstToMend } from "../first-to-mend.ts";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";
import { DigitsForm } from "./digits-form.tsx";

export function Digits({ view, step, act, busy, problem }: StepProps<"digits">) {
  const text = words.enrolment.digits;
  return (
    <StepFrame title={text.title} why={text.why}>
      <p className={styles.quiet}>{text.switchesOn}</p>
      <BeforeLast
        accountId={view.accountId}
        missing={step.missing}
        digitsBefore={false}
        act={act}
        busy={busy}
      />
      <DigitsForm
        codeId={step.codeId}
        act={act}
        busy={busy}
        problem={problem}
        waitsFor={firstToMend(step.missing)}
      />
    </StepFrame>
  );
}
