// The client ids of Gatepost at the providers that let only registered programs ask: which are entered, and how one
// registers. It sees no secret that was entered before.
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { OauthClientView } from "../../../shared/models/oauth.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { LinedList } from "../../parts/lined-list.tsx";
import { Page } from "../../parts/page.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { ClientForm } from "./client-form.tsx";
import styles from "./oauth-clients.module.css";
import { RedirectNote } from "./redirect-note.tsx";

const tellProblem = (failure: unknown) =>
  showToast({ text: errorText(toErrorView(failure)), tone: "problem" });

export function OauthClientsScreen() {
  const go = useGo();
  const text = words.oauthClients;
  const clients = useCall("oauth.clients", undefined, ["oauth.changed"]);
  const [open, setOpen] = useState<string>();
  return (
    <Page
      title={text.title}
      lead={text.lead}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go({ at: "settings" })}>
          {words.common.back}
        </Button>
      }
    >
      <RedirectNote />
      {clients.state === "failed" && (
        <ErrorNote error={clients.error}>
          <Button onClick={clients.reload}>{text.again}</Button>
        </ErrorNote>
      )}
      {clients.state === "ready" && (
        <LinedList>
          {clients.value.map((client) => (
            <Client
              key={client.providerId}
              client={client}
              open={open === client.providerId}
              onOpen={(isOpen) => setOpen(isOpen ? client.providerId : undefined)}
            />
          ))}
        </LinedList>
      )}
    </Page>
  );
}

function Client({
  client,
  open,
  onOpen,
}: {
  readonly client: OauthClientView;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const text = words.oauthClients;
  const [removing, setRemoving] = useState(false);
  const { providerId, name, clientId, hasSecret } = client;
  const remove = () => {
    setRemoving(false);
    call("oauth.removeClient", { providerId }).then(
      () => showToast({ text: text.removed(name) }),
      tellProblem,
    );
  };
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <div className={styles.who}>
          <h2 className={styles.name}>{name}</h2>
          <p className={styles.state}>
            {clientId === undefined
              ? text.none
              : hasSecret
                ? text.withSecret(clientId)
                : text.entered(clientId)}
          </p>
        </div>
        {!open && (
          <Button aria-label={text.enterFor(name, clientId !== undefined)} onClick={() => onOpen(true)}>
            {clientId === undefined ? text.enter : text.change}
          </Button>
        )}
        {!open && clientId !== undefined && (
          <Button kind="quiet" aria-label={text.removeFor(name)} onClick={() => setRemoving(true)}>
            {text.remove}
          </Button>
        )}
      </div>
      {open && <ClientForm client={client} onDone={() => onOpen(false)} />}
      {removing && (
        <AlertDialog
          title={text.removeTitle(name)}
          description={text.removeText(name)}
          confirm={text.remove}
          danger
          onConfirm={remove}
          onCancel={() => setRemoving(false)}
        />
      )}
    </li>
  );
}
