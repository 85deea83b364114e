// Importing codes into a real GNOME keyring, an item for each, beside keytar's own bare writes; and 1,000 codes without a
// keyring, which is the time that is ours. The keyring writes all its items anew with each one, so an item costs the more the
// more there are: bare writes are measured before and after, and their mean is the reference.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readImport } from "../../electron/core/importers/read-import.ts";
import type { Keychain } from "../../electron/core/keychain/keychain.ts";
import { createOsKeychain } from "../../electron/core/keychain/os-keychain.ts";
import { encodeBase32 } from "../../electron/core/otp/base32.ts";
import { createVault } from "../../electron/core/otp/vault.ts";
import { type Keyring, startKeyring } from "../support/keyring.ts";
import { memoryKeychain } from "../support/memory-keychain.ts";
import { memoryRecords } from "../support/memory-records.ts";
import { quietLog } from "../support/quiet-log.ts";
import { ms, report } from "./report.ts";

const count = 200;
let keyring: Keyring;

beforeAll(async () => {
  keyring = await startKeyring();
  Object.assign(process.env, keyring.environment);
});
afterAll(() => keyring?.stop());

const listOf = (length: number) =>
  Buffer.from(
    Array.from(
      { length },
      (_, index) => `otpauth://totp/Provider%20${index}:ann?secret=${encodeBase32(randomBytes(20))}`,
    ).join("\n"),
  );

async function timeImport(keychain: Keychain, length: number): Promise<number> {
  let ids = 0;
  const vault = createVault({ keychain, records: memoryRecords(), now: Date.now, newId: () => `${ids++}` });
  const list = listOf(length);
  const start = performance.now();
  const { imported } = await readImport([list], undefined);
  await vault.known(imported.entries);
  expect(await vault.addAll(imported.entries)).toEqual({ added: length, changed: 0 });
  return performance.now() - start;
}

/** What keytar itself takes for half as many items, without reading anything back. */
async function timeBare(service: string): Promise<number> {
  const loaded: BareKeytar & { readonly default?: BareKeytar } = await import("keytar");
  const keytar = loaded.default ?? loaded;
  const start = performance.now();
  for (let index = 0; index < count / 2; index += 1)
    await keytar.setPassword(service, `code/${index}`, `b64:${randomBytes(24).toString("base64")}`);
  return performance.now() - start;
}

interface BareKeytar {
  setPassword(service: string, item: string, value: string): Promise<void>;
}

test("1,000 codes of one file, without a keyring", async () => {
  const alone = await timeImport(memoryKeychain(), 1_000);
  report({
    what: "importing 1,000 codes, without a keyring",
    measured: ms(alone),
    reference: "none",
    ratio: undefined,
    goal: "≤ 2,000 ms",
    reached: alone <= 2_000,
  });
});

test("200 codes into a GNOME keyring", async () => {
  const before = await timeBare("gatepost-before");
  const ours = await timeImport(createOsKeychain({ service: "gatepost-bench", log: quietLog() }), count);
  const after = await timeBare("gatepost-after");
  const bare = before + after;
  report({
    what: "importing 200 codes into a GNOME keyring",
    measured: ms(ours),
    reference: `${ms(bare)} keytar alone`,
    ratio: ours / bare,
    goal: "≤ 1.5×",
    reached: ours <= 1.5 * bare,
  });
});
