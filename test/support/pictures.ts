// Pictures with QR codes in them, drawn for tests: a plain screen with codes at given places, as PNG, JPEG or WebP.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import encodeWebp, { init as initWebp } from "@jsquash/webp/encode.js";
import { encode as encodeJpeg } from "jpeg-js";
import { PNG } from "pngjs";
import { create } from "qrcode";

export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** RGBA */
  readonly data: Buffer;
}

type Colour = readonly [number, number, number];
const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];

export function canvas(width: number, height: number, colour: Colour = white): Canvas {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let at = 0; at < data.length; at += 4) data.set(colour, at);
  return { width, height, data };
}

/** Draws a code with `size` pixels a module; answers the length of its side, without the quiet zone. */
export function drawQr(
  to: Canvas,
  text: string,
  place: { readonly x: number; readonly y: number; readonly size: number },
  colours: { readonly dark?: Colour; readonly light?: Colour } = {},
): number {
  const { dark = black, light = white } = colours;
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const quiet = 4;
  for (let row = -quiet; row < modules.size + quiet; row += 1) {
    for (let column = -quiet; column < modules.size + quiet; column += 1) {
      const inside = row >= 0 && column >= 0 && row < modules.size && column < modules.size;
      const colour = inside && modules.get(row, column) ? dark : light;
      fill(to, place.x + column * place.size, place.y + row * place.size, place.size, colour);
    }
  }
  return modules.size * place.size;
}

function fill(to: Canvas, x: number, y: number, size: number, colour: Colour): void {
  for (let row = Math.max(0, y); row < Math.min(to.height, y + size); row += 1) {
    for (let column = Math.max(0, x); column < Math.min(to.width, x + size); column += 1) {
      to.data.set(colour, (row * to.width + column) * 4);
    }
  }
}

export function toPng({ width, height, data }: Canvas): Buffer {
  const png = new PNG({ width, height });
  data.copy(png.data);
  return PNG.sync.write(png);
}

export function toJpeg(picture: Canvas): Buffer {
  return Buffer.from(encodeJpeg({ ...picture }, 80).data);
}

export async function toWebp({ width, height, data }: Canvas): Promise<Buffer> {
  const file = createRequire(import.meta.url).resolve("@jsquash/webp/codec/enc/webp_enc.wasm");
  await initWebp({ wasmBinary: Uint8Array.from(await readFile(file)).buffer });
  const pixels = { width, height, data: new Uint8ClampedArray(data), colorSpace: "srgb" as const };
  return Buffer.from(await encodeWebp(pixels, { quality: 90 }));
}

/** A PNG of nothing but one code, ready to be scanned. */
export function qrPng(text: string): Buffer {
  const picture = canvas(480, 480);
  drawQr(picture, text, { x: 60, y: 60, size: 6 });
  return toPng(picture);
}
