// Entry of the thread "pdf": reads one PDF. A broken or hostile file may take long or end the thread, not the program.
import { parentPort } from "node:worker_threads";
import { linkWorker } from "../worker-link.ts";
import { type PdfText, readPdfText } from "./pdf-text.ts";

export interface PdfThread {
  read(input: { readonly bytes: Uint8Array }): Promise<PdfText>;
}

const service: PdfThread = { read: ({ bytes }) => readPdfText(bytes) };

if (!parentPort) throw new Error("this script runs in a worker thread");
linkWorker(parentPort, service, (_event, failure) => {
  setImmediate(() => {
    throw failure;
  });
});
