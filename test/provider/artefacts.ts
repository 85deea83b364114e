// What the provider hands out as files: the QR code as a picture, and the secret key as a PDF to print.
import { PDFDocument, StandardFonts } from "pdf-lib";
import { toBuffer } from "qrcode";

export interface QrPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export async function qrPicture(content: string): Promise<QrPicture> {
  const png = await toBuffer(content, { type: "png", errorCorrectionLevel: "M", margin: 4, scale: 6 });
  // the IHDR chunk comes first in every PNG: width and height at bytes 16 and 20
  return { png, width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

/** One page with the key in large letters; A4. */
export async function secretKeyPdf(address: string, key: string, at: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle("Your secret key");
  document.setCreationDate(new Date(at));
  const page = document.addPage([595, 842]);
  const plain = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const mono = await document.embedFont(StandardFonts.CourierBold);
  page.drawText("Your secret key", { x: 60, y: 740, size: 26, font: bold });
  page.drawText(`Two-factor authentication for ${printable(address)}`, {
    x: 60,
    y: 708,
    size: 12,
    font: plain,
  });
  page.drawText(key, { x: 60, y: 640, size: 24, font: mono });
  const lines = [
    "If you lose your phone or your authentication app, this key switches two-factor",
    "authentication off, so that you can log in again with your password. It works once.",
    "",
    "Print this page and keep it where only you can find it. Do not keep it on the device",
    "that has your authentication app.",
    "",
    `Made on ${new Date(at).toISOString().slice(0, 10)} by a practice provider: of no use anywhere else.`,
  ];
  lines.forEach((line, index) => {
    page.drawText(line, { x: 60, y: 580 - index * 18, size: 11, font: plain });
  });
  return document.save();
}

/** The standard fonts know Latin letters only. */
const printable = (value: string): string => value.replace(/[^\x20-\x7e\xa1-\xff]/g, "?");
