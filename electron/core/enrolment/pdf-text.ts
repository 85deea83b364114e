// The text of a PDF: the one wrapper of pdfjs-dist. It runs nothing that is in the file, loads no fonts and no pages
// from elsewhere, and draws nothing.
import { maxPdfBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";

/** SECURITY: limits before parsing: P11. A secret key's page has some kilobytes. */
const maxPages = 20;
const maxLetters = 100_000;

export interface PdfText {
  readonly pages: number;
  /** a line of the page is a line of the text */
  readonly text: string;
}

/** @throws AppError `too-large`, `pdf-unreadable` (no PDF, broken, or locked with a password) */
export async function readPdfText(bytes: Uint8Array): Promise<PdfText> {
  if (bytes.byteLength > maxPdfBytes) throw new AppError("too-large", { limit: maxPdfBytes });
  if (!Buffer.from(bytes.subarray(0, 1_024)).includes("%PDF-"))
    throw new AppError("pdf-unreadable", { reason: "no-pdf" });
  // Loaded here only: it takes a quarter of a second, and only this thread ever needs it.
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    // Handed over: pdf.js takes the buffer away from its owner.
    data: bytes.slice(),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const parts: string[] = [];
    for (let number = 1; number <= Math.min(document.numPages, maxPages); number += 1) {
      const { items } = await (await document.getPage(number)).getTextContent();
      for (const item of items) if ("str" in item) parts.push(item.str, item.hasEOL ? "\n" : "");
      parts.push("\n");
    }
    return { pages: document.numPages, text: parts.join("").slice(0, maxLetters) };
  } catch (failure) {
    const name = failure instanceof Error ? failure.name : "";
    throw new AppError(
      "pdf-unreadable",
      { reason: name === "PasswordException" ? "locked" : "broken" },
      { cause: failure },
    );
  } finally {
    await task.destroy();
  }
}
