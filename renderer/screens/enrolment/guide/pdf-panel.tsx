// The PDF with the secret key: where it is taken in, and what was taken: its key shown to be compared, the file offered
// for print and for the disk. Nothing is written by itself.
import { FileDown, FileText, Printer } from "lucide-react";
import { toErrorView } from "../../../../shared/ipc/errors.ts";
import type { TakenPdf } from "../../../../shared/models/enrolment.ts";
import { call } from "../../../ipc/client.ts";
import { useCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ButtonRow } from "../../../parts/button-row.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { JobBar } from "../../../parts/job-bar.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { errorText } from "../../../words/describe-error.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import type { StepProps } from "../step-props.ts";
import { DropFile } from "./drop-file.tsx";
import { usePdfTaking } from "./taken-pdf.ts";

export function PdfPanel({ view }: Pick<StepProps<"guide">, "view">) {
  const text = words.enrolment.guide.pdf;
  const { running, choose, takeDropped } = usePdfTaking();
  return (
    <DropFile onFile={takeDropped}>
      <h3>{text.title}</h3>
      {view.how === "here" && <p>{text.pressThere}</p>}
      <ButtonRow>
        <Button icon={<FileText size={16} />} disabled={running} onClick={choose}>
          {text.choose}
        </Button>
      </ButtonRow>
      <p className={styles.quiet}>{text.drop}</p>
    </DropFile>
  );
}

/** How the taking goes, and what was taken, in whichever step the guide is by now. */
export function TakenPdfPanel({ act, busy, keyKept }: PanelProps) {
  const text = words.enrolment.guide.pdf;
  const { pdf, job, running, error, cancel } = usePdfTaking();
  if (pdf === undefined && !running && error === undefined) return null;
  return (
    <div className={styles.panel}>
      {running && <JobBar job={job} label={text.reading} onCancel={cancel} />}
      {error !== undefined && <ErrorNote error={error} />}
      {pdf && <Taken pdf={pdf} keyKept={keyKept} busy={busy} act={act} />}
    </div>
  );
}

interface PanelProps extends Pick<StepProps<"guide">, "act" | "busy"> {
  /** the key for emergencies is in the keychain */
  readonly keyKept: boolean;
}

function Taken({ pdf, keyKept, busy, act }: PanelProps & { readonly pdf: TakenPdf }) {
  const text = words.enrolment.guide.pdf;
  const { pdfId } = pdf;
  return (
    <>
      {pdf.hasKey && keyKept && (
        <p role="status" className={styles.good}>
          {words.enrolment.guide.paste.keptKey}
        </p>
      )}
      {pdf.hasKey ? <Compare pdfId={pdfId} /> : <p role="alert">{text.noKey}</p>}
      <ButtonRow>
        {pdf.hasKey && !keyKept && (
          <Button kind="primary" busy={busy} onClick={() => act({ kind: "keep-pdf-key", pdfId })}>
            {text.keep}
          </Button>
        )}
        <Button
          icon={<Printer size={16} />}
          onClick={() => tell(call("recovery.printPdf", { pdfId }), ({ done }) => done, text.printed)}
        >
          {text.print}
        </Button>
        <Button
          icon={<FileDown size={16} />}
          onClick={() => tell(call("recovery.savePdf", { pdfId }), ({ saved }) => saved, text.saved)}
        >
          {text.save}
        </Button>
      </ButtonRow>
      <p className={styles.quiet}>{text.taken}</p>
    </>
  );
}

function Compare({ pdfId }: { readonly pdfId: string }) {
  const text = words.enrolment.guide.pdf;
  const shown = useCall("recovery.revealPdfKey", { pdfId });
  if (shown.state === "failed") return <ErrorNote error={shown.error} />;
  return (
    <>
      <p>{text.compare}</p>
      <output className={styles.key}>{shown.state === "ready" ? shown.value.key : ""}</output>
    </>
  );
}

function tell<Value>(asked: Promise<Value>, happened: (value: Value) => boolean, says: string): void {
  asked.then(
    (value) => happened(value) && showToast({ text: says }),
    (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" }),
  );
}
