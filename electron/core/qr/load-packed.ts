// JPEG, WebP and AVIF to brightness and colours, by the decoders of mozjpeg, libwebp and libavif in WebAssembly: a broken picture
// can then hurt nothing but the decoder's own memory, which is limited. The way the camera was held (Exif) is taken into account.
import startAvif from "@jsquash/avif/codec/dec/avif_dec.js";
import startJpeg from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import startWebp from "@jsquash/webp/codec/dec/webp_dec.js";
import { type Picture, pictureOfColours } from "./colours.ts";
import { type DecoderOptions, withDecoder } from "./decoder.ts";
import { type Ground, white } from "./grey.ts";

type Format = "jpeg" | "webp" | "avif";

/** The decoders answer with an `ImageData`, which is ours: see `withoutCopies`. */
interface Started {
  decode(file: ArrayBuffer, ...more: readonly unknown[]): Picture | null;
}

interface Decoder {
  readonly file: string;
  readonly start: (options: DecoderOptions) => Promise<unknown>;
  /** what `decode` takes after the file */
  readonly more: readonly unknown[];
}

const turnedAsHeld = true;
const bitsOfColour = 8;

const decoders: Readonly<Record<Format, Decoder>> = {
  jpeg: { file: "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm", start: startJpeg, more: [turnedAsHeld] },
  webp: { file: "@jsquash/webp/codec/dec/webp_dec.wasm", start: startWebp, more: [] },
  avif: { file: "@jsquash/avif/codec/dec/avif_dec.wasm", start: startAvif, more: [bitsOfColour] },
};

/** @throws whatever the decoder throws for a broken picture */
export function loadPacked(format: Format, bytes: Uint8Array, ground: Ground): Promise<Picture> {
  const { file, start, more } = decoders[format];
  return withDecoder(file, async (options) => {
    const decoder = (await start(options)) as Started;
    const picture = withoutCopies(ground, () => decoder.decode(Uint8Array.from(bytes).buffer, ...more));
    if (!picture) throw new Error("the picture cannot be decoded");
    return picture;
  });
}

/**
 * The decoders give away `new ImageData(new Uint8ClampedArray(pixels), width, height)` and free the pixels: on 8K these are 133 MB
 * beside as many. They look both names up when they decode first, and are started anew for each picture; what they find here takes
 * brightness and colours out of the decoder's own memory.
 */
function withoutCopies<Result>(ground: Ground, decode: () => Result): Result {
  const own = Uint8ClampedArray;
  Object.assign(globalThis, { Uint8ClampedArray: Uncopied, ImageData: pictureOn(ground) });
  try {
    return decode();
  } finally {
    Object.assign(globalThis, { Uint8ClampedArray: own });
  }
}

function Uncopied(pixels: Uint8Array): Uint8Array {
  return pixels;
}

function pictureOn(ground: Ground) {
  return function PictureOfPixels(pixels: Uint8Array, width: number, height: number): Picture {
    return pictureOfColours(width, height, pixels, ground);
  };
}
/** Where there is none, as in Node, each decoder would leave one behind that keeps its whole memory. */
Object.assign(globalThis, { ImageData: pictureOn(white) });
