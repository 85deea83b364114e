// The PDF with the secret key, wherever it comes from: from the provider's page, from a file or by a drop. It is taken in,
// and the key in it kept at once; it stays at hand over the following steps, to be compared, printed and saved.
import { createContext, useContext, useState } from "react";
import type { ErrorView } from "../../../../shared/ipc/errors.ts";
import type { EnrolmentAction, TakenPdf } from "../../../../shared/models/enrolment.ts";
import type { JobView } from "../../../../shared/models/job.ts";
import { useJobCall } from "../../../ipc/hooks.ts";

export interface PdfTaking {
  readonly pdf: TakenPdf | undefined;
  /** the job under way */
  readonly job: JobView | undefined;
  readonly running: boolean;
  readonly error: ErrorView | undefined;
  readonly cancel: () => void;
  readonly choose: () => void;
  readonly takeDropped: (name: string, bytes: Uint8Array) => void;
  /** one that the user has taken from the page, by its id */
  readonly takeDownload: (downloadId: string) => void;
}

const none = () => undefined;
export const TakenPdfContext = createContext<PdfTaking>({
  pdf: undefined,
  job: undefined,
  running: false,
  error: undefined,
  cancel: none,
  choose: none,
  takeDropped: none,
  takeDownload: none,
});

export function usePdfTaking(): PdfTaking {
  return useContext(TakenPdfContext);
}

/** `enrolmentId`: of the guide that it is for; a PDF of another one is not shown. */
export function useTakenPdf(
  enrolmentId: string | undefined,
  act: (action: EnrolmentAction) => void,
): PdfTaking {
  const [taken, setTaken] = useState<{ readonly pdf: TakenPdf; readonly enrolmentId: string | undefined }>();
  const done = (job: JobView) => {
    if (job.result?.kind !== "pdf") return;
    const { pdf } = job.result;
    setTaken({ pdf, enrolmentId });
    if (pdf.hasKey) act({ kind: "keep-pdf-key", pdfId: pdf.pdfId });
  };
  const chosen = useJobCall("recovery.choosePdf", done);
  const dropped = useJobCall("recovery.takePdf", done);
  const offered = useJobCall("recovery.takeDownload", done);
  const jobs = [chosen, dropped, offered];
  const current = jobs.find((job) => job.running);
  const error = jobs.find((job) => job.error !== undefined)?.error;
  const begin = (start: () => void) => {
    for (const job of jobs) job.reset();
    start();
  };
  return {
    pdf: taken !== undefined && taken.enrolmentId === enrolmentId ? taken.pdf : undefined,
    job: current?.job,
    running: current !== undefined,
    error: current === undefined && error?.code !== "cancelled" ? error : undefined,
    cancel: () => current?.cancel(),
    choose: () => begin(() => chosen.start(undefined)),
    takeDropped: (name, bytes) => begin(() => dropped.start({ name, bytes })),
    takeDownload: (downloadId) => begin(() => offered.start({ downloadId })),
  };
}
