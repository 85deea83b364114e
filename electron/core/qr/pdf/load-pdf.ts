// The first pages of a PDF to brightness, one below the other: its pictures and filled shapes, which is what QR codes on
// paper are made of. Letters are not drawn. SECURITY: limits before parsing: P11.
import { type OpenPdf, withPdf } from "../open-pdf.ts";
import type { Grey } from "./grey.ts";
import { createPageDrawing, joined, type Matrix, type PageDrawing, type Polygon } from "./page-drawing.ts";

type Page = Awaited<ReturnType<OpenPdf["document"]["getPage"]>>;
type Operators = OpenPdf["operators"];

const maxPages = 4;
const maxImagePixels = 40_000_000;
const maxSteps = 200_000;
/** Pixels of a page's longer side: 170 to the inch of A4, five to a module of a code of 3 cm. */
const longest = 2_000;

/** Pages on which nothing is painted are left out, but for the first. @throws Error for a broken or locked file */
export function loadPdf(bytes: Uint8Array): Promise<Grey> {
  return withPdf(bytes, maxImagePixels, async ({ document, operators }) => {
    const pages: Grey[] = [];
    for (let number = 1; number <= Math.min(document.numPages, maxPages); number += 1) {
      const drawing = await drawPage(await document.getPage(number), operators);
      if (drawing.isPainted() || number === 1) pages.push(drawing.grey);
    }
    return stacked(pages);
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

async function drawPage(page: Page, operators: Operators): Promise<PageDrawing> {
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: longest / Math.max(1, plain.width, plain.height) });
  const size = (value: number) => Math.min(longest, Math.max(1, Math.ceil(value)));
  const drawing = createPageDrawing(size(viewport.width), size(viewport.height));
  const { fnArray, argsArray } = await page.getOperatorList();
  if (fnArray.length > maxSteps) throw new Error("the page has too many steps");
  const pen = createPen(page, operators, drawing, viewport.transform as unknown as Matrix);
  for (const [index, step] of fnArray.entries()) await pen(step, (argsArray[index] ?? []) as unknown[]);
  return drawing;
}

interface State {
  readonly matrix: Matrix;
  readonly brightness: number;
}

/** Follows the steps in which a page is drawn. */
function createPen(page: Page, operators: Operators, drawing: PageDrawing, start: Matrix) {
  const kept: State[] = [];
  let state: State = { matrix: start, brightness: 0 };
  let shapes: readonly Polygon[] = [];
  const move = (matrix: unknown) => {
    if (isMatrix(matrix)) state = { ...state, matrix: joined(state.matrix, matrix) };
  };
  const fill = (even: boolean) => {
    drawing.fill(shapes, state.matrix, state.brightness, even);
    shapes = [];
  };
  return async (step: number, args: readonly unknown[]): Promise<void> => {
    switch (step) {
      case operators.save:
      case operators.paintFormXObjectBegin:
        kept.push(state);
        if (step === operators.paintFormXObjectBegin) move(args[0]);
        return;
      case operators.restore:
      case operators.paintFormXObjectEnd:
        state = kept.pop() ?? state;
        return;
      case operators.transform:
        return move([...args]);
      case operators.setFillRGBColor:
        state = { ...state, brightness: brightnessOf(args) };
        return;
      case operators.constructPath:
        shapes = shapesOf(operators, args[0] as readonly number[], args[1] as readonly number[]);
        return;
      case operators.fill:
      case operators.fillStroke:
      case operators.closeFillStroke:
        return fill(false);
      case operators.eoFill:
      case operators.eoFillStroke:
      case operators.closeEOFillStroke:
        return fill(true);
      case operators.stroke:
      case operators.closeStroke:
      case operators.endPath:
        shapes = [];
        return;
      case operators.paintSolidColorImageMask:
        drawing.picture({ width: 1, height: 1 }, state.matrix, () => state.brightness);
        return;
      case operators.paintImageXObject:
      case operators.paintInlineImageXObject:
        return paint(drawing, state.matrix, await imageOf(page, args[0]), undefined);
      case operators.paintImageMaskXObject:
        return paint(drawing, state.matrix, await imageOf(page, args[0]), state.brightness);
    }
  };
}

function isMatrix(value: unknown): value is Matrix {
  return Array.isArray(value) && value.length === 6 && value.every((one) => Number.isFinite(one));
}

function brightnessOf(colour: readonly unknown[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map(Number);
  return Math.round((306 * red + 601 * green + 117 * blue) / 1024);
}

/** Curves end the shape that they are part of: rounded modules are left out, square ones are not. */
function shapesOf(
  operators: Operators,
  steps: readonly number[],
  numbers: readonly number[],
): readonly Polygon[] {
  const shapes: (readonly [number, number])[][] = [];
  let at = 0;
  const next = () => numbers[at++] ?? 0;
  for (const step of steps) {
    if (step === operators.rectangle) {
      const [x, y, width, height] = [next(), next(), next(), next()];
      shapes.push([
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ]);
    } else if (step === operators.moveTo) shapes.push([[next(), next()]]);
    else if (step === operators.lineTo) shapes.at(-1)?.push([next(), next()]);
    else if (step !== operators.closePath) {
      // The end of a curve is where it goes on; what lies between is drawn straight.
      at += step === operators.curveTo ? 4 : 2;
      shapes.at(-1)?.push([next(), next()]);
    }
  }
  return shapes;
}

/** A picture of pdf.js: packed bits, or three or four bytes a pixel. */
interface Image {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A picture stands in the step itself, or is known by its name. */
async function imageOf(page: Page, given: unknown): Promise<Image | undefined> {
  if (typeof given === "string") {
    const objects = given.startsWith("g_") ? page.commonObjs : page.objs;
    const image = await new Promise<unknown>((resolve) => objects.get(given, resolve));
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

/** `ink`: the picture is a mask, its zeros are painted with that. */
function paint(
  drawing: PageDrawing,
  matrix: Matrix,
  image: Image | undefined,
  ink: number | undefined,
): void {
  if (!image) return;
  const { width, height, data, kind } = image;
  const line = (width + 7) >> 3;
  const bit = (x: number, y: number) => ((data[y * line + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  if (ink !== undefined) drawing.picture(image, matrix, (x, y) => (bit(x, y) === 0 ? ink : undefined));
  else if (kind === 1) drawing.picture(image, matrix, (x, y) => bit(x, y) * 255);
  else {
    const wide = Math.round(data.length / (width * height));
    drawing.picture(image, matrix, (x, y) => {
      const at = (y * width + x) * wide;
      if (wide === 4 && (data[at + 3] ?? 0) < 128) return undefined;
      return brightnessOf([data[at], data[at + 1], data[at + 2]]);
    });
  }
}
