// Adds an account by address and password, or with servers typed by hand. Nothing typed is lost by a failure.
import { ArrowLeft } from "lucide-react";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Form } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { Page } from "../../parts/page.tsx";
import { PasswordField } from "../../parts/password-field.tsx";
import { TextField } from "../../parts/text-field.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { ProviderNote } from "../providers/provider-note.tsx";
import { OauthButton } from "../relogin/oauth-sign-in.tsx";
import styles from "./add-account.module.css";
import { CertificateDialog } from "./certificate-dialog.tsx";
import { ServerFields } from "./server-fields.tsx";
import type { SuggestedServers } from "./suggested-servers.ts";
import { useAddAccount } from "./use-add-account.ts";

export function AddAccountScreen() {
  const go = useGo();
  const text = words.addAccount;
  const form = useAddAccount((address) => {
    showToast({ text: text.added(address) });
    go({ at: "mail" });
  });
  const { person, setPerson, errors } = form;
  const passwordless = form.offer?.required === true && !form.byHand;
  const submit = () => {
    if (!passwordless) form.submit("password");
    else if (form.offer?.configured) form.submit("oauth");
  };
  return (
    <Page
      title={text.title}
      lead={form.byHand ? text.byHandIntro : text.intro}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go({ at: "mail" })}>
          {words.common.back}
        </Button>
      }
    >
      <div className={styles.column}>
        <Form problems={errors} onSubmit={submit}>
          <TextField
            label={text.name}
            hint={text.nameHint}
            value={person.name}
            error={errors.name}
            autoComplete="name"
            onChange={(name) => setPerson({ ...person, name })}
          />
          <TextField
            label={text.address}
            type="email"
            value={person.address}
            error={errors.address}
            onChange={(address) => setPerson({ ...person, address })}
          />
          {form.provider !== undefined && <ProviderNote provider={form.provider} />}
          {passwordless && <AtProvider form={form} primary />}
          {!passwordless && (
            <PasswordField
              label={text.password}
              hint={text.passwordHint}
              value={person.password}
              error={errors.password}
              onChange={(password) => setPerson({ ...person, password })}
            />
          )}
          {form.suggested !== undefined && <Suggestion suggested={form.suggested} />}
          {form.byHand && <ServerFields form={form.servers} errors={errors} onChange={form.setServers} />}
          {form.running && (
            <JobBar job={form.job} label={text.working} phase={form.phase} onCancel={form.cancel} />
          )}
          {form.failure !== undefined && !form.running && <ErrorNote error={form.failure} />}
          {form.provider === undefined && form.failure?.code === "servers-not-found" && !form.running && (
            <ProviderNote provider={undefined} />
          )}
          <ButtonRow>
            {!passwordless && (
              <Button type="submit" kind="primary" busy={form.running}>
                {form.byHand ? text.submit : text.continue}
              </Button>
            )}
            <Button onClick={() => form.chooseByHand(!form.byHand)} disabled={form.running}>
              {form.byHand ? text.automatic : text.byHand}
            </Button>
          </ButtonRow>
          {!passwordless && <AtProvider form={form} primary={false} />}
        </Form>
      </div>
      {form.certificate !== undefined && (
        <CertificateDialog
          error={form.certificate.error}
          pin={form.certificate.pin}
          onTrust={form.trust}
          onCancel={form.declineCertificate}
        />
      )}
    </Page>
  );
}

/** Where the provider lets programs in at a page of its own: first where nothing else is taken, else beside the password. */
function AtProvider({
  form,
  primary,
}: {
  readonly form: ReturnType<typeof useAddAccount>;
  readonly primary: boolean;
}) {
  const { offer } = form;
  const text = words.oauth;
  if (!offer) return undefined;
  const sentences = [offer.required && text.only(offer.name), offer.configured && text.explain(offer.name)];
  const intro = sentences.filter(Boolean).join(" ");
  return (
    <section className={styles.provider} aria-label={text.signInWith(offer.name)}>
      {intro !== "" && <p>{intro}</p>}
      <OauthButton
        offer={offer}
        primary={primary}
        busy={form.running}
        onStart={primary ? undefined : () => form.submit("oauth")}
      />
    </section>
  );
}

function Suggestion({ suggested }: { readonly suggested: SuggestedServers }) {
  const { domain, servers } = suggested;
  const text = words.addAccount;
  return (
    <div role="status" className={styles.suggested}>
      <p>{text.suggested(domain)}</p>
      <ul>
        <li>{text.suggestedServer("imap", servers.imap.host)}</li>
        <li>{text.suggestedServer("smtp", servers.smtp.host)}</li>
      </ul>
      <p>{text.suggestedConfirm(domain)}</p>
    </div>
  );
}
