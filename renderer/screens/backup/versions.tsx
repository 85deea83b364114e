// The backups in the folder, the newest first, each with a way back.
import { useState } from "react";
import { useCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { fileSize } from "../../words/dates.ts";
import { words } from "../../words/words.ts";
import styles from "./backup.module.css";

const text = words.backup;
const first = 5;

export function Versions({ onRestore }: { readonly onRestore: (versionId: string) => void }) {
  const [all, setAll] = useState(false);
  const versions = useCall("backup.versions", undefined, ["backup.changed"]);
  if (versions.state === "loading") return null;
  if (versions.state === "failed") return <ErrorNote error={versions.error} />;
  const shown = all ? versions.value : versions.value.slice(0, first);
  const hidden = versions.value.length - shown.length;
  if (shown.length === 0) return <p>{text.noVersions}</p>;
  return (
    <>
      <ul className={styles.versions} aria-label={text.versions}>
        {shown.map(({ versionId, at, bytes, own }) => (
          <li key={versionId}>
            <span className={styles.version}>
              <span>{text.version(at, fileSize(bytes))}</span>
              {!own && <span className={styles.quiet}>{text.foreign}</span>}
            </span>
            <Button aria-label={text.restoreOf(at)} onClick={() => onRestore(versionId)}>
              {text.restoreThis}
            </Button>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <div>
          <Button kind="quiet" onClick={() => setAll(true)}>
            {text.more(hidden)}
          </Button>
        </div>
      )}
    </>
  );
}
