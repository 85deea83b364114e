// Pictures with QR codes as screens show them and cameras spoil them, made from a seed: for tests and measurements. Draws
// on its own, without a browser; the same seed makes the same pictures.
import { create } from "qrcode";
import { type Canvas, canvas, toJpeg, toPng } from "./pictures.ts";

export interface QrPicture {
  readonly kind: QrPictureKind;
  readonly file: Buffer;
  /** the texts of the codes that are wholly visible */
  readonly texts: readonly string[];
}

export const qrPictureKinds = [
  "clean",
  "inverted",
  "no quiet zone",
  "low contrast",
  "tiny",
  "dots",
  "rotated",
  "blurred",
  "noisy",
  "jpeg",
  "covered",
  "terminal",
  "several",
  "none",
] as const;
export type QrPictureKind = (typeof qrPictureKinds)[number];

export interface Random {
  readonly between: (low: number, high: number) => number;
  readonly whole: (low: number, high: number) => number;
  readonly of: <Item>(items: readonly [Item, ...Item[]]) => Item;
}

/** `count` pictures, of each kind in turn. */
export function* qrPictures(seed: number, count: number): Generator<QrPicture> {
  for (let index = 0; index < count; index += 1) {
    const kind = qrPictureKinds[index % qrPictureKinds.length] ?? "clean";
    yield makePicture(kind, randomFrom(seed * 7_919 + index));
  }
}

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    between: (low, high) => low + next() * (high - low),
    whole,
    of: (items) => items[whole(0, items.length - 1)] ?? items[0],
  };
}

