// PDFs on the disk: reads one that the user chose, writes one where the user wanted it, readable for this user only,
// whole or not at all. Paths come from dialogs of the shell and stand in no error.
import { open, rename, rm, writeFile } from "node:fs/promises";
import { maxPdfBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";

/** @throws AppError `too-large` or `file-unreadable`. SECURITY: never more than the limit is read: P11. */
export async function readPdfFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      if (size > maxPdfBytes) throw new AppError("too-large", { limit: maxPdfBytes });
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

/** @throws AppError `disk-full` or `file-unwritable` */
export async function savePdf(path: string, pdf: Uint8Array): Promise<void> {
  const half = `${path}.part`;
  try {
    await writeFile(half, pdf, { mode: 0o600 });
    await rename(half, path);
  } catch (failure) {
    await rm(half, { force: true });
    const code = failure instanceof Error && "code" in failure ? failure.code : "";
    const full = code === "ENOSPC" || code === "EDQUOT";
    throw new AppError(full ? "disk-full" : "file-unwritable", {}, { cause: failure });
  }
}
