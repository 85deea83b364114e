// Pictures as decoders want them, one byte of brightness a pixel, and the plain ways to draw one anew: a part, another
// size, another contrast. Pure; nothing here knows of codes.

/** Brightness, one byte a pixel, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export type Point = readonly [number, number];

/** A rectangle in pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What lies under transparent pixels. */
export type Ground = 0 | 255;

/** A code that was saved without its ground would be black on black without it. */
export const white: Ground = 255;
export const black: Ground = 0;

/** Of colours of 0 to 255 each (ITU-R BT.601). */
export function brightness(red: number, green: number, blue: number, alpha = 255, ground = white): number {
  const bright = 306 * red + 601 * green + 117 * blue;
  return alpha === 255 ? (bright + 512) >> 10 : onGround(bright / 1_024, alpha, ground);
}

export function onGround(value: number, alpha: number, ground: Ground): number {
  return (value * alpha + ground * (255 - alpha)) / 255;
}

/** The part of `from` that lies within `area`, which may reach beyond the picture. */
export function cut(from: Grey, area: Area): Grey {
  const { x, y, width, height } = within(from, area);
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const start = (y + row) * from.width + x;
    data.set(from.data.subarray(start, start + width), row * width);
  }
  return { width, height, data };
}

/** `area` in whole pixels, without what lies beyond the picture. At least one pixel. */
export function within(picture: { readonly width: number; readonly height: number }, area: Area): Area {
  const x = Math.min(picture.width - 1, Math.max(0, Math.floor(area.x)));
  const y = Math.min(picture.height - 1, Math.max(0, Math.floor(area.y)));
  const right = Math.min(picture.width, Math.max(x + 1, Math.ceil(area.x + area.width)));
  const bottom = Math.min(picture.height, Math.max(y + 1, Math.ceil(area.y + area.height)));
  return { x, y, width: right - x, height: bottom - y };
}

/** Half as wide and high: each pixel is the mean of four. */
export function halved(from: Grey): Grey {
  const width = Math.max(1, from.width >> 1);
  const height = Math.max(1, from.height >> 1);
  const data = new Uint8Array(width * height);
  const source = from.data;
  const down = from.height > 1 ? from.width : 0;
  const across = from.width > 1 ? 1 : 0;
  for (let row = 0; row < height; row += 1) {
    let at = row * 2 * from.width;
    for (let to = row * width; to < (row + 1) * width; to += 1) {
      const four =
        (source[at] ?? 0) +
        (source[at + across] ?? 0) +
        (source[at + down] ?? 0) +
        (source[at + down + across] ?? 0);
      data[to] = (four + 2) >> 2;
      at += 2;
    }
  }
  return { width, height, data };
}

const halves = new WeakMap<Grey, Grey>();

/** The same, made once: a whole picture is looked at in its smaller sizes again and again. */
export function halfOf(picture: Grey): Grey {
  const half = halves.get(picture) ?? halved(picture);
  halves.set(picture, half);
  return half;
}

/** Halved until it has `most` pixels at most; `scale` leads from its places to those of the picture itself. */
export function halvedTo(from: Grey, most: number): { readonly small: Grey; readonly scale: number } {
  let [small, scale] = [from, 1];
  while (small.width * small.height > most) [small, scale] = [halfOf(small), scale * 2];
  return { small, scale };
}

