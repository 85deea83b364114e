// Fields below each other that are sent with Enter. Its buttons may stand elsewhere, as those of a dialog do.
import type { FormEvent, ReactNode } from "react";
import { useFocusFirstError } from "./focus-first-error.ts";
import styles from "./form.module.css";

export function Form({
  label,
  problems,
  onSubmit,
  children,
}: {
  /** its spoken name, where several stand on one page */
  readonly label?: string;
  /** another value each time it was looked through: then the first wrong field has the focus */
  readonly problems?: unknown;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const form = useFocusFirstError(problems);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form ref={form} className={styles.form} onSubmit={submit} aria-label={label}>
      {children}
      {/* Without a button in it, Enter sends nothing. */}
      <button type="submit" hidden />
    </form>
  );
}
