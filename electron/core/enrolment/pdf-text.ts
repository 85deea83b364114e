// The text of a PDF. Nothing of it is drawn, and its pictures are not looked at.
import { maxPdfBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import { withPdf } from "../open-pdf.ts";

/** SECURITY: limits before parsing: P11. A secret key's page has some kilobytes. */
const maxPages = 20;
const maxLetters = 100_000;
/** Pictures are no text: none is unpacked. */
const maxImagePixels = 1;

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
  try {
    return await withPdf(bytes, maxImagePixels, async ({ document }) => {
      const parts: string[] = [];
      for (let number = 1; number <= Math.min(document.numPages, maxPages); number += 1) {
        const { items } = await (await document.getPage(number)).getTextContent();
        for (const item of items) if ("str" in item) parts.push(item.str, item.hasEOL ? "\n" : "");
        parts.push("\n");
      }
      return { pages: document.numPages, text: parts.join("").slice(0, maxLetters) };
    });
  } catch (failure) {
    const name = failure instanceof Error ? failure.name : "";
    throw new AppError(
      "pdf-unreadable",
      { reason: name === "PasswordException" ? "locked" : "broken" },
      { cause: failure },
    );
  }
}
