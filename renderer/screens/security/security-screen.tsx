// The security of one account: is two-factor authentication on, what is kept to get back in, and the way to switch it on.
import { ArrowLeft, Info, ShieldCheck, ShieldQuestion } from "lucide-react";
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { SecurityView } from "../../../shared/models/enrolment.ts";
import { type Provider, providerOf } from "../../../shared/providers/index.ts";
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
import { providerOfAccount } from "../providers/provider-of-account.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { KeptNotesSections } from "./kept-notes-sections.tsx";
import { NewBackupCodes } from "./new-backup-codes.tsx";
import { PrintSheet } from "./print-sheet.tsx";
import { SecretKey } from "./secret-key.tsx";
import styles from "./security.module.css";

const refreshOn = ["security.changed", "accounts.changed", "codes.changed"] as const;

export function SecurityScreen({ accountId }: { readonly accountId: string }) {
  const go = useGo();
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const security = useCall("security.list", undefined, refreshOn);
  const codes = useCall("codes.list", undefined, ["codes.changed"]);
  const account = accounts.state === "ready" ? accounts.value.find(({ id }) => id === accountId) : undefined;
  const view =
    security.state === "ready" ? security.value.find((known) => known.accountId === accountId) : undefined;
  return (
    <Page
      title={words.security.title(account?.address ?? "")}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go({ at: "settings" })}>
          {words.common.back}
        </Button>
      }
    >
      {security.state === "failed" && <ErrorNote error={security.error} />}
      {view !== undefined && (
        <>
          <TwoFactor view={view} provider={account && providerOfAccount(account)} />
          <Kept
            view={view}
            providerId={account?.providerId}
            codes={codes.state === "ready" ? codes.value : []}
          />
          <KeptNotesSections accountId={accountId} />
        </>
      )}
    </Page>
  );
}

function TwoFactor({
  view,
  provider,
}: {
  readonly view: SecurityView;
  readonly provider: Provider | undefined;
}) {
  const go = useGo();
  const text = words.security;
  const { accountId } = view;
  const on = view.twoFactor === "on";
  const openPage = () =>
    call("links.openProvider", { accountId, link: "security" }).catch((failure: unknown) =>
      showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  return (
    <PageSection title={text.twoFactor}>
      <p className={styles.state}>
        {on ? (
          <ShieldCheck size={20} className={styles.good} aria-hidden="true" />
        ) : (
          <ShieldQuestion size={20} aria-hidden="true" />
        )}
        <span>{on && view.since !== undefined ? text.since(view.since) : text.states[view.twoFactor]}</span>
      </p>
      {on && <p>{view.signedInSince ? text.signedIn : text.signInNeeded}</p>}
      {!on && view.ways.length === 0 && <p className={styles.quiet}>{text.cannot}</p>}
      <ButtonRow>
        {(view.ways.length > 0 || view.enrolmentId !== undefined) && (
          <Button kind="primary" onClick={() => go({ at: "enrolment", accountId })}>
            {view.enrolmentId === undefined ? text.turnOn : text.resume}
          </Button>
        )}
        {on && !view.signedInSince && (
          <Button kind="primary" onClick={() => go({ at: "relogin", accountId })}>
            {text.signIn}
          </Button>
        )}
        <Button onClick={openPage}>{text.openSecurity}</Button>
        <Button
          kind="quiet"
          icon={<Info size={16} />}
          onClick={() =>
            go({ at: "provider", providerId: provider?.id, from: { at: "security", accountId } })
          }
        >
          {provider ? words.providers.about(provider.name) : words.providers.generalWay}
        </Button>
      </ButtonRow>
    </PageSection>
  );
}

function Kept({
  view,
  providerId,
  codes,
}: {
  readonly view: SecurityView;
  readonly providerId: string | undefined;
  readonly codes: readonly CodeEntry[];
}) {
  const text = words.security;
  const [shown, setShown] = useState(false);
  // Its own code, or one that the person has linked with the account.
  const code =
    codes.find(({ id }) => id === view.codeId) ?? codes.find(({ accountId }) => accountId === view.accountId);
  const { backupCodes, secretKeyKept } = view;
  // What a provider does not give is not shown as missing.
  const gives = providerOf(providerId)?.twoFactor.artefacts.map(({ kind }) => kind) ?? [];
  return (
    <PageSection title={text.kept}>
      <Facts>
        <dt>{text.code}</dt>
        <dd>{code ? text.codeKept(words.authenticator.nameOf(code.issuer, code.account)) : text.codeNone}</dd>
        {(secretKeyKept || gives.includes("secret-key-pdf")) && (
          <>
            <dt>{text.secretKey}</dt>
            <dd>{secretKeyKept ? text.secretKeyKept : text.nothing}</dd>
          </>
        )}
        {(backupCodes !== undefined || gives.includes("backup-codes")) && (
          <>
            <dt>{text.backup}</dt>
            <dd>{backupCodes ? text.backupKept(backupCodes.left, backupCodes.used) : text.nothing}</dd>
          </>
        )}
      </Facts>
      <p className={styles.quiet}>{text.keptWhere}</p>
      {backupCodes !== undefined && (
        <ButtonRow>
          <Button onClick={() => setShown(!shown)} aria-expanded={shown}>
            {shown ? text.hide : text.show}
          </Button>
        </ButtonRow>
      )}
      {shown && <BackupCodes accountId={view.accountId} />}
      {backupCodes !== undefined && <NewBackupCodes accountId={view.accountId} left={backupCodes.left} />}
      {secretKeyKept && <SecretKey accountId={view.accountId} />}
      {(code !== undefined || backupCodes !== undefined || secretKeyKept) && (
        <PrintSheet accountId={view.accountId} />
      )}
    </PageSection>
  );
}
