// Files that a person attaches to a draft: looked at, then copied into memory. What happens to them later changes nothing.
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { maxAttachedBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import { typeOfFileName } from "./file-types.ts";
import type { OutgoingAttachment } from "./smtp.ts";

/** Sizes are looked at before anything is read into memory. */
export async function readAttached(paths: readonly string[]): Promise<readonly OutgoingAttachment[]> {
  const facts = await Promise.all(paths.map((path) => naming(path, stat(path))));
  for (const [at, fact] of facts.entries()) {
    const name = basename(paths[at] ?? "");
    if (!fact.isFile()) throw new AppError("file-unreadable", { name, reason: "not-a-file" });
    if (fact.size > maxAttachedBytes) throw attachedTooLarge(fact.size, name);
  }
  const size = facts.reduce((sum, fact) => sum + fact.size, 0);
  if (size > maxAttachedBytes) throw attachedTooLarge(size);
  return await Promise.all(
    paths.map(async (path) => {
      const name = basename(path);
      return { name, type: typeOfFileName(name), bytes: await naming(path, readFile(path)) };
    }),
  );
}

export function attachedTooLarge(size: number, name?: string): AppError {
  const what = name === undefined ? { together: true } : { name };
  return new AppError("too-large", { size, limit: maxAttachedBytes, ...what });
}

/** The name alone goes into an error, never the path. */
async function naming<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (failure) {
    throw new AppError("file-unreadable", { name: basename(path) }, { cause: failure });
  }
}
