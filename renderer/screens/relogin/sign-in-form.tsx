// The field for a new password, and how its trial goes. What is typed is handed over once.
import { useState } from "react";
import type { Refusal } from "../../../shared/models/account.ts";
import type { JobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { words } from "../../words/words.ts";

export type SignIn = JobCall<"accounts.signIn">;

/** The two ways to sign in again; whichever ends well counts. */
export interface SignIns {
  readonly password: SignIn;
  readonly oauth: JobCall<"oauth.signIn">;
}

/** SECURITY: what is typed stays in this form, which goes when it was accepted. */
export function SignInForm({
  accountId,
  wants,
  signIn,
  second = false,
}: {
  readonly accountId: string;
  readonly wants: Refusal["wants"];
  readonly signIn: SignIn;
  /** something else on the screen is the first thing to do */
  readonly second?: boolean;
}) {
  const text = words.relogin;
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  const forApp = wants === "app-password";
  const submit = () => {
    setMissing(typed.trim() === "");
    // As it was typed: which blanks are only for the eye, the core knows from the provider's data.
    if (typed.trim() !== "") signIn.start({ accountId, password: typed });
  };
  const change = (value: string) => {
    setTyped(value);
    setMissing(false);
  };
  const error = missing ? text.needed : undefined;
  const refused = signIn.error?.detail.protocol;
  return (
    <Form problems={missing} narrow onSubmit={submit}>
      {forApp ? (
        // Pasted from a page that shows it in the clear: seeing it here too saves a wrong try.
        <TextField
          label={text.appPassword}
          hint={text.appPasswordHint}
          value={typed}
          error={error}
          autoComplete="off"
          autoCapitalize="off"
          onChange={change}
        />
      ) : (
        <PasswordField label={text.newPassword} value={typed} error={error} onChange={change} />
      )}
      {signIn.running && (
        <JobBar
          job={signIn.job}
          label={text.working}
          phase={text.phases[signIn.job?.phase ?? ""]}
          onCancel={signIn.cancel}
        />
      )}
      {signIn.error !== undefined && !signIn.running && (
        <ErrorNote error={signIn.error}>
          <span>
            {refused === "imap" || refused === "smtp" ? `${text.failed[refused]} ` : ""}
            {signIn.error.detail.tried === 2 ? `${text.triedBoth} ` : ""}
            {text.unchanged}
          </span>
        </ErrorNote>
      )}
      <ButtonRow>
        <Button type="submit" kind={second ? "plain" : "primary"} busy={signIn.running}>
          {text.submit}
        </Button>
      </ButtonRow>
    </Form>
  );
}
