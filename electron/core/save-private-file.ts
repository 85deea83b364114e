// Writes a file with secrets where the user wanted it: readable for this user only, whole or not at all.
import { rename, rm, writeFile } from "node:fs/promises";
import { AppError } from "../../shared/ipc/errors.ts";

/** `path` comes from a dialog of the shell. @throws AppError `disk-full` or `file-unwritable`, without the path */
export async function savePrivateFile(path: string, content: Uint8Array): Promise<void> {
  const half = `${path}.part`;
  try {
    // Flushed: after a power cut a name that is there must not stand for an empty file.
    await writeFile(half, content, { mode: 0o600, flush: true });
    await rename(half, path);
  } catch (failure) {
    await rm(half, { force: true });
    const code = failure instanceof Error && "code" in failure ? failure.code : "";
    const full = code === "ENOSPC" || code === "EDQUOT";
    throw new AppError(full ? "disk-full" : "file-unwritable", {}, { cause: failure });
  }
}
