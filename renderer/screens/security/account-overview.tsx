// One account of the security overview. What the loss of this computer would mean is worked out in shared/security.
import { ShieldCheck, ShieldOff, ShieldQuestion } from "lucide-react";
import { useId } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView } from "../../../shared/models/account.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { SecurityView } from "../../../shared/models/enrolment.ts";
import type { KeptNotes } from "../../../shared/models/kept.ts";
import type { Provider } from "../../../shared/providers/index.ts";
import { ifLost, type LossNext } from "../../../shared/security/if-lost.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { Facts } from "../../parts/facts.tsx";
import { PageSection } from "../../parts/page.tsx";
import { showToast } from "../../parts/toast.tsx";
import { type Place, useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { providerOfAccount } from "../providers/provider-of-account.ts";
import styles from "./security.module.css";

interface AccountOverviewProps {
  readonly account: AccountView;
  readonly view: SecurityView;
  readonly notes: KeptNotes | undefined;
  /** the code that opens the account, if it is in the authenticator */
  readonly code: CodeEntry | undefined;
  readonly lastBackupAt: number | undefined;
}

export function AccountOverview(props: AccountOverviewProps) {
  const { account, view } = props;
  const go = useGo();
  const text = words.kept;
  return (
    <PageSection title={account.address}>
      <p className={styles.state}>
        <StateIcon state={view.twoFactor} />
        <span>
          {view.twoFactor === "on" && view.since !== undefined
            ? words.security.since(view.since)
            : text.states[view.twoFactor]}
        </span>
      </p>
      <WhatIsKept {...props} provider={providerOfAccount(account)} />
      <Lost {...props} provider={providerOfAccount(account)} />
      <ButtonRow>
        <Button onClick={() => go({ at: "security", accountId: account.id })}>
          {text.details(account.address)}
        </Button>
      </ButtonRow>
    </PageSection>
  );
}

function StateIcon({ state }: { readonly state: SecurityView["twoFactor"] }) {
  if (state === "on") return <ShieldCheck size={20} className={styles.good} aria-hidden="true" />;
  if (state === "off") return <ShieldOff size={20} aria-hidden="true" />;
  return <ShieldQuestion size={20} aria-hidden="true" />;
}

type WithProvider = AccountOverviewProps & { readonly provider: Provider | undefined };

function WhatIsKept({ view, notes, code, provider }: WithProvider) {
  const text = words.kept;
  const gives = provider?.twoFactor.artefacts.map(({ kind }) => kind) ?? [];
  const passwords = notes?.appPasswords ?? [];
  const revoked = passwords.filter(({ revokedAt }) => revokedAt !== undefined).length;
  const givesKey = gives.includes("secret-key-pdf") || gives.includes("emergency-key");
  return (
    <Facts>
      <dt>{text.code}</dt>
      <dd>{code ? text.kept : text.notKept}</dd>
      {(view.backupCodes !== undefined || gives.includes("backup-codes")) && (
        <>
          <dt>{text.codes}</dt>
          <dd>
            {view.backupCodes ? text.codesLeft(view.backupCodes.left, view.backupCodes.used) : text.notKept}
          </dd>
        </>
      )}
      {(view.secretKeyKept || givesKey) && (
        <>
          <dt>{text.key}</dt>
          <dd>{view.secretKeyKept ? text.keyKept : text.notKept}</dd>
        </>
      )}
      {(notes?.recoveryPhone !== undefined || gives.includes("recovery-phone")) && (
        <>
          <dt>{text.phone}</dt>
          <dd>{notes?.recoveryPhone ?? text.phoneNone}</dd>
        </>
      )}
      {(passwords.length > 0 || provider?.afterActivation.appPassword !== undefined) && (
        <>
          <dt>{text.appPasswords}</dt>
          <dd>{text.appPasswordCount(passwords.length - revoked, revoked)}</dd>
        </>
      )}
    </Facts>
  );
}

function Lost({ view, notes, code, provider, lastBackupAt }: WithProvider) {
  const text = words.kept;
  const titleId = useId();
  const { outcome, next, revoke } = ifLost({
    twoFactor: view.twoFactor,
    since: view.since,
    codeKept: code !== undefined,
    secretKeyKept: view.secretKeyKept,
    backupCodes: view.backupCodes,
    recoveryPhone: notes?.recoveryPhone !== undefined,
    appPasswords: notes?.appPasswords.filter(({ revokedAt }) => revokedAt === undefined).length ?? 0,
    lastBackupAt,
    givesBackupCodes: provider?.twoFactor.artefacts.some(({ kind }) => kind === "backup-codes") ?? false,
    canEnrol: view.ways.length > 0,
  });
  const serious = outcome === "locked-out" || outcome === "backup-older";
  return (
    <section
      className={`${styles.lost} ${serious ? styles.serious : ""}`}
      aria-labelledby={titleId}
      data-outcome={outcome}
    >
      <h3 id={titleId}>{text.ifLost}</h3>
      <p>{text.outcomes[outcome]({ lastBackupAt, phone: notes?.recoveryPhone })}</p>
      {revoke > 0 && <p>{text.revoke(revoke)}</p>}
      <p className={styles.next}>{text.nexts[next]}</p>
      <NextButton next={next} accountId={view.accountId} />
    </section>
  );
}

/** The way to the one thing that is to be done. */
function NextButton({ next, accountId }: { readonly next: LossNext; readonly accountId: string }) {
  const go = useGo();
  const text = words.kept;
  const to = (label: string, place: Place) => (
    <ButtonRow>
      <Button onClick={() => go(place)}>{label}</Button>
    </ButtonRow>
  );
  switch (next) {
    case "nothing":
      return null;
    case "turn-on":
      return to(words.security.turnOn, { at: "enrolment", accountId });
    case "look":
      return (
        <ButtonRow>
          <Button
            onClick={() =>
              call("links.openProvider", { accountId, link: "security" }).catch((failure: unknown) =>
                showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
              )
            }
          >
            {text.look}
          </Button>
        </ButtonRow>
      );
    case "back-up":
      return to(words.backup.open, { at: "backup", from: { at: "security-overview" } });
    case "keep-code":
      return to(text.openAuthenticator, { at: "authenticator" });
    case "new-codes":
      return to(text.newCodes, { at: "new-codes", accountId });
  }
}
