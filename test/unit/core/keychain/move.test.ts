// Moving to another keychain: everything or nothing of it, never over another installation's secrets.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createKeyCheck } from "../../../../electron/core/keychain/key-check.ts";
import { createKeychainMove } from "../../../../electron/core/keychain/move.ts";
import { readMoveFile, writeMoveFile } from "../../../../electron/core/keychain/move-file.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";
import { nodePlatform } from "../../../support/node-platform.ts";
import { plainImports } from "../../../support/plain-imports.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-move-"));
});
afterAll(() => rm(folder, { recursive: true }));

const passphrase = new Secret("a long passphrase");
const control = () => {
  const phases: string[] = [];
  return { signal: new AbortController().signal, report: (phase: string) => void phases.push(phase), phases };
};
const values = { "database-key": "k".repeat(64), "account/a": "mail password", "code/1": "sealed/1/x/y" };

function place(items: Readonly<Record<string, string>>, opens = values["database-key"]) {
  const keychain = memoryKeychain();
  for (const [name, value] of Object.entries(items)) keychain.items.set(name, value);
  const platform = nodePlatform({ dataFolder: folder });
  const move = createKeychainMove({
    keychain,
    platform,
    imports: plainImports(),
    names: async () => ["account/a", "oauth/a", "code/1"],
    tryKey: async (key) => {
      if (key.reveal() !== opens) throw new AppError("store-unreadable");
    },
  });
  return { keychain, platform, move };
}

async function prepared(name: string): Promise<string> {
  const path = join(folder, name);
  const { move, platform } = place(values);
  platform.savePaths.push(path);
  expect(await move.prepare(passphrase, control())).toEqual({ items: 3, gone: 1 });
  return path;
}

test("all items go into one sealed file, and out of it into the other keychain, the key last", async () => {
  const path = await prepared("whole.age");
  const text = (await readFile(path)).toString("latin1");
  for (const value of Object.values(values)) expect(text).not.toContain(value);
  const { keychain, platform, move } = place({});
  platform.files.push([path]);
  const steps = control();
  expect(await move.bringOver(passphrase, steps)).toEqual({ items: 3 });
  expect(Object.fromEntries(keychain.items)).toEqual(values);
  expect(keychain.requests.filter((each) => each.startsWith("write")).at(-1)).toBe("write database-key");
  expect(new Set(steps.phases)).toEqual(new Set(["waiting", "reading", "writing", "checking"]));
});

test("a file of another installation, or with a wrong passphrase, changes nothing", async () => {
  const path = await prepared("foreign.age");
  const here = { "code/1": "OURS" };
  const foreign = place(here, "another key");
  foreign.platform.files.push([path]);
  await expect(foreign.move.bringOver(passphrase, control())).rejects.toMatchObject({
    code: "keychain-file-foreign",
  });
  foreign.platform.files.push([path]);
  await expect(foreign.move.bringOver(new Secret("wrong"), control())).rejects.toMatchObject({
    code: "wrong-passphrase",
  });
  expect(Object.fromEntries(foreign.keychain.items)).toEqual(here);
  expect(foreign.keychain.requests).toEqual([]);
});

test("a keychain that fails in the middle does not have the key yet, and the move can be made again", async () => {
  const path = await prepared("again.age");
  const { keychain, platform, move } = place({});
  const write = keychain.write;
  keychain.write = async (name, value) => {
    if (name === "code/1") throw new AppError("keychain-refused");
    return write(name, value);
  };
  platform.files.push([path]);
  await expect(move.bringOver(passphrase, control())).rejects.toMatchObject({ code: "keychain-refused" });
  expect([...keychain.items.keys()]).toEqual(["account/a"]);
  keychain.write = write;
  platform.files.push([path]);
  await move.bringOver(passphrase, control());
  expect(Object.fromEntries(keychain.items)).toEqual(values);
});

test("one that keeps something else than it was given is not used", async () => {
  const path = await prepared("differs.age");
  const { keychain, platform, move } = place({});
  const write = keychain.write;
  keychain.write = (name, value) => write(name, name === "code/1" ? new Secret("other") : value);
  platform.files.push([path]);
  await expect(move.bringOver(passphrase, control())).rejects.toMatchObject({ code: "keychain-refused" });
  expect(keychain.items.has("database-key")).toBe(false);
});

test("what is no such file is refused by name, a newer one by its number", () => {
  const made = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  for (const wrong of ["{", made({}), made({ format: "gatepost-keychain", version: 1, items: [["a"]] })])
    expect(() => readMoveFile(typeof wrong === "string" ? new TextEncoder().encode(wrong) : wrong)).toThrow(
      "unknown-format",
    );
  expect(() => readMoveFile(made({ format: "gatepost-keychain", version: 2, items: [] }))).toThrow(
    expect.objectContaining({ code: "newer-version", detail: { version: 2 } }),
  );
  const items = new Map([["a/ü", new Secret("wert\0")]]);
  expect(readMoveFile(writeMoveFile(items)).get("a/ü")?.reveal()).toBe("wert\0");
});

test("the check value tells the right key from another, and holds nothing of it", async () => {
  const check = createKeyCheck(folder);
  expect(await check.fits(new Secret("k"))).toBeUndefined();
  await check.keep(new Secret("k"));
  expect(await check.fits(new Secret("k"))).toBe(true);
  expect(await check.fits(new Secret("other"))).toBe(false);
  const path = join(folder, "database-key.check");
  expect(await readFile(path, "utf8")).toMatch(/^[0-9a-f]{16}\n$/);
  await writeFile(path, "torn");
  expect(await check.fits(new Secret("k"))).toBeUndefined();
});
