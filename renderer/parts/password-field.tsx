// A password with a button to look at it while typing.
import { Eye, EyeOff } from "lucide-react";
import { useId, useState } from "react";
import { words } from "../words/words.ts";
import styles from "./field.module.css";

export interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
}

export function PasswordField(props: PasswordFieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const described = [
    props.hint !== undefined && `${id}-hint`,
    props.error !== undefined && `${id}-error`,
  ].filter(Boolean);
  const label = shown ? words.common.hidePassword : words.common.showPassword;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
      </label>
      <span className={styles.with}>
        <input
          id={id}
          type={shown ? "text" : "password"}
          className={styles.input}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          // biome-ignore lint/a11y/noAutofocus: only where the field is the one thing to do
          autoFocus={props.autoFocus}
          autoComplete={props.autoComplete ?? "off"}
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={props.error !== undefined || undefined}
          aria-describedby={described.length > 0 ? described.join(" ") : undefined}
        />
        <button
          type="button"
          className={styles.inside}
          aria-label={label}
          title={label}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={16} /> : <Eye size={16} />}
        </button>
      </span>
      {props.error !== undefined && (
        <p id={`${id}-error`} className={styles.error}>
          {props.error}
        </p>
      )}
      {props.hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {props.hint}
        </p>
      )}
    </div>
  );
}
