// The one wrapper of pdfjs-dist: opens a PDF. It runs nothing that is in the file, loads no fonts and no pages from
// elsewhere, and draws nothing. For threads only: a hostile file may take long.
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  /** the numbers of what a page is drawn with */
  readonly operators: typeof import("pdfjs-dist/legacy/build/pdf.mjs").OPS;
}

/**
 * Gives what `read` makes of the file; closes it afterwards. `maxImagePixels`: larger pictures in it are left out.
 * @throws whatever pdf.js throws for a broken file, or one that is locked (named `PasswordException`)
 */
export async function withPdf<Made>(
  bytes: Uint8Array,
  maxImagePixels: number,
  read: (pdf: OpenPdf) => Promise<Made>,
): Promise<Made> {
  // Loaded here only: it takes a quarter of a second, and only threads that are given a PDF need it.
  const { getDocument, OPS, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    // Handed over: pdf.js takes the buffer away from its owner.
    data: Uint8Array.from(bytes),
    maxImageSize: maxImagePixels,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    return await read({ document: await task.promise, operators: OPS });
  } finally {
    await task.destroy();
  }
}
