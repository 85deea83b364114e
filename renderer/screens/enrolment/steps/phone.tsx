// The mobile number: the saved one, or another.
import { useState } from "react";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { Form } from "../../../parts/form.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

export function Phone({ step, act, busy, problem }: StepProps<"phone">) {
  const text = words.enrolment.phone;
  const [changing, setChanging] = useState(false);
  const [number, setNumber] = useState("");
  const typing = step.saved === undefined || changing;
  const submit = () => {
    act({ kind: "request-sms", ...(typing ? { number } : {}) });
  };
  return (
    <StepFrame title={text.title} why={text.why}>
      <Form narrow onSubmit={submit}>
        {step.saved !== undefined && !changing && (
          <div className={styles.saved}>
            <span>
              {text.saved} <strong>{step.saved}</strong>
            </span>
            <Button onClick={() => setChanging(true)} disabled={busy}>
              {text.change}
            </Button>
          </div>
        )}
        {typing && (
          <TextField
            label={text.label}
            hint={text.hint}
            type="tel"
            autoComplete="tel"
            value={number}
            onChange={setNumber}
          />
        )}
        <ProblemNote problem={problem} />
        <ButtonRow>
          <Button type="submit" kind="primary" busy={busy} disabled={typing && number.trim() === ""}>
            {text.request}
          </Button>
          {step.saved !== undefined && changing && (
            <Button onClick={() => setChanging(false)} disabled={busy}>
              {text.keep}
            </Button>
          )}
        </ButtonRow>
      </Form>
    </StepFrame>
  );
}
