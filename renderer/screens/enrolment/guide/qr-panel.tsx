// The step in which the provider shows its QR code: the ways to find it, what was found, and the question before it is
// kept. A code that cannot be used says why, and what to choose on the page instead.
import { ClipboardPaste, ImageUp, ScanLine } from "lucide-react";
import { useState } from "react";
import type { FoundCode } from "../../../../shared/models/code.ts";
import type { JobView } from "../../../../shared/models/job.ts";
import type { ScanResult } from "../../../../shared/models/scan.ts";
import { useJobCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { JobBar } from "../../../parts/job-bar.tsx";
import { askingPhase } from "../../../parts/scan/asking.ts";
import { NothingFound } from "../../../parts/scan/nothing-found.tsx";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import { PhoneToo } from "../phone-too.tsx";
import type { StepProps } from "../step-props.ts";
import { DropFile } from "./drop-file.tsx";
import { FoundCodes } from "./found-codes.tsx";
import { usePageFindings } from "./page-findings.ts";
import { TypedKey } from "./typed-key.tsx";

export function QrPanel(props: StepProps<"guide">) {
  const text = words.enrolment.guide.qr;
  const [again, setAgain] = useState(false);
  if (props.step.codeId === undefined || again) return <Finding {...props} />;
  return (
    <div className={styles.panel}>
      <p role="status" className={styles.good}>
        {text.kept}
      </p>
      <PhoneToo view={props.view} />
      <ButtonRow>
        <Button kind="quiet" onClick={() => setAgain(true)}>
          {text.again}
        </Button>
      </ButtonRow>
    </div>
  );
}

function Finding(props: StepProps<"guide">) {
  const text = words.enrolment.guide.qr;
  const [scanned, setFound] = useState<readonly FoundCode[]>();
  // On the provider's page inside Gatepost the button stands above the page.
  const { found: onPage, shownOn } = usePageFindings();
  const found = scanned ?? onPage;
  const [looked, setLooked] = useState<ScanResult>();
  const done = ({ result }: JobView) => {
    if (result?.kind !== "scan") return;
    setFound(result.found);
    setLooked(result);
  };
  const screen = useJobCall("scan.screen", done);
  const clipboard = useJobCall("scan.clipboard", done);
  const file = useJobCall("scan.chooseFile", done);
  const dropped = useJobCall("scan.pictures", done);
  const scans = [screen, clipboard, file, dropped];
  const running = scans.find((scan) => scan.running);
  const error = scans.find((scan) => scan.error !== undefined)?.error;
  const start = (run: () => void) => {
    setFound(undefined);
    setLooked(undefined);
    for (const scan of scans) scan.reset();
    run();
  };
  // On the provider's page inside Gatepost the code stands in our own window.
  const ownWindow = props.view.how === "here" ? "shown" : "hidden";
  const blocked = props.busy || running !== undefined;
  return (
    <DropFile onFile={(name, bytes) => start(() => dropped.start({ pictures: [{ bytes, name }] }))}>
      {found !== undefined && <FoundCodes {...props} found={found} shownOn={scanned ? undefined : shownOn} />}
      {props.view.how === "here" && <p>{props.view.looks ? text.looks : text.pressAbove}</p>}
      <ButtonRow>
        <Button
          kind={props.view.how === "here" || found !== undefined ? "plain" : "primary"}
          icon={<ScanLine size={16} />}
          disabled={blocked}
          onClick={() => start(() => screen.start({ ownWindow }))}
        >
          {text.screen}
        </Button>
        <Button
          icon={<ClipboardPaste size={16} />}
          disabled={blocked}
          onClick={() => start(() => clipboard.start(undefined))}
        >
          {text.clipboard}
        </Button>
        <Button
          icon={<ImageUp size={16} />}
          disabled={blocked}
          onClick={() => start(() => file.start(undefined))}
        >
          {text.choose}
        </Button>
      </ButtonRow>
      <p className={styles.quiet}>{text.drop}</p>
      {running && (
        <JobBar
          job={running.job}
          label={text.looking}
          phase={askingPhase(running.job)}
          onCancel={running.cancel}
        />
      )}
      {error !== undefined && error.code !== "cancelled" && !running && <ErrorNote error={error} />}
      {looked?.found.length === 0 && <NothingFound result={looked} />}
      <TypedKey {...props} />
    </DropFile>
  );
}
