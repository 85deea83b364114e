// The button with a word on it. `kind` says how much it matters; one primary button a screen.
import type { ComponentProps, ReactNode } from "react";
import styles from "./button.module.css";

export interface ButtonProps extends Omit<ComponentProps<"button">, "children"> {
  readonly children: ReactNode;
  readonly kind?: "primary" | "plain" | "quiet" | "danger";
  readonly icon?: ReactNode;
  /** shows that the button's work is under way, and stops a second press */
  readonly busy?: boolean;
}

export function Button({ children, kind = "plain", icon, busy = false, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled === true || busy}
      aria-busy={busy || undefined}
      className={[styles.button, styles[kind], className].filter(Boolean).join(" ")}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}
