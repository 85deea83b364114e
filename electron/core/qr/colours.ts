// The colours of a picture beside its brightness: two colours of the same brightness are told apart by them alone. Kept in
// few pixels, and only of pictures that have colours. Pure; nothing here knows of codes.
import { type Grey, greyOfColours } from "./grey.ts";

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
  /** undefined if the picture has next to none */
  colours(): Colours | undefined;
}

/** Two bytes each: a screen of 8K keeps every second pixel of every second row, in 17 MB. */
const mostPixels = 9_000_000;
/** From grey, of 128; packing shifts the colours of a grey picture by less. */
const leastTint = 12;
/** The smallest code has half as many dark pixels. */
const leastTinted = 400;

export function createTints(width: number, height: number): Tints {
  const step = Math.max(1, Math.ceil(Math.sqrt((width * height) / mostPixels)));
  const size = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  let kept: { readonly blue: Uint8Array; readonly red: Uint8Array } | undefined;
  let tinted = 0;
  const grey = () => new Uint8Array(size.width * size.height).fill(128);
  return {
    step,
    put(x, y, red, green, blue, alpha) {
      if (red === green && green === blue) return;
      if (step > 1 && (x % step !== 0 || y % step !== 0)) return;
      // In whole numbers, of 1,024 for brightness and of a million for the differences: there are millions of pixels.
      const bright = (306 * red + 601 * green + 117 * blue) | 0;
      let toBlue = (((blue << 10) - bright) * 578) >> 20;
      let toRed = (((red << 10) - bright) * 730) >> 20;
      if (alpha !== 255) {
        toBlue = (toBlue * alpha) / 255;
        toRed = (toRed * alpha) / 255;
      }
      if (toBlue >= leastTint || toBlue <= -leastTint || toRed >= leastTint || toRed <= -leastTint)
        tinted += 1;
      if (!kept) kept = { blue: grey(), red: grey() };
      const at = step > 1 ? (y / step) * size.width + x / step : y * size.width + x;
      kept.blue[at] = 128 + toBlue;
      kept.red[at] = 128 + toRed;
    },
    colours: () => (kept && tinted >= leastTinted ? { step, ...size, ...kept } : undefined),
  };
}

/** `grey` with what `tints` has taken. */
export function withTints(grey: Grey, tints: Tints): Picture {
  const colours = tints.colours();
  return colours ? { ...grey, colours } : grey;
}

/** A picture of RGBA pixels. */
export function pictureOfColours(
  width: number,
  height: number,
  colours: Uint8Array | Uint8ClampedArray,
): Picture {
  const tints = createTints(width, height);
  for (let y = 0; y < height; y += tints.step) {
    for (let x = 0; x < width; x += tints.step) {
      const at = (y * width + x) * 4;
      const [red, green, blue] = [colours[at] ?? 0, colours[at + 1] ?? 0, colours[at + 2] ?? 0];
      tints.put(x, y, red, green, blue, colours[at + 3] ?? 255);
    }
  }
  return withTints(greyOfColours(width, height, colours), tints);
}
