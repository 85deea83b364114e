// Fields below each other that are sent with Enter. Its buttons may stand elsewhere, as those of a dialog do.
import type { FormEvent, ReactNode } from "react";
import { useFocusFirstError } from "./focus-first-error.ts";
import styles from "./form.module.css";

export function Form({
  label,
  problems,
  narrow = false,
  onSubmit,
  children,
}: {
  /** its spoken name, where several stand on one page */
  readonly label?: string | undefined;
  /** another value each time it was looked through: then the first wrong field has the focus */
  readonly problems?: unknown;
  /** in the column of a page, which is wider than a field needs to be */
  readonly narrow?: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const form = useFocusFirstError(problems);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // In a dialog over another form that one would be submitted too.
    event.stopPropagation();
    onSubmit();
  };
  // Without the browser's own checks: what is wrong is said at its field, in our words.
  return (
    <form ref={form} className={shapeOf(narrow)} onSubmit={submit} noValidate aria-label={label}>
      {children}
      {/* Without a button in it, Enter sends nothing. */}
      <button type="submit" hidden />
    </form>
  );
}

/** In the shape of a form, where nothing is sent: each change counts at once, or a button does it. */
export function Fields({
  narrow = false,
  children,
}: {
  readonly narrow?: boolean;
  readonly children: ReactNode;
}) {
  return <div className={shapeOf(narrow)}>{children}</div>;
}

function shapeOf(narrow: boolean): string {
  return [styles.form, narrow && styles.narrow].filter(Boolean).join(" ");
}
