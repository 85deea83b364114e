// PDFs with a secret key: read by the real reader, kept in memory only, forgotten in time; broken and hostile ones told.
import { PDFDocument, StandardFonts } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { readPdfText } from "../../../../electron/core/enrolment/pdf-text.ts";
import { createTakenPdfs } from "../../../../electron/core/enrolment/taken-pdfs.ts";
import { maxPdfBytes } from "../../../../shared/ipc/contract.ts";
import { secretKeyPdf } from "../../../provider/artefacts.ts";

const key = "XXX33-44YYY-88ZZ8-5AAA5";
const signal = new AbortController().signal;

function taken() {
  const waits: (() => void)[] = [];
  let ids = 0;
  const pdfs = createTakenPdfs({
    read: (bytes) => readPdfText(bytes),
    newId: () => `p${++ids}`,
    later: (_ms, work) => {
      waits.push(work);
      return () => undefined;
    },
  });
  return { pdfs, waits };
}

describe("a PDF that was taken in", () => {
  it("gives its key and its bytes by id, until it is forgotten", async () => {
    const { pdfs, waits } = taken();
    const bytes = await secretKeyPdf("ada@mailcom.test", key, Date.now());
    const pdf = await pdfs.take(bytes, "secret-key.pdf", signal);
    expect(pdf).toEqual({ pdfId: "p1", name: "secret-key.pdf", pages: 1, hasKey: true });
    expect(pdfs.keyOf("p1").reveal()).toBe(key);
    expect(pdfs.fileOf("p1").bytes).toEqual(bytes);
    expect(JSON.stringify(pdf)).not.toContain(key);
    for (const forget of waits) forget();
    expect(() => pdfs.keyOf("p1")).toThrow("not-found");
    expect(() => pdfs.fileOf("p1")).toThrow("not-found");
  });

  it("finds a key that stands between other words, on a later page", async () => {
    const document = await PDFDocument.create();
    document.addPage().drawText("Terms and conditions of 2026");
    document.addPage().drawText(`Your key: ${key}`, {
      font: await document.embedFont(StandardFonts.Courier),
    });
    const { pdfs } = taken();
    expect(await pdfs.take(await document.save(), "a.pdf", signal)).toMatchObject({ pages: 2, hasKey: true });
    expect(pdfs.keyOf("p1").reveal()).toBe(key);
  });

  it("says that there is no key in it", async () => {
    const document = await PDFDocument.create();
    document.addPage().drawText("An invoice of 20 pounds");
    const { pdfs } = taken();
    expect(await pdfs.take(await document.save(), "a.pdf", signal)).toMatchObject({ hasKey: false });
    expect(() => pdfs.keyOf("p1")).toThrow("not-found");
  });
});

describe("what is refused", () => {
  it.each([
    ["no PDF", new TextEncoder().encode("<html>no</html>"), "pdf-unreadable", "no-pdf"],
    ["nothing", new Uint8Array(), "pdf-unreadable", "no-pdf"],
    [
      "a broken one",
      new TextEncoder().encode("%PDF-1.7\nxref\ntrailer << /Root 1 0 R >>"),
      "pdf-unreadable",
      "broken",
    ],
  ])("%s", async (_name, bytes, code, reason) => {
    await expect(readPdfText(bytes)).rejects.toMatchObject({ code, detail: { reason } });
  });

  it("one that is too large, before it is looked at", async () => {
    const bytes = new Uint8Array(maxPdfBytes + 1);
    await expect(readPdfText(bytes)).rejects.toMatchObject({ code: "too-large" });
  });
});
