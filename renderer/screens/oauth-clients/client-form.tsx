// The form for one provider: how to register there, and the fields for what it gives.
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { OauthClientView } from "../../../shared/models/oauth.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import styles from "./oauth-clients.module.css";

/** SECURITY: a typed secret stays in this form, which goes when it was kept. */
export function ClientForm({
  client,
  onDone,
}: {
  readonly client: OauthClientView;
  readonly onDone: () => void;
}) {
  const text = words.oauthClients;
  const { providerId, name } = client;
  const form = useClientForm(client, onDone);
  const openPage = () => {
    call("oauth.openRegistration", { providerId }).catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  };
  return (
    <Form problems={form.anyWrong} onSubmit={form.submit} label={name}>
      {client.steps.length > 0 && (
        <ol className={styles.steps} aria-label={text.steps(name)}>
          {client.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {client.doubt !== undefined && <p className={styles.doubt}>{client.doubt}</p>}
      {client.canOpenPage && (
        <div>
          <Button icon={<ExternalLink size={16} />} onClick={openPage}>
            {text.openPage}
          </Button>
        </div>
      )}
      <TextField
        label={text.clientId}
        value={form.clientId}
        error={form.wrong.clientId}
        autoComplete="off"
        autoCapitalize="off"
        onChange={form.setClientId}
      />
      {client.secret !== "none" && (
        <PasswordField
          label={text.clientSecret}
          hint={client.hasSecret && form.sameId ? text.secretStays : text.secretHint[client.secret]}
          value={form.secret}
          error={form.wrong.clientSecret}
          onChange={form.setSecret}
        />
      )}
      {client.clientId !== undefined && !form.sameId && (
        <p className={styles.doubt}>{text.signInAgain(name)}</p>
      )}
      {form.error !== undefined && <ErrorNote error={form.error} />}
      <ButtonRow>
        <Button type="submit" kind="primary" busy={form.saving}>
          {text.save}
        </Button>
        <Button onClick={onDone}>{words.common.cancel}</Button>
      </ButtonRow>
    </Form>
  );
}

interface Wrong {
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
}

function useClientForm(client: OauthClientView, onDone: () => void) {
  const text = words.oauthClients;
  const { providerId, name } = client;
  const [clientId, setClientId] = useState(client.clientId ?? "");
  const [secret, setSecret] = useState("");
  const [wrong, setWrong] = useState<Wrong>({});
  const [error, setError] = useState<ErrorView>();
  const [saving, setSaving] = useState(false);
  const anyWrong = Object.values(wrong).some((each) => each !== undefined);
  const sameId = clientId.trim() === client.clientId;

  const check = (): Wrong => {
    const keeps = client.hasSecret && sameId;
    const missing = client.secret === "needed" && secret.trim() === "" && !keeps;
    return {
      clientId: /^\S+$/.test(clientId.trim()) ? undefined : text.clientIdNeeded,
      clientSecret: missing
        ? text.secretNeeded(name)
        : /\s/.test(secret.trim())
          ? text.secretBlank
          : undefined,
    };
  };
  const submit = () => {
    const found = check();
    setWrong(found);
    setError(undefined);
    if (Object.values(found).some((each) => each !== undefined)) return;
    setSaving(true);
    const typed = secret.trim() === "" ? {} : { clientSecret: secret.trim() };
    call("oauth.setClient", { providerId, clientId: clientId.trim(), ...typed })
      .then(
        () => {
          showToast({ text: text.saved(name) });
          onDone();
        },
        (failure: unknown) => setError(toErrorView(failure)),
      )
      .finally(() => setSaving(false));
  };
  return { clientId, setClientId, secret, setSecret, wrong, error, saving, anyWrong, sameId, submit };
}
