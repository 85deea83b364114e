import fc from "fast-check";
import { degrees, PDFDocument, type PDFPage, rgb } from "pdf-lib";
import { create } from "qrcode";
import { describe, expect, it } from "vitest";
import { findInPicture } from "../../../../../electron/core/qr/find-in-picture.ts";
import { loadPicture } from "../../../../../electron/core/qr/load-picture.ts";
import { AppError } from "../../../../../shared/ipc/errors.ts";
import { canvas, drawQr, qrPng, toJpeg } from "../../../../support/pictures.ts";

const link = (name: string) => `otpauth://totp/Post:${name}?secret=GEZDGNBVGY3TQOJQ&issuer=Post`;
const a4 = [595, 842] as const;
/** pdf-lib reads a JPEG from the beginning of the memory that it is in, which small buffers share. */
const alone = (bytes: Uint8Array) => Uint8Array.from(bytes);

async function textsOf(document: PDFDocument): Promise<readonly string[]> {
  const { codes } = await findInPicture(await document.save(), 10_000);
  return codes.map(({ text }) => text).sort();
}

/** Each dark module a square of its own, as programs draw codes on paper; `side` in points. */
function drawModules(page: PDFPage, text: string, side: number): void {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const size = side / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      const place = { x: 100 + column * size, y: 600 - row * size };
      page.drawRectangle({ ...place, width: size, height: size, color: rgb(0, 0, 0.4) });
    }
  }
}

describe("the pages of a PDF", () => {
  it("show codes that are pictures, as PNG and JPEG, on any page, upright or turned", async () => {
    const document = await PDFDocument.create();
    const png = await document.embedPng(qrPng(link("ann")));
    document.addPage([...a4]).drawImage(png, { x: 60, y: 500, width: 140, height: 140 });
    document.addPage([...a4]).drawText("Nothing but words.");
    const photo = canvas(500, 400);
    drawQr(photo, link("bob"), { x: 100, y: 80, size: 5 });
    const jpeg = await document.embedJpg(alone(toJpeg(photo)));
    const turned = document.addPage([...a4]);
    turned.setRotation(degrees(90));
    turned.drawImage(jpeg, { x: 300, y: 300, width: 200, height: 160, rotate: degrees(20) });
    expect(await textsOf(document)).toEqual([link("ann"), link("bob")]);
  });

  it("show codes that are drawn as squares, a module each or all in one shape", async () => {
    const document = await PDFDocument.create();
    drawModules(document.addPage([...a4]), link("ann"), 90);
    const { modules } = create(link("bob"), { errorCorrectionLevel: "M" });
    const squares = Array.from({ length: modules.size ** 2 }, (_, at) => {
      const [row, column] = [Math.floor(at / modules.size), at % modules.size];
      return modules.get(row, column) ? `M${column} ${row}h1v1h-1z` : "";
    });
    const page = document.addPage([...a4]);
    page.drawSvgPath(squares.join(""), { x: 200, y: 500, scale: 3, color: rgb(0, 0, 0), borderWidth: 0 });
    expect(await textsOf(document)).toEqual([link("ann"), link("bob")]);
  });

  it("are drawn in few pixels, however large a page says it is, and only the first ones", async () => {
    const document = await PDFDocument.create();
    for (let count = 0; count < 9; count += 1) {
      const page = document.addPage([200_000, 100_000]);
      page.drawRectangle({ x: 0, y: 0, width: 50_000, height: 50_000, color: rgb(0, 0, 0) });
    }
    const { width, height, data } = await loadPicture(await document.save());
    expect([width, height]).toEqual([2_000, 4_000]);
    // The lower left of the first page, and its upper right.
    expect([data[900 * 2_000 + 100], data[100 * 2_000 + 1_900]]).toEqual([0, 255]);
  });

  it("are found among many: the code stands on the last one", async () => {
    const document = await PDFDocument.create();
    for (let count = 0; count < 8; count += 1) {
      const page = document.addPage([...a4]);
      page.drawText(`Chapter ${count}`);
      page.drawRectangle({ x: 60, y: 100 + 40 * count, width: 400, height: 20, color: rgb(0.2, 0.4, 0.8) });
    }
    drawModules(document.addPage([...a4]), link("zoe"), 90);
    expect(await textsOf(document)).toEqual([link("zoe")]);
  });

  it("without anything but words hold no code", async () => {
    const document = await PDFDocument.create();
    document.addPage([...a4]).drawText(link("ann"));
    expect(await textsOf(document)).toEqual([]);
  });

  it("with damage anywhere answer pixels or a known error, and never wait for a picture that does not come", async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([...a4]);
    page.drawImage(await document.embedPng(qrPng(link("ann"))), { x: 60, y: 500, width: 140, height: 140 });
    page.drawImage(await document.embedJpg(alone(toJpeg(canvas(64, 64)))), {
      x: 60,
      y: 100,
      width: 140,
      height: 140,
    });
    const whole = Buffer.from(await document.save({ useObjectStreams: false }));
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const file = Buffer.from(whole);
        for (const [at, value] of changes) file[5 + (at % (file.length - 5))] = value;
        try {
          // A damaged page may say another size; it is drawn within the same limit.
          const { width, height, data } = await loadPicture(file);
          expect(data.length).toBe(width * height);
          expect(Math.max(width, height)).toBeLessThanOrEqual(2_000);
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
          expect(thrown.code).toMatch(/^picture-/);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("of a broken file are refused with a known error", async () => {
    const document = await PDFDocument.create();
    drawModules(document.addPage([...a4]), link("ann"), 90);
    const whole = Buffer.from(await document.save());
    for (const file of [whole.subarray(0, 40), Buffer.from("%PDF-1.7\nnothing of the kind")]) {
      const refused = await loadPicture(file).catch((thrown: unknown) => thrown);
      expect(refused).toBeInstanceOf(AppError);
      expect(refused).toMatchObject({ code: "picture-unreadable", detail: { format: "pdf" } });
    }
    await expect(loadPicture(Buffer.concat([whole, Buffer.alloc(20 * 1024 * 1024)]))).rejects.toMatchObject({
      code: "picture-too-large",
    });
  });
});
