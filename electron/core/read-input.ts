// Reads a file that was chosen in a dialog or named on the command line, up to a limit.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { AppError } from "../../shared/ipc/errors.ts";

/** Else a pipe that nobody writes to would be waited for. Windows has none of it. */
const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * SECURITY: P11. Only a file, no device and no pipe; and never more than the limit is read, whatever the file's size was
 * a moment ago.
 * @throws AppError `file-unreadable`, or `tooLarge` (detail `limit`, bytes); the path is in neither
 */
export async function readInput(
  path: string,
  maxBytes: number,
  tooLarge = new AppError("too-large", { limit: maxBytes }),
): Promise<Uint8Array> {
  const file = await open(path, withoutWaiting).catch((cause: unknown) => {
    throw new AppError("file-unreadable", {}, { cause });
  });
  try {
    const about = await file.stat();
    if (!about.isFile()) throw new AppError("file-unreadable");
    const { size } = about;
    if (size > maxBytes) throw tooLarge;
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
