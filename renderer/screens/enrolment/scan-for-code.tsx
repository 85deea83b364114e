// Finds the provider's QR code on the screen or in a picture, and offers what was found to the step.
import { ImageUp, ScanLine } from "lucide-react";
import { useState } from "react";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { JobView } from "../../../shared/models/job.ts";
import { useJobCall } from "../../ipc/hooks.ts";
import { Button } from "../../parts/button.tsx";
import { ButtonRow } from "../../parts/button-row.tsx";
import { ErrorNote } from "../../parts/error-note.tsx";
import { JobBar } from "../../parts/job-bar.tsx";
import { askingPhase } from "../../parts/scan/asking.ts";
import { NothingFound } from "../../parts/scan/nothing-found.tsx";
import { words } from "../../words/words.ts";
import styles from "./enrolment.module.css";

export function ScanForCode({
  onFound,
  busy,
}: {
  readonly onFound: (foundId: string) => void;
  readonly busy: boolean;
}) {
  const text = words.enrolment.authenticator;
  const [found, setFound] = useState<readonly FoundCode[]>();
  const [nothing, setNothing] = useState<Pick<Parameters<typeof NothingFound>[0], "result" | "from">>();
  const done = ({ name, result }: JobView) => {
    if (result?.kind !== "scan") return;
    const all = result.found;
    if (all.length === 0) {
      setNothing({ result, from: name === "scan.screen" ? "screen" : "pictures" });
      return;
    }
    const usable = all.filter(({ entry }) => entry !== undefined);
    const [only] = usable;
    setFound(usable);
    if (only && usable.length === 1) onFound(only.foundId);
  };
  const screen = useJobCall("scan.screen", done);
  const file = useJobCall("scan.chooseFile", done);
  const running = screen.running || file.running;
  const start = (run: () => void) => {
    setFound(undefined);
    setNothing(undefined);
    screen.reset();
    file.reset();
    run();
  };
  return (
    <>
      <ButtonRow>
        {/* The code may stand in our own window, as a picture of the provider's. */}
        <Button
          icon={<ScanLine size={16} />}
          disabled={busy || running}
          onClick={() => start(() => screen.start({ ownWindow: "shown" }))}
        >
          {text.scan}
        </Button>
        <Button
          icon={<ImageUp size={16} />}
          disabled={busy || running}
          onClick={() => start(() => file.start(undefined))}
        >
          {text.choose}
        </Button>
      </ButtonRow>
      {screen.running && (
        <JobBar
          job={screen.job}
          label={text.scanning}
          phase={askingPhase(screen.job)}
          onCancel={screen.cancel}
        />
      )}
      {file.running && <JobBar job={file.job} label={text.choosing} onCancel={file.cancel} />}
      {screen.error !== undefined && <ErrorNote error={screen.error} />}
      {file.error !== undefined && <ErrorNote error={file.error} />}
      {nothing && <NothingFound {...nothing} />}
      {found !== undefined && found.length === 0 && <p role="alert">{text.noneFound}</p>}
      {found !== undefined && found.length > 1 && (
        <div className={styles.several}>
          <p role="status">{text.several}</p>
          {found.map(({ foundId, entry }) => (
            <Button key={foundId} disabled={busy} onClick={() => onFound(foundId)}>
              {text.take([entry?.issuer, entry?.account].filter((part) => part).join(", ") || text.unnamed)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
