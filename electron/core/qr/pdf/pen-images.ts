// The steps that lay pictures onto the page; those that come again and again are gathered by pdf.js.
import { type Image, imageOf, paintImage } from "./page-images.ts";
import { isMatrix, joined, type Matrix } from "./page-matrix.ts";
import { fillPaint, type Handlers, type Pen } from "./pen-state.ts";

interface Gathered {
  /** a picture, or the name of one */
  readonly given: unknown;
  readonly transform: unknown;
}

export function imageSteps(pen: Pen): Handlers {
  const { operators, page } = pen.parts;
  const paint = async (given: unknown, isMask: boolean) =>
    paintImage(pen.drawing, pen.state.matrix, fillPaint(pen), await imageOf(page, given), isMask);
  const paintAll = async (pictures: readonly Gathered[], isMask: boolean) => {
    const known = new Map<unknown, Image | undefined>();
    for (const { given, transform } of pictures) {
      if (!isMatrix(transform)) continue;
      if (!known.has(given)) known.set(given, await imageOf(page, given));
      paintImage(pen.drawing, joined(pen.state.matrix, transform), fillPaint(pen), known.get(given), isMask);
    }
  };
  return {
    [operators.paintSolidColorImageMask]: () =>
      pen.drawing.picture(
        { width: 1, height: 1 },
        pen.state.matrix,
        fillPaint(pen),
        () => pen.state.brightness,
      ),
    [operators.paintImageXObject]: ([given]) => paint(given, false),
    [operators.paintInlineImageXObject]: ([given]) => paint(given, false),
    [operators.paintImageMaskXObject]: ([given]) => paint(given, true),
    [operators.paintImageXObjectRepeat]: ([given, a, d, places]) =>
      paintAll(atPlaces(given, [a, 0, 0, d], places), false),
    [operators.paintImageMaskXObjectRepeat]: ([given, a, b, c, d, places]) =>
      paintAll(atPlaces(given, [a, b, c, d], places), true),
    [operators.paintInlineImageXObjectGroup]: ([given, entries]) =>
      paintAll(
        list(entries).map((entry) => ({ given, transform: transformOf(entry) })),
        false,
      ),
    [operators.paintImageMaskXObjectGroup]: ([images]) =>
      paintAll(
        list(images).map((given) => ({ given, transform: transformOf(given) })),
        true,
      ),
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const transformOf = (entry: unknown): unknown => (entry as { readonly transform?: unknown }).transform;

/** `places`: x and y, one after the other. */
function atPlaces(given: unknown, size: readonly unknown[], places: unknown): readonly Gathered[] {
  const numbers =
    ArrayBuffer.isView(places) || Array.isArray(places) ? Array.from(places as ArrayLike<number>) : [];
  const [a, b, c, d] = size.map(Number);
  return numbers.flatMap((x, index): readonly Gathered[] => {
    const transform = [a, b, c, d, x, numbers[index + 1]] as unknown as Matrix;
    return index % 2 === 0 ? [{ given, transform }] : [];
  });
}
