// The field for the six digits, with the digits of this moment at hand when Gatepost holds the secret.
import { type FormEvent, useState } from "react";
import type { ErrorView } from "../../../../shared/ipc/errors.ts";
import type { EnrolmentAction } from "../../../../shared/models/enrolment.ts";
import { Button } from "../../../parts/button.tsx";
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
}) {
  const text = words.enrolment.digits;
  const [digits, setDigits] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.act({ kind: "digits", digits });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {props.codeId !== undefined && <CurrentDigits codeId={props.codeId} onFill={setDigits} />}
      <TextField
        label={text.label}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={digits}
        onChange={setDigits}
      />
      <ProblemNote problem={props.problem} />
      <div className={styles.actions}>
        <Button type="submit" kind="primary" busy={props.busy} disabled={digits.trim() === ""}>
          {text.submit}
        </Button>
      </div>
    </form>
  );
}
