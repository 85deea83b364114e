// The main side of the thread "pdf": started for one file, ended with it or when it takes too long.
import { Worker } from "node:worker_threads";
import { maxPdfBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import { threadScript } from "../threads.ts";
import { linkWorker } from "../worker-link.ts";
import type { PdfText } from "./pdf-text.ts";
import type { PdfThread } from "./pdf-thread.ts";

/** Milliseconds. */
const timeLimit = 15_000;

/** The text of a PDF. @throws AppError `too-large`, `pdf-unreadable`, `cancelled` */
export type ReadPdf = (bytes: Uint8Array, signal: AbortSignal) => Promise<PdfText>;

export function pdfReader(log: Pick<Log, "fault">): ReadPdf {
  return async (bytes, signal) => {
    if (bytes.byteLength > maxPdfBytes) throw new AppError("too-large", { limit: maxPdfBytes });
    const worker = new Worker(threadScript("pdf"), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      // pdf.js tells its warnings there, and they may quote the file.
      stdout: true,
      stderr: true,
    });
    const link = linkWorker<PdfThread>(worker, {}, log.fault);
    const end = (why: AppError) => {
      link.close(why);
      void worker.terminate();
    };
    worker.on("error", () => end(new AppError("pdf-unreadable", { reason: "broken" })));
    const timer = setTimeout(() => end(new AppError("pdf-unreadable", { reason: "time" })), timeLimit);
    const cancel = () => end(new AppError("cancelled"));
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await link.remote.read({ bytes });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      end(new AppError("cancelled"));
    }
  };
}
