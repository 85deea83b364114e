// The digits of this moment, for the provider's field: with a ring and Copy, and help for when they are refused.
import { words } from "../../../words/words.ts";
import { CurrentDigits } from "../current-digits.tsx";
import styles from "../enrolment.module.css";

export function DigitsPanel({ codeId }: { readonly codeId: string | undefined }) {
  const text = words.enrolment.guide.digits;
  if (codeId === undefined) return null;
  return (
    <div className={styles.panel}>
      <p>{text.typeThere}</p>
      <CurrentDigits codeId={codeId} />
      <p className={styles.quiet}>{text.hint}</p>
      <details>
        <summary>{text.refused}</summary>
        <ul className={styles.bullets}>
          {text.refusedHelp.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </div>
  );
}
