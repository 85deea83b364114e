// A search that has found nothing: what was looked at, and the one thing that is most likely to help. No error: the
// search went well.
import { ScanSearch } from "lucide-react";
import type { ReactNode } from "react";
import type { ScanAdvice, ScanResult } from "../../../shared/models/scan.ts";
import { words } from "../../words/words.ts";
import { Note } from "../note.tsx";
import { adviceOf } from "./advice-of.ts";
import styles from "./nothing-found.module.css";
import { PictureFrames } from "./picture-frames.tsx";

const text = words.scanning;

export function NothingFound({
  result,
  from = "screen",
  children,
}: {
  readonly result: ScanResult;
  readonly from?: "screen" | "pictures";
  /** buttons that help */
  readonly children?: ReactNode;
}) {
  const advice = adviceOf(result.pictures);
  const { says, onScreen, inPictures } = text.nothing[advice];
  return (
    <div className={styles.nothing}>
      <Note role="status" tone="help" icon={<ScanSearch size={18} />} says={says} actions={children}>
        <p>{from === "screen" ? onScreen : inPictures}</p>
      </Note>
      <PictureFrames result={startingWith(result, advice)} />
    </div>
  );
}

/** The picture that the advice speaks of is shown first. */
function startingWith(result: ScanResult, advice: ScanAdvice): ScanResult {
  const meant = result.pictures.filter((picture) => picture.advice === advice);
  const others = result.pictures.filter((picture) => picture.advice !== advice);
  return { ...result, pictures: [...meant, ...others] };
}
