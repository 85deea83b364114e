// Draws long work: what is being done, how far it is, and a button that stops it.
import type { JobView } from "../../shared/models/job.ts";
import { words } from "../words/words.ts";
import { Button } from "./button.tsx";
import styles from "./job-bar.module.css";

export interface JobBarProps {
  /** undefined while the job is only being started */
  readonly job: JobView | undefined;
  /** the spoken name of the work */
  readonly label: string;
  /** a sentence for the phase, for example "Asking imap.example.org"; the label if there is none */
  readonly phase?: string | undefined;
  readonly onCancel?: (() => void) | undefined;
}

export function JobBar({ job, label, phase, onCancel }: JobBarProps) {
  const known = job !== undefined && job.total > 0;
  return (
    <div className={styles.bar}>
      <div className={styles.text}>
        <p role="status" className={styles.phase}>
          {phase ?? label}
        </p>
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={known ? 0 : undefined}
          aria-valuemax={known ? job.total : undefined}
          aria-valuenow={known ? Math.min(job.done, job.total) : undefined}
          className={styles.track}
        >
          <div
            className={known ? styles.done : styles.moving}
            style={known ? { width: `${Math.min(100, (100 * job.done) / job.total)}%` } : undefined}
          />
        </div>
      </div>
      {onCancel !== undefined && <Button onClick={onCancel}>{words.common.cancel}</Button>}
    </div>
  );
}
