// The colours of a picture beside its brightness: two colours of the same brightness are told apart by them alone. Kept in
// few pixels, and only of pictures that have colours. Pure; nothing here knows of codes.
import { brightness, type Grey, type Ground, white } from "./grey.ts";

/** Brightness, and the colours if there are any. */
export interface Picture extends Grey {
  readonly colours?: Colours;
}

/** Every `step`-th pixel of every `step`-th row. */
export interface Colours {
  readonly step: number;
  readonly width: number;
  readonly height: number;
  /** how much bluer than grey of the same brightness: 128 is grey, less is yellow */
  readonly blue: Uint8Array;
  /** how much redder than grey of the same brightness: 128 is grey, less is green */
  readonly red: Uint8Array;
}

/** What takes the colours while a picture is loaded. */
export interface Tints {
  /** Only pixels in columns and rows that are multiples of it are kept. */
  readonly step: number;
  /** Each of 0 to 255; what is transparent has as little colour. */
  put(x: number, y: number, red: number, green: number, blue: number, alpha: number): void;
  /** all pixels of a row */
  putRow(y: number, row: Uint8Array, layout: PixelLayout): void;
  /** undefined if the picture has next to none */
  colours(): Colours | undefined;
}

/** Larger pictures keep the colours of every second pixel of every second row, as photos do; a screen has more. */
const mostInFull = 1_500_000;
/** Two bytes each: a screen of 8K keeps every third. */
const mostPixels = 4_000_000;
/** From grey, of 128; packing shifts the colours of a grey picture by less. */
const leastTint = 12;
/** The smallest code has half as many dark pixels. */
const leastTinted = 400;

export function createTints(width: number, height: number): Tints {
  const least = width * height > mostInFull ? 2 : 1;
  const step = Math.max(least, Math.ceil(Math.sqrt((width * height) / mostPixels)));
  const size = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const grey = () => new Uint8Array(size.width * size.height).fill(128);
  let kept: { readonly blue: Uint8Array; readonly red: Uint8Array } | undefined;
  let tinted = 0;
  return {
    step,
    put(x, y, red, green, blue, alpha) {
      if ((red === green && green === blue) || x % step !== 0 || y % step !== 0) return;
      kept ??= { blue: grey(), red: grey() };
      const at = (y / step) * size.width + x / step;
      const toBlue = blueness(red, green, blue, alpha);
      const toRed = redness(red, green, blue, alpha);
      if (isTint(toBlue) || isTint(toRed)) tinted += 1;
      kept.blue[at] = 128 + toBlue;
      kept.red[at] = 128 + toRed;
    },
    putRow(y, row, { bytes, red: redAt, alpha: hasAlpha }) {
      if (y % step !== 0) return;
      const blueAt = 2 - redAt;
      const end = (y / step + 1) * size.width;
      let last = 0;
      let toBlue = 0;
      let toRed = 0;
      for (let to = end - size.width, at = 0; to < end; to += 1, at += bytes * step) {
        const red = row[at + redAt] ?? 0;
        const green = row[at + 1] ?? 0;
        const blue = row[at + blueAt] ?? 0;
        if (red === green && green === blue) continue;
        const alpha = hasAlpha ? (row[at + 3] ?? 255) : 255;
        const pixel = (alpha << 24) | (red << 16) | (green << 8) | blue;
        // Most pixels of a screen are what their neighbour is.
        if (pixel !== last) {
          last = pixel;
          toBlue = blueness(red, green, blue, alpha);
          toRed = redness(red, green, blue, alpha);
        }
        kept ??= { blue: grey(), red: grey() };
        if (isTint(toBlue) || isTint(toRed)) tinted += 1;
        kept.blue[to] = 128 + toBlue;
        kept.red[to] = 128 + toRed;
      }
    },
    colours: () => (kept && tinted >= leastTinted ? { step, ...size, ...kept } : undefined),
  };
}

const isTint = (difference: number) => difference >= leastTint || difference <= -leastTint;

// In whole numbers, of 1,024 for brightness and of a million for the differences: there are millions of pixels.
const weighted = (red: number, green: number, blue: number) => (306 * red + 601 * green + 117 * blue) | 0;
const covered = (difference: number, alpha: number) =>
  alpha === 255 ? difference : ((difference * alpha) / 255) | 0;
const blueness = (red: number, green: number, blue: number, alpha: number) =>
  covered((((blue << 10) - weighted(red, green, blue)) * 578) >> 20, alpha);
const redness = (red: number, green: number, blue: number, alpha: number) =>
  covered((((red << 10) - weighted(red, green, blue)) * 730) >> 20, alpha);

/** `grey` with what `tints` has taken. */
export function withTints(grey: Grey, tints: Tints): Picture {
  const colours = tints.colours();
  return colours ? { ...grey, colours } : grey;
}

/** How the colours of a pixel of one byte a colour stand in a row. */
export interface PixelLayout {
  /** of a pixel */
  readonly bytes: 3 | 4;
  /** green is always in the middle */
  readonly red: 0 | 2;
  /** the fourth byte says how much of it covers the ground */
  readonly alpha: boolean;
}

export const rgb: PixelLayout = { bytes: 3, red: 0, alpha: false };
export const rgba: PixelLayout = { bytes: 4, red: 0, alpha: true };
export const bgr: PixelLayout = { bytes: 3, red: 2, alpha: false };
export const bgra: PixelLayout = { bytes: 4, red: 2, alpha: true };
/** The fourth byte means nothing. */
export const bgrx: PixelLayout = { bytes: 4, red: 2, alpha: false };

/** Takes one row of pixels into brightness and colours. */
export function takeRow(
  { width, data }: Grey,
  tints: Tints,
  y: number,
  row: Uint8Array,
  layout: PixelLayout,
  ground = white,
): void {
  const { bytes, red: redAt, alpha: hasAlpha } = layout;
  const blueAt = 2 - redAt;
  const end = (y + 1) * width;
  for (let to = y * width, at = 0; to < end; to += 1, at += bytes) {
    const alpha = hasAlpha ? (row[at + 3] ?? 255) : 255;
    data[to] = brightness(row[at + redAt] ?? 0, row[at + 1] ?? 0, row[at + blueAt] ?? 0, alpha, ground);
  }
  tints.putRow(y, row, layout);
}

/** A picture of RGBA pixels. */
export function pictureOfColours(
  width: number,
  height: number,
  colours: Uint8Array | Uint8ClampedArray,
  ground: Ground = white,
): Picture {
  const tints = createTints(width, height);
  const grey = { width, height, data: new Uint8Array(width * height) };
  for (let y = 0; y < height; y += 1) {
    const row = new Uint8Array(colours.buffer, colours.byteOffset + y * width * 4, width * 4);
    takeRow(grey, tints, y, row, rgba, ground);
  }
  return withTints(grey, tints);
}
