// What an import would add, what is there already, and what cannot be read. Nothing of it has been saved.
import type { ImportPreview, ImportRow } from "../../../shared/models/import.ts";
import { EntryNames } from "../../parts/entry-names.tsx";
import { words } from "../../words/words.ts";
import styles from "./importing.module.css";

const text = words.importing;
const maxTroubles = 50;
/** They are here, and would get something from the file. */
const mending: ReadonlySet<ImportRow["known"]> = new Set(["gone", "differs", "behind"]);

/** What lay in a bin, and what is there already in some way, is taken over only if somebody asks for it. */
export function startsChosen({ known, trashed }: ImportRow): boolean {
  return known !== "same" && known !== "differs" && trashed !== true;
}

export function ImportPreviewList({
  preview,
  chosen,
  more,
  onChange,
}: {
  readonly preview: ImportPreview;
  readonly chosen: ReadonlySet<number>;
  /** codes beside these that will be added */
  readonly more: number;
  readonly onChange: (chosen: ReadonlySet<number>) => void;
}) {
  const { rows, troubles } = preview;
  const same = rows.filter(({ known }) => known === "same").length;
  const mended = rows.filter(({ index, known }) => chosen.has(index) && mending.has(known)).length;
  const toggle = (index: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(index);
    else next.delete(index);
    onChange(next);
  };
  return (
    <>
      <p role="status">{text.summary(chosen.size - mended + more, mended, same)}</p>
      {rows.length > 0 && (
        <ul className={styles.rows} aria-label={text.list}>
          {rows.map((row) => (
            <PreviewRow key={row.index} row={row} chosen={chosen.has(row.index)} onToggle={toggle} />
          ))}
        </ul>
      )}
      {troubles.length > 0 && (
        <section className={styles.troubles}>
          <h3>{text.troublesTitle(troubles.length)}</h3>
          <ul>
            {troubles.slice(0, maxTroubles).map((trouble) => (
              <li key={`${trouble.row} ${trouble.field} ${trouble.code}`}>{text.trouble(trouble)}</li>
            ))}
          </ul>
          {troubles.length > maxTroubles && <p>{text.moreTroubles(troubles.length - maxTroubles)}</p>}
        </section>
      )}
    </>
  );
}

function PreviewRow({
  row,
  chosen,
  onToggle,
}: {
  readonly row: ImportRow;
  readonly chosen: boolean;
  readonly onToggle: (index: number, on: boolean) => void;
}) {
  const { issuer, account } = row.entry;
  const name = words.authenticator.nameOf(issuer, account);
  const hints = [
    row.known !== "new" && text.known[row.known],
    row.trashed === true && text.trashed,
    row.iconLost === true && text.iconLost,
  ].filter((hint) => hint !== false);
  return (
    <li className={styles.row} aria-label={name}>
      <input
        type="checkbox"
        aria-label={text.takeOver(name)}
        checked={chosen}
        disabled={row.known === "same"}
        onChange={(event) => onToggle(row.index, event.target.checked)}
      />
      <EntryNames entry={row.entry} />
      {hints.length > 0 && <span className={styles.hint}>{hints.join(" · ")}</span>}
    </li>
  );
}
