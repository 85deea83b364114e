// An export of Google Authenticator that comes as several codes: which parts are there, which are missing, and how to go
// on. The parts stay in the core.
import { CircleCheck, Layers } from "lucide-react";
import type { MigrationParts } from "../../../shared/models/scan.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { words } from "../../words/words.ts";
import type { ImportSource } from "../authenticator/import-source.ts";
import styles from "./scan.module.css";

const text = words.scanning.migration;

export function MigrationPanel({
  parts,
  autoFocus = true,
  onAgain,
  onChoose,
  onTakeOver,
}: {
  readonly parts: MigrationParts;
  /** what most people will do next gets the focus */
  readonly autoFocus?: boolean;
  /** none with a camera, which goes on looking */
  readonly onAgain?: () => void;
  /** where looking again does not mean choosing a file anyway */
  readonly onChoose?: (() => void) | undefined;
  readonly onTakeOver: (source: ImportSource) => void;
}) {
  const isWhole = parts.have.length === parts.size;
  return (
    <section className={styles.parts} aria-label={text.group}>
      <p role="status" className={styles.partsText}>
        {isWhole ? <CircleCheck size={18} aria-hidden="true" /> : <Layers size={18} aria-hidden="true" />}
        <span>{isWhole ? text.whole(parts.size) : text.missing(parts)}</span>
      </p>
      <ButtonRow>
        {!isWhole && (
          <>
            {onAgain && (
              <Button kind="primary" autoFocus={autoFocus} onClick={onAgain}>
                {text.again}
              </Button>
            )}
            {onChoose && <Button onClick={onChoose}>{text.choose}</Button>}
          </>
        )}
        <Button
          kind={isWhole ? "primary" : "plain"}
          autoFocus={autoFocus && isWhole}
          onClick={() => onTakeOver({ from: "scan", batchId: parts.batchId })}
        >
          {isWhole ? text.takeOver : text.takeOverPart}
        </Button>
      </ButtonRow>
    </section>
  );
}
