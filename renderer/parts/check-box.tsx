// A box to be ticked, with its sentence beside it.
import type { ReactNode } from "react";
import styles from "./check-box.module.css";

export function CheckBox({
  checked,
  onChange,
  disabled = false,
  hint,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  /** what it means, below its sentence */
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {children}
        {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </span>
    </label>
  );
}