function otpauth(random: Random): string {
  const secret = Array.from({ length: 32 }, () =>
    random.of([..."ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"] as [string]),
  ).join("");
  const name = random.of(["ann", "bob.miller", "carla", "support"]);
  const issuer = random.of(["Post", "Example Mail", "Work"]);
  return `otpauth://totp/${encodeURIComponent(issuer)}:${name}@example.org?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

interface Style {
  /** pixels a module; need not be whole */
  readonly size: number;
  readonly dark: number;
  readonly light: number;
  readonly quiet: number;
  readonly level: "L" | "M" | "Q" | "H";
  /** degrees, clockwise */
  readonly turn?: number;
  /** the radius of round modules, in modules */
  readonly dots?: number;
  /** the part of each module's height that is left empty */
  readonly gap?: number;
  /** the side of a square over the middle, as a part of the code's side */
  readonly cover?: number;
}

const plain: Style = { size: 4, dark: 0, light: 255, quiet: 4, level: "M" };

function makePicture(kind: QrPictureKind, random: Random): QrPicture {
  const ground = random.of([255, 246, 235]);
  const width = random.of([640, 800, 1_024]);
  const height = random.of([480, 560, 640]);
  const size = random.between(3, 6);
  const one = (
    style: Partial<Style>,
    after: (picture: Canvas) => Buffer = toPng,
    page = ground,
  ): QrPicture => {
    const picture = screen(width, height, page, random);
    const text = otpauth(random);
    const used = { ...plain, size, ...style };
    const middle: Place = { x: width * random.between(0.4, 0.6), y: height * random.between(0.45, 0.55) };
    drawCode(picture, text, middle, used);
    return { kind, file: after(picture), texts: [text] };
  };
  switch (kind) {
    case "clean":
      return one({});
    case "inverted":
      return one({ dark: 235, light: 24, quiet: random.whole(1, 4) }, toPng, 24);
    case "no quiet zone":
      return one({ quiet: 0 }, toPng, random.of([0, 40, 90]));
    case "low contrast":
      return one({ dark: 120, light: 120 + random.whole(12, 28) }, toPng, 132);
    case "tiny":
      return one({ size: random.between(1.35, 2) });
    case "dots":
      return one({ dots: random.between(0.38, 0.48), level: "Q", size: random.between(4, 6) });
    case "rotated":
      return one({ turn: random.between(-45, 45) });
    case "blurred":
      return one({ size: random.between(3.5, 5) }, (picture) => toPng(blur(picture, 1)));
    case "noisy":
      return one({}, (picture) => toPng(noise(picture, 45, random)));
    case "jpeg":
      return one({}, (picture) => toJpeg(blur(noise(picture, 12, random), 1)));
    case "covered":
      return one({ level: "H", cover: random.between(0.15, 0.25) });
    case "terminal":
      return one(
        { dark: 230, light: 16, quiet: 2, gap: random.between(0.05, 0.15), size: random.whole(5, 6) },
        toPng,
        16,
      );
    case "several":
      return several(random);
    case "none":
      return { kind, file: toPng(noise(screen(width, height, ground, random), 6, random)), texts: [] };
  }
}

function several(random: Random): QrPicture {
  const picture = screen(1_280, 720, 250, random);
  const texts = [otpauth(random), otpauth(random), "https://example.org/help", otpauth(random)];
  for (const [index, text] of texts.entries()) {
    drawCode(
      picture,
      text,
      { x: 170 + index * 310, y: 360 + random.whole(-120, 120) },
      { ...plain, size: random.between(2.5, 4) },
    );
  }
  return { kind: "several", file: toPng(picture), texts };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A page with lines of something like text, and a bar at its top. */
function screen(width: number, height: number, ground: number, random: Random): Canvas {
  const picture = canvas(width, height, [ground, ground, ground]);
  const ink = ground > 128 ? 40 : 215;
  box(picture, 0, 0, width, 36, ground > 128 ? 215 : 60);
  for (let y = 52; y < height - 16; y += 20) {
    for (let x = 16; x < width - 30; x += random.whole(5, 11)) {
      if (random.between(0, 1) < 0.2) continue;
      box(picture, x, y + random.whole(0, 3), 2, random.whole(4, 10), ink);
      box(picture, x, y + random.whole(2, 9), random.whole(2, 6), 2, ink);
    }
    if (random.between(0, 1) < 0.4) y += 40;
  }
  return picture;
}

function box(picture: Canvas, left: number, top: number, width: number, height: number, value: number): void {
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(picture.width, left + width); x += 1)
      put(picture, x, y, value);
  }
}

function put({ data, width }: Canvas, x: number, y: number, value: number): void {
  data.fill(value, (y * width + x) * 4, (y * width + x) * 4 + 3);
}

/** Nine samples a pixel, so that modules of any size have soft edges as browsers draw them. */
function drawCode(picture: Canvas, text: string, middle: Place, style: Style): void {
  const { modules } = create(text, { errorCorrectionLevel: style.level });
  const half = modules.size / 2;
  const reach = Math.ceil((half + style.quiet) * style.size * (style.turn === undefined ? 1 : Math.SQRT2));
  const angle = ((style.turn ?? 0) * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const shadeAt = (x: number, y: number): number | undefined => {
    const [fromX, fromY] = [(x - middle.x) / style.size, (y - middle.y) / style.size];
    return shade(modules, fromX * cosine + fromY * sine + half, fromY * cosine - fromX * sine + half, style);
  };
  for (
    let y = Math.max(0, Math.floor(middle.y) - reach);
    y < Math.min(picture.height, middle.y + reach);
    y += 1
  ) {
    for (
      let x = Math.max(0, Math.floor(middle.x) - reach);
      x < Math.min(picture.width, middle.x + reach);
      x += 1
    ) {
      const old = picture.data[(y * picture.width + x) * 4] ?? 0;
      let sum = 0;
      for (let part = 0; part < 9; part += 1) {
        sum += shadeAt(x + ((part % 3) + 0.5) / 3, y + (Math.floor(part / 3) + 0.5) / 3) ?? old;
      }
      put(picture, x, y, Math.round(sum / 9));
    }
  }
}

/** The brightness at a place in modules; undefined outside of the code and its quiet zone. */
function shade(
  modules: ReturnType<typeof create>["modules"],
  x: number,
  y: number,
  { quiet, dark, light, dots, gap = 0, cover = 0 }: Style,
): number | undefined {
  const { size } = modules;
  if (Math.min(x, y) < -quiet || Math.max(x, y) >= size + quiet) return undefined;
  if (Math.max(Math.abs(x - size / 2), Math.abs(y - size / 2)) < (cover * size) / 2)
    return (dark + light) / 2;
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (Math.min(column, row) < 0 || Math.max(column, row) >= size) return light;
  if (modules.get(row, column) === 0 || y - row < gap) return light;
  const isFinder = (row < 7 && (column < 7 || column >= size - 7)) || (column < 7 && row >= size - 7);
  const isOutside = dots !== undefined && !isFinder && Math.hypot(x - column - 0.5, y - row - 0.5) > dots;
  return isOutside ? light : dark;
}

function noise(picture: Canvas, amount: number, random: Random): Canvas {
  const data = Buffer.from(picture.data);
  for (let at = 0; at < data.length; at += 4) {
    const value = Math.min(255, Math.max(0, (data[at] ?? 0) + random.between(-amount, amount)));
    data.fill(value, at, at + 3);
  }
  return { ...picture, data };
}

function blur(picture: Canvas, radius: number): Canvas {
  const data = Buffer.from(picture.data);
  for (let y = radius; y < picture.height - radius; y += 1) {
    for (let x = radius; x < picture.width - radius; x += 1) {
      let sum = 0;
      for (let row = y - radius; row <= y + radius; row += 1) {
        for (let column = x - radius; column <= x + radius; column += 1) {
          sum += picture.data[(row * picture.width + column) * 4] ?? 0;
        }
      }
      data.fill(sum / (2 * radius + 1) ** 2, (y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3);
    }
  }
  return { ...picture, data };
}
