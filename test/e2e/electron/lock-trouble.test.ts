// The lock in the real program with the real keychain, where something comes between: killed while it seals, while it
// puts back what was cancelled, and its own item removed or overwritten by another program.
import { createHash, createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { words } from "../../../renderer/words/words.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { type Intruder, intruder } from "../../support/keychain-intruder.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const passphrase = "kettle window lamp river stone";
const count = 60;
const { broken } = words.lock;
let keyring: Keyring;
let dataFolder: string;
let app: App;

beforeEach(async () => {
  keyring = await startKeyring();
  dataFolder = await mkdtemp(join(tmpdir(), "gp-lock-trouble-"));
  app = await startApp({ keyring, dataFolder });
});

afterEach(async () => {
  await app.stop();
  await keyring.stop();
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
});

async function restart(stop: "stop" | "kill", between: () => Promise<void> = async () => undefined) {
  await app[stop]();
  await between();
  app = await startApp({ keyring, dataFolder });
  await app.page.getByRole("navigation").waitFor();
}

const door = (name: string) =>
  app.page.getByRole("navigation").getByRole("button", { name, exact: true }).click();
const heading = (name: string) => app.page.getByRole("heading", { name }).waitFor();
const view = () => app.call("lock.get", undefined);
const job = (jobId: string) => app.call("jobs.get", { jobId });

async function add(howMany: number): Promise<void> {
  const links = Array.from(
    { length: howMany },
    (_, index) => `otpauth://totp/Post:number${index}?secret=${secret}&issuer=Post`,
  );
  const files = [new Uint8Array(Buffer.from(links.join("\n")))];
  const { jobId } = await app.call("import.files", { files });
  await expect.poll(async () => (await job(jobId)).state, { timeout: 30_000 }).toBe("done");
  const { result } = await job(jobId);
  if (result?.kind !== "import") throw new Error("no preview");
  const { importId } = result.preview;
  const begun = await app.call("import.apply", { importId, leaveOut: [] });
  await expect.poll(async () => (await job(begun.jobId)).state, { timeout: 30_000 }).toBe("done");
}

/** Answers when so many items are done, in the phase. */
async function until(jobId: string, phase: string, done: number): Promise<void> {
  const reached = async () => {
    const now = await job(jobId);
    return now.phase === phase && now.done >= done;
  };
  await expect.poll(reached, { timeout: 30_000, interval: 20 }).toBe(true);
}

async function unlock(): Promise<void> {
  await door("Authenticator");
  await heading("The authenticator is locked");
  await app.page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
  await app.page.keyboard.press("Enter");
  await app.page.getByRole("list", { name: "Codes" }).waitFor();
}

async function allThere(state: "open" | "off"): Promise<void> {
  await expect
    .poll(async () => `${(await view()).state} ${(await view()).unfinished ?? "finished"}`, {
      timeout: 30_000,
    })
    .toBe(`${state} finished`);
  const current = await app.call("codes.current", undefined);
  expect(current.filter(({ code }) => /^\d{6}$/.test(code))).toHaveLength(count);
}

test("killed while it seals, it goes on at the next unlocking; killed while it puts back, it ends as before", async () => {
  await add(count);
  const turningOn = await app.call("lock.turnOn", { passphrase });
  await until(turningOn.jobId, "sealing", 10);
  await restart("kill");
  expect(await view()).toMatchObject({ state: "locked", unfinished: "turning-on" });
  await door("Authenticator");
  await app.page.getByText(words.lock.unfinished["turning-on"]).waitFor();
  await app.screenshot("lock-unfinished");
  await unlock();
  await allThere("open");

  // Cancelled: all is sealed again.
  const cancelled = await app.call("lock.turnOff", { passphrase });
  await until(cancelled.jobId, "opening", 10);
  await app.call("jobs.cancel", { jobId: cancelled.jobId });
  await expect.poll(async () => (await job(cancelled.jobId)).state, { timeout: 30_000 }).toBe("cancelled");
  await allThere("open");

  // Cancelled, and killed while it is put back.
  const killed = await app.call("lock.turnOff", { passphrase });
  await until(killed.jobId, "opening", 30);
  await app.call("jobs.cancel", { jobId: killed.jobId });
  await until(killed.jobId, "undoing", 5);
  await restart("kill");
  expect(await view()).toMatchObject({ state: "locked", unfinished: "turning-on" });
  await unlock();
  await allThere("open");

  const off = await app.call("lock.turnOff", { passphrase });
  await until(off.jobId, "opening", 10);
  await restart("kill");
  expect(await view()).toMatchObject({ state: "locked", unfinished: "turning-off" });
  await unlock();
  await allThere("off");
  expect(app.complaints).toEqual([]);
});

/** The name that the keychain's item of the lock has, as the key of this database makes it. */
async function lockItem(other: Intruder): Promise<string> {
  const key = Buffer.from(
    ((await other.get("database-key")) ?? "").slice("b64:".length),
    "base64",
  ).toString();
  const digest = createHmac("sha256", key).update("gatepost keychain names").digest("hex");
  return `authenticator-lock/${digest.slice(0, 12)}`;
}

test("its item overwritten or removed by another program: said, mended by its return, or by a backup", async () => {
  await add(2);
  const backup = join(dataFolder, "backup.age");
  await app.answerSaveDialogs(backup);
  await app.call("export.save", { format: "gatepost", passphrase: "of the backup only" });
  await expect.poll(async () => (await app.call("kept.list", undefined)).lastBackupAt).toBeGreaterThan(0);
  await app.call("lock.turnOn", { passphrase });
  await expect.poll(async () => (await view()).unfinished ?? (await view()).state).toBe("open");
  const service = `Gatepost ${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;
  const other = intruder(keyring, service);
  const name = await lockItem(other);
  const ours = (await other.get(name)) ?? "";
  expect(ours).toMatch(/^b64:/);
  const theirs = `b64:${Buffer.from('{"theirs":true}').toString("base64")}`;

  await restart("stop", () => other.set(name, theirs));
  await door("Authenticator");
  await heading(broken.troubles.changed.title);
  await app.screenshot("lock-item-changed");
  await app.page.getByRole("button", { name: words.common.tryAgain }).click();
  await app.page.getByText(broken.stillSo).waitFor();
  expect(await other.get(name)).toBe(theirs);
  await expect(app.call("codes.current", undefined)).rejects.toThrow("lock-broken");
  await other.set(name, ours);
  await app.page.getByRole("button", { name: words.common.tryAgain }).click();
  await unlock();

  // While the program runs it knows what was there, and the passphrase proves it.
  await app.page.getByRole("button", { name: "Lock", exact: true }).click();
  await other.remove(name);
  await unlock();
  expect(await other.get(name)).toBe(ours);

  await restart("stop", () => other.remove(name));
  await door("Authenticator");
  await heading(broken.troubles.gone.title);
  await app.screenshot("lock-item-gone");
  expect(await other.get(name)).toBeUndefined();
  await app.page.getByRole("button", { name: broken.restore }).click();
  await app.answerOpenDialogs([backup]);
  await app.page.getByRole("button", { name: "Choose a backup" }).click();
  await app.page.getByRole("textbox", { name: "Passphrase of the backup" }).fill("of the backup only");
  await app.page.keyboard.press("Enter");
  await app.page.getByText("2 entries of your list are in this backup").waitFor({ timeout: 30_000 });
  await app.page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
  await app.page.getByRole("button", { name: "Remove what is sealed and restore" }).click();
  await app.page.getByText("The lock is off, and 2 codes are back.").waitFor({ timeout: 30_000 });
  expect((await view()).state).toBe("off");
  await restart("stop");
  expect((await view()).state).toBe("off");
  expect((await app.call("codes.current", undefined)).map(({ missing }) => missing)).toEqual([
    undefined,
    undefined,
  ]);
});
