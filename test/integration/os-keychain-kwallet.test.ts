// The wrapper and keytar with a real KWallet, which keeps the same promises by other means than GNOME's keyring.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOsKeychain } from "../../electron/core/keychain/os-keychain.ts";
import { createLog } from "../../electron/core/log.ts";
import { Secret } from "../../electron/core/secret.ts";
import type { SecretService } from "../support/keyring.ts";
import { startKwallet } from "../support/kwallet.ts";

const keychain = createOsKeychain({
  service: "gatepost-test",
  log: createLog(() => undefined, Date.now),
  // Of the dialog that nobody answers; everything else takes milliseconds.
  timeLimit: 5_000,
});
let wallet: SecretService;

beforeAll(async () => {
  wallet = await startKwallet();
  Object.assign(process.env, wallet.environment);
});
afterAll(() => wallet?.stop());

it("keeps values, one to an item, and gives them back as they were", async () => {
  expect(await keychain.state()).toBe("ok");
  await keychain.write("code/1", new Secret("JBSWY3DPEHPK3PXP"));
  await keychain.write("code/2", new Secret("a\0b\n\u{1f511}"));
  await keychain.write("code/3", new Secret(""));
  expect((await keychain.read("code/1"))?.reveal()).toBe("JBSWY3DPEHPK3PXP");
  expect((await keychain.read("code/2"))?.reveal()).toBe("a\0b\n\u{1f511}");
  expect((await keychain.read("code/3"))?.reveal()).toBe("");
  await keychain.write("code/3", new Secret("another"));
  expect((await keychain.read("code/3"))?.reveal()).toBe("another");
  await keychain.remove("code/3");
  await keychain.remove("code/3");
  expect(await keychain.read("code/3")).toBeUndefined();
});

it("survives fifty writes at once", async () => {
  const names = Array.from({ length: 50 }, (_, index) => `many/${index}`);
  await Promise.all(names.map((name) => keychain.write(name, new Secret(name))));
  const back = await Promise.all(names.map(async (name) => (await keychain.read(name))?.reveal()));
  expect(back).toEqual(names);
  await Promise.all(names.map((name) => keychain.remove(name)));
});

it("takes the longest value that Windows takes too", async () => {
  const longest = "x".repeat(1_917);
  await keychain.write("long", new Secret(longest));
  expect((await keychain.read("long"))?.reveal()).toBe(longest);
  await expect(keychain.write("long", new Secret(`${longest}x`))).rejects.toMatchObject({
    code: "too-large",
  });
  expect((await keychain.read("long"))?.reveal()).toBe(longest);
});

it("says of a closed wallet, which asks for its password by a dialog, that it does not answer; nothing is called lost", async () => {
  await wallet.lock();
  expect(await keychain.state()).toBe("unavailable");
  for (const name of ["code/1", "code/none"])
    await expect(keychain.read(name)).rejects.toMatchObject({ code: "keychain-unavailable" });
});
