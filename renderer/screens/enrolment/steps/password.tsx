// The provider wants the password of the address before it changes anything.
import { useState } from "react";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { Form } from "../../../parts/form.tsx";
import { PasswordField } from "../../../parts/password-field.tsx";
import { words } from "../../../words/words.ts";
import { ProblemNote } from "../problem-note.tsx";
import { StepFrame } from "../step-frame.tsx";
import type { StepProps } from "../step-props.ts";

/** SECURITY: the typed password stays in the field until the provider has taken it, and goes with the step. */
export function Password({ view, act, busy, problem }: StepProps<"password">) {
  const text = words.enrolment.password;
  const [typed, setTyped] = useState("");
  const submit = () => {
    act({ kind: "password", ...(typed === "" ? {} : { password: typed }) });
  };
  return (
    <StepFrame title={text.title} why={text.why(view.address, view.providerName)}>
      <Form narrow onSubmit={submit}>
        <PasswordField label={text.label} hint={text.hint} value={typed} onChange={setTyped} />
        <ProblemNote problem={problem} />
        <ButtonRow>
          <Button type="submit" kind="primary" busy={busy}>
            {text.submit}
          </Button>
        </ButtonRow>
      </Form>
    </StepFrame>
  );
}
