// The button with a word on it. `kind` says how much it matters; one primary button a screen.
import type { ComponentProps, ReactNode } from "react";
import styles from "./button.module.css";

export interface ButtonProps extends Omit<ComponentProps<"button">, "children"> {
  readonly children: ReactNode;
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly icon?: ReactNode;
  /** shows that the button's work is under way, and stops a second press; it keeps the focus meanwhile */
  readonly busy?: boolean;
}

export function Button({ children, kind = "plain", icon, busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      // Not `disabled`: that would throw the focus away, and whoever is without a mouse would be lost afterwards.
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={[styles.button, styles[kind], className].filter(Boolean).join(" ")}
    >
      {busy && <span className={styles.turning} aria-hidden="true" />}
      {icon}
      <span>{children}</span>
    </button>
  );
}
