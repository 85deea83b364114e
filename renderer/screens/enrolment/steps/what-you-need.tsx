// Before anything is asked of the provider: what it is good for, what to have at hand, where it is found there.
import { useState } from "react";
import type { EnrolmentHow, EnrolmentView } from "../../../../shared/models/enrolment.ts";
import { providerOf } from "../../../../shared/providers/index.ts";
import { Button } from "../../../parts/button.tsx";
import { CheckBox } from "../../../parts/check-box.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

type Begin = (how: EnrolmentHow, looks: boolean) => void;

export function WhatYouNeed({
  view,
  busy,
  problem,
  begin,
}: StepProps<"what-you-need"> & { readonly begin: Begin }) {
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
          {facts.menuPath.length > 0 && (
            <p className={styles.quiet}>
              {text.where} {facts.menuPath.join(" › ")}
            </p>
          )}
        </>
      )}
      <p className={styles.quiet}>{text.resume}</p>
      <ProblemNote problem={problem} />
      <Ways view={view} begin={begin} busy={busy} />
    </StepFrame>
  );
}

/** One button for each way that is open, the best one first; each says what it means, and begins. */
function Ways({
  view,
  begin,
  busy,
}: {
  readonly view: EnrolmentView;
  readonly begin: Begin;
  readonly busy: boolean;
}) {
  const text = words.enrolment;
  // Gatepost looks at the provider's page when it is told to; by itself only where somebody has asked for it.
  const [looks, setLooks] = useState(false);
  const { ways, providerName } = view;
  const refuses = providerOf(view.providerId)?.refusesEmbedding === true;
  return (
    <>
      {ways.length > 1 && <h3>{text.guide.howTitle}</h3>}
      {refuses && <p className={styles.quiet}>{text.guide.refusesEmbedding(providerName)}</p>}
      <ul className={styles.wayList}>
        {ways.map((how, index) => (
          <li key={how}>
            <Button
              kind={index === 0 ? "primary" : "plain"}
              disabled={busy}
              onClick={() => begin(how, how === "here" && looks)}
            >
              {labelOf(how, view)}
            </Button>
            {ways.length > 1 && <p className={styles.quiet}>{text.wayWhy[how](providerName)}</p>}
            {how === "here" && (
              <div className={styles.looks}>
                <CheckBox checked={looks} hint={text.guide.looksHow} onChange={setLooks}>
                  {text.guide.looks}
                </CheckBox>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where there is no choice, the button says what it does and not which way it is. */
function labelOf(how: EnrolmentHow, { ways, providerId }: EnrolmentView): string {
  const text = words.enrolment;
  if (how === "practice") return text.begin[providerId] ?? text.beginOther;
  return ways.length === 1 ? text.beginOther : text.ways[how];
}
