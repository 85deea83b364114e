// JPEG and WebP to brightness and colours, by the decoders of mozjpeg and libwebp in WebAssembly: a broken picture can then hurt
// nothing but the decoder's own memory. The way the camera was held (Exif) is taken into account.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import decodeJpeg, { init as initJpeg } from "@jsquash/jpeg/decode.js";
import decodeWebp, { init as initWebp } from "@jsquash/webp/decode.js";
import { type Picture, pictureOfColours } from "./colours.ts";

interface Decoder {
  readonly file: string;
  readonly start: (options: {
    readonly wasmBinary: ArrayBuffer;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }) => Promise<void>;
  readonly decode: (bytes: ArrayBuffer) => Promise<{
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray;
  }>;
}

const decoders: Readonly<Record<"jpeg" | "webp", Decoder>> = {
  jpeg: {
    file: "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
    start: initJpeg,
    decode: (bytes) => decodeJpeg(bytes, { preserveOrientation: true }),
  },
  webp: { file: "@jsquash/webp/codec/dec/webp_dec.wasm", start: initWebp, decode: decodeWebp },
};

/** What the decoders say of broken files helps nobody, and standard output is not theirs. */
const silence = () => undefined;

/** @throws whatever the decoder throws for a broken picture */
export async function loadPacked(format: "jpeg" | "webp", bytes: Uint8Array): Promise<Picture> {
  const { file, start, decode } = decoders[format];
  const path = createRequire(import.meta.url).resolve(file);
  // A new decoder a picture: what the last one broke or kept is gone, and so is its memory.
  const wasmBinary = Uint8Array.from(await readFile(path)).buffer;
  await start({ wasmBinary, print: silence, printErr: silence });
  const { width, height, data } = await decode(Uint8Array.from(bytes).buffer);
  return pictureOfColours(width, height, data);
}
