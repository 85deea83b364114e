// Large coloured screens for measurements: panels, words, buttons and a photo, with or without a code, made from a seed.
import { type Canvas, canvas, drawQr } from "./pictures.ts";
import { type Random, randomFrom } from "./qr-pictures.ts";

type Colour = readonly [number, number, number];

export const screenText = "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post";

export interface ScreenOptions {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** pixels of a module of the code; none without it */
  readonly moduleSize?: number;
}

export function colouredScreen({ width, height, seed, moduleSize }: ScreenOptions): Canvas {
  const random = randomFrom(seed);
  const screen = canvas(width, height, [245, 247, 252]);
  box(screen, 0, 0, width, height / 36, [40, 60, 120]);
  box(screen, 0, height / 36, width / 13, height, [30, 34, 44]);
  photo(screen, random, { x: width * 0.55, y: height / 10, width: width * 0.42, height: height * 0.4 });
  words(screen, random);
  for (let count = 0; count < 150; count += 1) {
    const colour: Colour = [random.whole(0, 255), random.whole(0, 255), random.whole(0, 255)];
    const [x, y] = [width * random.between(0.55, 0.95), height * random.between(0.55, 0.95)];
    box(screen, x, y, random.whole(20, 220), random.whole(20, 80), colour);
  }
  if (moduleSize !== undefined) {
    const [x, y] = [width * random.between(0.15, 0.75), height * random.between(0.15, 0.7)].map(Math.round);
    drawQr(screen, screenText, { x: x ?? 0, y: y ?? 0, size: moduleSize }, { dark: [20, 30, 80] });
  }
  return screen;
}

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function photo({ data, width }: Canvas, random: Random, part: Part): void {
  for (let y = Math.floor(part.y); y < part.y + part.height; y += 1) {
    for (let x = Math.floor(part.x); x < part.x + part.width; x += 1) {
      const value = 128 + 60 * Math.sin(x / 90) + 50 * Math.cos(y / 70 + x / 300) + random.between(0, 17);
      data.set([value, value * 0.8 + 20, 255 - value], (y * width + x) * 4);
    }
  }
}

function words(screen: Canvas, random: Random): void {
  const { width, height } = screen;
  for (let y = height / 24; y < height - 40; y += 34) {
    for (let x = width / 12; x < width / 2; x += random.whole(8, 21)) {
      if (random.between(0, 1) < 0.15) continue;
      const colour: Colour = random.between(0, 1) < 0.1 ? [200, 40, 40] : [50, 50, 60];
      box(screen, x, y + random.whole(0, 3), 3, random.whole(8, 17), colour);
      box(screen, x, y + random.whole(0, 15), random.whole(4, 10), 3, colour);
    }
    if (random.between(0, 1) < 0.1) y += 68;
  }
}

function box(to: Canvas, x: number, y: number, width: number, height: number, colour: Colour): void {
  const [right, bottom] = [Math.min(to.width, x + width), Math.min(to.height, y + height)];
  for (let row = Math.floor(y); row < bottom; row += 1) {
    for (let column = Math.floor(x); column < right; column += 1) {
      to.data.set(colour, (row * to.width + column) * 4);
    }
  }
}
