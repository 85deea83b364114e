// Stands above what it is about while something needs looking after: what it is, and buttons that help.
import type { ReactNode } from "react";
import styles from "./note-bar.module.css";

export function NoteBar({
  label,
  text,
  children,
}: {
  /** accessible name of the region */
  readonly label: string;
  readonly text: ReactNode;
  /** buttons */
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.note} aria-label={label}>
      <p role="status">{text}</p>
      {children}
    </section>
  );
}
