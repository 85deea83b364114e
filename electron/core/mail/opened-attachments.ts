// Attachments that were opened with another program: the copies that it gets are the only mail outside of the encrypted
// store, so they are taken away again when Gatepost ends. Files that a person saved are theirs and are not touched.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Platform } from "../platform.ts";

export interface OpenedAttachments {
  /** @throws AppError `disk-full`, `file-unwritable`, and `file-unreadable` if no program opens it */
  open(attachment: { readonly name: string; readonly bytes: Uint8Array }): Promise<void>;
  /** Removes the copies; one that another program holds on to is left to the system. */
  forgetOpened(): Promise<void>;
}

export function createOpenedAttachments(platform: Pick<Platform, "openPath">): OpenedAttachments {
  const folders = new Set<string>();
  return {
    async open({ name, bytes }) {
      // A folder of its own: the name stays what it is, and nothing of the user's is overwritten.
      const folder = await mkdtemp(join(tmpdir(), "gatepost-open-"));
      folders.add(folder);
      const path = join(folder, name);
      await writePrivately(path, bytes);
      await platform.openPath(path);
    },
    async forgetOpened() {
      for (const folder of folders) {
        await rm(folder, { recursive: true, force: true });
        folders.delete(folder);
      }
    },
  };
}

/** Readable by nobody else: it may be private, and the folder may not be. */
export async function writePrivately(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes, { mode: 0o600 });
  } catch (failure) {
    const full = failure instanceof Error && "code" in failure && failure.code === "ENOSPC";
    throw new AppError(full ? "disk-full" : "file-unwritable", { name: basename(path) }, { cause: failure });
  }
}
