// Reads data that lies beside the project on some machines. Tests that use it carry their own cases as well, so that
// they prove something where it is missing.
import { existsSync, readFileSync } from "node:fs";

/** The parsed JSON file `data/<path>` beside the repository, or undefined. */
export function sharedData(path: string): unknown {
  const file = new URL(`../../../shared/data/${path}`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
