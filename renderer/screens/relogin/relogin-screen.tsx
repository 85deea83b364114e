// Signing in again after a refused login: why, what to do, the new password, and what happened afterwards.
import { ArrowLeft } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { AccountView, Refusal } from "../../../shared/models/account.ts";
import type { OutboxItem } from "../../../shared/models/draft.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { useCall, useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Page } from "../../parts/page.tsx";
import { useGo } from "../../place.ts";
import { describeError } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { bannerText, isPasswordGone } from "../accounts/account-trouble.ts";
import { OtherWay, PermissionAgain } from "./other-way.tsx";
import { ReasonAndSteps } from "./reason-and-steps.tsx";
import styles from "./relogin.module.css";
import { SignInForm, type SignIns } from "./sign-in-form.tsx";
import { SignedIn, type Waiting } from "./signed-in.tsx";

const nothing: Waiting = { changes: 0, messages: 0 };

export function ReloginScreen({ accountId }: { readonly accountId: string }) {
  const go = useGo();
  const text = words.relogin;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const outbox = useCall("outbox.list", undefined, ["outbox.changed", "accounts.changed"]);
  const account = accounts.state === "ready" ? accounts.value.find(({ id }) => id === accountId) : undefined;
  const waiting = waitingOf(account, outbox.state === "ready" ? outbox.value : []);
  const refused = account?.state.kind === "sign-in-needed";
  // What waited while nothing could be done: the queue begins to run before the job tells that it has ended.
  const held = useRef<Waiting>(nothing);
  useEffect(() => {
    if (refused) held.current = waiting;
  });
  const [before, setBefore] = useState<Waiting>();
  const signIns: SignIns = {
    password: useJobCall("accounts.signIn", () => setBefore(held.current)),
    oauth: useJobCall("oauth.signIn", () => setBefore(held.current)),
  };
  const well = account?.state.kind === "ok" && before === undefined;
  const title = well ? words.oauth.how(account.address) : text.of(account?.address ?? "");
  return (
    <Page
      title={title}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go({ at: "mail" })}>
          {words.common.back}
        </Button>
      }
    >
      <section aria-label={text.region} className={styles.region}>
        {before !== undefined ? (
          <SignedIn
            before={before}
            now={waiting}
            tidied={withoutBlanks(signIns.password.job)}
            with={account?.signsInWith ?? "password"}
          />
        ) : (
          <Refused account={account} signIns={signIns} />
        )}
      </section>
    </Page>
  );
}

function withoutBlanks(job: JobView | undefined): boolean {
  return job?.result?.kind === "account" && job.result.form === "without-blanks";
}

/** While the new password is being tried the account changes its state; the form stays until that has ended. */
function Refused({
  account,
  signIns,
}: {
  readonly account: AccountView | undefined;
  readonly signIns: SignIns;
}) {
  const text = words.relogin;
  const since = account?.state.kind === "sign-in-needed" ? account.state.since : undefined;
  const [shownSince, setShownSince] = useState(since);
  if (since !== undefined && since !== shownSince) setShownSince(since);
  // Gatepost looks again by itself, in case the keychain is restored: then it is `connecting` for a moment.
  const [gone, setGone] = useState(false);
  if (account && !gone && isPasswordGone(account)) setGone(true);
  const trying = [signIns.password, signIns.oauth].some(
    ({ running, job }) => running || job?.state === "done",
  );
  if (account && shownSince !== undefined && (since !== undefined || trying))
    return <Reason account={account} signIns={signIns} />;
  if (account && gone && account.state.kind !== "ok")
    return <PasswordGone account={account} signIns={signIns} />;
  if (account === undefined || account.state.kind === "connecting")
    return <p role="status">{text.looking}</p>;
  return <NotRefused account={account} signIns={signIns} />;
}

/** No server has refused anything: there is nothing to explain, only the password to be typed. */
function PasswordGone({ account, signIns }: { readonly account: AccountView; readonly signIns: SignIns }) {
  const text = words.relogin;
  const step = account.signsInWith === "oauth" ? "sign-in-with-oauth" : "type-password";
  const changed = account.state.kind === "error" && account.state.code === "password-changed";
  return (
    <>
      <h2>{describeError({ code: changed ? "password-changed" : "password-gone", detail: {} }).says}</h2>
      <p className={styles.kept}>{text.kept}</p>
      <h3>{text.steps[step].title}</h3>
      <p>{text.steps[step].text}</p>
      {account.signsInWith === "oauth" ? (
        <PermissionAgain account={account} permission={signIns.oauth} />
      ) : (
        <SignInForm accountId={account.id} wants="password" signIn={signIns.password} />
      )}
      <OtherWay account={account} signIns={signIns} />
    </>
  );
}

/** SECURITY: a network fault, a throttled login or a server's trouble is never called a wrong password. */
function NotRefused({ account, signIns }: { readonly account: AccountView; readonly signIns: SignIns }) {
  const go = useGo();
  const { kind } = account.state;
  const { states } = words.accounts;
  const text = words.relogin;
  const trouble = kind === "offline" || kind === "throttled" || kind === "error";
  return (
    <>
      <EmptyState
        title={trouble ? states[kind] : text.fine}
        action={<Button onClick={() => go({ at: "mail" })}>{text.toMail}</Button>}
      >
        {trouble ? bannerText(account) : way[account.signsInWith]}
      </EmptyState>
      <OtherWay account={account} signIns={signIns} />
    </>
  );
}

const way = { password: words.oauth.withPassword, oauth: words.oauth.withPermission } as const;

/** A newer refusal, or a try that was refused, may have another reason: so it is asked for at each change. */
function Reason({ account, signIns }: { readonly account: AccountView; readonly signIns: SignIns }) {
  const refusal = useCall("accounts.refusal", { accountId: account.id }, ["accounts.changed"]);
  const [shown, setShown] = useState<Refusal>();
  if (refusal.state === "ready" && refusal.value !== shown) setShown(refusal.value);
  // While a password that was accepted is put away, there is no refusal any more: what is read does not vanish.
  if (shown !== undefined) return <ReasonAndSteps refusal={shown} account={account} signIns={signIns} />;
  if (refusal.state === "failed") return <ErrorNote error={refusal.error} />;
  return <p role="status">{words.relogin.looking}</p>;
}

function waitingOf(account: AccountView | undefined, outbox: readonly OutboxItem[]): Waiting {
  const unsent = outbox.filter((item) => item.accountId === account?.id && item.state !== "sent").length;
  return { changes: Math.max(0, (account?.waiting ?? 0) - unsent), messages: unsent };
}
