// One thing alone in the middle of an empty room: what stands before everything else, or in its place.
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./centred-page.module.css";

export function CentredPage({
  icon: Icon,
  title,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <Centred>
      <Icon size={32} className={styles.icon} aria-hidden="true" />
      <h1>{title}</h1>
      {children}
    </Centred>
  );
}

/** Its place alone, for what has a heading of its own. */
export function Centred({ children }: { readonly children: ReactNode }) {
  return (
    <main className={styles.page}>
      <div className={styles.box}>{children}</div>
    </main>
  );
}

/** What to do, set off from what has happened. */
export function ToDo({ children }: { readonly children: ReactNode }) {
  return <p className={styles.todo}>{children}</p>;
}
