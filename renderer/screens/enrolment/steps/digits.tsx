// Mailfence's last step: the six digits switch it on.
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";
import { DigitsForm } from "./digits-form.tsx";

export function Digits({ step, act, busy, problem }: StepProps<"digits">) {
  const text = words.enrolment.digits;
  return (
    <StepFrame title={text.title} why={text.why}>
      <p className={styles.quiet}>{text.switchesOn}</p>
      <DigitsForm codeId={step.codeId} act={act} busy={busy} problem={problem} />
    </StepFrame>
  );
}
