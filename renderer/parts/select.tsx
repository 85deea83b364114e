// A choice of few things: the system's own control, which every screen reader and every keyboard knows.
import { useId } from "react";
import styles from "./field.module.css";

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string;
  readonly disabled?: boolean;
  /** the label is only spoken */
  readonly quietLabel?: boolean;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const id = useId();
  return (
    <div className={styles.field}>
      {props.quietLabel !== true && (
        <label className={styles.label} htmlFor={id}>
          {props.label}
        </label>
      )}
      <select
        id={id}
        className={styles.input}
        aria-label={props.quietLabel === true ? props.label : undefined}
        value={props.value}
        disabled={props.disabled}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.target.value);
          if (chosen) props.onChange(chosen.value);
        }}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {props.hint !== undefined && <p className={styles.hint}>{props.hint}</p>}
    </div>
  );
}
