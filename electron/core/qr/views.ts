// Parts of a picture at another size: what a decoder is shown when it found nothing in the whole.
import type { Picture } from "./load-picture.ts";

/** A rectangle of the picture, and how much larger it is drawn. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

export type Point = readonly [number, number];

/** Draws a view: means of squares when it shrinks, between neighbours when it grows. */
export function drawView(picture: Picture, view: View): Picture {
  const { x, y, scale } = view;
  if (scale === 1) return cut(picture, view);
  const width = Math.max(1, Math.floor(view.width * scale));
  const height = Math.max(1, Math.floor(view.height * scale));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const draw = scale < 1 ? drawMean : drawBetween;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      draw(picture, x + column / scale, y + row / scale, 1 / scale, data, (row * width + column) * 4);
    }
  }
  return { width, height, data };
}

function cut(picture: Picture, { x, y, width, height }: View): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    const from = ((y + row) * picture.width + x) * 4;
    data.set(picture.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}

function drawMean(
  from: Picture,
  x: number,
  y: number,
  size: number,
  to: Uint8ClampedArray,
  at: number,
): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const right = Math.min(from.width, Math.max(left + 1, Math.floor(x + size)));
  const bottom = Math.min(from.height, Math.max(top + 1, Math.floor(y + size)));
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let row = top; row < bottom; row += 1) {
    for (let pixel = (row * from.width + left) * 4; pixel < (row * from.width + right) * 4; pixel += 4) {
      red += from.data[pixel] ?? 0;
      green += from.data[pixel + 1] ?? 0;
      blue += from.data[pixel + 2] ?? 0;
      count += 1;
    }
  }
  if (count === 0) return;
  to[at] = red / count;
  to[at + 1] = green / count;
  to[at + 2] = blue / count;
}

function drawBetween(
  from: Picture,
  x: number,
  y: number,
  size: number,
  to: Uint8ClampedArray,
  at: number,
): void {
  // The middle of the new pixel, seen from the middles of the old ones.
  const [middleX, middleY] = [x + size / 2 - 0.5, y + size / 2 - 0.5];
  const left = Math.min(from.width - 1, Math.max(0, Math.floor(middleX)));
  const top = Math.min(from.height - 1, Math.max(0, Math.floor(middleY)));
  const right = Math.min(from.width - 1, left + 1);
  const bottom = Math.min(from.height - 1, top + 1);
  const [partX, partY] = [Math.max(0, middleX - left), Math.max(0, middleY - top)];
  for (let channel = 0; channel < 3; channel += 1) {
    const value = (column: number, row: number) =>
      from.data[(row * from.width + column) * 4 + channel] ?? 255;
    const above = value(left, top) * (1 - partX) + value(right, top) * partX;
    const below = value(left, bottom) * (1 - partX) + value(right, bottom) * partX;
    to[at + channel] = above * (1 - partY) + below * partY;
  }
}

/** Paints the area between `corners` (in the picture's pixels, in order round) in one colour, with a small margin. */
export function cover(picture: Picture, corners: readonly Point[]): void {
  const middle: Point = [mean(corners.map(([x]) => x)), mean(corners.map(([, y]) => y))];
  const wider = corners.map(([x, y]) => [
    middle[0] + (x - middle[0]) * 1.05,
    middle[1] + (y - middle[1]) * 1.05,
  ]) as Point[];
  const rows = wider.map(([, y]) => y);
  const top = Math.max(0, Math.floor(Math.min(...rows)));
  const bottom = Math.min(picture.height - 1, Math.ceil(Math.max(...rows)));
  for (let row = top; row <= bottom; row += 1) {
    const crossings = wider
      .map((from, index) => crossing(from, wider[(index + 1) % wider.length] ?? from, row))
      .filter((x) => x !== undefined);
    if (crossings.length < 2) continue;
    const left = Math.max(0, Math.floor(Math.min(...crossings)));
    const right = Math.min(picture.width, Math.ceil(Math.max(...crossings)) + 1);
    if (right > left)
      picture.data.fill(255, (row * picture.width + left) * 4, (row * picture.width + right) * 4);
  }
}

/** Where the line between two points meets a row. */
function crossing([x1, y1]: Point, [x2, y2]: Point, row: number): number | undefined {
  if (row < Math.min(y1, y2) || row > Math.max(y1, y2) || y1 === y2) return undefined;
  return x1 + ((row - y1) / (y2 - y1)) * (x2 - x1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Pixels that one look may have: 4K whole, larger pictures shrunk first. */
const wholeLook = 9_000_000;
const shrunkLook = 4_000_000;

/** Columns and rows. Codes beside each other confuse the decoder, so cuts through the middle come early. */
const cuts: readonly (readonly [number, number])[] = [
  [2, 1],
  [1, 2],
  [2, 2],
  [3, 1],
  [3, 3],
];

/** What to look at, in this order: the whole, also larger and smaller; then overlapping parts, and those larger. */
export function viewsOf({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): readonly View[] {
  const whole = { x: 0, y: 0, width, height };
  const pixels = width * height;
  const first = pixels <= wholeLook ? 1 : Math.sqrt(shrunkLook / pixels);
  const views: View[] = [{ ...whole, scale: first }];
  if (pixels <= 1_000_000) views.push({ ...whole, scale: 2 }, { ...whole, scale: 3 });
  // On a large screen a code has modules of several pixels: half the size finds it in a quarter of the time.
  if (pixels >= 3_000_000) views.unshift({ ...whole, scale: first / 2 });
  else if (pixels >= 250_000) views.push({ ...whole, scale: first / 2 });
  if (Math.min(width, height) >= 300) {
    const parts = cuts.flatMap(([columns, rows]) => partsOf(whole, columns, rows));
    views.push(...parts.map((part) => ({ ...part, scale: 1 })));
    views.push(...parts.map((part) => ({ ...part, scale: 2 })));
  }
  return views.filter(isAffordable);
}

function isAffordable({ width, height, scale }: View): boolean {
  return width * height * scale * scale <= wholeLook;
}

/** `columns` times `rows` rectangles that overlap by a quarter, so that a code on a border lies within one. */
function partsOf(whole: Omit<View, "scale">, columns: number, rows: number): readonly Omit<View, "scale">[] {
  const side = (length: number, count: number) => Math.floor(length / (1 + (count - 1) * 0.75));
  const start = (index: number, count: number, length: number, part: number) =>
    count === 1 ? 0 : Math.floor((index * (length - part)) / (count - 1));
  const [width, height] = [side(whole.width, columns), side(whole.height, rows)];
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: start(index % columns, columns, whole.width, width),
    y: start(Math.floor(index / columns), rows, whole.height, height),
    width,
    height,
  }));
}
