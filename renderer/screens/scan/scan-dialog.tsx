// Looks for QR codes and shows what was found as it comes: frames over the picture, a list to save from, parts of an
// export to be collected, or what helps when there is nothing.
import { useEffect, useRef, useState } from "react";
import type { CodeEntry } from "../../../shared/models/code.ts";
import type { JobView } from "../../../shared/models/job.ts";
import type { ScanResult } from "../../../shared/models/scan.ts";
import { type JobCall, useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { askingPhase } from "../../parts/scan/asking.ts";
import { NothingFound } from "../../parts/scan/nothing-found.tsx";
import { PictureFrames } from "../../parts/scan/picture-frames.tsx";
import { words } from "../../words/words.ts";
import type { ImportSource } from "../authenticator/import-source.ts";
import { FoundList } from "./found-list.tsx";
import { MigrationPanel } from "./migration-panel.tsx";
import { inputOf, otherThanPicture, type ScanSource } from "./scan-source.ts";

const text = words.scanning;

const wholeScreen: ReadonlySet<ScanSource["from"]> = new Set(["screen", "source"]);
const fromScreen: ReadonlySet<ScanSource["from"]> = new Set([...wholeScreen, "region"]);

export interface ScanDialogProps {
  readonly source: ScanSource;
  readonly onClose: () => void;
  readonly onSaved: (entry: CodeEntry) => void;
  /** for those who would rather type */
  readonly onByHand?: (() => void) | undefined;
  /** shows what an export holds: one that was collected here, or a file that is no picture */
  readonly onTakeOver: (source: ImportSource) => void;
}

export function ScanDialog(props: ScanDialogProps) {
  const [source, setSource] = useState(props.source);
  const scan = useScan(source, props.onClose);
  const { job, running, error } = scan;
  const { onTakeOver } = props;
  useEffect(() => {
    const other = otherThanPicture(source, error);
    if (other) onTakeOver(other);
  }, [source, error, onTakeOver]);
  const result = job?.result?.kind === "scan" ? job.result : undefined;
  const found = result !== undefined && result.found.length > 0;
  const again = () => setSource({ ...source });
  const chooseFile = source.from === "chooseFile" ? undefined : () => setSource({ from: "chooseFile" });
  // Where a whole screen held nothing, the part with the code may be read: less is looked at, and more closely.
  const region = wholeScreen.has(source.from) ? () => setSource({ from: "region" }) : undefined;
  const close = () => {
    scan.cancel();
    props.onClose();
  };
  const nothing = result !== undefined && !found && job?.state === "done";
  return (
    <Dialog
      title={titleOf(result, nothing)}
      width="wide"
      onClose={close}
      actions={<Button onClick={close}>{found || nothing ? words.common.close : words.common.cancel}</Button>}
    >
      {running && (
        <JobBar
          job={job}
          label={text.looking}
          phase={phaseOf(job, source)}
          onCancel={found ? scan.cancel : undefined}
        />
      )}
      {error && error.code !== "cancelled" && (
        <ErrorNote error={error}>
          <Retry again={again} chooseFile={chooseFile} />
        </ErrorNote>
      )}
      {result && found && (
        <Found {...props} result={result} running={running} again={again} chooseFile={chooseFile} />
      )}
      {result && nothing && (
        <NothingFound result={result} from={fromScreen.has(source.from) ? "screen" : "pictures"}>
          <Retry again={again} region={region} chooseFile={chooseFile} onByHand={props.onByHand} />
        </NothingFound>
      )}
    </Dialog>
  );
}

function Found({
  result,
  running,
  again,
  chooseFile,
  onSaved,
  onTakeOver,
}: Pick<ScanDialogProps, "onSaved" | "onTakeOver"> & {
  readonly result: ScanResult;
  readonly running: boolean;
  readonly again: () => void;
  readonly chooseFile: (() => void) | undefined;
}) {
  const [current, setCurrent] = useState<string>();
  const list = useRef<HTMLUListElement>(null);
  const choose = (foundId: string) => {
    setCurrent(foundId);
    // The frame says which; the button beside its name does it.
    const item = list.current?.querySelector(`[data-found="${CSS.escape(foundId)}"]`);
    const target = item?.querySelector("button") ?? item;
    if (target instanceof HTMLElement) target.focus();
    item?.scrollIntoView({ block: "nearest" });
  };
  return (
    <>
      <PictureFrames result={result} current={current} onChoose={choose} />
      <FoundList ref={list} result={result} current={current} onCurrent={setCurrent} onSaved={onSaved} />
      {!running &&
        result.migrations.map((parts, index) => (
          <MigrationPanel
            key={parts.batchId}
            parts={parts}
            autoFocus={index === 0 && result.found.every(({ entry }) => !entry)}
            onAgain={again}
            onChoose={chooseFile}
            onTakeOver={onTakeOver}
          />
        ))}
    </>
  );
}

function Retry({
  again,
  region,
  chooseFile,
  onByHand,
}: {
  readonly again: () => void;
  readonly region?: (() => void) | undefined;
  readonly chooseFile: (() => void) | undefined;
  readonly onByHand?: (() => void) | undefined;
}) {
  return (
    <>
      <Button onClick={again}>{words.common.tryAgain}</Button>
      {region && <Button onClick={region}>{text.region}</Button>}
      {chooseFile && <Button onClick={chooseFile}>{text.chooseAnother}</Button>}
      {onByHand && <Button onClick={onByHand}>{text.byHand}</Button>}
    </>
  );
}

/** Starts anew for each new source; closes when the user has changed their mind before anything was found. */
function useScan(source: ScanSource, onClose: () => void): JobCall<`scan.${ScanSource["from"]}`> {
  const scan = useJobCall(`scan.${source.from}`);
  const { start, error, job } = scan;
  const begun = useRef<ScanSource>(undefined);
  useEffect(() => {
    if (begun.current === source) return;
    begun.current = source;
    start(inputOf(source));
  }, [source, start]);
  const empty = job?.result?.kind !== "scan" || job.result.found.length === 0;
  const changedMind = (error?.code === "cancelled" || job?.state === "cancelled") && empty;
  useEffect(() => {
    if (changedMind) onClose();
  }, [changedMind, onClose]);
  return scan;
}

function titleOf(result: ScanResult | undefined, nothing: boolean): string {
  if (nothing) return text.nothingTitle;
  return result && result.found.length > 0 ? text.foundTitle(result.found.length) : text.title;
}

function phaseOf(job: JobView | undefined, { from }: ScanSource): string | undefined {
  if (job?.phase === "looking")
    return job.total > 1 ? text.lookingAt(Math.min(job.done + 1, job.total), job.total) : undefined;
  return from === "chooseFile" ? text.waitingForFile : askingPhase(job);
}
