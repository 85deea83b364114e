// The whole core under a real lock (its own thread, Argon2id): while it is locked, no call and no event gives out a code
// or a secret, mail's own things go on, and a program that is started again begins locked.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Core, startCore } from "../../electron/core/core.ts";
import { isOpenWhileLocked } from "../../electron/core/lock/door.ts";
import { decodeBase32 } from "../../electron/core/otp/base32.ts";
import { hotpCode } from "../../electron/core/otp/hotp.ts";
import type { Platform } from "../../electron/core/platform.ts";
import {
  type AnyEvent,
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
} from "../../shared/ipc/contract.ts";
import type { JobView } from "../../shared/models/job.ts";
import { sweepFiles } from "../support/canary-sweep.ts";
import { type MemoryKeychain, memoryKeychain } from "../support/memory-keychain.ts";
import { type NodePlatform, nodePlatform } from "../support/node-platform.ts";
import { quietLog } from "../support/quiet-log.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const passphrase = "correct horse battery";
const backupCode = "canary-4711";
const emergencyKey = "CANARY-KEY-0815";
const account = "account-of-nobody";
const folders: string[] = [];
const cores: Core[] = [];
let keychain: MemoryKeychain;
let platform: NodePlatform;
let heard: AnyEvent[];
let core: Core;
let now: number;

async function start(dataFolder: string, touchId?: Platform["touchId"]): Promise<Core> {
  platform = nodePlatform({ dataFolder, ...(touchId && { touchId }) });
  const started = await startCore({ platform, keychain, log: quietLog(), now: () => now });
  cores.push(started);
  started.on((event) => heard.push(event));
  return started;
}

async function ask<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const reply = await core.answer(name, input);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value as CallOutput<Name>;
}

async function finished(name: CallName, input: unknown): Promise<JobView> {
  const reply = await core.answer(name, input);
  if (!reply.ok) throw new Error(reply.error.code);
  const { jobId } = reply.value as { jobId: string };
  await expect.poll(async () => (await ask("jobs.get", { jobId })).state).not.toBe("running");
  return ask("jobs.get", { jobId });
}

const folder = async () => {
  const made = await mkdtemp(join(tmpdir(), "gatepost-lock-"));
  folders.push(made);
  return made;
};

beforeEach(async () => {
  keychain = memoryKeychain();
  heard = [];
  now = Date.now();
  core = await start(await folder());
  await ask("codes.addLink", { link: `otpauth://totp/Post:ann?secret=${secret}&issuer=Post` });
  await ask("codes.addLink", { link: `otpauth://hotp/Count:ann?secret=${secret}&issuer=Count&counter=1` });
});

afterEach(async () => {
  for (const each of cores.splice(0)) await each.close();
  for (const each of folders.splice(0)) await rm(each, { recursive: true, force: true, maxRetries: 5 });
});

/** Anything that a call could be asked with: right where it matters, for the schemas drop what they do not know. */
const inputs: Partial<Record<CallName, unknown>> = {
  "lock.unlock": { passphrase: "wrong horse battery" },
  "lock.startAnew": { giveUpWhatIsSealed: true, backupId: "none" },
  "lock.openBackup": { backupId: "none", passphrase },
  "accounts.lookup": { address: "ann@example.invalid" },
  "app.startPractice": { providerId: "mail-com" },
};
const input = (name: CallName, codeId: string) =>
  name in inputs
    ? inputs[name]
    : { codeId, accountId: account, enrolmentId: "none", format: "json", to: "pdf", on: true };

