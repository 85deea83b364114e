// JPEG, WebP and AVIF to brightness and colours, by the decoders of mozjpeg, libwebp and libavif in WebAssembly: a broken picture
// can then hurt nothing but the decoder's own memory, which is limited. The way the camera was held (Exif) is taken into account.
import decodeAvif, { init as initAvif } from "@jsquash/avif/decode.js";
import decodeJpeg, { init as initJpeg } from "@jsquash/jpeg/decode.js";
import decodeWebp, { init as initWebp } from "@jsquash/webp/decode.js";
import { type Picture, pictureOfColours } from "./colours.ts";
import { type DecoderOptions, decoderOptions } from "./decoder.ts";

type Format = "jpeg" | "webp" | "avif";

interface Decoded {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

interface Decoder {
  readonly file: string;
  readonly start: (options: DecoderOptions) => Promise<void>;
  readonly decode: (bytes: ArrayBuffer) => Promise<Decoded | null>;
}

const decoders: Readonly<Record<Format, Decoder>> = {
  jpeg: {
    file: "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
    start: initJpeg,
    decode: (bytes) => decodeJpeg(bytes, { preserveOrientation: true }),
  },
  webp: { file: "@jsquash/webp/codec/dec/webp_dec.wasm", start: initWebp, decode: decodeWebp },
  avif: { file: "@jsquash/avif/codec/dec/avif_dec.wasm", start: initAvif, decode: decodeAvif },
};

/** @throws whatever the decoder throws for a broken picture */
export async function loadPacked(format: Format, bytes: Uint8Array): Promise<Picture> {
  const { file, start, decode } = decoders[format];
  await start(await decoderOptions(file));
  const decoded = await decode(Uint8Array.from(bytes).buffer);
  if (!decoded) throw new Error("the picture cannot be decoded");
  return pictureOfColours(decoded.width, decoded.height, decoded.data);
}
