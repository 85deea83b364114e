// The real wrapper, the real keytar, a real GNOME keyring on a private bus. One file is one process is one bus, because
// libsecret keeps its first connection: the absent keyring has its own file.
import { createRequire } from "node:module";
import { isMainThread } from "node:worker_threads";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createOsKeychain } from "../../electron/core/keychain/os-keychain.ts";
import { createLog } from "../../electron/core/log.ts";
import { Secret } from "../../electron/core/secret.ts";
import { type Keyring, startKeyring } from "../support/keyring.ts";

const service = "gatepost-test";
const log = createLog(() => undefined, Date.now);
const keychain = createOsKeychain({ service, log });
let keyring: Keyring;

beforeAll(async () => {
  // Only the main thread's environment reaches the C library.
  expect(isMainThread).toBe(true);
  keyring = await startKeyring();
  Object.assign(process.env, keyring.environment);
});
afterAll(() => keyring?.stop());

it("keeps values, one to an item, and gives them back as they were", async () => {
  expect(await keychain.state()).toBe("ok");
  await keychain.write("code/1", new Secret("JBSWY3DPEHPK3PXP"));
  await keychain.write("code/2", new Secret("a\0b\n\u{1f511}"));
  await keychain.write("code/3", new Secret(""));
  expect((await keychain.read("code/1"))?.reveal()).toBe("JBSWY3DPEHPK3PXP");
  expect((await keychain.read("code/2"))?.reveal()).toBe("a\0b\n\u{1f511}");
  expect((await keychain.read("code/3"))?.reveal()).toBe("");
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

it("sees at once what another program has changed or removed", async () => {
  const other = createRequire(import.meta.url)("keytar") as {
    setPassword(service: string, item: string, value: string): Promise<void>;
    deletePassword(service: string, item: string): Promise<boolean>;
  };
  await other.setPassword(service, "code/2", `b64:${Buffer.from("changed").toString("base64")}`);
  expect((await keychain.read("code/2"))?.reveal()).toBe("changed");
  await other.setPassword(service, "code/2", "not in our form");
  await expect(keychain.read("code/2")).rejects.toMatchObject({ code: "keychain-changed" });
  await other.deletePassword(service, "code/2");
  expect(await keychain.read("code/2")).toBeUndefined();
});

it("says locked while it is locked, for what is there and for what is not, and loses nothing", async () => {
  await keyring.lock();
  expect(await keychain.state()).toBe("locked");
  for (const name of ["code/1", "code/none"]) {
    await expect(keychain.read(name)).rejects.toMatchObject({ code: "keychain-locked" });
    await expect(keychain.remove(name)).rejects.toMatchObject({ code: "keychain-locked" });
    await expect(keychain.write(name, new Secret("x"))).rejects.toMatchObject({ code: "keychain-locked" });
  }
  await keyring.unlock();
  expect(await keychain.state()).toBe("ok");
  expect((await keychain.read("code/1"))?.reveal()).toBe("JBSWY3DPEHPK3PXP");
});

it("says refused while it can be read and takes nothing, and then still knows what is not there", async () => {
  await keyring.refuseWrites(true);
  expect(await keychain.state()).toBe("refused");
  expect((await keychain.read("code/1"))?.reveal()).toBe("JBSWY3DPEHPK3PXP");
  expect(await keychain.read("code/none")).toBeUndefined();
  await expect(keychain.write("code/9", new Secret("x"))).rejects.toMatchObject({ code: "keychain-refused" });
  await keyring.refuseWrites(false);
  expect(await keychain.state()).toBe("ok");
});

it("says missing when the keyring has gone away", async () => {
  await keyring.endService();
  expect(await keychain.state()).toBe("missing");
  await expect(keychain.read("code/1")).rejects.toMatchObject({ code: "keychain-missing" });
});
