// Before anything is asked of the provider: what it is good for, what to have at hand, where it is found there.
import { providerOf } from "../../../../shared/providers/index.ts";
import { Button } from "../../../parts/button.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function WhatYouNeed({ view, act, busy, problem }: StepProps<"what-you-need">) {
  const text = words.enrolment.need;
  const facts = providerOf(view.providerId)?.twoFactor;
  return (
    <StepFrame title={text.title} why={text.why(view.providerName)}>
      {facts && (
        <>
          <p>{text.list}</p>
          <ul className={styles.bullets}>
            {facts.needs.map((need) => (
              <li key={need}>{text.things[need]}</li>
            ))}
          </ul>
          <p className={styles.quiet}>
            {text.where} {facts.menuPath.join(" › ")}
          </p>
        </>
      )}
      <p className={styles.quiet}>{text.resume}</p>
      <ProblemNote problem={problem} />
      <div className={styles.actions}>
        <Button kind="primary" busy={busy} onClick={() => act({ kind: "begin" })}>
          {words.enrolment.begin[view.providerId] ?? words.enrolment.beginOther}
        </Button>
      </div>
    </StepFrame>
  );
}
