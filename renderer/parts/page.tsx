// The plain page: a heading, then one column of readable width that scrolls.
import type { ReactNode } from "react";
import styles from "./page.module.css";
import { PageHead } from "./page-head.tsx";

export function Page({
  title,
  lead,
  children,
  back,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
  /** a way back, left of the heading */
  readonly back?: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <PageHead title={title} back={back}>
          {lead}
        </PageHead>
        {children}
      </div>
    </main>
  );
}

/** A titled part of a page. */
export function PageSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.sectionTitle}>{title}</h2>
      {children}
    </section>
  );
}
