// Our own part on the left, the provider's page on the right.
import type { ReactNode } from "react";
import styles from "./page-columns.module.css";

export function PageColumns({ children, page }: { readonly children: ReactNode; readonly page: ReactNode }) {
  return (
    <div className={styles.columns}>
      {children}
      {page}
    </div>
  );
}
