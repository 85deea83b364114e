// Fields below each other that are sent with Enter. Its buttons may stand elsewhere, as those of a dialog do.
import type { FormEvent, ReactNode } from "react";
import styles from "./form.module.css";

export function Form({
  label,
  onSubmit,
  children,
}: {
  /** its spoken name, where several stand on one page */
  readonly label?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={label}>
      {children}
      {/* Without a button in it, Enter sends nothing. */}
      <button type="submit" hidden />
    </form>
  );
}
