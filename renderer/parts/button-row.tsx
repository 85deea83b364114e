// Buttons beside each other, in a second line where there is no room.
import type { ReactNode } from "react";
import styles from "./button-row.module.css";

export function ButtonRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
