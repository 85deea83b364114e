// Leaving the program: addresses for the system's browser or mail program, and files for other programs.
import { shell } from "electron";
import { AppError } from "../../shared/ipc/errors.ts";

const leaving = new Set(["https:", "http:", "mailto:"]);

/**
 * Opens an address outside. Throws `forbidden` for anything that is not web or mail.
 * SECURITY: P4. The system would run a program for `file:`, `smb:` or a vendor's own scheme.
 */
export async function openAddress(address: string): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !leaving.has(url.protocol)) throw new AppError("forbidden");
  await shell.openExternal(url.href);
}

/** Opens a file with the system's program for it; throws `file-unreadable` if there is none. */
export async function openPath(path: string): Promise<void> {
  // Electron answers a sentence instead of throwing; it quotes the path, so it is not passed on.
  const complaint = await shell.openPath(path);
  if (complaint !== "") throw new AppError("file-unreadable");
}
