// Draws what a QR code on a page is made of: filled shapes and pictures, under any turn and size, as far as a clip shows
// them. Only brightness. Pure; knows nothing of files.
import type { Grey } from "../grey.ts";
import type { Matrix } from "./page-matrix.ts";
import { boxOf, type Polygon, sidesOf, spans } from "./page-shapes.ts";

/** The part of the page that may be painted: a box of whole pixels, and in it those that `mask` has as 1, if there is one. */
export interface Clip {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly mask?: Uint8Array;
}

export interface Paint {
  readonly brightness: number;
  /** 0 to 1 */
  readonly opacity: number;
  /** darkens what lies below, as a marker pen does */
  readonly multiplies: boolean;
  readonly clip: Clip;
}

export interface PageDrawing {
  readonly grey: Grey;
  /** all of it */
  readonly clip: Clip;
  /** Whether anything but white was painted. */
  isPainted(): boolean;
  /** `even`: where an even number of shapes overlap, nothing is painted. */
  fill(shapes: readonly Polygon[], matrix: Matrix, paint: Paint, even: boolean): void;
  /** What of `clip` is covered by what was painted; of a layer, which is a drawing that begins empty. */
  clipToPainted(clip: Clip, mask: SoftMask): Clip;
  /** What of `clip` lies in the shapes. */
  clipTo(shapes: readonly Polygon[], matrix: Matrix, clip: Clip, even: boolean): Clip;
  /** Lays a picture onto the unit square, its first row at the top. `at` is undefined where it is transparent. */
  picture(
    size: { readonly width: number; readonly height: number },
    matrix: Matrix,
    paint: Omit<Paint, "brightness">,
    at: (x: number, y: number) => number | undefined,
  ): void;
}

/** A drawing through which another one is seen. */
export interface SoftMask {
  /** where it is light, and not wherever it is painted */
  readonly byBrightness: boolean;
  /** for each of 256 steps another one */
  readonly steps: ArrayLike<number> | undefined;
}

/** SECURITY: P11. A page may ask for the same pixels again and again; what is too much is not painted any more. */
const mostPainted = 60_000_000;
/** Samples across and down for a pixel of a picture that is drawn smaller. */
const mostSamples = 4;

