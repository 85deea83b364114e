// Scanning with the camera: its picture with frames around what is seen, and below it everything that was found so far.
import { useRef, useState } from "react";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { CameraView } from "../../../shared/models/scan.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { words } from "../../words/words.ts";
import type { ImportSource } from "../authenticator/import-source.ts";
import styles from "./camera.module.css";
import { FoundList } from "./found-list.tsx";
import { MigrationPanel } from "./migration-panel.tsx";
import { useCamera } from "./use-camera.ts";

const text = words.scanning.camera;

export interface CameraDialogProps {
  readonly onClose: () => void;
  readonly onSaved: (entry: CodeEntry) => void;
  /** for a photo, where there is no camera */
  readonly onChooseFile: () => void;
  readonly onTakeOver: (source: ImportSource) => void;
}

export function CameraDialog(props: CameraDialogProps) {
  const [attempt, setAttempt] = useState(0);
  // Each attempt asks for the camera from the beginning.
  return <OpenCamera key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

function OpenCamera({
  onClose,
  onSaved,
  onChooseFile,
  onTakeOver,
  onAgain,
}: CameraDialogProps & { readonly onAgain: () => void }) {
  const { video, view, running, error } = useCamera();
  const [current, setCurrent] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const found = view !== undefined && view.found.length > 0;
  return (
    <Dialog
      title={found ? words.scanning.foundTitle(view.found.length) : text.title}
      description={text.kept}
      width="wide"
      onClose={onClose}
      actions={<Button onClick={onClose}>{found ? words.common.close : words.common.cancel}</Button>}
    >
      {error ? (
        <ErrorNote error={error}>
          <Button onClick={onAgain}>{words.common.tryAgain}</Button>
          <Button onClick={onChooseFile}>{words.scanning.chooseAnother}</Button>
        </ErrorNote>
      ) : (
        <>
          <div className={styles.stage}>
            <video ref={video} className={styles.video} aria-label={text.picture} muted playsInline />
            {view && <SeenFrames view={view} />}
          </div>
          <p role="status">{running ? (found ? text.more : text.hold) : text.starting}</p>
        </>
      )}
      {found && (
        <FoundList ref={list} result={view} current={current} onCurrent={setCurrent} onSaved={onSaved} />
      )}
      {view?.migrations.map((parts) => (
        <MigrationPanel key={parts.batchId} parts={parts} onTakeOver={onTakeOver} />
      ))}
    </Dialog>
  );
}

function SeenFrames({ view: { width, height, seen, found } }: { readonly view: CameraView }) {
  return (
    <svg className={styles.frames} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {found
        .filter(({ foundId }) => seen.includes(foundId))
        .map(({ foundId, corners }) => (
          <polygon key={foundId} points={corners.map(([x, y]) => `${x},${y}`).join(" ")} />
        ))}
    </svg>
  );
}