describe("a locked authenticator", () => {
  it("gives no code and no secret by any call of the contract, nor by an event", async () => {
    keychain.items.set(`backup-codes/${account}`, JSON.stringify([{ c: backupCode, u: false }]));
    keychain.items.set(`secret-key/${account}`, emergencyKey);
    expect(await ask("recovery.revealBackupCodes", { accountId: account })).toHaveLength(1);
    // So that the store knows of it, as it does of everything that was kept.
    await ask("recovery.markBackupCode", { accountId: account, index: 0, used: false });
    // A preview that nobody has dealt with yet.
    const other = "QUPWA5DQMXOIJRV3TBNH7SKL";
    const file = Buffer.from(`otpauth://totp/Other:ann?secret=${other}&issuer=Other`);
    expect((await finished("import.files", { files: [new Uint8Array(file)] })).state).toBe("done");
    const entries = await ask("codes.list", undefined);
    const codeId = entries[0]?.id ?? "";
    expect((await finished("lock.turnOn", { passphrase })).state).toBe("done");
    for (const value of [secret, backupCode, emergencyKey])
      expect([...keychain.items.values()].join("\n")).not.toContain(value);

    const shown = await ask("codes.current", undefined);
    await ask("lock.lock", undefined);
    heard = [];
    const step = Math.floor(now / 30_000);
    const totp = [-1, 0, 1].map((by) =>
      hotpCode(decodeBase32(secret), { algorithm: "SHA1", digits: 6 }, step + by),
    );
    const counted = hotpCode(decodeBase32(secret), { algorithm: "SHA1", digits: 6 }, 1);
    const canaries = [secret, other, backupCode, emergencyKey, passphrase, counted, ...totp];
    expect(shown.map(({ code }) => code)).toContain(totp[1]);

    const said: string[] = [];
    for (const name of Object.keys(calls) as CallName[]) {
      const reply = await core.answer(name, input(name, codeId));
      said.push(JSON.stringify([name, reply]));
      if (!isOpenWhileLocked(name))
        expect(reply, name).toMatchObject({ ok: false, error: { code: "locked" } });
      // What they began is waited for.
      if (reply.ok && reply.value && typeof reply.value === "object" && "jobId" in reply.value) {
        const { jobId } = reply.value as { jobId: string };
        await ask("jobs.cancel", { jobId });
        await expect.poll(async () => (await ask("jobs.get", { jobId })).state).not.toBe("running");
        said.push(JSON.stringify(await ask("jobs.get", { jobId })));
      }
    }
    said.push(JSON.stringify(heard), JSON.stringify(platform.clipboard), JSON.stringify(platform.printed));
    for (const canary of canaries) expect(said.join("\n")).not.toContain(canary);
    expect((await ask("lock.get", undefined)).state).toBe("locked");
    // Nothing of it is lost either.
    now += 600_000;
    await ask("lock.unlock", { passphrase });
    expect(await ask("codes.list", undefined)).toHaveLength(2);
    expect(await ask("recovery.revealBackupCodes", { accountId: account })).toMatchObject([
      { code: backupCode },
    ]);
    expect(await ask("kept.revealSecretKey", { accountId: account })).toEqual({ key: emergencyKey });
  });

  it("closes the topics that hold secrets, and leaves mail open", () => {
    const closed = Object.keys(calls).filter((name) => !isOpenWhileLocked(name));
    const topics = new Set(closed.map((name) => name.split(".")[0]));
    for (const topic of ["codes", "scan", "import", "export", "recovery", "kept"]) {
      expect(topics, topic).toContain(topic);
      const open = Object.keys(calls).filter(
        (name) => name.startsWith(`${topic}.`) && isOpenWhileLocked(name),
      );
      expect(open, topic).toEqual([]);
    }
    for (const topic of ["folders", "messages", "drafts", "outbox", "oauth"])
      expect(topics, topic).not.toContain(topic);
    expect(closed.filter((name) => name.startsWith("accounts."))).toEqual(["accounts.remove"]);
    // A call that is made up tomorrow.
    expect(isOpenWhileLocked("tomorrow.reveal")).toBe(false);
  });

  it("answers nothing that was asked before it was locked and would be told after", async () => {
    await finished("lock.turnOn", { passphrase });
    const asked = core.answer("codes.current", undefined);
    const locked = core.answer("lock.lock", undefined);
    expect(await locked).toMatchObject({ ok: true });
    expect(await asked).toMatchObject({ ok: false, error: { code: "locked" } });
  });

  it("is locked when the program starts again, and no file of it holds a secret", async () => {
    await finished("lock.turnOn", { passphrase });
    await core.close();
    const dataFolder = folders[0] ?? "";
    core = await start(dataFolder);
    expect(await ask("lock.get", undefined)).toMatchObject({ state: "locked", waitFor: 0 });
    await expect(ask("codes.list", undefined)).rejects.toThrow("locked");
    await expect(ask("lock.unlock", { passphrase: "wrong horse battery" })).rejects.toThrow(
      "lock-passphrase-wrong",
    );
    await ask("lock.unlock", { passphrase });
    expect(await ask("codes.current", undefined)).toHaveLength(1);
    await core.close();
    const canaries = [secret, passphrase].map((value) => ({ name: value, value }));
    expect(sweepFiles([dataFolder], canaries).hits).toEqual([]);
  });

  it("locks by idle time, sleep and the locked screen as the settings say, and clears a copied code", async () => {
    await finished("lock.turnOn", { passphrase });
    const [entry] = await ask("codes.list", undefined);
    await ask("codes.copy", { codeId: entry?.id ?? "" });
    expect(platform.clipboard.text).toMatch(/^\d{6}$/);
    platform.goAway("suspend");
    await expect.poll(async () => (await ask("lock.get", undefined)).state).toBe("locked");
    await expect.poll(() => platform.clipboard.text).toBe("");
    await ask("lock.unlock", { passphrase });
    const { triggers } = await ask("lock.get", undefined);
    await ask("lock.setTriggers", { ...triggers, onSuspend: false, idleMinutes: 1 });
    platform.goAway("suspend");
    platform.goAway("screen-lock");
    await expect.poll(async () => (await ask("lock.get", undefined)).state).toBe("locked");
    await ask("lock.unlock", { passphrase });
    platform.idleNow = { seconds: 61, screenLocked: false };
    await expect.poll(async () => (await ask("lock.get", undefined)).state).toBe("locked");
  });

  it("asks for the passphrase again before a secret goes to another device", async () => {
    await finished("lock.turnOn", { passphrase });
    const [entry] = await ask("codes.list", undefined);
    const codeId = entry?.id ?? "";
    await expect(ask("export.revealPicture", { codeId })).rejects.toThrow("passphrase-needed");
    await expect(ask("export.revealMigration", { lockPassphrase: "no" })).rejects.toThrow(
      "lock-passphrase-wrong",
    );
    expect((await finished("export.save", { format: "json" })).error?.code).toBe("passphrase-needed");
    expect(
      (await ask("export.revealPicture", { codeId, lockPassphrase: passphrase })).png.length,
    ).toBeGreaterThan(100);
  });
});

