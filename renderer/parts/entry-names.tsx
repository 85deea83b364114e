// What an entry is called, wherever entries stand in a list: its issuer, its account below, and what there is to say
// about it under both.
import type { ReactNode } from "react";
import { words } from "../words/words.ts";
import styles from "./entry-names.module.css";

export function EntryNames({
  entry,
  hint,
  children,
}: {
  readonly entry: { readonly issuer: string; readonly account: string };
  /** said quietly below the names */
  readonly hint?: string;
  readonly children?: ReactNode;
}) {
  const { issuer, account } = entry;
  return (
    <div className={styles.names}>
      {/* Each in its own direction: a name that is written from right to left moves nothing beside it. */}
      <bdi className={styles.issuer}>{issuer || account || words.authenticator.nameOf("", "")}</bdi>
      {issuer !== "" && account !== "" && <bdi className={styles.account}>{account}</bdi>}
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      {children}
    </div>
  );
}