/** `scale` times as large, between neighbours by cubic curves (Catmull-Rom), which keep edges of small modules steep. */
export function enlarged(from: Grey, scale: number): Grey {
  const width = Math.max(1, Math.round(from.width * scale));
  const height = Math.max(1, Math.round(from.height * scale));
  const across = cubicTaps(from.width, width);
  const down = cubicTaps(from.height, height);
  const rows = new Float32Array(width * from.height);
  for (let row = 0; row < from.height; row += 1) {
    const start = row * from.width;
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (let tap = column * 4; tap < column * 4 + 4; tap += 1) {
        sum += (from.data[start + (across.from[tap] ?? 0)] ?? 0) * (across.weight[tap] ?? 0);
      }
      rows[row * width + column] = sum;
    }
  }
  const data = new Uint8ClampedArray(width * height);
  for (let row = 0; row < height; row += 1) {
    const [a, b, c, d] = [0, 1, 2, 3].map((tap) => (down.from[row * 4 + tap] ?? 0) * width);
    const [wa, wb, wc, wd] = [0, 1, 2, 3].map((tap) => down.weight[row * 4 + tap] ?? 0);
    for (let column = 0; column < width; column += 1) {
      data[row * width + column] =
        (rows[(a ?? 0) + column] ?? 0) * (wa ?? 0) +
        (rows[(b ?? 0) + column] ?? 0) * (wb ?? 0) +
        (rows[(c ?? 0) + column] ?? 0) * (wc ?? 0) +
        (rows[(d ?? 0) + column] ?? 0) * (wd ?? 0);
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}

/** Four neighbours and their weights for each pixel of the longer line. */
function cubicTaps(from: number, to: number) {
  const taps = { from: new Int32Array(to * 4), weight: new Float32Array(to * 4) };
  for (let at = 0; at < to; at += 1) {
    const middle = ((at + 0.5) * from) / to - 0.5;
    const left = Math.floor(middle);
    const part = middle - left;
    const weights = [
      ((-0.5 * part + 1) * part - 0.5) * part,
      (1.5 * part - 2.5) * part * part + 1,
      ((-1.5 * part + 2) * part + 0.5) * part,
      (0.5 * part - 0.5) * part * part,
    ];
    for (let tap = 0; tap < 4; tap += 1) {
      taps.from[at * 4 + tap] = Math.min(from - 1, Math.max(0, left - 1 + tap));
      taps.weight[at * 4 + tap] = weights[tap] ?? 0;
    }
  }
  return taps;
}

/** Smaller by any factor: each pixel is the mean of the pixels that it covers. */
export function shrunk(from: Grey, scale: number): Grey {
  const width = Math.max(1, Math.round(from.width * scale));
  const height = Math.max(1, Math.round(from.height * scale));
  const data = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const top = Math.floor((row * from.height) / height);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * from.height) / height));
    for (let column = 0; column < width; column += 1) {
      const left = Math.floor((column * from.width) / width);
      const right = Math.max(left + 1, Math.floor(((column + 1) * from.width) / width));
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let at = y * from.width + left; at < y * from.width + right; at += 1) sum += from.data[at] ?? 0;
      }
      data[row * width + column] = sum / ((bottom - top) * (right - left));
    }
  }
  return { width, height, data };
}

/**
 * Spreads the brightness between the darkest and the lightest hundredth over the whole range. The outer eighth on each
 * side does not count: around a pale code the page may be black or white.
 */
export function stretched(from: Grey): Grey {
  const counts = new Uint32Array(256);
  const [left, top] = [from.width >> 3, from.height >> 3];
  let all = 0;
  for (let row = top; row < from.height - top; row += 1) {
    const end = (row + 1) * from.width - left;
    for (let at = row * from.width + left; at < end; at += 1) {
      const value = from.data[at] ?? 0;
      counts[value] = (counts[value] ?? 0) + 1;
      all += 1;
    }
  }
  const few = all / 100;
  const low = rank(counts, few);
  const high = rank(counts, all - few);
  if (high <= low || (low === 0 && high === 255)) return from;
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => ((value - low) * 255) / (high - low));
  return mapped(from, table);
}

/** How many pixels have each brightness. */
export function countsOf({ data }: Grey): Uint32Array {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** The brightness that `wanted` pixels are darker than. */
export function rank(counts: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value += 1) {
    seen += counts[value] ?? 0;
    if (seen > wanted) return value;
  }
  return 255;
}

