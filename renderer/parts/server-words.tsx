// What a server has said, word for word, for those who ask for it: the text of a stranger, shown as text alone.
import type { ReactNode } from "react";
import { words } from "../words/words.ts";
import styles from "./server-words.module.css";

export function ServerWords({
  text,
  children,
}: {
  readonly text: string;
  /** what else it has said */
  readonly children?: ReactNode;
}) {
  return (
    <details className={styles.details}>
      <summary>{words.common.serverWords}</summary>
      <code>{text}</code>
      {children}
    </details>
  );
}
