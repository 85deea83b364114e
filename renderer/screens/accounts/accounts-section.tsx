// The list of accounts in the settings: state, servers, security, removing.
import { Activity, Info, KeyRound, Pencil, ShieldCheck, Trash2 } from "lucide-react";
import { useState } from "react";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView } from "../../../shared/models/account.ts";
import { call } from "../../ipc/client.ts";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { IconButton } from "../../parts/icon-button.tsx";
import { LinedItem, LinedList } from "../../parts/lined-list.tsx";
import { PageSection } from "../../parts/page.tsx";
import { showToast } from "../../parts/toast.tsx";
import { useGo } from "../../place.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { providerOfAccount } from "../providers/provider-of-account.ts";
import { PracticeStart } from "../welcome/practice-start.tsx";
import { StateDot, stateText } from "./account-state.tsx";
import styles from "./accounts.module.css";
import { EditAccountDialog } from "./edit-account-dialog.tsx";
import { RemoveAccountDialog } from "./remove-account-dialog.tsx";

export function AccountsSection({ practice }: { readonly practice: boolean }) {
  const go = useGo();
  const accounts = useCall("accounts.list", undefined, ["accounts.changed"]);
  return (
    <PageSection title={words.settings.accounts}>
      {accounts.state === "failed" && <ErrorNote error={accounts.error} />}
      {accounts.state === "ready" && accounts.value.length === 0 && (
        <p className={styles.quiet}>{words.accounts.none}</p>
      )}
      {accounts.state === "ready" && accounts.value.length > 0 && (
        <LinedList>
          {accounts.value.map((account) => (
            <AccountItem key={account.id} account={account} />
          ))}
        </LinedList>
      )}
      <ButtonRow>
        <Button onClick={() => go({ at: "add-account" })}>{words.welcome.addAccount}</Button>
        <Button onClick={() => go({ at: "providers", from: { at: "settings" } })}>
          {words.providers.allTitle}
        </Button>
      </ButtonRow>
      {practice && <PracticeStart />}
    </PageSection>
  );
}

function AccountItem({ account }: { readonly account: AccountView }) {
  const go = useGo();
  const [open, setOpen] = useState<"edit" | "remove">();
  const text = words.accounts;
  const provider = providerOfAccount(account);
  const remove = () => {
    setOpen(undefined);
    call("accounts.remove", { accountId: account.id }).then(
      () => showToast({ text: text.removed(account.address) }),
      (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
    );
  };
  return (
    <LinedItem>
      <div className={styles.who}>
        <p className={styles.address}>{account.address}</p>
        <p className={styles.state}>
          <StateDot account={account} />
          {stateText(account)}
        </p>
      </div>
      <div className={styles.itemActions}>
        {account.state.kind === "sign-in-needed" && (
          <Button kind="primary" onClick={() => go({ at: "relogin", accountId: account.id })}>
            {text.signIn}
          </Button>
        )}
        <Button
          icon={<ShieldCheck size={16} />}
          aria-label={text.securityOf(account.address)}
          onClick={() => go({ at: "security", accountId: account.id })}
        >
          {text.security}
        </Button>
        <IconButton
          label={words.providers.aboutOf(provider?.name, account.address)}
          icon={<Info size={16} />}
          onClick={() => go({ at: "provider", providerId: provider?.id, from: { at: "settings" } })}
        />
        <IconButton
          label={words.health.of(account.address)}
          icon={<Activity size={16} />}
          onClick={() => go({ at: "health", accountId: account.id })}
        />
        <IconButton
          label={words.oauth.how(account.address)}
          icon={<KeyRound size={16} />}
          onClick={() => go({ at: "relogin", accountId: account.id })}
        />
        <IconButton
          label={text.editOf(account.address)}
          icon={<Pencil size={16} />}
          onClick={() => setOpen("edit")}
        />
        <IconButton
          label={`${text.remove} ${account.address}`}
          icon={<Trash2 size={16} />}
          onClick={() => setOpen("remove")}
        />
      </div>
      {open === "edit" && <EditAccountDialog account={account} onClose={() => setOpen(undefined)} />}
      {open === "remove" && (
        <RemoveAccountDialog account={account} onConfirm={remove} onCancel={() => setOpen(undefined)} />
      )}
    </LinedItem>
  );
}
