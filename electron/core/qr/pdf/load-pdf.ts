// The pages of a PDF that may show a code, to brightness, one below the other: their pictures, shapes and blocks, which is what
// QR codes on paper are made of. SECURITY: limits before parsing: P11.
import { type OpenPdf, withPdf } from "../../open-pdf.ts";
import type { Grey } from "../grey.ts";
import { findRegions } from "../regions.ts";
import { createPageDrawing } from "./page-drawing.ts";
import type { Page } from "./page-images.ts";
import type { Matrix } from "./page-matrix.ts";
import { drawSteps } from "./page-pen.ts";
import type { Steps } from "./pen-state.ts";

/** How many are drawn, and how many of them are kept: those that look most like holding a code. */
const maxPages = 24;
const mostKept = 4;
const maxImagePixels = 40_000_000;
/** Pixels of a page's longer side: 170 to the inch of A4, five to a module of a code of 3 cm. */
const longest = 2_000;

interface DrawnPage {
  readonly number: number;
  readonly grey: Grey;
  /** of what on it looks most like a code */
  readonly grade: number;
}

/** Pages on which nothing is painted are left out, but for the first. @throws Error for a broken or locked file */
export function loadPdf(bytes: Uint8Array): Promise<Grey> {
  return withPdf(bytes, maxImagePixels, async ({ document, operators }) => {
    let kept: DrawnPage[] = [];
    for (let number = 1; number <= Math.min(document.numPages, maxPages); number += 1) {
      const page = await document.getPage(number);
      const { grey, isPainted } = await drawPage(page, operators);
      page.cleanup();
      if (!isPainted() && number > 1) continue;
      kept.push({ number, grey, grade: isPainted() ? (findRegions(grey)[0]?.grade ?? 0) : -1 });
      if (kept.length > mostKept) kept = kept.sort((a, b) => b.grade - a.grade).slice(0, mostKept);
    }
    return stacked(kept.sort((a, b) => a.number - b.number).map(({ grey }) => grey));
  });
}

function stacked(pages: readonly Grey[]): Grey {
  const width = Math.max(...pages.map((page) => page.width));
  const height = pages.reduce((sum, page) => sum + page.height, 0);
  const data = new Uint8Array(width * height).fill(255);
  let top = 0;
  for (const page of pages) {
    for (let row = 0; row < page.height; row += 1) {
      data.set(page.data.subarray(row * page.width, (row + 1) * page.width), (top + row) * width);
    }
    top += page.height;
  }
  return { width, height, data };
}

async function drawPage(page: Page, operators: OpenPdf["operators"]) {
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longest / Math.max(1, plain.width, plain.height) });
  const size = (value: number) => Math.min(longest, Math.max(1, Math.ceil(value)));
  const drawing = createPageDrawing(size(viewport.width), size(viewport.height));
  const steps = (await page.getOperatorList()) as unknown as Steps;
  await drawSteps({ page, operators, drawing }, steps, viewport.transform as unknown as Matrix);
  return drawing;
}