describe("a lock whose key the keychain has lost", () => {
  it("answers no call that the locked authenticator does not, says why, and opens when the key is back", async () => {
    await finished("lock.turnOn", { passphrase });
    const [entry] = await ask("codes.list", undefined);
    await core.close();
    const item = keychain.items.get("authenticator-lock") ?? "";
    keychain.items.delete("authenticator-lock");
    core = await start(folders[0] ?? "");
    expect(await ask("lock.get", undefined)).toMatchObject({ state: "broken", trouble: "gone" });
    const items = new Map(keychain.items);
    for (const name of Object.keys(calls) as CallName[]) {
      if (isOpenWhileLocked(name)) continue;
      const reply = await core.answer(name, input(name, entry?.id ?? ""));
      expect(reply, name).toMatchObject({ ok: false, error: { code: "lock-broken" } });
    }
    expect(keychain.items).toEqual(items);
    expect(await ask("lock.lookAgain", undefined)).toMatchObject({ state: "broken" });
    keychain.items.set("authenticator-lock", item);
    expect((await ask("lock.lookAgain", undefined)).state).toBe("locked");
    await ask("lock.unlock", { passphrase });
    expect(await ask("codes.current", undefined)).toHaveLength(1);
  });
});

describe("Touch ID", () => {
  it("opens it again in the same run if that is wished, by the person alone, and never after a start", async () => {
    await core.close();
    const answers = [false, true];
    const touchId = { available: () => true, ask: async () => answers.shift() === true };
    const dataFolder = folders[0] ?? "";
    core = await start(dataFolder, touchId);
    await finished("lock.turnOn", { passphrase });
    expect((await ask("lock.get", undefined)).touchId).toBe("available");
    platform.goAway("suspend");
    await expect.poll(async () => (await ask("lock.get", undefined)).state).toBe("locked");
    // Nobody has wished it so far.
    await expect(ask("lock.touch", undefined)).rejects.toThrow("locked");
    await ask("lock.unlock", { passphrase });
    const { triggers } = await ask("lock.get", undefined);
    await ask("lock.setTriggers", { ...triggers, touchId: true });
    await ask("lock.lock", undefined);
    expect((await ask("lock.get", undefined)).touchId).toBe("ready");
    await expect(ask("codes.current", undefined)).rejects.toThrow("locked");
    await expect(ask("lock.touch", undefined)).rejects.toThrow("cancelled");
    await expect(ask("codes.current", undefined)).rejects.toThrow("locked");
    await ask("lock.touch", undefined);
    expect(await ask("codes.current", undefined)).toHaveLength(1);
    await core.close();
    core = await start(dataFolder, touchId);
    expect(await ask("lock.get", undefined)).toMatchObject({ state: "locked", touchId: "available" });
  });
});

