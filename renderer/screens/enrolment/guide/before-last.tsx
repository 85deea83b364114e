// Before the provider's last button: what Gatepost insists on, as a list that is ticked by facts, and the one knowing
// "no" that it takes. The account rests meanwhile.
import { Circle, CircleCheck } from "lucide-react";
import { Button } from "../../../parts/button.tsx";
import { useGo } from "../../../place.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import type { StepProps } from "../step-props.ts";

export function BeforeLast({ view, step, act, busy }: StepProps<"guide">) {
  const text = words.enrolment.guide.last;
  const go = useGo();
  const { missing } = step;
  const accepted = view.steps.length > 0 && step.asks !== "digits";
  const facts = [
    { text: text.secret, done: !missing.includes("secret") },
    // Where the digits themselves switch it on, they cannot have been accepted before.
    ...(accepted ? [{ text: text.accepted, done: !missing.includes("secret") }] : []),
    { text: text.kept, done: !missing.includes("artefact") },
    { text: text.backup, done: !missing.includes("backup") },
  ];
  return (
    <div className={styles.panel}>
      <h3>{text.title}</h3>
      <ul className={styles.checks}>
        {facts.map((fact) => (
          <li key={fact.text}>
            {fact.done ? (
              <CircleCheck size={16} className={styles.checked} aria-hidden="true" />
            ) : (
              <Circle size={16} aria-hidden="true" />
            )}
            <span>{fact.text}</span>
          </li>
        ))}
      </ul>
      {missing.includes("backup") && (
        <>
          <p>{text.backupMissing}</p>
          <div className={styles.actions}>
            <Button
              kind="primary"
              onClick={() => go({ at: "backup", from: { at: "enrolment", accountId: view.accountId } })}
              disabled={busy}
            >
              {words.backup.reminder.setUp}
            </Button>
            <Button onClick={() => act({ kind: "without-backup" })} disabled={busy}>
              {text.without}
            </Button>
          </div>
        </>
      )}
      <p className={styles.quiet}>{step.resting ? text.resting : text.awake}</p>
    </div>
  );
}
