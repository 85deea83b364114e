// After an activation that cuts mail programs off, at the practice provider: the three things that it asks of them, done
// by Gatepost at one press, or by the user.
import { useJobCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { JobBar } from "../../../parts/job-bar.tsx";
import { useGo } from "../../../place.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";

export function MailAgain({
  enrolmentId,
  accountId,
}: {
  readonly enrolmentId: string;
  readonly accountId: string;
}) {
  const go = useGo();
  const text = words.enrolment.done;
  const job = useJobCall("enrolment.mailAgain");
  return (
    <>
      <ol className={styles.numbers}>
        {text.steps.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <p className={styles.good}>{text.nothingLost}</p>
      {job.running && (
        <JobBar
          job={job.job}
          label={text.mailing}
          phase={text.mailPhases[job.job?.phase ?? ""]}
          onCancel={job.cancel}
        />
      )}
      {job.error !== undefined && !job.running && <ErrorNote error={job.error}>{text.mailOld}</ErrorNote>}
      <ButtonRow>
        <Button kind="primary" busy={job.running} onClick={() => job.start({ enrolmentId })}>
          {text.mailAgain}
        </Button>
        <Button disabled={job.running} onClick={() => go({ at: "relogin", accountId })}>
          {text.signIn}
        </Button>
      </ButtonRow>
    </>
  );
}
