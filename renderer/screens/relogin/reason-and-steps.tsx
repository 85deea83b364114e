// Why the login was refused, the provider's steps in order, and in the last of them the field for the new password.
import { type FormEvent, useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { Refusal, SignInStep } from "../../../shared/models/account.ts";
import { call } from "../../ipc/client.ts";
import type { JobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { useFocusFirstError } from "../../parts/focus-first-error.ts";
import { JobBar } from "../../parts/job-bar.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { Facts, Possible, reasonOf, Tries } from "./possible-causes.tsx";
import styles from "./relogin.module.css";

export type SignIn = JobCall<"accounts.signIn">;

export function ReasonAndSteps({ refusal, signIn }: { readonly refusal: Refusal; readonly signIn: SignIn }) {
  const text = words.relogin;
  const { possible } = refusal;
  // Another answer puts the causes into another order: then the likeliest is shown again.
  const order = possible.map(({ cause }) => cause).join(" ");
  const [chosen, setChosen] = useState<{ readonly order: string; readonly cause: string }>();
  const cause = chosen?.order === order ? chosen.cause : possible[0]?.cause;
  const shown = possible.find((each) => each.cause === cause) ?? refusal;
  const asks = shown.steps.some(({ kind }) => kind === "paste" || kind === "type-password");
  return (
    <>
      <h2>{reasonOf(refusal.cause, refusal.providerName)}</h2>
      <p>{text.protocol[refusal.protocol]}</p>
      {text.confidence[refusal.confidence] !== "" && <p>{text.confidence[refusal.confidence]}</p>}
      <Facts refusal={refusal} />
      <p className={styles.kept}>{text.kept}</p>
      {refusal.serverText !== "" && (
        <details className={styles.details}>
          <summary>{words.common.serverWords}</summary>
          <code>{refusal.serverText}</code>
          {refusal.responseCode !== undefined && <p>{text.responseCode(refusal.responseCode)}</p>}
        </details>
      )}
      <Tries refusal={refusal} />
      {possible.length > 1 && (
        <Possible
          refusal={refusal}
          chosen={cause}
          onChoose={(picked) => setChosen({ order, cause: picked })}
        />
      )}
      <ol className={styles.steps} aria-label={text.stepList}>
        {shown.steps.map((step) => (
          <li key={step.kind} className={styles.step}>
            <Step step={step} accountId={refusal.accountId} />
            {(step.kind === "paste" || step.kind === "type-password") && (
              <SignInForm accountId={refusal.accountId} wants={shown.wants} signIn={signIn} />
            )}
          </li>
        ))}
      </ol>
      {!asks && <SignInForm accountId={refusal.accountId} wants={shown.wants} signIn={signIn} />}
    </>
  );
}

function Step({ step, accountId }: { readonly step: SignInStep; readonly accountId: string }) {
  const text = words.relogin;
  const { link } = step;
  const open = () => {
    if (link === undefined) return;
    call("links.openProvider", { accountId, link }).catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  };
  return (
    <>
      <h3>{text.steps[step.kind].title}</h3>
      <p>{text.steps[step.kind].text}</p>
      {step.menuPath.length > 0 && (
        <p className={styles.path}>
          {text.menuPath} {step.menuPath.join(" › ")}
        </p>
      )}
      {step.instructions.length > 0 && (
        <ul className={styles.instructions}>
          {step.instructions.map((instruction) => (
            <li key={instruction}>{instruction}</li>
          ))}
        </ul>
      )}
      {link !== undefined && (
        <div>
          <Button onClick={open}>{text.openLinks[link]}</Button>
        </div>
      )}
    </>
  );
}

/** SECURITY: what is typed stays in this form, which goes when it was accepted. */
export function SignInForm({
  accountId,
  wants,
  signIn,
}: {
  readonly accountId: string;
  readonly wants: Refusal["wants"];
  readonly signIn: SignIn;
}) {
  const text = words.relogin;
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState(false);
  const fields = useFocusFirstError(missing);
  const forApp = wants === "app-password";
  const submit = (event: FormEvent) => {
    event.preventDefault();
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
    <form ref={fields} className={styles.form} onSubmit={submit} noValidate>
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
            {text.oldKept}
          </span>
        </ErrorNote>
      )}
      <div className={styles.actions}>
        <Button type="submit" kind="primary" busy={signIn.running}>
          {text.submit}
        </Button>
      </div>
    </form>
  );
}
