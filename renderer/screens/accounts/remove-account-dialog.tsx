// Asks before an account is removed, and says what would be gone for good.
import type { AccountView } from "../../../shared/models/account.ts";
import { AlertDialog } from "../../parts/alert-dialog.tsx";
import { words } from "../../words/words.ts";
import { useUnsent } from "../compose/use-unsent.ts";
import styles from "./accounts.module.css";
import { lossesOf } from "./losses.ts";

export function RemoveAccountDialog({
  account,
  onConfirm,
  onCancel,
}: {
  readonly account: AccountView;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}) {
  const { drafts, outbox } = useUnsent();
  const { unsent, draftsHere, draftsOnServer, actions } = lossesOf(account, drafts, outbox);
  const text = words.accounts;
  const lost = [
    unsent > 0 ? text.lostUnsent(unsent) : "",
    draftsHere > 0 ? text.lostDrafts(draftsHere) : "",
    actions > 0 ? text.lostActions(actions) : "",
  ].filter((line) => line !== "");
  return (
    <AlertDialog
      title={text.removeTitle(account.address)}
      description={text.removeText}
      confirm={text.removeConfirm}
      danger
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {lost.length + draftsOnServer > 0 && (
        <div className={styles.losses}>
          {lost.length > 0 && (
            <>
              <p>{text.lost}</p>
              <ul aria-label={text.lost}>
                {lost.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          )}
          {draftsOnServer > 0 && <p>{text.keptDrafts(draftsOnServer)}</p>}
        </div>
      )}
    </AlertDialog>
  );
}
