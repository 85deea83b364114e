// Changes the name and the servers of an account; both servers are tried before anything is saved.
import { useState } from "react";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView, Pin } from "../../../shared/models/account.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { words } from "../../words/words.ts";
import { CertificateDialog, pinOf } from "../add-account/certificate-dialog.tsx";
import { ServerFields } from "../add-account/server-fields.tsx";
import { readServerForm, type ServerFormErrors, serverFormOf } from "../add-account/server-form.ts";

export function EditAccountDialog({
  account,
  onClose,
}: {
  readonly account: AccountView;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState(account.name);
  const [servers, setServers] = useState(() => serverFormOf(account.servers));
  const [errors, setErrors] = useState<ServerFormErrors>({});
  const [pins, setPins] = useState<readonly Pin[]>(account.pins);
  const [declined, setDeclined] = useState<ErrorView>();
  const edit = useJobCall("accounts.edit", () => {
    showToast({ text: words.accounts.saved(account.address) });
    onClose();
  });
  const save = (trusted: readonly Pin[]) => {
    const read = readServerForm(servers);
    setErrors("errors" in read ? read.errors : {});
    if ("errors" in read) return;
    edit.start({ accountId: account.id, name: name.trim(), servers: read.servers, pins: [...trusted] });
  };
  const failure = edit.running ? undefined : edit.error;
  const pin = failure && failure !== declined ? pinOf(failure) : undefined;
  return (
    <Dialog
      title={words.accounts.editOf(account.address)}
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="primary" busy={edit.running} onClick={() => save(pins)}>
            {words.accounts.saveAndCheck}
          </Button>
        </>
      }
    >
      <Form problems={errors} onSubmit={() => !edit.running && save(pins)}>
        <TextField label={words.addAccount.name} value={name} onChange={setName} />
        <ServerFields form={servers} errors={errors} onChange={setServers} />
        {edit.running && <JobBar job={edit.job} label={words.accounts.saving} onCancel={edit.cancel} />}
        {failure !== undefined && pin === undefined && <ErrorNote error={failure} />}
      </Form>
      {failure !== undefined && pin !== undefined && (
        <CertificateDialog
          error={failure}
          pin={pin}
          onCancel={() => setDeclined(failure)}
          onTrust={(trusted) => {
            const all = [
              ...pins.filter((old) => old.host !== trusted.host || old.port !== trusted.port),
              trusted,
            ];
            setPins(all);
            setDeclined(failure);
            save(all);
          }}
        />
      )}
    </Dialog>
  );
}
