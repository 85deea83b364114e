// Mailfence's backup codes: generated here, kept at once, shown so that they can be written down.
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { words } from "../../../words/words.ts";
import { BackupCodes } from "../../security/backup-codes.tsx";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function BackupCodesStep({ view, step, act, busy, problem }: StepProps<"backup-codes">) {
  const text = words.enrolment.backup;
  const made = step.count > 0;
  return (
    <StepFrame title={text.title} why={text.why}>
      {made && (
        <>
          <p role="status" className={styles.good}>
            {text.kept(step.count)}
          </p>
          <BackupCodes accountId={view.accountId} />
        </>
      )}
      <ProblemNote problem={problem} />
      <ButtonRow>
        <Button
          kind={made ? "plain" : "primary"}
          busy={busy}
          onClick={() => act({ kind: "generate-backup-codes" })}
        >
          {text.generate}
        </Button>
        <Button kind={made ? "primary" : "plain"} busy={busy} onClick={() => act({ kind: "continue" })}>
          {text.continue}
        </Button>
      </ButtonRow>
      {made && <p className={styles.quiet}>{text.again}</p>}
    </StepFrame>
  );
}
