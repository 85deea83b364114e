// The PDF with the secret key: taken in, its key shown to be compared, kept; the file is offered for print and for the
// disk. Nothing is written by itself.
import { FileDown, FileText, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { toErrorView } from "../../../../shared/ipc/errors.ts";
import type { TakenPdf } from "../../../../shared/models/enrolment.ts";
import type { JobView } from "../../../../shared/models/job.ts";
import { call } from "../../../ipc/client.ts";
import { useCall, useJobCall } from "../../../ipc/hooks.ts";
import { Button } from "../../../parts/button.tsx";
import { ErrorNote } from "../../../parts/error-note.tsx";
import { JobBar } from "../../../parts/job-bar.tsx";
import { showToast } from "../../../parts/toast.tsx";
import { errorText } from "../../../words/describe-error.ts";
import { words } from "../../../words/words.ts";
import styles from "../enrolment.module.css";
import type { StepProps } from "../step-props.ts";
import { DropFile } from "./drop-file.tsx";
import { usePageFindings } from "./page-findings.ts";

export function PdfPanel({ view, act, busy, step }: StepProps<"guide">) {
  const text = words.enrolment.guide.pdf;
  const [pdf, setPdf] = useState<TakenPdf>();
  const done = (job: JobView) => {
    if (job.result?.kind === "pdf") setPdf(job.result.pdf);
  };
  const chosen = useJobCall("recovery.choosePdf", done);
  const dropped = useJobCall("recovery.takePdf", done);
  const offered = useJobCall("recovery.takeDownload", done);
  const { downloadId } = usePageFindings();
  const begun = useRef<string>(undefined);
  const { start } = offered;
  useEffect(() => {
    if (downloadId === undefined || begun.current === downloadId) return;
    begun.current = downloadId;
    start({ downloadId });
  }, [downloadId, start]);
  const jobs = [chosen, dropped, offered];
  const current = jobs.find((job) => job.running);
  const running = current !== undefined;
  const error = jobs.find((job) => job.error !== undefined)?.error;
  return (
    <DropFile onFile={(name, bytes) => dropped.start({ name, bytes })}>
      <h3>{text.title}</h3>
      {view.how === "here" && <p>{text.pressThere}</p>}
      <div className={styles.actions}>
        <Button icon={<FileText size={16} />} disabled={running} onClick={() => chosen.start(undefined)}>
          {text.choose}
        </Button>
      </div>
      <p className={styles.quiet}>{text.drop}</p>
      {current && <JobBar job={current.job} label={text.reading} onCancel={current.cancel} />}
      {error !== undefined && error.code !== "cancelled" && !running && <ErrorNote error={error} />}
      {pdf && <Taken pdf={pdf} kept={step.kept === "here"} busy={busy} act={act} />}
    </DropFile>
  );
}

function Taken(props: {
  readonly pdf: TakenPdf;
  readonly kept: boolean;
  readonly busy: boolean;
  readonly act: StepProps<"guide">["act"];
}) {
  const text = words.enrolment.guide.pdf;
  const { pdf, kept, busy, act } = props;
  const { pdfId } = pdf;
  return (
    <>
      {pdf.hasKey ? <Compare pdfId={pdfId} /> : <p role="alert">{text.noKey}</p>}
      <div className={styles.actions}>
        {pdf.hasKey && !kept && (
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
      </div>
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
