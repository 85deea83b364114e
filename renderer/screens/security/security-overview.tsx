// All accounts on one page: what guards each, what is kept to get back in, and what the loss of this computer would mean.
import { ArrowLeft } from "lucide-react";
import type { AccountView } from "../../../shared/models/account.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { SecurityView } from "../../../shared/models/enrolment.ts";
import type { KeptOverview } from "../../../shared/models/kept.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { Page, PageSection } from "../../parts/page.tsx";
import { useGo } from "../../place.ts";
import { words } from "../../words/words.ts";
import { AccountOverview } from "./account-overview.tsx";
import styles from "./security.module.css";
import { WaitingAccount } from "./waiting-account.tsx";

const refreshOn = ["security.changed", "accounts.changed", "codes.changed", "backup.changed"] as const;

export function SecurityOverview() {
  const go = useGo();
  const text = words.kept;
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  const security = useCall("security.list", undefined, refreshOn);
  const kept = useCall("kept.list", undefined, refreshOn);
  const codes = useCall("codes.list", undefined, ["codes.changed"]);
  const waiting = useCall("kept.waiting", undefined, refreshOn);
  const answers = [accounts, security, kept, codes, waiting];
  const failed = answers.find((answer) => answer.state === "failed");
  return (
    <Page
      title={text.title}
      lead={text.about}
      back={
        <Button kind="quiet" icon={<ArrowLeft size={16} />} onClick={() => go({ at: "settings" })}>
          {words.common.back}
        </Button>
      }
    >
      {failed?.state === "failed" && <ErrorNote error={failed.error} />}
      {accounts.state === "ready" &&
        security.state === "ready" &&
        kept.state === "ready" &&
        codes.state === "ready" && (
          <Overview
            accounts={accounts.value}
            security={security.value}
            kept={kept.value}
            codes={codes.value}
          />
        )}
      {waiting.state === "ready" &&
        waiting.value.map((each) => <WaitingAccount key={each.accountId} waiting={each} />)}
    </Page>
  );
}

function Overview({
  accounts,
  security,
  kept,
  codes,
}: {
  readonly accounts: readonly AccountView[];
  readonly security: readonly SecurityView[];
  readonly kept: KeptOverview;
  readonly codes: readonly CodeEntry[];
}) {
  const go = useGo();
  const text = words.kept;
  const { lastBackupAt } = kept;
  return (
    <>
      <PageSection title={text.backup}>
        <p>{lastBackupAt === undefined ? text.neverBackedUp : text.lastBackup(lastBackupAt)}</p>
        <ButtonRow>
          <Button onClick={() => go({ at: "backup", from: { at: "security-overview" } })}>
            {words.backup.open}
          </Button>
        </ButtonRow>
      </PageSection>
      {accounts.length === 0 && <p className={styles.quiet}>{text.none}</p>}
      {accounts.map((account) => {
        const view = security.find(({ accountId }) => accountId === account.id);
        const notes = kept.accounts.find(({ accountId }) => accountId === account.id);
        // Its own code, or one that the person has linked with the account.
        const code =
          codes.find(({ id }) => id === view?.codeId) ??
          codes.find(({ accountId }) => accountId === account.id);
        return (
          view && (
            <AccountOverview
              key={account.id}
              account={account}
              view={view}
              notes={notes}
              code={code}
              lastBackupAt={lastBackupAt}
            />
          )
        );
      })}
    </>
  );
}
