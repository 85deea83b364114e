// The health of one account: how its logins go now, the last success and refusal, what Gatepost does next, and what
// happened before. It explains and lets a person try; what is to be done about a refusal stands in the sign-in screen.
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView } from "../../../shared/models/account.ts";
import type { AccountHealth, LastRefusal } from "../../../shared/models/health.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Page, PageSection } from "../../parts/page.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { StateDot, stateText } from "../accounts/account-state.tsx";
import { bannerText, isPasswordGone } from "../accounts/account-trouble.ts";
import { reasonOf } from "../relogin/possible-causes.tsx";
import styles from "./health.module.css";
import { HealthEvents } from "./health-events.tsx";
import { NextTry } from "./next-try.tsx";

export function HealthScreen({ accountId }: { readonly accountId: string }) {
  const go = useGo();
  const text = words.health;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const health = useCall("accounts.health", { accountId }, ["accounts.changed"]);
  const account = accounts.state === "ready" ? accounts.value.find(({ id }) => id === accountId) : undefined;
  return (
    <Page
      title={text.of(account?.address ?? "")}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go({ at: "settings" })}>
          {words.common.back}
        </Button>
      }
    >
      {health.state === "failed" && <ErrorNote error={health.error} />}
      {account !== undefined && health.state === "ready" && (
        <>
          <Now account={account} />
          <Successes health={health.value} />
          <Refused health={health.value} />
          <PageSection title={text.history}>
            <HealthEvents events={health.value.events} providerName={health.value.providerName} />
          </PageSection>
        </>
      )}
    </Page>
  );
}

function Now({ account }: { readonly account: AccountView }) {
  const go = useGo();
  const [trying, setTrying] = useState(false);
  const { state } = account;
  const asksPassword = state.kind === "sign-in-needed" || isPasswordGone(account);
  // What a refusal means stands below, and that nothing happens by itself beside it.
  const what = state.kind === "sign-in-needed" ? "" : bannerText(account, false);
  const retry = () => {
    setTrying(true);
    call("accounts.retry", { accountId: account.id })
      .catch((failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }))
      .finally(() => setTrying(false));
  };
  return (
    <PageSection title={words.health.now}>
      <p className={styles.state} role="status">
        <StateDot account={account} />
        <strong>{stateText(account)}</strong>
      </p>
      {what !== "" && <p>{what}</p>}
      <NextTry state={state} />
      <ButtonRow>
        {asksPassword ? (
          <Button kind="primary" onClick={() => go({ at: "relogin", accountId: account.id })}>
            {words.accounts.signIn}
          </Button>
        ) : (
          <Button busy={trying || state.kind === "connecting"} onClick={retry}>
            {words.accounts.tryNow}
          </Button>
        )}
      </ButtonRow>
    </PageSection>
  );
}

function Successes({ health }: { readonly health: AccountHealth }) {
  const text = words.health;
  const { acceptedAt } = health;
  return (
    <PageSection title={text.successes}>
      <Facts>
        {(["imap", "smtp"] as const).map((protocol) => {
          const at = acceptedAt[protocol];
          return [
            <dt key={protocol}>{text.protocols[protocol]}</dt>,
            <dd key={`${protocol}-at`}>{at === undefined ? text.never : text.at(at)}</dd>,
          ];
        })}
      </Facts>
    </PageSection>
  );
}

function Refused({ health }: { readonly health: AccountHealth }) {
  const text = words.health;
  const { refusal, state, providerName } = health;
  return (
    <PageSection title={text.refusal}>
      {refusal === undefined ? (
        <p className={styles.quiet}>{text.noRefusal}</p>
      ) : (
        <>
          <Facts>
            <dt>{text.when}</dt>
            <dd>{text.at(refusal.at)}</dd>
            <dt>{text.what}</dt>
            <dd>{text.protocols[refusal.protocol]}</dd>
            <dt>{text.words}</dt>
            <dd>
              {refusal.serverText === "" ? (
                text.nothingSaid
              ) : (
                <code className={styles.said}>{refusal.serverText}</code>
              )}
            </dd>
            {refusal.responseCode !== undefined && (
              <>
                <dt>{text.code}</dt>
                <dd>
                  <code className={styles.said}>{refusal.responseCode}</code>
                </dd>
              </>
            )}
            <dt>{text.cause}</dt>
            <dd>
              <Meaning refusal={refusal} providerName={providerName} />
            </dd>
          </Facts>
          {state.kind === "ok" && <p className={styles.quiet}>{text.mended}</p>}
        </>
      )}
    </PageSection>
  );
}

function Meaning({
  refusal,
  providerName,
}: {
  readonly refusal: LastRefusal;
  readonly providerName: string | undefined;
}) {
  if (refusal.possible.length < 2) return reasonOf(refusal.possible[0] ?? refusal.cause, providerName);
  return (
    <>
      {words.health.mayBe}
      <ol className={styles.possible}>
        {refusal.possible.map((cause) => (
          <li key={cause}>{reasonOf(cause, providerName)}</li>
        ))}
      </ol>
    </>
  );
}
