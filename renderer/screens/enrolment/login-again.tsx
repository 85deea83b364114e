// The provider has ended its session, or the kept password is not that of the web login: asks for it, at any step.
import { useState } from "react";
import type { EnrolmentAction, EnrolmentView } from "../../../shared/models/enrolment.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Form } from "../../parts/form.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";

export function needsLogin({ current, problem }: EnrolmentView): boolean {
  if (current.step === "password" || current.step === "done") return false;
  return problem?.code === "enrolment-password-wrong" || problem?.code === "enrolment-session-expired";
}

/** SECURITY: what is typed is handed over once and forgotten. */
export function LoginAgain(props: {
  readonly act: (action: EnrolmentAction) => void;
  readonly busy: boolean;
}) {
  const text = words.enrolment.password;
  const [typed, setTyped] = useState("");
  const submit = () => {
    if (typed === "") return;
    props.act({ kind: "password", password: typed });
    setTyped("");
  };
  return (
    <Form narrow onSubmit={submit}>
      <h3>{text.again}</h3>
      <p>{text.againWhy}</p>
      <PasswordField label={text.label} value={typed} onChange={setTyped} />
      <ButtonRow>
        <Button type="submit" disabled={props.busy || typed === ""}>
          {text.againSubmit}
        </Button>
      </ButtonRow>
    </Form>
  );
}
