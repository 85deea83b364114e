// One account's state as a dot and a word; the same in the folder tree, the settings and the banner.
import type { AccountView } from "../../../shared/models/account.ts";
import { words } from "../../words/words.ts";
import styles from "./accounts.module.css";

export function stateText(account: AccountView): string {
  const { states, syncing, waiting } = words.accounts;
  const parts: string[] = [states[account.state.kind]];
  if (account.sync && account.state.kind !== "offline")
    parts[0] = syncing(account.sync.done, account.sync.total);
  if (account.waiting > 0) parts.push(waiting(account.waiting));
  return parts.join(" · ");
}

export function StateDot({ account }: { readonly account: AccountView }) {
  return <span className={`${styles.dot} ${styles[account.state.kind]}`} aria-hidden="true" />;
}
