// Puts a database whose key is gone aside, whole and untouched, so that another one can begin in its place. It never
// removes anything: should the key come back, the file can be opened again.
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";

/** SQLite's own companions belong to the file. */
const companions = ["", "-wal", "-shm"];

/** `at` in milliseconds since 1970. The companions go first: a file without them must not be taken for a whole one. */
export function setAside(folder: string, file: string, at: number): void {
  const stamp = new Date(at).toISOString().slice(0, 19).replaceAll(":", "").replace("T", "-");
  for (const companion of [...companions].reverse()) {
    const from = join(folder, `${file}${companion}`);
    if (existsSync(from)) renameSync(from, join(folder, `set-aside-${stamp}-${file}${companion}`));
  }
}
