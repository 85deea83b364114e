// The other way in for an account: at the provider's page instead of by password, or back. The account keeps its mail,
// drafts and what waits; only what it signs in with changes.
import { useState } from "react";
import type { AccountView } from "../../../shared/models/account.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { words } from "../../words/words.ts";
import { OauthSignIn } from "./oauth-sign-in.tsx";
import styles from "./relogin.module.css";
import { SignInForm, type SignIns } from "./sign-in-form.tsx";

type Account = Pick<AccountView, "id" | "address" | "providerId" | "signsInWith">;

/** What the provider of `account` offers, if it is known and offers anything. */
export function useOffer(account: Pick<Account, "address" | "providerId">) {
  const { address, providerId } = account;
  const offers = useCall("oauth.offer", { address, ...(providerId === undefined ? {} : { providerId }) }, [
    "oauth.changed",
  ]);
  return offers.state === "ready" ? offers.value[0] : undefined;
}

/** The account's own way: the provider's page. */
export function PermissionAgain({
  account,
  permission,
}: {
  readonly account: Account;
  readonly permission: SignIns["oauth"];
}) {
  const offer = useOffer(account);
  if (!offer) return undefined;
  const start = () => permission.start({ accountId: account.id });
  return <OauthSignIn offer={offer} permission={permission} primary onStart={start} />;
}

/** Nothing where there is no other way. */
export function OtherWay({ account, signIns }: { readonly account: Account; readonly signIns: SignIns }) {
  const text = words.oauth;
  const offer = useOffer(account);
  const [typing, setTyping] = useState(false);
  if (account.signsInWith === "password")
    return (
      offer && (
        <section className={styles.other} aria-label={text.instead}>
          <h3>{text.instead}</h3>
          <p>{text.insteadText(offer.name)}</p>
          <OauthSignIn
            offer={offer}
            permission={signIns.oauth}
            primary={false}
            onStart={() => signIns.oauth.start({ accountId: account.id })}
          />
        </section>
      )
    );
  if (offer?.required) return undefined;
  return (
    <section className={styles.other} aria-label={text.byPassword}>
      <h3>{text.byPassword}</h3>
      <p>{text.byPasswordText}</p>
      {typing ? (
        <SignInForm accountId={account.id} wants="password" signIn={signIns.password} />
      ) : (
        <div>
          <Button onClick={() => setTyping(true)}>{text.byPassword}</Button>
        </div>
      )}
    </section>
  );
}
