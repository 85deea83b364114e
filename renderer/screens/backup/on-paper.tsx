// The sheet with all codes: after a warning, and with the lock's passphrase where there is a lock.
import { useState } from "react";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { CheckBox } from "../../parts/check-box.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Fields } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { showToast } from "../../parts/toast.tsx";
import { words } from "../../words/words.ts";
import { useConfirm } from "../lock/use-confirm.tsx";

const text = words.backup.paper;

export function OnPaper() {
  const [understood, setUnderstood] = useState(false);
  const confirm = useConfirm();
  const printing = useJobCall("export.printAll", () => {
    setUnderstood(false);
    showToast({ text: text.done });
  });
  const make = (to: "printer" | "pdf") =>
    printing.start({ to, words: words.codeSheet(Date.now()), ...confirm.take() });
  const disabled = !understood || !confirm.isReady;
  return (
    <>
      <p>{text.about}</p>
      {printing.error && printing.error.code !== "cancelled" && <ErrorNote error={printing.error} />}
      {printing.running ? (
        <JobBar
          job={printing.job}
          label={text.working}
          phase={text.phases[printing.job?.phase ?? ""]}
          onCancel={printing.cancel}
        />
      ) : (
        <Fields narrow>
          <CheckBox checked={understood} onChange={setUnderstood}>
            {text.understood}
          </CheckBox>
          {understood && confirm.field}
          <ButtonRow>
            <Button disabled={disabled} onClick={() => make("printer")}>
              {text.print}
            </Button>
            <Button disabled={disabled} onClick={() => make("pdf")}>
              {text.save}
            </Button>
          </ButtonRow>
        </Fields>
      )}
    </>
  );
}
