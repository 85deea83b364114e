// The setup key as the provider prints it, where no picture of the code can be had; and what such a key alone does not
// say, to be seen and changed. SECURITY: the key is handed over once and goes with its form.
import { useState } from "react";
import { Algorithm } from "../../../../shared/models/code.ts";
import { type KeyMade, usualKey } from "../../../../shared/models/enrolment.ts";
import { providerOf } from "../../../../shared/providers/index.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { Fields, Form } from "../../../parts/form.tsx";
import { Select } from "../../../parts/select.tsx";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { PhoneToo } from "../phone-too.tsx";
import type { StepProps } from "../step-props.ts";

const digitChoices = ["6", "7", "8"] as const;

export function TypedKey({ view, act, busy }: StepProps<"guide">) {
  const text = words.enrolment.guide.qr;
  const known = usualKey(providerOf(view.providerId)?.twoFactor.otpauth);
  const [typed, setTyped] = useState("");
  const [algorithm, setAlgorithm] = useState(known.algorithm);
  const [digits, setDigits] = useState(known.digits);
  const [period, setPeriod] = useState(String(known.period));
  const seconds = Number(period);
  const wrong = !Number.isInteger(seconds) || seconds < 1 || seconds > 3_600;
  const submit = () => {
    const made: KeyMade = { algorithm, digits, period: seconds };
    if (typed.trim() !== "" && !wrong) act({ kind: "use-typed", text: typed, made });
  };
  return (
    <details>
      <summary>{text.keyTitle}</summary>
      <Form narrow onSubmit={submit}>
        <TextField
          label={text.key}
          hint={text.keyHint}
          value={typed}
          autoComplete="off"
          autoCapitalize="off"
          onChange={setTyped}
        />
        <p className={styles.quiet}>{text.made(algorithm, digits, period)}</p>
        <details>
          <summary>{text.madeTitle}</summary>
          <Fields narrow>
            <Select
              label={words.authenticator.algorithm}
              value={algorithm}
              options={Algorithm.options.map((value) => ({ value, label: value }))}
              onChange={setAlgorithm}
            />
            <Select
              label={words.authenticator.digits}
              value={digitChoices.find((each) => each === String(digits)) ?? "6"}
              options={digitChoices.map((value) => ({ value, label: value }))}
              onChange={(value) => setDigits(Number(value))}
            />
            <TextField
              label={words.authenticator.period}
              inputMode="numeric"
              value={period}
              error={wrong ? text.periodWrong : undefined}
              onChange={setPeriod}
            />
          </Fields>
        </details>
        <ButtonRow>
          <Button type="submit" busy={busy} disabled={typed.trim() === "" || wrong}>
            {text.keepKey}
          </Button>
        </ButtonRow>
        <PhoneToo view={view} />
      </Form>
    </details>
  );
}