describe("a forgotten passphrase", () => {
  it("costs nothing if there is a backup: every entry has its secret again, under its own id", async () => {
    const file = join(await folder(), "backup.age");
    platform.savePaths.push(file);
    const saved = await finished("export.save", { format: "gatepost", passphrase: "of the backup" });
    expect(saved.state).toBe("done");
    now += 1_000;
    await ask("codes.addLink", { link: `otpauth://totp/Later:ann?secret=${secret}&issuer=Later` });
    const before = await ask("codes.list", undefined);
    await finished("lock.turnOn", { passphrase });
    await ask("lock.lock", undefined);

    platform.files.push([file]);
    const chosen = await finished("lock.chooseBackup", undefined);
    if (chosen.result?.kind !== "backup") throw new Error("no backup");
    const { backupId, passphraseNeeded } = chosen.result.backup;
    expect(passphraseNeeded).toBe(true);
    const begun = await finished("lock.startAnew", { giveUpWhatIsSealed: true, backupId });
    expect(begun.error?.code).toBe("passphrase-needed");
    const read = await finished("lock.openBackup", { backupId, passphrase: "of the backup" });
    expect(read.result).toMatchObject({
      kind: "backup",
      backup: { brings: 2, others: 0, missing: [{ issuer: "Later", account: "ann" }] },
    });
    // So far nothing has happened.
    expect((await ask("lock.get", undefined)).state).toBe("locked");
    const done = await finished("lock.startAnew", { giveUpWhatIsSealed: true, backupId });
    expect(done.result).toMatchObject({ kind: "imported", added: 2, restored: 0 });
    expect((await ask("lock.get", undefined)).state).toBe("off");
    expect((await ask("codes.list", undefined)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const current = await ask("codes.current", undefined);
    expect(current.map(({ missing }) => missing)).toEqual([undefined, "secret-gone"]);
    expect(JSON.stringify(heard)).not.toContain(secret);
    expect(await readFile(file)).not.toHaveLength(0);
  });

  it("asks for the PINs that the backup of another program does not hold, and does without those codes alone", async () => {
    const rows = ["Bank:ann", "Shop:ann"].map((label) => {
      const issuer = label.split(":")[0];
      return `otpauth://yaotp/${label}?secret=${secret}&issuer=${issuer}`;
    });
    for (const row of rows) await ask("codes.addLink", { link: `${row}&pin=5239` });
    await finished("lock.turnOn", { passphrase });
    await ask("lock.lock", undefined);
    const file = join(await folder(), "codes.txt");
    await writeFile(file, rows.join("\n"));
    platform.files.push([file]);
    const chosen = await finished("lock.chooseBackup", undefined);
    if (chosen.result?.kind !== "backup") throw new Error("no backup");
    const { backupId, brings, missing, lackingPin } = chosen.result.backup;
    expect({ brings, missing: missing.map(({ issuer }) => issuer) }).toEqual({
      brings: 0,
      missing: ["Post", "Count"],
    });
    expect(lackingPin).toMatchObject([{ issuer: "Bank" }, { issuer: "Shop" }]);
    const done = await finished("lock.startAnew", {
      ...{ giveUpWhatIsSealed: true, backupId },
      pins: [{ index: 0, pin: "5239" }],
    });
    expect(done.result).toMatchObject({ kind: "imported", added: 1 });
    const entries = await ask("codes.list", undefined);
    const current = new Map((await ask("codes.current", undefined)).map((each) => [each.id, each]));
    const of = (issuer: string) => current.get(entries.find((each) => each.issuer === issuer)?.id ?? "");
    expect(of("Bank")?.code).toMatch(/^[a-z]{8}$/);
    expect(of("Shop")?.missing).toBe("secret-gone");
  });

  it("without one, gives up what is sealed and nothing else", async () => {
    await finished("lock.turnOn", { passphrase });
    await ask("lock.lock", undefined);
    await expect(ask("lock.startAnew", { giveUpWhatIsSealed: false } as never)).rejects.toThrow("bad-input");
    expect((await finished("lock.startAnew", { giveUpWhatIsSealed: true })).state).toBe("done");
    expect(await ask("codes.list", undefined)).toHaveLength(2);
    expect([...keychain.items.keys()]).toEqual(["database-key"]);
    // A new beginning is possible.
    await ask("codes.addLink", { link: `otpauth://totp/New:ann?secret=${secret}&issuer=New` });
    await finished("lock.turnOn", { passphrase: "another passphrase" });
    expect((await ask("codes.current", undefined)).filter(({ code }) => code !== "")).toHaveLength(1);
  });
});
