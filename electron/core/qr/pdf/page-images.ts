// The pictures on a page, as pdf.js hands them over, drawn onto it. Knows nothing of codes.
import type { OpenPdf } from "../../open-pdf.ts";
import type { PageDrawing, Paint } from "./page-drawing.ts";
import type { Matrix } from "./page-matrix.ts";

export type Page = Awaited<ReturnType<OpenPdf["document"]["getPage"]>>;

/** Packed bits, or three or four bytes a pixel. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

export function brightnessOf(colour: readonly unknown[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map(Number);
  return Math.round((306 * red + 601 * green + 117 * blue) / 1024);
}

/** What pdf.js knows by a name: of the page, or of the whole file. */
export function objectOf(page: Page, name: string): Promise<unknown> {
  const objects = name.startsWith("g_") ? page.commonObjs : page.objs;
  return new Promise((resolve) => objects.get(name, resolve));
}

/** A picture stands in the step itself, or is known by its name. */
export async function imageOf(page: Page, given: unknown): Promise<Image | undefined> {
  if (typeof given === "string") {
    const image = await objectOf(page, given);
    return isImage(image) ? image : undefined;
  }
  if (isImage(given)) return given;
  const named = (given as { readonly data?: unknown } | undefined)?.data;
  return typeof named === "string" ? imageOf(page, named) : undefined;
}

function isImage(value: unknown): value is Image {
  const { data, width, height } = (value ?? {}) as Partial<Image>;
  return ArrayBuffer.isView(data) && typeof width === "number" && typeof height === "number";
}

/** `isMask`: its zeros are painted with the brightness of `paint`. */
export function paintImage(
  drawing: PageDrawing,
  matrix: Matrix,
  paint: Paint,
  image: Image | undefined,
  isMask: boolean,
): void {
  if (!image) return;
  const { width, height, data, kind } = image;
  const line = (width + 7) >> 3;
  const bit = (x: number, y: number) => ((data[y * line + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  if (isMask) {
    drawing.picture(image, matrix, paint, (x, y) => (bit(x, y) === 0 ? paint.brightness : undefined));
  } else if (kind === 1) drawing.picture(image, matrix, paint, (x, y) => bit(x, y) * 255);
  else {
    const wide = Math.round(data.length / (width * height));
    drawing.picture(image, matrix, paint, (x, y) => {
      const at = (y * width + x) * wide;
      if (wide === 4 && (data[at + 3] ?? 0) < 128) return undefined;
      return brightnessOf([data[at], data[at + 1], data[at + 2]]);
    });
  }
}
