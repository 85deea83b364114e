// The key of the store is lost, everything else in the keychain is still there, and the person begins anew: the old lock
// stands in nobody's way, and the old store is whole again with its key.
import { mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Core, startCore } from "../../electron/core/core.ts";
import { createOsKeychain } from "../../electron/core/keychain/os-keychain.ts";
import type { CallInput, CallName, CallOutput } from "../../shared/ipc/contract.ts";
import { nodePlatform } from "../support/node-platform.ts";
import { quietLog } from "../support/quiet-log.ts";

const passphrase = "correct horse battery";
let dataFolder: string;
let items: Map<string, string>;
let core: Core;

async function start(): Promise<void> {
  const driver = {
    getPassword: async (_service: string, item: string) => items.get(item) ?? null,
    setPassword: async (_service: string, item: string, value: string) => void items.set(item, value),
    deletePassword: async (_service: string, item: string) => items.delete(item),
  };
  const keychain = createOsKeychain({ service: "test", log: quietLog(), load: async () => driver });
  core = await startCore({
    platform: nodePlatform({ dataFolder }),
    keychain,
    log: quietLog(),
    now: Date.now,
  });
}

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = await core.answer(name, input);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value as CallOutput<Name>;
}

async function turnOn(): Promise<void> {
  const { jobId } = await ask("lock.turnOn", { passphrase });
  await expect.poll(async () => (await ask("jobs.get", { jobId })).state).toBe("done");
}

/** Whether the only code there is has its secret, and whose it is. */
async function kept(): Promise<string | undefined> {
  const [code] = await ask("codes.current", undefined);
  return code && `${code.missing ?? "there"} ${(await ask("codes.list", undefined))[0]?.issuer}`;
}

const client = async () =>
  (await ask("oauth.clients", undefined)).find(({ providerId }) => providerId === "gmail");

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "gatepost-anew-"));
  items = new Map();
  await start();
  await ask("codes.addLink", { link: "otpauth://totp/Old:ann?secret=JBSWY3DPEHPK3PXP&issuer=Old" });
  await ask("oauth.setClient", {
    providerId: "gmail",
    clientId: "abc.example",
    clientSecret: "GOCSPX-canary",
  });
  expect(await client()).toMatchObject({ hasSecret: true });
  await turnOn();
});

afterEach(async () => {
  await core.close();
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

it("the authenticator is open and can have a lock of its own, and the old one is opened by its passphrase once its key is back", async () => {
  await core.close();
  const before = new Map(items);
  items.delete("database-key");
  await start();
  expect((await ask("app.status", undefined)).store).toBe("key-gone");
  expect((await ask("app.startAnew", undefined)).store).toBe("ready");
  expect((await ask("lock.get", undefined)).state).toBe("off");
  // The client ID is no secret and stays; its secret has gone with the key, and nobody says that it is there.
  expect(await client()).toMatchObject({ clientId: "abc.example", hasSecret: false });
  expect(await readFile(join(dataFolder, "oauth.json"), "utf8")).not.toContain("secretInKeychain");
  await ask("codes.addLink", { link: "otpauth://totp/New:ann?secret=GEZDGNBVGY3TQOJQ&issuer=New" });
  await turnOn();
  await ask("lock.lock", undefined);
  await ask("lock.unlock", { passphrase });
  expect(await kept()).toBe("there New");
  // Of the old items none is gone or changed.
  for (const [name, value] of before) if (name !== "database-key") expect(items.get(name)).toBe(value);

  await core.close();
  items.set("database-key", before.get("database-key") ?? "");
  for (const name of await readdir(dataFolder)) {
    const [, old] = /^set-aside-[\d-]+-(.*)$/.exec(name) ?? [];
    if (old !== undefined) await rename(join(dataFolder, name), join(dataFolder, old));
  }
  await start();
  expect((await ask("lock.get", undefined)).state).toBe("locked");
  await ask("lock.unlock", { passphrase });
  expect(await kept()).toBe("there Old");
});
