// A field for codes or a key as people copy them from a page: says what was recognised before it is kept. SECURITY: what
// is pasted is handed over and then forgotten by the field.
import { useEffect, useState } from "react";
import { type ErrorView, toErrorView } from "../../../../shared/ipc/errors.ts";
import type { RecognisedCodes } from "../../../../shared/models/enrolment.ts";
import { call } from "../../../ipc/client.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { TextArea } from "../../../parts/text-area.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import type { StepProps } from "../step-props.ts";

export function PastePanel({
  view,
  step,
  act,
  busy,
  asks,
}: StepProps<"guide"> & { readonly asks: "backup-codes" | "emergency-key" }) {
  const text = words.enrolment.guide.paste;
  const [typed, setTyped] = useState("");
  const [again, setAgain] = useState(false);
  const { found, error } = useRecognised(view.id, typed);
  if (step.kept !== "no" && !again)
    return (
      <div className={styles.panel}>
        <p role="status" className={styles.good}>
          {step.kept === "elsewhere"
            ? text.keptElsewhere
            : asks === "backup-codes"
              ? text.keptCodes(step.keptCount)
              : text.keptKey}
        </p>
        <ButtonRow>
          <Button kind="quiet" onClick={() => setAgain(true)}>
            {text.replace}
          </Button>
        </ButtonRow>
      </div>
    );
  const keep = () => {
    act({ kind: "keep-pasted", text: typed });
    setTyped("");
    setAgain(false);
  };
  return (
    <div className={styles.panel}>
      <TextArea
        label={asks === "backup-codes" ? text.codes : text.key}
        hint={asks === "backup-codes" ? text.codesHint : text.keyHint}
        rows={asks === "backup-codes" ? 5 : 2}
        value={typed}
        onChange={setTyped}
      />
      {error !== undefined && <ErrorNote error={error} />}
      {found !== undefined && <Found found={found} />}
      <ButtonRow>
        <Button busy={busy} disabled={(found?.count ?? 0) === 0} onClick={keep}>
          {asks === "backup-codes" ? text.keep : text.keepKey}
        </Button>
        <Button kind="quiet" disabled={busy} onClick={() => act({ kind: "keep-elsewhere" })}>
          {text.elsewhere}
        </Button>
      </ButtonRow>
    </div>
  );
}

function Found({ found }: { readonly found: RecognisedCodes }) {
  const text = words.enrolment.guide.paste;
  return (
    <div role="status">
      <p>{found.count === 0 ? text.none : text.found(found.count, text.shapes[found.shape] ?? "")}</p>
      {found.warnings.map((warning) => (
        <p key={warning} className={styles.note}>
          {warning === "fewer" ? text.warnings.fewer(found.expected ?? 0) : text.warnings[warning]}
        </p>
      ))}
    </div>
  );
}

/** What the core recognises in the text of this moment; a late answer to an older text is dropped. */
function useRecognised(enrolmentId: string, text: string) {
  const [told, setTold] = useState<{ text: string; found?: RecognisedCodes; error?: ErrorView }>();
  useEffect(() => {
    if (text.trim() === "") return;
    let ended = false;
    call("enrolment.recognise", { enrolmentId, text: text.slice(0, 20_000) }).then(
      (found) => !ended && setTold({ text, found }),
      (failure: unknown) => !ended && setTold({ text, error: toErrorView(failure) }),
    );
    return () => {
      ended = true;
    };
  }, [enrolmentId, text]);
  return told?.text === text
    ? { found: told.found, error: told.error }
    : { found: undefined, error: undefined };
}
