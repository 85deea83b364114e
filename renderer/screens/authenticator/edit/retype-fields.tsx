// What the codes of an entry are made of, folded away: it is seldom changed, and a slip makes wrong codes.
import { ChevronRight } from "lucide-react";
import type { CodeEntry, CodeRetyped } from "../../../../shared/models/code.ts";
import { TextField } from "../../../parts/text-field.tsx";
import { words } from "../../../words/words.ts";
import { CodeFields } from "../code-fields.tsx";
import styles from "./edit-code.module.css";

const text = words.authenticator;

export function RetypeFields({
  entry,
  typed,
  onChange,
  at,
}: {
  readonly entry: CodeEntry;
  /** undefined while it is folded away: then nothing of it is changed */
  readonly typed: CodeRetyped | undefined;
  readonly onChange: (typed: CodeRetyped | undefined) => void;
  readonly at: (field: string) => string | undefined;
}) {
  const set = (change: Partial<CodeRetyped>) => typed && onChange({ ...typed, ...change });
  return (
    <div className={styles.retype}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={typed !== undefined}
        onClick={() => onChange(typed ? undefined : asKept(entry))}
      >
        <ChevronRight size={16} aria-hidden="true" />
        {text.retype}
      </button>
      {typed && (
        <>
          <p className={styles.hint}>{text.retypeText}</p>
          <TextField
            label={text.secret}
            hint={text.keepSecret}
            error={at("secret")}
            value={typed.secret ?? ""}
            onChange={(secret) => set({ secret })}
            autoComplete="off"
            maxLength={2_000}
            className={styles.secret}
          />
          <CodeFields typed={typed} set={set} at={at} pinHint={pinHintOf(entry)} />
        </>
      )}
    </div>
  );
}

function asKept({ type, algorithm, digits, period, counter }: CodeEntry): CodeRetyped {
  return {
    ...{ type, digits, algorithm: algorithm === "MD5" ? "SHA1" : algorithm },
    ...{ period: String(period ?? 30), counter: String(counter ?? 0) },
  };
}

function pinHintOf({ type }: CodeEntry): string | undefined {
  return type === "motp" || type === "yandex" ? text.keepSecret : undefined;
}
