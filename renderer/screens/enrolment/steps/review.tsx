// The personal information that the provider has: looked at, and changed there if it is out of date.
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { openProviderPage } from "../open-provider-page.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function Review({ view, step, act, busy, problem }: StepProps<"review">) {
  const text = words.enrolment.review;
  return (
    <StepFrame title={text.title} why={text.why}>
      <dl className={styles.facts}>
        {step.facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ProblemNote problem={problem} />
      <ButtonRow>
        <Button kind="primary" busy={busy} onClick={() => act({ kind: "continue" })}>
          {text.next}
        </Button>
        <Button onClick={() => openProviderPage(view.accountId, "security")}>{text.open}</Button>
      </ButtonRow>
    </StepFrame>
  );
}
