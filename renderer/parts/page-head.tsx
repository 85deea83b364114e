// The head of a page: the way back, its heading, and what it is about.
import type { ReactNode } from "react";
import styles from "./page-head.module.css";

export function PageHead({
  title,
  back,
  children,
}: {
  readonly title: string;
  readonly back?: ReactNode;
  /** a sentence, or whom the page is about */
  readonly children?: ReactNode;
}) {
  return (
    <header className={styles.head}>
      {back}
      <h1>{title}</h1>
      {children !== undefined && <p className={styles.about}>{children}</p>}
    </header>
  );
}
