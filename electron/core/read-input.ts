// Reads a file that was chosen in a dialog or named on the command line, up to a limit.
import { open } from "node:fs/promises";
import { AppError } from "../../shared/ipc/errors.ts";

/** @throws AppError `file-unreadable` or `too-large` (detail `limit`, bytes) */
export async function readInput(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path, "r").catch((cause: unknown) => {
    throw new AppError("file-unreadable", {}, { cause });
  });
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new AppError("too-large", { limit: maxBytes });
    const bytes = Buffer.alloc(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    throw new AppError("file-unreadable", {}, { cause: failure });
  } finally {
    await file.close();
  }
}
