// One line for each account that is not well: what is wrong, what to do, the server's own words.
import { useState } from "react";
import type { AccountView } from "../../../shared/models/account.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { bannerText, isPasswordGone, isTrouble } from "../accounts/account-trouble.ts";
import styles from "./mail.module.css";
import { showFailure } from "./use-actions.ts";

export function AccountBanners({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const troubled = accounts.filter(({ state }) => isTrouble(state));
  return troubled.map((account) => <Banner key={account.id} account={account} />);
}

function Banner({ account }: { readonly account: AccountView }) {
  const go = useGo();
  const [trying, setTrying] = useState(false);
  const { state } = account;
  const serverText = "serverText" in state ? state.serverText : "";
  const asksPassword = state.kind === "sign-in-needed" || isPasswordGone(account);
  const retry = () => {
    setTrying(true);
    call("accounts.retry", { accountId: account.id })
      .catch(showFailure)
      .finally(() => setTrying(false));
  };
  return (
    <section className={`${styles.banner} ${styles[state.kind]}`} aria-label={account.address}>
      <div className={styles.bannerText}>
        <p>{bannerText(account)}</p>
        {serverText !== "" && (
          <details className={styles.bannerDetails}>
            <summary>{words.common.serverWords}</summary>
            <code>{serverText}</code>
          </details>
        )}
      </div>
      <Button kind="quiet" onClick={() => go({ at: "health", accountId: account.id })}>
        {words.health.details}
      </Button>
      {asksPassword ? (
        <Button kind="primary" onClick={() => go({ at: "relogin", accountId: account.id })}>
          {words.accounts.signIn}
        </Button>
      ) : (
        <Button busy={trying} onClick={retry}>
          {words.accounts.tryNow}
        </Button>
      )}
    </section>
  );
}
