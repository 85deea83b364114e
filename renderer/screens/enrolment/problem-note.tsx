// A refusal in place: what it means, and what only this flow knows about it (tries left, clocks that differ).
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";

export function ProblemNote({ problem }: { readonly problem: ErrorView | undefined }) {
  if (problem === undefined) return null;
  const own = ownWords(problem);
  if (own !== undefined)
    return (
      <p role="alert" className={styles.problem}>
        {own}
      </p>
    );
  const hints = hintsOf(problem);
  return (
    <ErrorNote error={problem}>
      {hints.length > 0 && <span className={styles.hints}>{hints.join(" ")}</span>}
    </ErrorNote>
  );
}

/** What Gatepost itself refuses, before the provider is asked. */
function ownWords({ code, detail }: ErrorView): string | undefined {
  const text = words.enrolment.problem;
  if (code === "enrolment-code-wrong" && detail.reason === "format") return text.digitsFormat;
  if (code === "enrolment-artefact-not-kept" && detail.missing === "nothing-recognised")
    return words.enrolment.guide.paste.none;
  if (code === "enrolment-artefact-not-kept" && detail.missing === "backup")
    return words.enrolment.guide.missing.backup;
  if (code !== "enrolment-secret-not-stored") return undefined;
  if (detail.reason === "not-yet") return text.secretNotYet;
  if (detail.reason === "gone") return text.secretGone;
  if (detail.reason === "another-code") return text.anotherCode;
  return undefined;
}

/** Digits hold for half a minute; a clock that is further off than this is the likely reason. */
const driftThatMatters = 20;

function hintsOf({ detail }: ErrorView): readonly string[] {
  const text = words.enrolment.problem;
  const hints: string[] = [];
  const drift = typeof detail.clockDriftSeconds === "number" ? detail.clockDriftSeconds : 0;
  if (drift >= driftThatMatters) hints.push(text.clockAhead(text.duration(drift)));
  if (drift <= -driftThatMatters) hints.push(text.clockBehind(text.duration(-drift)));
  if (typeof detail.triesLeft === "number") hints.push(text.triesLeft(detail.triesLeft));
  return hints;
}
