// Before a key that takes long is derived, it is told about how long; the key itself is the same as without.
import { argon2id } from "hash-wasm";
import { afterAll, expect, it } from "vitest";
import {
  argon2Key,
  onDerivation,
  pbkdf2Key,
  scryptKey,
} from "../../../../electron/core/importers/key-derivation.ts";
import { Secret } from "../../../../electron/core/secret.ts";

const passphrase = new Secret("correct horse");
const salt = new Uint8Array(16).fill(7);
const told: number[] = [];
onDerivation((milliseconds) => void told.push(milliseconds));
afterAll(() => onDerivation(() => undefined));

it("estimates what is dear, and nothing else", { timeout: 30_000 }, async () => {
  const dear = await argon2Key(passphrase, { salt, memory: 65_536, passes: 2, lanes: 1, length: 32 });
  expect(told).toHaveLength(1);
  const same = await argon2id({
    ...{ password: "correct horse", salt, memorySize: 65_536, iterations: 2 },
    ...{ parallelism: 1, hashLength: 32, outputType: "binary" },
  });
  expect(dear).toEqual(same);
  await scryptKey(passphrase, { salt, cost: 65_536, blockSize: 8, parallel: 1, length: 32 });
  expect(told).toHaveLength(2);
  await pbkdf2Key(passphrase, { salt, iterations: 400_000, length: 32, hash: "sha256" });
  expect(told).toHaveLength(3);
  for (const milliseconds of told) expect(milliseconds).toBeGreaterThan(1);
  await pbkdf2Key(passphrase, { salt, iterations: 10_000, length: 32, hash: "sha256" });
  expect(told).toHaveLength(3);
});
