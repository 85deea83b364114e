// A step on the provider's own pages: what to do in the provider's words, where, why, what comes next, what Gatepost can
// do in it, and the two buttons that tick it off.
import { providerOf } from "../../../../shared/providers/index.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { words } from "../../../words/words.ts";
import { BeforeLast } from "../before-last.tsx";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";
import { DigitsPanel } from "./digits-panel.tsx";
import { FoundCodes } from "./found-codes.tsx";
import { usePageFindings } from "./page-findings.ts";
import { PastePanel } from "./paste-panel.tsx";
import { PdfPanel, TakenPdfPanel } from "./pdf-panel.tsx";
import { QrPanel } from "./qr-panel.tsx";

export function GuideStep(props: StepProps<"guide">) {
  const { view, step, act, busy, problem } = props;
  const text = words.enrolment.guide;
  const next = view.steps[view.at + 1];
  const [missing] = step.missing;
  const asksForKey = step.asks === "secret-key-pdf" || step.asks === "emergency-key";
  // In the steps behind its own it is there to be printed and saved, below what is to be done.
  const pdf = <TakenPdfPanel act={act} busy={busy} keyKept={view.keyKept} />;
  return (
    <StepFrame
      title={words.enrolment.stepText(step.label)}
      why={step.asks ? words.enrolment.guideWhy[step.asks] : text.plainWhy}
    >
      {step.arrivedBy !== undefined && (
        <p role="status" className={styles.good}>
          {text.qr.kept}
        </p>
      )}
      <Where {...props} />
      <Panel {...props} />
      {asksForKey && pdf}
      {step.switchesOn && (
        <BeforeLast
          accountId={view.accountId}
          missing={step.missing}
          digitsBefore={step.accepted}
          act={act}
          busy={busy}
        >
          <p className={styles.quiet}>{step.resting ? text.last.resting : text.last.awake}</p>
        </BeforeLast>
      )}
      <ProblemNote problem={problem} />
      {missing !== undefined && <p className={styles.quiet}>{text.missing[missing]}</p>}
      <ButtonRow>
        <Button
          kind={missing === undefined ? "primary" : "plain"}
          busy={busy}
          disabled={missing !== undefined}
          onClick={() => act({ kind: "continue" })}
        >
          {text.next}
        </Button>
      </ButtonRow>
      {next && <p className={styles.quiet}>{text.nextIs(words.enrolment.stepText(next))}</p>}
      {!asksForKey && pdf}
    </StepFrame>
  );
}

function Panel(props: StepProps<"guide">) {
  const { found, shownOn } = usePageFindings();
  const { asks, codeId } = props.step;
  // The page is ahead of the steps: its code is taken wherever they stand.
  if (found && asks !== "qr-code" && codeId === undefined)
    return <FoundCodes {...props} found={found} shownOn={shownOn} />;
  switch (props.step.asks) {
    case "qr-code":
      return <QrPanel {...props} />;
    case "digits":
      return (
        <DigitsPanel
          view={props.view}
          codeId={props.step.codeId}
          copied={props.step.arrivedBy === "copied"}
        />
      );
    case "backup-codes":
    case "emergency-key":
      return <PastePanel {...props} asks={props.step.asks} />;
    case "secret-key-pdf":
      return (
        <>
          <PdfPanel view={props.view} />
          <PastePanel {...props} asks="emergency-key" />
        </>
      );
    case undefined:
      return null;
  }
}

/** The menu path is said at the first steps, where people look for it; later they are there. */
function Where({ view }: StepProps<"guide">) {
  const text = words.enrolment.guide;
  const provider = providerOf(view.providerId);
  if (!provider) return <p className={styles.quiet}>{text.unknownProvider}</p>;
  const path = provider.twoFactor.menuPath;
  if (view.at > 3 || path.length === 0) return null;
  return (
    <p className={styles.quiet}>
      {text.where} {path.join(" › ")}
    </p>
  );
}
