// Before the provider's last button: what Gatepost insists on, as a list that is ticked by facts, and the one knowing
// "no" that it takes.
import { Circle, CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { EnrolmentAction, StillMissing } from "../../../shared/models/enrolment.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { spoken } from "../../parts/spoken.ts";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";

export function BeforeLast(props: {
  readonly accountId: string;
  readonly missing: readonly StillMissing[];
  /** digits were accepted in a step before; where they themselves switch it on, or none are asked for, they were not */
  readonly digitsBefore: boolean;
  readonly act: (action: EnrolmentAction) => void;
  readonly busy: boolean;
  readonly children?: ReactNode;
}) {
  const text = words.enrolment.guide.last;
  const { missing, digitsBefore } = props;
  const noBackup = missing.includes("backup");
  const heading = useFocusAfter(noBackup);
  const facts = [
    { text: text.secret, done: !missing.includes("secret") },
    ...(digitsBefore ? [{ text: text.accepted, done: !missing.includes("secret") }] : []),
    { text: text.kept, done: !missing.includes("artefact") },
    { text: text.backup, done: !noBackup },
  ];
  return (
    <div className={styles.panel}>
      <h3 ref={heading} tabIndex={-1} className={styles.heading}>
        {text.title}
      </h3>
      <ul className={styles.checks}>
        {facts.map((fact) => (
          <li key={fact.text}>
            {fact.done ? (
              <CircleCheck size={16} className={styles.checked} aria-hidden="true" />
            ) : (
              <Circle size={16} aria-hidden="true" />
            )}
            <span>
              {fact.text}
              {!fact.done && <span className={spoken}> {text.open}</span>}
            </span>
          </li>
        ))}
      </ul>
      {noBackup && <NoBackup {...props} />}
      {props.children}
    </div>
  );
}

function NoBackup({
  accountId,
  act,
  busy,
}: Pick<Parameters<typeof BeforeLast>[0], "accountId" | "act" | "busy">) {
  const text = words.enrolment.guide.last;
  const go = useGo();
  return (
    <>
      <p>{text.backupMissing}</p>
      <ButtonRow>
        <Button
          kind="primary"
          onClick={() => go({ at: "backup", from: { at: "enrolment", accountId } })}
          disabled={busy}
        >
          {words.backup.reminder.setUp}
        </Button>
        <Button onClick={() => act({ kind: "without-backup" })} disabled={busy}>
          {text.without}
        </Button>
      </ButtonRow>
    </>
  );
}

/** The buttons go once the question is answered; whoever has pressed one by the keyboard goes on reading here. */
function useFocusAfter(asked: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(asked);
  useEffect(() => {
    if (before.current && !asked) heading.current?.focus();
    before.current = asked;
  }, [asked]);
  return heading;
}
