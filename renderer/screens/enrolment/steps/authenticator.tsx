// The QR code of the provider and the ways to keep its secret: at once, by scanning, on a phone as well. At mail.com
// the six digits are asked for here too.
import { KeyRound } from "lucide-react";
import { toErrorView } from "../../../../shared/ipc/errors.ts";
import { call } from "../../../ipc/client.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { errorText } from "../../../words/describe-error.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { PhoneToo } from "../phone-too.tsx";
import { ProblemNote } from "../problem-note.tsx";
import { ProviderPicture } from "../provider-picture.tsx";
import { ScanForCode } from "../scan-for-code.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";
import { DigitsForm } from "./digits-form.tsx";

export function Authenticator({ view, step, act, busy, problem }: StepProps<"authenticator">) {
  const text = words.enrolment.authenticator;
  const stored = step.codeId !== undefined;
  return (
    <StepFrame title={text.title} why={text.why(view.providerName)}>
      {stored ? (
        <p role="status" className={styles.good}>
          {text.stored}
        </p>
      ) : (
        <div className={styles.saved}>
          <Button
            kind="primary"
            icon={<KeyRound size={16} />}
            busy={busy}
            onClick={() => act({ kind: "use-gatepost" })}
          >
            {text.use}
          </Button>
          <p className={styles.quiet}>{text.useHint}</p>
        </div>
      )}
      <div className={styles.beside}>
        <ProviderPicture enrolmentId={view.id} />
        <div className={styles.ways}>
          {!stored && <ScanForCode busy={busy} onFound={(foundId) => act({ kind: "use-found", foundId })} />}
          <ButtonRow>
            <Button kind="quiet" onClick={() => copySetupKey(view.id)}>
              {text.copy}
            </Button>
          </ButtonRow>
          <h3>{text.phoneTitle}</h3>
          <PhoneToo view={view} />
        </div>
      </div>
      {step.asksDigits ? (
        <>
          <h3>{words.enrolment.digits.title}</h3>
          <p>{words.enrolment.digits.why}</p>
          <DigitsForm codeId={step.codeId} act={act} busy={busy} problem={problem} />
        </>
      ) : (
        <>
          <ProblemNote problem={problem} />
          <ButtonRow>
            <Button kind={stored ? "primary" : "plain"} busy={busy} onClick={() => act({ kind: "continue" })}>
              {text.continue}
            </Button>
          </ButtonRow>
        </>
      )}
      <Help />
    </StepFrame>
  );
}

function Help() {
  const text = words.enrolment.authenticator;
  return (
    <div className={styles.help}>
      <details>
        <summary>{text.troubleTitle}</summary>
        <ul className={styles.bullets}>
          {text.trouble.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{text.noAppTitle}</summary>
        <p>{text.noApp}</p>
      </details>
    </div>
  );
}

function copySetupKey(enrolmentId: string): void {
  call("enrolment.copySetupKey", { enrolmentId }).then(
    ({ clearsAt }) =>
      showToast({ text: words.enrolment.authenticator.copied(Math.round((clearsAt - Date.now()) / 1_000)) }),
    (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
  );
}
