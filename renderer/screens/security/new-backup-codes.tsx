// Replaces an account's backup codes: offers it when few are left, says what it does to the old ones, takes the new ones
// as the provider shows them. What was pasted goes with the dialog.
import { type FormEvent, useId, useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import { fewCodes } from "../../../shared/security/if-lost.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./security.module.css";

export function NewBackupCodes({ accountId, left }: { readonly accountId: string; readonly left: number }) {
  const text = words.kept;
  const [open, setOpen] = useState(false);
  return (
    <>
      {left <= fewCodes && (
        <p className={styles.few} role="status">
          {text.fewCodes(left)}
        </p>
      )}
      <div className={styles.actions}>
        <Button kind={left <= fewCodes ? "primary" : "plain"} onClick={() => setOpen(true)}>
          {text.newCodes}
        </Button>
      </div>
      {open && <ReplaceDialog accountId={accountId} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReplaceDialog({ accountId, onClose }: { readonly accountId: string; readonly onClose: () => void }) {
  const text = words.kept;
  const id = useId();
  const [pasted, setPasted] = useState("");
  const [problem, setProblem] = useState<ErrorView>();
  const [busy, setBusy] = useState(false);
  const replace = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    call("kept.replaceBackupCodes", { accountId, text: pasted })
      .then(
        ({ count }) => {
          showToast({ text: text.replaced(count) });
          onClose();
        },
        (failure: unknown) => setProblem(toErrorView(failure)),
      )
      .finally(() => setBusy(false));
  };
  const openPage = () =>
    call("links.openProvider", { accountId, link: "security" }).catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <Dialog
      title={text.newCodesTitle}
      description={text.newCodesAbout}
      onClose={onClose}
      width="wide"
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="submit" form={`${id}-form`} kind="primary" busy={busy}>
            {text.replace}
          </Button>
        </>
      }
    >
      <form id={`${id}-form`} onSubmit={replace} className={styles.paste}>
        <div className={styles.actions}>
          <Button onClick={openPage}>{text.look}</Button>
        </div>
        <label htmlFor={`${id}-codes`}>{text.pasted}</label>
        <textarea
          id={`${id}-codes`}
          rows={8}
          spellCheck={false}
          autoComplete="off"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          required
        />
        {problem && <ErrorNote error={problem} />}
      </form>
    </Dialog>
  );
}
