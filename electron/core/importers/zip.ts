// Zip files: what is in them, and one of their files, opened with a passphrase where it needs one. SECURITY: a few
// kilobytes can unfold to gigabytes, so the size is limited by what is announced and again by what comes out.
import { configure, ERR_ENCRYPTED, ERR_INVALID_PASSWORD, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { ImportFormat } from "../../../shared/models/import.ts";
import type { Secret } from "../secret.ts";
import { maxImportBytes } from "./import-file.ts";

// It runs in a thread of ours already.
configure({ useWebWorkers: false });

const maxFiles = 10_000;

export interface ZippedFile {
  readonly name: string;
  readonly encrypted: boolean;
}

/** The files of the central directory (APPNOTE.TXT section 4.3.12), without opening any; none if this is no zip. */
export function zipNames(bytes: Uint8Array): readonly ZippedFile[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 22 || view.readUInt32LE(0) !== 0x04034b50) return [];
  const end = view.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0 || end + 22 > view.length) return [];
  const files: ZippedFile[] = [];
  let at = view.readUInt32LE(end + 16);
  while (files.length < maxFiles && at + 46 <= end && view.readUInt32LE(at) === 0x02014b50) {
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.toString("utf8", at + 46, at + 46 + nameLength);
    files.push({ name, encrypted: (view.readUInt16LE(at + 8) & 1) === 1 });
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return files;
}

/** @throws AppError `passphrase-needed`, `wrong-passphrase`, `too-large`, `bad-file` */
export async function readZipped(
  bytes: Uint8Array,
  name: string,
  options: { readonly format: ImportFormat; readonly passphrase?: Secret | undefined },
): Promise<Uint8Array> {
  const { format, passphrase } = options;
  const reader = new ZipReader(new Uint8ArrayReader(bytes));
  try {
    const file = (await reader.getEntries()).find(({ filename }) => filename === name);
    if (!file || file.directory) throw new AppError("bad-file", { format, reason: "zip" });
    if (file.encrypted && !passphrase) throw new AppError("passphrase-needed", { format });
    if (file.uncompressedSize > maxImportBytes) throw new AppError("too-large", { limit: maxImportBytes });
    const into = limitedSink(maxImportBytes);
    const opening = passphrase ? { password: passphrase.reveal() } : {};
    await file.getData(into.sink, { ...opening, checkSignature: true }).catch((failure: unknown) => {
      // The old cipher knows one wrong passphrase of 256 only by what comes out.
      if (failure instanceof AppError || !file.zipCrypto) throw failure;
      throw new AppError("wrong-passphrase", { format });
    });
    return into.bytes();
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    const message = failure instanceof Error ? failure.message : "";
    if (message === ERR_INVALID_PASSWORD || message === ERR_ENCRYPTED) {
      throw new AppError("wrong-passphrase", { format });
    }
    throw new AppError("bad-file", { format, reason: "zip" }, { cause: failure });
  } finally {
    await reader.close();
  }
}

function limitedSink(limit: number) {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const sink = new WritableStream<Uint8Array>({
    write(piece) {
      size += piece.length;
      if (size > limit) throw new AppError("too-large", { limit });
      pieces.push(piece);
    },
  });
  return { sink, bytes: () => new Uint8Array(Buffer.concat(pieces)) };
}
