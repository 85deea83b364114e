// Changes the names of an entry and the mail account that it protects. The secret cannot be changed: another secret is
// another entry.
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Select } from "../../parts/select.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./authenticator.module.css";

export function EditCodeDialog({
  entry,
  onClose,
  onLink,
}: {
  readonly entry: CodeEntry;
  readonly onClose: () => void;
  /** a phone is to be linked instead */
  readonly onLink: () => void;
}) {
  const text = words.authenticator;
  const [issuer, setIssuer] = useState(entry.issuer);
  const [account, setAccount] = useState(entry.account);
  const [accountId, setAccountId] = useState(entry.accountId ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorView>();
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const known = accounts.state === "ready" ? accounts.value : [];
  const save = () => {
    setBusy(true);
    call("codes.edit", { codeId: entry.id, issuer, account, ...(accountId !== "" && { accountId }) }).then(
      onClose,
      (failure: unknown) => {
        setBusy(false);
        setError(toErrorView(failure));
      },
    );
  };
  return (
    <Dialog
      title={text.editTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onLink}>{words.exporting.linkPhone}</Button>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="primary" busy={busy} onClick={save}>
            {words.common.save}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField label={text.issuer} value={issuer} onChange={setIssuer} maxLength={200} />
        <TextField label={text.account} value={account} onChange={setAccount} maxLength={200} />
        <Select
          label={text.protects}
          value={accountId}
          options={[
            { value: "", label: text.noAccount },
            ...known.map(({ id, address }) => ({ value: id, label: address })),
          ]}
          onChange={setAccountId}
        />
        {error && <ErrorNote error={error} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
