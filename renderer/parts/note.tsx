// A note in a coloured box: a sign, what is said, and buttons that help. It is no error and no question by itself; whoever
// draws it says by `role` how it is spoken.
import type { ReactNode, Ref } from "react";
import styles from "./note.module.css";

export function Note({
  tone,
  icon,
  says,
  children,
  actions,
  role,
  ref,
}: {
  readonly tone: "help" | "danger";
  readonly icon: ReactNode;
  /** the first sentence */
  readonly says: string;
  /** what to do */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly role: "status" | "alert" | "note";
  readonly ref?: Ref<HTMLDivElement>;
}) {
  return (
    <div ref={ref} role={role} className={`${styles.note} ${styles[tone]}`}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <div className={styles.text}>
        <p className={styles.says}>{says}</p>
        {children}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  );
}
