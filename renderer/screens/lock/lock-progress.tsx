// How far turning the lock on or off has come, in numbers, with the two ways to leave it: on without the dialog, or back.
import type { JobView } from "../../../shared/models/job.ts";
import type { JobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { words } from "../../words/words.ts";

const text = words.lock;

export function LockProgress({
  job,
  onCancel,
}: {
  readonly job: JobView | undefined;
  readonly onCancel?: (() => void) | undefined;
}) {
  const phase = job?.phase ?? "deriving";
  const label = text.work[phase] ?? text.deriving;
  return (
    <JobBar
      job={job}
      label={label}
      phase={job && job.total > 0 ? text.workDone(label, job.done, job.total) : label}
      onCancel={isUndoing(job) ? undefined : onCancel}
    />
  );
}

/** Buttons of a dialog whose work goes on without it. */
export function WhileTurning({
  work,
  onClose,
}: {
  readonly work: Pick<JobCall<"lock.turnOn" | "lock.turnOff">, "job" | "cancel">;
  readonly onClose: () => void;
}) {
  return (
    <>
      {!isUndoing(work.job) && <Button onClick={work.cancel}>{words.common.cancel}</Button>}
      <Button kind="primary" onClick={onClose}>
        {text.goOn}
      </Button>
    </>
  );
}

/** It was cancelled, and what was done is put back. */
function isUndoing(job: JobView | undefined): boolean {
  return job?.phase === "undoing";
}
