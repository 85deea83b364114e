// The fields of both servers, as used when adding by hand and when editing an account.
import type { Protocol } from "../../../shared/models/account.ts";
import { Select } from "../../parts/select.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./add-account.module.css";
import { type ServerForm, type ServerFormErrors, withSecurity } from "./server-form.ts";

export function ServerFields({
  form,
  errors,
  onChange,
}: {
  readonly form: ServerForm;
  readonly errors: ServerFormErrors;
  readonly onChange: (form: ServerForm) => void;
}) {
  return (
    <>
      <TextField
        label={words.addAccount.userName}
        hint={words.addAccount.userNameHint}
        value={form.userName}
        error={errors.userName}
        onChange={(userName) => onChange({ ...form, userName })}
      />
      {(["imap", "smtp"] as const).map((protocol) => (
        <OneServer key={protocol} protocol={protocol} form={form} errors={errors} onChange={onChange} />
      ))}
    </>
  );
}

function OneServer({
  protocol,
  form,
  errors,
  onChange,
}: {
  readonly protocol: Protocol;
  readonly form: ServerForm;
  readonly errors: ServerFormErrors;
  readonly onChange: (form: ServerForm) => void;
}) {
  const server = form[protocol];
  const text = words.addAccount;
  return (
    <fieldset className={styles.server}>
      <legend className={styles.legend}>{protocol === "imap" ? text.incoming : text.outgoing}</legend>
      <TextField
        label={text.host[protocol]}
        value={server.host}
        error={errors.host?.[protocol]}
        onChange={(host) => onChange({ ...form, [protocol]: { ...server, host } })}
      />
      <TextField
        label={text.port[protocol]}
        value={server.port}
        error={errors.port?.[protocol]}
        inputMode="numeric"
        onChange={(port) => onChange({ ...form, [protocol]: { ...server, port } })}
      />
      <Select
        label={text.security[protocol]}
        value={server.security}
        options={[
          { value: "tls", label: text.tls },
          { value: "starttls", label: text.starttls },
        ]}
        onChange={(security) => onChange(withSecurity(form, protocol, security))}
      />
    </fieldset>
  );
}
