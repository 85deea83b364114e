// A short check value of the database key, beside the data: tells another key from a damaged file, and says whether a
// key that is brought over is the right one. It tells nothing of the key, which is 32 random bytes.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { savePrivateFile } from "../save-private-file.ts";
import type { Secret } from "../secret.ts";

export interface KeyCheck {
  /** Notes this key as the one that opens the store. */
  keep(key: Secret): Promise<void>;
  /** Whether it is the key that was noted; undefined if none was. */
  fits(key: Secret): Promise<boolean | undefined>;
}

const name = "database-key.check";

export function createKeyCheck(folder: string): KeyCheck {
  const path = join(folder, name);
  const noted = () => readFile(path, "utf8").then(known, () => undefined);
  return {
    async keep(key) {
      if ((await noted()) !== checkOf(key)) await savePrivateFile(path, Buffer.from(`${checkOf(key)}\n`));
    },
    async fits(key) {
      const before = await noted();
      return before === undefined ? undefined : before === checkOf(key);
    },
  };
}

/** Without it nothing is lost but a clearer sentence, so a file that cannot be read counts as none. */
function known(text: string): string | undefined {
  const value = text.trim();
  return /^[0-9a-f]{16}$/.test(value) ? value : undefined;
}

function checkOf(key: Secret): string {
  return createHash("sha256").update(`gatepost database key\0${key.reveal()}`).digest("hex").slice(0, 16);
}
