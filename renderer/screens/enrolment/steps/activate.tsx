// mail.com's last step, with what it will do to mail programs said before it is done.
import { Button } from "../../../parts/button.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function Activate({ view, act, busy, problem }: StepProps<"activate">) {
  const text = words.enrolment.activate;
  return (
    <StepFrame title={text.title} why={text.why(view.providerName)}>
      <p className={styles.note}>{text.signInAgain}</p>
      <ProblemNote problem={problem} />
      <div className={styles.actions}>
        <Button kind="primary" busy={busy} onClick={() => act({ kind: "activate" })}>
          {text.submit}
        </Button>
      </div>
    </StepFrame>
  );
}
