// Reads a picture from the disk. SECURITY: never more than the limit, whatever the file's size was a moment ago.
import { open } from "node:fs/promises";
import { AppError } from "../../../shared/ipc/errors.ts";
import { maxPictureBytes } from "./picture-header.ts";

/** @throws AppError `picture-too-large` or `file-unreadable`; the path is not in the error */
export async function readPictureFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > maxPictureBytes) {
        throw new AppError("picture-too-large", { limit: maxPictureBytes, unit: "bytes" });
      }
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    throw new AppError("file-unreadable", {}, { cause: failure });
  }
}
