// The one wrapper of zxing-wasm: QR codes of a grey picture, and places where one could be seen but not read. The
// program's own copy of the decoder is loaded from the disk; nothing is fetched.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  binarizers,
  encodeFormat,
  encodeFormats,
  prepareZXingModule,
  textModes,
  type ZXingReaderModule,
} from "zxing-wasm/reader";
import type { Grey, Point } from "./grey.ts";

export interface ZxingLook {
  /** evens out noise before looking again: slower, finds more */
  readonly denoise?: boolean;
  /** only the picture itself: no other polarity, no smaller size */
  readonly quick?: boolean;
  /** one threshold for the whole picture instead of one a neighbourhood */
  readonly oneThreshold?: boolean;
  /** the picture is black and white already */
  readonly blackAndWhite?: boolean;
  /** every other kind of barcode that may be taken for a QR code, and no QR code */
  readonly otherKinds?: boolean;
}

export interface ZxingFind {
  /** undefined: the finder patterns are there, the text cannot be read */
  readonly text: string | undefined;
  /** clockwise from the code's own top left, in the picture's pixels */
  readonly corners: readonly Point[];
}

/** Emscripten's memory; its own types are not among ours. */
interface Memory {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
}

export type Zxing = (picture: Grey, look?: ZxingLook) => readonly ZxingFind[];

let opened: Promise<Zxing> | undefined;

/** Loads the decoder once a thread. */
export function openZxing(): Promise<Zxing> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Zxing> {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const wasmBinary = await readFile(file);
  const overrides = { wasmBinary: Uint8Array.from(wasmBinary).buffer };
  const decoder = (await prepareZXingModule({ overrides, fireImmediately: true })) as ZXingReaderModule &
    Memory;
  return (picture, look = {}) => read(decoder, picture, look);
}

const format = encodeFormat("QRCodeModel2");
const otherFormats = encodeFormats([
  ...(["Aztec", "DataMatrix", "PDF417", "MaxiCode", "MicroQRCode", "RMQRCode"] as const),
  ...(["EAN13", "EAN8", "UPCA", "Code128"] as const),
]);

function read(
  decoder: ZXingReaderModule & Memory,
  { width, height, data }: Grey,
  look: ZxingLook,
): readonly ZxingFind[] {
  const memory = decoder._malloc(data.length);
  if (memory === 0) throw new RangeError("no memory for the picture");
  try {
    decoder.HEAPU8.set(data, memory);
    const found = decoder.readBarcodesFromPixmap(memory, width, height, optionsOf(look));
    return Array.from({ length: found.size() }, (_, index) => found.get(index)).flatMap((one) => {
      if (!one) return [];
      const { topLeft, topRight, bottomRight, bottomLeft } = one.position;
      const corners = [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }): Point => [x, y]);
      return [{ text: one.isValid && one.text !== "" ? one.text : undefined, corners }];
    });
  } finally {
    decoder._free(memory);
  }
}

function optionsOf({
  denoise = false,
  quick = false,
  oneThreshold = false,
  blackAndWhite = false,
  otherKinds = false,
}: ZxingLook) {
  const binarizer = blackAndWhite ? "FixedThreshold" : oneThreshold ? "GlobalHistogram" : "LocalAverage";
  return {
    formats: otherKinds ? otherFormats : format,
    tryHarder: !quick,
    tryRotate: !quick,
    tryInvert: !quick,
    tryDownscale: !quick,
    tryDenoise: denoise,
    binarizer: binarizers.indexOf(binarizer),
    isPure: false,
    downscaleFactor: 3,
    downscaleThreshold: 500,
    minLineCount: 2,
    maxNumberOfSymbols: 255,
    validateOptionalChecksum: false,
    returnErrors: !otherKinds,
    eanAddOnSymbol: 0,
    textMode: textModes.indexOf("Plain"),
    characterSet: 0,
    tryCode39ExtendedMode: false,
  };
}
