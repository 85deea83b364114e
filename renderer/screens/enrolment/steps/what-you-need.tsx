// Before anything is asked of the provider: what it is good for, what to have at hand, where it is found there.
import type { EnrolmentHow, EnrolmentView } from "../../../../shared/models/enrolment.ts";
import { providerOf } from "../../../../shared/providers/index.ts";
import { Button } from "../../../parts/button.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function WhatYouNeed({
  view,
  act,
  busy,
  problem,
  choose,
}: StepProps<"what-you-need"> & { readonly choose: (how: EnrolmentHow) => void }) {
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
      <Ways view={view} choose={choose} busy={busy} />
      <ProblemNote problem={problem} />
      <div className={styles.actions}>
        <Button kind="primary" busy={busy} onClick={() => act({ kind: "begin" })}>
          {(view.how === "practice" ? words.enrolment.begin[view.providerId] : undefined) ??
            words.enrolment.beginOther}
        </Button>
      </div>
    </StepFrame>
  );
}

/** A choice only where there is one; else why there is none. */
function Ways({
  view,
  choose,
  busy,
}: {
  readonly view: EnrolmentView;
  readonly choose: (how: EnrolmentHow) => void;
  readonly busy: boolean;
}) {
  const text = words.enrolment;
  const provider = providerOf(view.providerId);
  if (view.ways.length < 2)
    return provider?.refusesEmbedding ? (
      <p className={styles.quiet}>{text.guide.refusesEmbedding(view.providerName)}</p>
    ) : null;
  return (
    <fieldset className={styles.choices}>
      <legend>{text.guide.howTitle}</legend>
      {view.ways.map((how) => (
        <label key={how}>
          <input
            type="radio"
            name="how"
            checked={view.how === how}
            disabled={busy}
            onChange={() => choose(how)}
          />
          <span>{text.ways[how]}</span>
        </label>
      ))}
    </fieldset>
  );
}
