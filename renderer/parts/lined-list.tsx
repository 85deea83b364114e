// Things of one kind below each other, in one frame with lines between them.
import type { ReactNode } from "react";
import styles from "./lined-list.module.css";

export function LinedList({
  label,
  ordered = false,
  children,
}: {
  /** its spoken name */
  readonly label?: string;
  /** one came after the other */
  readonly ordered?: boolean;
  /** list items, in whatever shape */
  readonly children: ReactNode;
}) {
  const List = ordered ? "ol" : "ul";
  return (
    <List className={styles.list} aria-label={label}>
      {children}
    </List>
  );
}

/** The usual item: what it is, with its buttons beside it, or below where there is no room. */
export function LinedItem({ children }: { readonly children: ReactNode }) {
  return <li className={styles.item}>{children}</li>;
}
