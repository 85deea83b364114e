// After an activation that changes nothing for mail programs: logs in and says so, instead of asking for anything.
import { useEffect, useRef } from "react";
import { useJobCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { JobBar } from "../../../parts/job-bar.tsx";
import { useGo } from "../../../place.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";

export function Proof({
  enrolmentId,
  accountId,
}: {
  readonly enrolmentId: string;
  readonly accountId: string;
}) {
  const go = useGo();
  const text = words.enrolment.done;
  const proof = useJobCall("enrolment.proveLogin");
  const begun = useRef(false);
  const { start } = proof;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    start({ enrolmentId });
  }, [start, enrolmentId]);
  if (proof.running)
    return (
      <JobBar
        job={proof.job}
        label={text.proving}
        phase={text.proofPhases[proof.job?.phase ?? ""]}
        onCancel={proof.cancel}
      />
    );
  if (proof.job?.state === "done")
    return (
      <p role="status" className={styles.good}>
        {text.proved}
      </p>
    );
  if (proof.error?.code === "login-refused")
    return (
      <div role="alert" className={styles.note}>
        <p>{text.notProved}</p>
        <ButtonRow>
          <Button onClick={() => go({ at: "relogin", accountId })}>{text.signIn}</Button>
        </ButtonRow>
      </div>
    );
  return (
    <>
      {proof.error !== undefined && <ErrorNote error={proof.error} />}
      <ButtonRow>
        <Button onClick={() => start({ enrolmentId })}>{words.common.tryAgain}</Button>
      </ButtonRow>
    </>
  );
}
