// The digits of this moment, for the provider's field: with a ring and Copy, and help for when they are refused.
import type { EnrolmentView } from "../../../../shared/models/enrolment.ts";
import { words } from "../../../words/words.ts";
import { CurrentDigits } from "../current-digits.tsx";
import styles from "../enrolment.module.css";
import { PhoneToo } from "../phone-too.tsx";

export function DigitsPanel({
  view,
  codeId,
  copied,
}: {
  readonly view: EnrolmentView;
  readonly codeId: string | undefined;
  /** they lie on the clipboard, from the press that kept the secret */
  readonly copied: boolean;
}) {
  const text = words.enrolment.guide.digits;
  if (codeId === undefined) return null;
  return (
    <div className={styles.panel}>
      <p>{text.typeThere}</p>
      <CurrentDigits codeId={codeId} />
      {copied && <p>{text.copied}</p>}
      <p className={styles.quiet}>{text.hint}</p>
      <details>
        <summary>{text.refused}</summary>
        <ul className={styles.bullets}>
          {text.refusedHelp.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{text.phoneTitle}</summary>
        <PhoneToo view={view} />
      </details>
    </div>
  );
}
