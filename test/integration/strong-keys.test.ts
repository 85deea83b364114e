// What the program seals with, in its own threads and in the terminal: unit tests pay less for their keys.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { createImports } from "../../electron/core/importers/imports.ts";
import { Secret } from "../../electron/core/secret.ts";
import { quietLog } from "../support/quiet-log.ts";

const passphrase = new Secret("correct horse battery");
const { signal } = new AbortController();
const imports = createImports({ log: quietLog() });

/** The power of two that an age file says (age-encryption.org/v1, "scrypt recipient stanza"). */
const workFactorOf = (file: Uint8Array) =>
  Number(/^-> scrypt \S+ (\d+)$/m.exec(Buffer.from(file).toString("latin1"))?.[1]);

it("a sealed export and a moved keychain cost 128 MiB a guess", async () => {
  expect(workFactorOf(await imports.seal(Buffer.from("content"), passphrase, signal))).toBe(17);
});

it("so does the key of automatic backups", async () => {
  const { key } = await imports.newBackupKey(passphrase, signal);
  const sealed = Buffer.from(key.split("\n").slice(1, -2).join(""), "base64");
  expect(workFactorOf(sealed)).toBe(17);
});

it("and what the terminal exports", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gp-strong-"));
  try {
    const [from, to] = [join(folder, "list.txt"), join(folder, "backup.age")];
    await writeFile(from, "otpauth://totp/Post:ann?secret=GEZDGNBVGY3TQOJQ&issuer=Post\n");
    const script = fileURLToPath(new URL("../../dist/main/cli.js", import.meta.url));
    const words = ["otp", "export", "--format", "gatepost", "--from", from, "--to", to];
    await promisify(execFile)(process.execPath, [script, ...words, "--passphrase-env", "GP_TEST_WORDS"], {
      env: { ...process.env, GP_TEST_WORDS: passphrase.reveal() },
    });
    expect(workFactorOf(await readFile(to))).toBe(17);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
