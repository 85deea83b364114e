// Codes of a file that make nothing without a PIN, which the other program has not written there: one field for each.
import type { ImportPreview } from "../../../shared/models/import.ts";
import { PasswordField } from "../../parts/password-field.tsx";
import { words } from "../../words/words.ts";
import styles from "./importing.module.css";

const text = words.importing.pins;

export function ImportPins({
  lackingPin,
  pins,
  onChange,
}: {
  readonly lackingPin: ImportPreview["lackingPin"];
  /** as they were typed, by the index of the code */
  readonly pins: ReadonlyMap<number, string>;
  readonly onChange: (pins: ReadonlyMap<number, string>) => void;
}) {
  if (lackingPin.length === 0) return null;
  return (
    <section className={styles.pins}>
      <h3>{text.title(lackingPin.length)}</h3>
      <p>{text.says}</p>
      <ul aria-label={text.list}>
        {lackingPin.map(({ index, issuer, account }) => (
          <li key={index}>
            <PasswordField
              label={text.pinOf(words.authenticator.nameOf(issuer, account))}
              value={pins.get(index) ?? ""}
              onChange={(pin) => onChange(new Map(pins).set(index, pin.slice(0, 64)))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
