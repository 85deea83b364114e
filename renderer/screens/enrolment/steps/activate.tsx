// mail.com's last step, with what it will do to mail programs said before it is done.
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { words } from "../../../words/words.ts";
import { BeforeLast } from "../before-last.tsx";
import styles from "../enrolment.module.css";
import { firstToMend } from "../first-to-mend.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function Activate({ view, step, act, busy, problem }: StepProps<"activate">) {
  const text = words.enrolment.activate;
  const mend = firstToMend(step.missing);
  return (
    <StepFrame title={text.title} why={text.why(view.providerName)}>
      <p className={styles.note}>{text.signInAgain}</p>
      <BeforeLast
        accountId={view.accountId}
        missing={step.missing}
        digitsBefore={true}
        act={act}
        busy={busy}
      />
      <ProblemNote problem={problem} />
      {mend !== undefined && <p className={styles.quiet}>{mend}</p>}
      <ButtonRow>
        <Button
          kind={mend === undefined ? "primary" : "plain"}
          busy={busy}
          disabled={mend !== undefined}
          onClick={() => act({ kind: "activate" })}
        >
          {text.submit}
        </Button>
      </ButtonRow>
    </StepFrame>
  );
}
