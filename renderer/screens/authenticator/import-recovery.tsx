// Backup codes and emergency keys in a backup, beside what is kept here: what comes back, what differs and may be chosen.
import { useState } from "react";
import type { CallOutput } from "../../../shared/ipc/contract.ts";
import { type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { ImportPreview, ImportRecovery } from "../../../shared/models/import.ts";
import { call } from "../../ipc/client.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { spoken } from "../../parts/spoken.ts";
import { words } from "../../words/words.ts";
import styles from "./importing.module.css";

const text = words.importing.recovery;

/** Whether saving would give something back, even without a code. */
export function givesBack({ recovery }: ImportPreview, replaced: ReadonlySet<number>): boolean {
  return recovery.some(
    ({ index, state }) => state === "missing" || (state === "differs" && replaced.has(index)),
  );
}

export function ImportRecoveryList({
  preview,
  replaced,
  onChange,
}: {
  readonly preview: ImportPreview;
  /** indexes of those that are to be the file's */
  readonly replaced: ReadonlySet<number>;
  readonly onChange: (replaced: ReadonlySet<number>) => void;
}) {
  const { importId, recovery } = preview;
  if (recovery.length === 0) return null;
  const choose = (index: number, isReplaced: boolean) => {
    const next = new Set(replaced);
    if (isReplaced) next.add(index);
    else next.delete(index);
    onChange(next);
  };
  return (
    <section className={styles.recovery} aria-label={text.title}>
      <h3>{text.title}</h3>
      <ul>
        {recovery.map((each) => (
          <li key={each.index} aria-label={each.address}>
            <bdi className={styles.address}>{each.address}</bdi>
            <span>{text.states[each.added ? "added" : "waiting"][each.state]}</span>
            {each.state === "differs" ? (
              <Choice
                each={each}
                isReplaced={replaced.has(each.index)}
                onChoose={(isReplaced) => choose(each.index, isReplaced)}
              />
            ) : (
              <span className={styles.quiet}>{text.holds(each.inFile)}</span>
            )}
            {each.state !== "same" && <InFile importId={importId} index={each.index} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Choice({
  each,
  isReplaced,
  onChoose,
}: {
  readonly each: ImportRecovery;
  readonly isReplaced: boolean;
  readonly onChoose: (isReplaced: boolean) => void;
}) {
  const options = [
    { value: false, label: text.keepHere, holds: text.holds(each.here) },
    { value: true, label: text.takeFile, holds: text.holds(each.inFile) },
  ];
  return (
    <fieldset className={styles.choice}>
      <legend className={spoken}>{text.choice(each.address)}</legend>
      {options.map(({ value, label, holds }) => (
        <label key={label}>
          <input
            type="radio"
            name={`recovery-${each.index}`}
            checked={isReplaced === value}
            onChange={() => onChoose(value)}
          />
          <span>
            {label} <span className={styles.quiet}>({holds})</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The codes themselves, asked for when they are wanted, and gone with the press that hides them. */
function InFile({ importId, index }: { readonly importId: string; readonly index: number }) {
  const [shown, setShown] = useState<CallOutput<"import.revealRecovery">>();
  const [refused, setRefused] = useState<ErrorView>();
  const show = () =>
    call("import.revealRecovery", { importId, index }).then(setShown, (failure: unknown) =>
      setRefused(toErrorView(failure)),
    );
  if (refused) return <ErrorNote error={refused} />;
  if (!shown) {
    return (
      <div>
        <Button onClick={() => void show()}>{text.show}</Button>
      </div>
    );
  }
  return (
    <>
      {shown.backupCodes.length > 0 && (
        <ol className={styles.codes}>
          {shown.backupCodes.map(({ index: at, code, used }) => (
            <li key={at}>
              <code>{used ? <s>{code}</s> : code}</code> {used && text.used}
            </li>
          ))}
        </ol>
      )}
      {shown.secretKey !== undefined && (
        <p>
          {text.secretKey}: <code>{shown.secretKey}</code>
        </p>
      )}
      <div>
        <Button onClick={() => setShown(undefined)}>{text.hide}</Button>
      </div>
    </>
  );
}
