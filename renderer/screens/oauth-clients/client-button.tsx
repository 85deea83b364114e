// A button that lets the client ID of one provider be entered in a dialog, where going elsewhere would lose what was typed.
import { useState } from "react";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import { ClientForm } from "./client-form.tsx";
import { RedirectNote } from "./redirect-note.tsx";

export function ClientButton({ providerId, name }: { readonly providerId: string; readonly name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.oauth.enterClient}</Button>
      {open && <ClientDialog providerId={providerId} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function ClientDialog({
  providerId,
  name,
  onClose,
}: {
  readonly providerId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const text = words.oauthClients;
  const clients = useCall("oauth.clients", undefined, ["oauth.changed"]);
  const client =
    clients.state === "ready" ? clients.value.find((each) => each.providerId === providerId) : undefined;
  return (
    <Dialog title={text.enterFor(name, false)} width="wide" onClose={onClose}>
      {clients.state === "failed" && (
        <ErrorNote error={clients.error}>
          <Button onClick={clients.reload}>{text.again}</Button>
        </ErrorNote>
      )}
      {client !== undefined && (
        <>
          <RedirectNote />
          <ClientForm client={client} onDone={onClose} />
        </>
      )}
    </Dialog>
  );
}
