// The folder of the automatic backups: what lies in it, and one more file in it. Other files in it are never touched, nor
// are the backups of other installations.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/ipc/errors.ts";
import { readInput } from "../read-input.ts";
import { savePrivateFile } from "../save-private-file.ts";

export interface StoredVersion {
  readonly name: string;
  /** milliseconds since 1970, as its name says */
  readonly at: number;
  readonly bytes: number;
  /** four letters that tell this installation's files from those of another one in the same folder */
  readonly origin: string;
}

/** SECURITY: the limit comes before reading; a backup of thousands of codes has a few megabytes. */
export const maxBackupBytes = 20 * 1024 * 1024;

const pattern = /^gatepost-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})(\d{2})-([a-z0-9]{4})\.gatepost$/;

/** The newest first. @throws AppError `backup-folder-gone` */
export async function listVersions(folder: string): Promise<readonly StoredVersion[]> {
  const names = await readdir(folder).catch(gone);
  const found: StoredVersion[] = [];
  for (const name of names) {
    const [, year, month, day, hour, minute, second, origin] = pattern.exec(name) ?? [];
    if (origin === undefined) continue;
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    // Gone meanwhile, or a link to nowhere: it is no version.
    const file = await stat(join(folder, name)).catch(() => undefined);
    if (Number.isFinite(at) && file?.isFile()) found.push({ name, at, bytes: file.size, origin });
  }
  return found.sort((a, b) => b.at - a.at);
}

/** The name of a new file; two of the same second would overwrite each other. */
export function nameFor(at: number, origin: string, taken: readonly StoredVersion[]): string {
  const name = `gatepost-${new Date(at).toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "")}-${origin}.gatepost`;
  return taken.some((version) => version.name === name) ? nameFor(at + 1_000, origin, taken) : name;
}

/** @throws AppError `backup-folder-gone`, `disk-full`, `file-unwritable` */
export async function writeVersion(folder: string, name: string, file: Uint8Array): Promise<void> {
  await stat(folder).catch(gone);
  await savePrivateFile(join(folder, name), file);
}

/** @throws AppError `file-unreadable`, `too-large` */
export function readVersion(folder: string, name: string): Promise<Uint8Array> {
  if (!pattern.test(name)) throw new AppError("not-found");
  return readInput(join(folder, name), maxBackupBytes);
}

/** One that cannot be removed is tried again with the next backup. */
export async function removeVersion(folder: string, name: string): Promise<boolean> {
  return rm(join(folder, name)).then(
    () => true,
    () => false,
  );
}

function gone(cause: unknown): never {
  throw new AppError("backup-folder-gone", {}, { cause });
}
