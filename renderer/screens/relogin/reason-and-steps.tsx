// Why the login was refused, the provider's steps in order, and in the last of them the way to sign in again.
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView, Refusal, SignInStep } from "../../../shared/models/account.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ServerWords } from "../../parts/server-words.tsx";
import { showToast } from "../../parts/toast.tsx";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { DigitsAtHand } from "./digits-at-hand.tsx";
import { OtherWay, PermissionAgain } from "./other-way.tsx";
import { Facts, Possible, reasonOf, Tries } from "./possible-causes.tsx";
import styles from "./relogin.module.css";
import { SignInForm, type SignIns } from "./sign-in-form.tsx";

export function ReasonAndSteps({
  refusal,
  account,
  signIns,
}: {
  readonly refusal: Refusal;
  readonly account: AccountView;
  readonly signIns: SignIns;
}) {
  const text = words.relogin;
  const { possible } = refusal;
  // Another answer puts the causes into another order: then the likeliest is shown again.
  const order = possible.map(({ cause }) => cause).join(" ");
  const [chosen, setChosen] = useState<{ readonly order: string; readonly cause: string }>();
  const cause = chosen?.order === order ? chosen.cause : possible[0]?.cause;
  const shown = possible.find((each) => each.cause === cause) ?? refusal;
  const reason = reasonOf(refusal.cause, refusal.providerName);
  const open = refusal.confidence === "possible" && possible.length > 1;
  const asks = shown.steps.some(({ kind }) => asking.has(kind));
  return (
    <>
      <h2>{open ? text.likeliest(reason) : reason}</h2>
      <p>{text.protocol[refusal.protocol]}</p>
      {text.confidence[refusal.confidence] !== "" && <p>{text.confidence[refusal.confidence]}</p>}
      <Facts refusal={refusal} />
      <p className={styles.kept}>{text.kept}</p>
      {refusal.serverText !== "" && (
        <ServerWords text={refusal.serverText}>
          {refusal.responseCode !== undefined && <p>{text.responseCode(refusal.responseCode)}</p>}
        </ServerWords>
      )}
      <Tries refusal={refusal} />
      {possible.length > 1 && (
        <Possible
          refusal={refusal}
          chosen={cause}
          onChoose={(picked) => setChosen({ order, cause: picked })}
        />
      )}
      {shown.steps.some(({ kind }) => atProvider.has(kind)) && <DigitsAtHand accountId={account.id} />}
      <ol className={styles.steps} aria-label={text.stepList}>
        {shown.steps.map((step) => (
          <li key={step.kind} className={styles.step}>
            <Step step={step} accountId={refusal.accountId} />
            {asking.has(step.kind) && <Way wants={shown.wants} account={account} signIns={signIns} />}
          </li>
        ))}
      </ol>
      {!asks && <Way wants={shown.wants} account={account} signIns={signIns} />}
      <OtherWay
        account={{ ...account, signsInWith: shown.wants === "oauth" ? "oauth" : "password" }}
        signIns={signIns}
      />
    </>
  );
}

/** Steps on pages of the provider, where one logs in first. */
const atProvider: ReadonlySet<SignInStep["kind"]> = new Set([
  "switch-on-imap",
  "make-app-password",
  "web-login",
  "sign-in-with-oauth",
]);

const asking: ReadonlySet<SignInStep["kind"]> = new Set(["paste", "type-password", "sign-in-with-oauth"]);

/** What the provider wants: a password typed here, or its own page. */
function Way({
  wants,
  account,
  signIns,
}: {
  readonly wants: Refusal["wants"];
  readonly account: AccountView;
  readonly signIns: SignIns;
}) {
  if (wants === "oauth") return <PermissionAgain account={account} permission={signIns.oauth} />;
  return <SignInForm accountId={account.id} wants={wants} signIn={signIns.password} />;
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
