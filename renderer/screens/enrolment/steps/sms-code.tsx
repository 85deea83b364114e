// The code that the provider has sent to the phone.
import { useState } from "react";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { Form } from "../../../parts/form.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { openProviderPage } from "../open-provider-page.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function SmsCode({ view, step, act, busy, problem }: StepProps<"sms-code">) {
  const text = words.enrolment.sms;
  const [code, setCode] = useState("");
  // RFC 6761 §6.2: `.test` is never a real address.
  const practice = view.address.endsWith(".test");
  const submit = () => {
    act({ kind: "sms-code", code });
  };
  return (
    <StepFrame title={text.title} why={text.sent(step.sentTo)}>
      <Form narrow onSubmit={submit}>
        <TextField
          label={text.label}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
        <ProblemNote problem={problem} />
        <ButtonRow>
          <Button type="submit" kind="primary" busy={busy} disabled={code.trim() === ""}>
            {text.continue}
          </Button>
          <Button onClick={() => act({ kind: "resend-sms" })} disabled={busy}>
            {text.resend}
          </Button>
        </ButtonRow>
        <p className={styles.quiet}>{text.resendHint}</p>
        {practice && (
          <div className={styles.saved}>
            <span className={styles.quiet}>{text.practiceHint}</span>
            <Button kind="quiet" onClick={() => openProviderPage(view.accountId, "practice-phone")}>
              {text.practicePhone}
            </Button>
          </div>
        )}
      </Form>
    </StepFrame>
  );
}
