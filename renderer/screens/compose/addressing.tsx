// The head of a message that is being written: from whom (if there is a choice), to whom, about what.
import { useEffect, useId, useRef } from "react";
import type { AccountView } from "../../../shared/models/account.ts";
import type { DraftFields } from "../../../shared/models/draft.ts";
import { words } from "../../words/words.ts";
import styles from "./compose.module.css";

export function Addressing({
  fields,
  accounts,
  change,
}: {
  readonly fields: DraftFields;
  readonly accounts: readonly AccountView[];
  readonly change: (change: Partial<DraftFields>) => void;
}) {
  const id = useId();
  const text = words.compose;
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A new message begins with its recipient, an answer with its text.
    const answering = first.current?.querySelector("input")?.value !== "";
    const area = first.current?.closest("form")?.querySelector("textarea");
    if (answering && area) {
      area.focus();
      area.setSelectionRange(0, 0);
      area.scrollTop = 0;
    } else first.current?.querySelector("input")?.focus();
  }, []);
  const line = (name: "to" | "cc" | "bcc" | "subject") => (
    <div className={styles.line} ref={name === "to" ? first : undefined}>
      <label htmlFor={`${id}-${name}`}>{text[name]}</label>
      <input
        id={`${id}-${name}`}
        type="text"
        autoComplete="off"
        spellCheck={name === "subject"}
        value={fields[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <div className={styles.addressing}>
      {accounts.length > 1 && (
        <div className={styles.line}>
          <label htmlFor={`${id}-from`}>{text.from}</label>
          <select
            id={`${id}-from`}
            value={fields.accountId}
            onChange={(event) => change({ accountId: event.target.value })}
          >
            {accounts.map((account) => (
              <option key={account.id} value={account.id}>
                {account.name === "" ? account.address : `${account.name} <${account.address}>`}
              </option>
            ))}
          </select>
        </div>
      )}
      {line("to")}
      <div className={styles.pair}>
        {line("cc")}
        {line("bcc")}
      </div>
      {line("subject")}
    </div>
  );
}
