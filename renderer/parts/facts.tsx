// Names with what they stand for, in two columns; below each other in a narrow window. Draws nothing without any.
import type { ReactNode } from "react";
import styles from "./facts.module.css";

/** `children`: `dt` and `dd` by turns. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}
