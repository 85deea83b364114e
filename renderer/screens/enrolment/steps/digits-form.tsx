// The field for the six digits, with the digits of this moment at hand when Gatepost holds the secret.
import { useState } from "react";
import type { ErrorView } from "../../../../shared/ipc/errors.ts";
import type { EnrolmentAction } from "../../../../shared/models/enrolment.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { Form } from "../../../parts/form.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import { CurrentDigits } from "../current-digits.tsx";
import styles from "../enrolment.module.css";
import { ProblemNote } from "../problem-note.tsx";

export function DigitsForm(props: {
  readonly codeId: string | undefined;
  readonly act: (action: EnrolmentAction) => void;
  readonly busy: boolean;
  readonly problem: ErrorView | undefined;
  /** what is to be done before they may be sent */
  readonly waitsFor?: string | undefined;
}) {
  const text = words.enrolment.digits;
  // What Gatepost fills in follows the clock until somebody types something else.
  const [filled, setFilled] = useState("");
  const [typed, setTyped] = useState<string>();
  const digits = typed ?? filled;
  const ready = props.codeId !== undefined && props.waitsFor === undefined;
  const submit = () => {
    // Enter in the field submits as well, whatever the button says.
    if (props.waitsFor !== undefined) return;
    props.act({ kind: "digits", digits });
  };
  return (
    <Form narrow onSubmit={submit}>
      {props.codeId !== undefined && (
        <CurrentDigits codeId={props.codeId} onDigits={setFilled} onFill={() => setTyped(undefined)} />
      )}
      <TextField
        label={text.label}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={digits}
        {...(typed === undefined && filled !== "" ? { hint: text.filled } : {})}
        onChange={setTyped}
      />
      <ProblemNote problem={props.problem} />
      {props.waitsFor !== undefined && <p className={styles.quiet}>{props.waitsFor}</p>}
      <ButtonRow>
        <Button
          type="submit"
          kind={ready ? "primary" : "plain"}
          busy={props.busy}
          disabled={digits.trim() === "" || props.waitsFor !== undefined}
        >
          {text.submit}
        </Button>
      </ButtonRow>
    </Form>
  );
}
