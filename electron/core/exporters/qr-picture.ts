// A QR code as a picture that a phone can read from the screen: black on white with its quiet zone, whole pixels. The one
// place in the program that uses its library, which is loaded with the first picture.
import type { Secret } from "../secret.ts";

export interface QrPicture {
  readonly png: Uint8Array;
  /** pixels; it is square */
  readonly width: number;
  readonly height: number;
}

/** ISO/IEC 18004 asks for four modules of white around a code. */
const quiet = 4;
/** for a screen */
const screenPixels = 480;

/** `wanted`: pixels across at least; never less than three for a module. */
export async function drawQr(text: Secret, wanted = screenPixels): Promise<QrPicture> {
  const { create, toBuffer } = await import("qrcode");
  const errorCorrectionLevel = "L";
  const { modules } = create(text.reveal(), { errorCorrectionLevel });
  const across = modules.size + 2 * quiet;
  const scale = Math.max(3, Math.ceil(wanted / across));
  const png = await toBuffer(text.reveal(), { errorCorrectionLevel, margin: quiet, scale, type: "png" });
  return { png: new Uint8Array(png), width: across * scale, height: across * scale };
}
