// The content of a file by which the items move to another keychain: names and values as they are stored, so what is
// sealed by the lock stays sealed. It exists only inside an age file.
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import { Secret } from "../secret.ts";

export type Items = ReadonlyMap<string, Secret>;

/** SECURITY: P11. A keychain of ten thousand entries is far below it. */
export const maxMoveBytes = 20 * 1024 * 1024;

const format = "gatepost-keychain";
const MoveFile = z.object({
  format: z.literal(format),
  version: z.number().int(),
  items: z.array(z.tuple([z.string().min(1).max(200), z.string().max(10_000)])).max(50_000),
});

export function writeMoveFile(items: Items): Uint8Array {
  const plain = [...items].map(([name, value]) => [name, value.reveal()]);
  return new TextEncoder().encode(JSON.stringify({ format, version: 1, items: plain }));
}

/** @throws AppError `unknown-format`, `newer-version` */
export function readMoveFile(content: Uint8Array): Items {
  const read = MoveFile.safeParse(parsed(new TextDecoder().decode(content)));
  if (!read.success) throw new AppError("unknown-format");
  const { version, items } = read.data;
  if (version > 1) throw new AppError("newer-version", { version });
  return new Map(items.map(([name, value]) => [name, new Secret(value)]));
}

/** Whether both hold the same names with the same values. */
export function isSame(one: Items, other: Items): boolean {
  return (
    one.size === other.size && [...one].every(([name, value]) => other.get(name)?.reveal() === value.reveal())
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
