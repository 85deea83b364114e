// Pictures and papers that the practice messages carry, made when they are needed.
import { PDFDocument, StandardFonts } from "pdf-lib";
import { PNG } from "pngjs";
import { toBuffer } from "qrcode";

/** Hills under an evening sky. */
export function landscape(width = 480, height = 320): Uint8Array {
  const picture = new PNG({ width, height });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const hill = height * (0.62 + 0.1 * Math.sin(x / 60) + 0.05 * Math.sin(x / 17));
      const near = height * (0.78 + 0.08 * Math.sin(x / 45 + 2));
      const sun = Math.hypot(x - width * 0.7, y - height * 0.4) < height * 0.12;
      const sky = y / height;
      const colour =
        y > near
          ? [38, 70, 52]
          : y > hill
            ? [76, 112, 84]
            : sun
              ? [255, 222, 140]
              : [90 + 150 * sky, 120 + 80 * sky, 190 - 20 * sky];
      picture.data.set([...colour, 255], (y * width + x) * 4);
    }
  }
  return PNG.sync.write(picture);
}

export async function receipt(
  title: string,
  rows: readonly (readonly [string, string])[],
): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([420, 420]);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  const plain = await document.embedFont(StandardFonts.Helvetica);
  page.drawText(title, { x: 40, y: 360, size: 20, font: bold });
  rows.forEach(([name, value], index) => {
    page.drawText(name, { x: 40, y: 310 - index * 22, size: 12, font: plain });
    page.drawText(value, { x: 300, y: 310 - index * 22, size: 12, font: plain });
  });
  return document.save();
}

/** The picture that a web site shows to link an authenticator: an otpauth link for practice only. */
export function authenticatorPicture(): Promise<Uint8Array> {
  const link =
    "otpauth://totp/Practice%20Forum:you?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Practice%20Forum&digits=6&period=30";
  return toBuffer(link, { type: "png", margin: 4, scale: 6 });
}
