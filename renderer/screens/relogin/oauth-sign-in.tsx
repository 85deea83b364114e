// The button that signs an account in at its provider's own page in the browser, and what to say where that cannot be
// done here. It sees no token and no address of a page: the core opens the browser.
import { ExternalLink } from "lucide-react";
import type { OauthOffer } from "../../../shared/models/oauth.ts";
import type { JobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Fields } from "../../parts/form.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { words } from "../../words/words.ts";
import { ClientButton } from "../oauth-clients/client-button.tsx";
import styles from "./relogin.module.css";

/** The button alone, or what is missing for it. Without `onStart` it submits the form that it stands in. */
export function OauthButton({
  offer,
  primary,
  busy,
  onStart,
}: {
  readonly offer: OauthOffer;
  /** it is the thing to do on this screen */
  readonly primary: boolean;
  readonly busy: boolean;
  readonly onStart?: (() => void) | undefined;
}) {
  if (!offer.configured) return <NotConfigured offer={offer} />;
  return (
    <ButtonRow>
      <Button
        type={onStart ? "button" : "submit"}
        kind={primary ? "primary" : "plain"}
        icon={<ExternalLink size={16} />}
        busy={busy}
        onClick={onStart}
      >
        {words.oauth.signInWith(offer.name)}
      </Button>
    </ButtonRow>
  );
}

/** With its progress and its failure, for an account that is there. */
export function OauthSignIn({
  offer,
  permission,
  primary,
  onStart,
}: {
  readonly offer: OauthOffer;
  readonly permission: JobCall<"oauth.signIn">;
  readonly primary: boolean;
  readonly onStart: () => void;
}) {
  const text = words.oauth;
  return (
    <Fields narrow>
      {permission.running && (
        <JobBar
          job={permission.job}
          label={text.working}
          phase={text.phases[permission.job?.phase ?? ""]}
          onCancel={permission.cancel}
        />
      )}
      {permission.error !== undefined && !permission.running && (
        <ErrorNote error={permission.error}>
          <span>{text.nothingChanged}</span>
        </ErrorNote>
      )}
      <OauthButton offer={offer} primary={primary} busy={permission.running} onStart={onStart} />
    </Fields>
  );
}

function NotConfigured({ offer }: { readonly offer: OauthOffer }) {
  const text = words.oauth;
  return (
    <div role="note" className={styles.missing}>
      <p>{text.notConfigured(offer.name)}</p>
      <p>
        {offer.required ? text.nothingElse : offer.appPassword ? text.appPasswordToo : ""} {text.howTo}
      </p>
      <div>
        <ClientButton providerId={offer.providerId} name={offer.name} />
      </div>
    </div>
  );
}