/** White, `width` by `height` pixels. `isLayer`: it remembers where it was painted. */
export function createPageDrawing(width: number, height: number, isLayer = false): PageDrawing {
  const data = new Uint8Array(width * height).fill(255);
  const cover = isLayer ? new Uint8Array(width * height) : undefined;
  const page: Clip = { left: 0, top: 0, right: width, bottom: height };
  let painted = 0;
  let hasPaint = false;
  const spend = (pixels: number): boolean => {
    painted += pixels;
    return painted <= mostPainted;
  };
  const put = (
    x: number,
    y: number,
    brightness: number,
    { opacity, multiplies, clip }: Omit<Paint, "brightness">,
  ) => {
    if (clip.mask && clip.mask[(y - clip.top) * (clip.right - clip.left) + x - clip.left] !== 1) return;
    const at = y * width + x;
    const below = data[at] ?? 255;
    const above = multiplies ? (below * brightness) / 255 : brightness;
    data[at] = opacity >= 1 ? above : Math.round(above * opacity + below * (1 - opacity));
    if (cover) cover[at] = Math.max(cover[at] ?? 0, Math.round(255 * opacity));
    hasPaint ||= data[at] !== 255;
  };
  /** Calls `span` for each row's pixels that lie in the shapes and in the clip's box. */
  const eachSpan = (
    shapes: readonly Polygon[],
    matrix: Matrix,
    clip: Clip,
    even: boolean,
    span: (row: number, left: number, right: number) => void,
  ) => {
    const sides = shapes.flatMap((shape) => sidesOf(shape, matrix));
    const { top, bottom } = shared(boxOf(sides), clip);
    for (let row = top; row < bottom; row += 1) {
      if (!spend(sides.length)) return;
      for (const [from, to] of spans(sides, row + 0.5, even)) {
        const [left, right] = [Math.max(clip.left, Math.round(from)), Math.min(clip.right, Math.round(to))];
        if (left >= right) continue;
        if (!spend(right - left)) return;
        span(row, left, right);
      }
    }
  };
  return {
    grey: { width, height, data },
    clip: page,
    isPainted: () => hasPaint,
    fill(shapes, matrix, paint, even) {
      eachSpan(shapes, matrix, paint.clip, even, (row, left, right) => {
        for (let column = left; column < right; column += 1) put(column, row, paint.brightness, paint);
      });
    },
    clipToPainted(clip, { byBrightness, steps }) {
      const wide = clip.right - clip.left;
      const mask = new Uint8Array(wide * (clip.bottom - clip.top));
      for (let to = 0; to < mask.length; to += 1) {
        const at = (clip.top + Math.floor(to / wide)) * width + clip.left + (to % wide);
        const covered = cover?.[at] ?? 255;
        const value = byBrightness ? Math.round((covered * (data[at] ?? 0)) / 255) : covered;
        const seen = steps ? (steps[value] ?? 0) : value;
        mask[to] = seen > 127 && (clip.mask?.[to] ?? 1) === 1 ? 1 : 0;
      }
      return { ...clip, mask };
    },
    clipTo(shapes, matrix, clip, even) {
      const box = shared(boxOf(shapes.flatMap((shape) => sidesOf(shape, matrix))), clip);
      const wide = Math.max(0, box.right - box.left);
      const mask = new Uint8Array(wide * Math.max(0, box.bottom - box.top));
      const old = clip.mask;
      eachSpan(shapes, matrix, box, even, (row, left, right) => {
        const start = (row - box.top) * wide - box.left;
        if (!old) return void mask.fill(1, start + left, start + right);
        const oldStart = (row - clip.top) * (clip.right - clip.left) - clip.left;
        for (let column = left; column < right; column += 1)
          mask[start + column] = old[oldStart + column] ?? 0;
      });
      // Most clips are upright boxes, which need no mask.
      return mask.includes(0) ? { ...box, mask } : box;
    },
    picture(size, matrix, paint, at) {
      const [a, b, c, d, e, f] = matrix;
      const area = a * d - b * c;
      if (Math.abs(area) < 1e-6) return;
      const corners = {
        left: Math.min(e, e + a, e + c, e + a + c),
        right: Math.max(e, e + a, e + c, e + a + c),
      };
      const rows = {
        top: Math.min(f, f + b, f + d, f + b + d),
        bottom: Math.max(f, f + b, f + d, f + b + d),
      };
      const box = shared({ ...corners, ...rows }, paint.clip);
      const samples = samplesOf(size, matrix);
      if (!spend((box.right - box.left) * (box.bottom - box.top) * samples)) return;
      const sampled = (x: number, y: number): number | undefined => {
        const [across, up] = [(d * x - c * y) / area, (a * y - b * x) / area];
        if (across < 0 || across >= 1 || up <= 0 || up > 1) return undefined;
        return at(Math.floor(across * size.width), Math.floor((1 - up) * size.height));
      };
      for (let row = box.top; row < box.bottom; row += 1) {
        for (let column = box.left; column < box.right; column += 1) {
          const value = meanOf(samples, (x, y) => sampled(column + x - e, row + y - f));
          if (value !== undefined) put(column, row, value, paint);
        }
      }
    },
  };
}

/** How many samples across and down a pixel has, so that no row of a larger picture is passed over. */
function samplesOf(size: { readonly width: number; readonly height: number }, [a, b, c, d]: Matrix): number {
  const shrinks = Math.max(size.width / Math.hypot(a, b), size.height / Math.hypot(c, d));
  return Math.min(mostSamples, Math.max(1, Math.round(shrinks)));
}

function meanOf(samples: number, at: (x: number, y: number) => number | undefined): number | undefined {
  if (samples === 1) return at(0.5, 0.5);
  let [sum, count] = [0, 0];
  for (let part = 0; part < samples ** 2; part += 1) {
    const value = at(((part % samples) + 0.5) / samples, (Math.floor(part / samples) + 0.5) / samples);
    if (value === undefined) continue;
    sum += value;
    count += 1;
  }
  // Where less than half of the pixel is covered, what lies below is seen.
  return count * 2 < samples ** 2 ? undefined : Math.round(sum / count);
}

type Box = Pick<Clip, "left" | "top" | "right" | "bottom">;

/** Whole pixels of `box` that lie within the clip's box; empty if there are none. */
function shared(box: Box, clip: Box): Box {
  const [left, top] = [Math.max(clip.left, Math.floor(box.left)), Math.max(clip.top, Math.floor(box.top))];
  return {
    left,
    top,
    right: Math.max(left, Math.min(clip.right, Math.ceil(box.right))),
    bottom: Math.max(top, Math.min(clip.bottom, Math.ceil(box.bottom))),
  };
}