export function inverted(from: Grey): Grey {
  return mapped(
    from,
    Uint8ClampedArray.from({ length: 256 }, (_, value) => 255 - value),
  );
}

function mapped(from: Grey, table: Uint8ClampedArray): Grey {
  const data = new Uint8Array(from.data.length);
  for (let at = 0; at < data.length; at += 1) data[at] = table[from.data[at] ?? 0] ?? 0;
  return { ...from, data };
}

/** For each pixel the mean of the square of `2 · radius + 1` pixels around it. */
export function blurred(from: Grey, radius: number): Grey {
  const { width, height } = from;
  const across = sumsAcross(from, radius);
  const counts = Uint32Array.from({ length: width }, (_, column) => {
    return Math.min(width, column + radius + 1) - Math.max(0, column - radius);
  });
  const data = new Uint8Array(from.data.length);
  const sums = new Uint32Array(width);
  for (let row = -radius; row < height; row += 1) {
    const [enters, leaves] = [(row + radius) * width, (row - radius - 1) * width];
    const isEntering = row + radius < height;
    const isLeaving = row - radius - 1 >= 0;
    for (let column = 0; column < width; column += 1) {
      if (isEntering) sums[column] = (sums[column] ?? 0) + (across[enters + column] ?? 0);
      if (isLeaving) sums[column] = (sums[column] ?? 0) - (across[leaves + column] ?? 0);
    }
    if (row < 0) continue;
    const rows = Math.min(height, row + radius + 1) - Math.max(0, row - radius);
    for (let column = 0; column < width; column += 1) {
      data[row * width + column] = (sums[column] ?? 0) / (rows * (counts[column] ?? 1));
    }
  }
  return { width, height, data };
}

/** For each pixel the sum of `2 · radius + 1` pixels of its row. */
function sumsAcross({ width, height, data }: Grey, radius: number): Uint32Array {
  const sums = new Uint32Array(data.length);
  for (let start = 0; start < width * height; start += width) {
    let sum = 0;
    for (let column = -radius; column < width; column += 1) {
      if (column + radius < width) sum += data[start + column + radius] ?? 0;
      if (column > radius) sum -= data[start + column - radius - 1] ?? 0;
      if (column >= 0) sums[start + column] = sum;
    }
  }
  return sums;
}

/** Black where a pixel is darker than the mean around it, else white: evens out shadows and gradients. */
export function thresholded(from: Grey, radius: number, bias = 0): Grey {
  const around = blurred(from, radius);
  const data = new Uint8Array(from.data.length);
  for (let at = 0; at < data.length; at += 1) {
    data[at] = (from.data[at] ?? 0) + bias < (around.data[at] ?? 0) ? 0 : 255;
  }
  return { ...from, data };
}

/** `from` in the middle of a larger ground of one brightness. */
export function framed(from: Grey, margin: number, brightness: number): Grey {
  const width = from.width + 2 * margin;
  const height = from.height + 2 * margin;
  const data = new Uint8Array(width * height).fill(brightness);
  for (let row = 0; row < from.height; row += 1) {
    data.set(from.data.subarray(row * from.width, (row + 1) * from.width), (row + margin) * width + margin);
  }
  return { width, height, data };
}

/** The darkest (or, with `lightest`, the lightest) value of `2 · radius + 1` pixels above and below each other. */
export function extremeDown(from: Grey, radius: number, lightest: boolean): Grey {
  const data = new Uint8Array(from.data.length);
  for (let row = 0; row < from.height; row += 1) {
    const top = Math.max(0, row - radius);
    const bottom = Math.min(from.height - 1, row + radius);
    for (let column = 0; column < from.width; column += 1) {
      let value = from.data[row * from.width + column] ?? 0;
      for (let y = top; y <= bottom; y += 1) {
        const other = from.data[y * from.width + column] ?? 0;
        if (lightest ? other > value : other < value) value = other;
      }
      data[row * from.width + column] = value;
    }
  }
  return { ...from, data };
}
