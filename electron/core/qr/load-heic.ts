// HEIC, as iPhones save photos, to brightness and colours: by libheif with libde265 in WebAssembly, which joins the tiles and
// turns the picture as the camera was held. The picture stays in brightness and colour differences, as it is stored: that takes
// a third of the memory of red, green and blue.
import { createTints, type Picture, withTints } from "./colours.ts";
import { withDecoder } from "./decoder.ts";
import { type Ground, onGround } from "./grey.ts";

/** The parts of libheif that are used; its own types know them as `any`. */
interface Libheif {
  heif_context_alloc(): unknown;
  heif_context_read_from_memory(context: unknown, file: Uint8Array): { readonly code: unknown };
  heif_js_context_get_primary_image_handle(context: unknown): object;
  heif_js_decode_image2(picture: unknown, space: unknown, chroma: unknown): { readonly channels?: Plane[] };
  readonly heif_error_code: { readonly heif_error_Ok: unknown };
  readonly heif_colorspace: { readonly heif_colorspace_YCbCr: unknown };
  readonly heif_chroma: { readonly heif_chroma_420: unknown };
  readonly heif_channel: Readonly<Record<`heif_channel_${"Y" | "Cb" | "Cr" | "Alpha"}`, unknown>>;
}

interface Plane {
  readonly id: unknown;
  readonly width: number;
  readonly height: number;
  /** bytes of a row; samples of more than eight bits take two, the lower one first */
  readonly stride: number;
  readonly bits_per_pixel: number;
  /** lies in the decoder's memory */
  readonly data: Uint8Array;
}

/** @throws Error for a broken picture, and whatever the decoder throws */
export async function loadHeic(file: Uint8Array, ground: Ground): Promise<Picture> {
  // Loaded here only: most people never have such a picture.
  const { default: createDecoder } = await import("libheif-js/libheif-wasm/libheif.js");
  return withDecoder("libheif-js/libheif-wasm/libheif.wasm", async (options) =>
    decode((await createDecoder(options)) as unknown as Libheif, file, ground),
  );
}

function decode(libheif: Libheif, file: Uint8Array, ground: Ground): Picture {
  const context = libheif.heif_context_alloc();
  const read = libheif.heif_context_read_from_memory(context, file);
  if (read.code !== libheif.heif_error_code.heif_error_Ok) throw new Error("the file is damaged");
  const handle = libheif.heif_js_context_get_primary_image_handle(context);
  if ("code" in handle) throw new Error("the file names no picture");
  const { heif_colorspace_YCbCr } = libheif.heif_colorspace;
  const { channels } = libheif.heif_js_decode_image2(
    handle,
    heif_colorspace_YCbCr,
    libheif.heif_chroma.heif_chroma_420,
  );
  const plane = (name: keyof Libheif["heif_channel"]) =>
    channels?.find(({ id }) => id === libheif.heif_channel[name]);
  const bright = plane("heif_channel_Y");
  if (!bright) throw new Error("the picture cannot be decoded");
  const planes = [plane("heif_channel_Alpha"), plane("heif_channel_Cb"), plane("heif_channel_Cr")] as const;
  return pictureOf(ground, bright, ...planes);
}

function pictureOf(ground: Ground, bright: Plane, alpha?: Plane, blue?: Plane, red?: Plane): Picture {
  const { width, height } = bright;
  const data = new Uint8Array(width * height);
  const brightAt = reader(bright);
  const alphaAt = alpha && reader(alpha);
  for (let y = 0, to = 0; y < height; y += 1) {
    if (!alphaAt && bright.bits_per_pixel === 8) {
      data.set(bright.data.subarray(y * bright.stride, y * bright.stride + width), y * width);
      continue;
    }
    for (let x = 0; x < width; x += 1, to += 1) {
      data[to] = onGround(brightAt(x, y), alphaAt?.(x, y) ?? 255, ground);
    }
  }
  const grey = { width, height, data };
  return blue && red ? withTints(grey, tintsOf(grey, reader(blue), reader(red), alphaAt)) : grey;
}

type Reader = (x: number, y: number) => number;

function tintsOf({ width, height, data }: Picture, blueAt: Reader, redAt: Reader, alphaAt?: Reader) {
  const tints = createTints(width, height);
  for (let y = 0; y < height; y += tints.step) {
    for (let x = 0; x < width; x += tints.step) {
      const bright = data[y * width + x] ?? 0;
      // One pixel of the differences stands for four of the picture (ITU-R BT.601, as JPEG has it).
      const [toBlue, toRed] = [blueAt(x >> 1, y >> 1) - 128, redAt(x >> 1, y >> 1) - 128];
      const green = bright - 0.344 * toBlue - 0.714 * toRed;
      tints.put(x, y, bright + 1.402 * toRed, green, bright + 1.772 * toBlue, alphaAt?.(x, y) ?? 255);
    }
  }
  return tints;
}

/** Answers samples as 0 to 255, whatever their bits. */
function reader({ data, stride, bits_per_pixel: bits }: Plane): Reader {
  if (bits <= 8) return (x, y) => data[y * stride + x] ?? 0;
  return (x, y) => {
    const at = y * stride + 2 * x;
    return ((data[at] ?? 0) | ((data[at + 1] ?? 0) << 8)) >> (bits - 8);
  };
}
