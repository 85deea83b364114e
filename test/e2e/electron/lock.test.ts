// The lock in the real program, with the real keychain: sealed there, closed by the system's own signs, asked for after a
// restart and a crash, slow for who guesses, and no word of it in any file.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { sweepFiles } from "../../support/canary-sweep.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { startKeyring } from "../../support/keyring.ts";
import { rightDigits } from "../../support/right-digits.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const link = `otpauth://totp/Post:ann%40example.org?secret=${secret}&issuer=Post`;
const passphrase = "kettle window lamp river stone";
const backupPassphrase = "of the backup only";
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const door = (app: App, name: string) =>
  app.page.getByRole("navigation").getByRole("button", { name }).click();
const locked = (app: App) => app.page.getByRole("heading", { name: "The authenticator is locked" }).waitFor();
const entry = (app: App) => app.page.getByRole("listitem", { name: "Post, ann@example.org", exact: true });
const ring = (app: App) => entry(app).getByRole("img", { name: /left$/ }).waitFor();

async function unlock(app: App, typed = passphrase): Promise<void> {
  await app.page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(typed);
  await app.page.keyboard.press("Enter");
}

async function turnOn(app: App): Promise<void> {
  const { page } = app;
  await door(app, "Settings");
  const section = page.getByRole("region", { name: "Lock of the authenticator" });
  await section.getByText("Linux gives programs no way").waitFor();
  await section.getByRole("button", { name: "Turn on the lock" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn on the lock" });
  await dialog.getByText("The last backup is of").waitFor();
  await dialog.getByRole("textbox", { name: "New passphrase" }).fill(passphrase);
  await dialog.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
  await dialog.getByRole("button", { name: "Turn on the lock" }).click();
  await section.getByText("The lock is on.", { exact: true }).waitFor();
}

/** What the system is asked for our window; Linux does nothing with it. */
const watchProtection = (app: App) =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const kept = globalThis as typeof globalThis & { asked?: boolean[] };
    const asked: boolean[] = [];
    kept.asked = asked;
    for (const window of BrowserWindow.getAllWindows())
      window.setContentProtection = (on) => void asked.push(on);
  });
const protection = (app: App) =>
  app.electron.evaluate(() => (globalThis as typeof globalThis & { asked?: boolean[] }).asked ?? []);

test("sealed in the real keychain, closed by the system, open only with its passphrase", async () => {
  const keyring = await startKeyring();
  releases.push(() => keyring.stop());
  const dataFolder = await mkdtemp(join(tmpdir(), "gp-lock-"));
  releases.push(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  const backups = await mkdtemp(join(tmpdir(), "gp-lock-backup-"));
  releases.push(() => rm(backups, { recursive: true, force: true }));
  const backup = join(backups, "backup.age");

  let app = await startApp({ keyring, dataFolder });
  try {
    await door(app, "Authenticator");
    await app.call("codes.addLink", { link });
    await entry(app).waitFor();
    await app.answerSaveDialogs(backup);
    await app.call("export.save", { format: "gatepost", passphrase: backupPassphrase });
    await expect.poll(async () => (await app.call("kept.list", undefined)).lastBackupAt).toBeGreaterThan(0);
    await watchProtection(app);
    await turnOn(app);
    // The authenticator was left for the settings.
    expect(await protection(app)).toEqual([false]);
    await door(app, "Authenticator");
    await ring(app);
    expect(await protection(app)).toEqual([false, true]);
    await app.screenshot("lock-open");

    // By hand, with a copied code in the clipboard.
    const clipboard = () => app.electron.evaluate(({ clipboard: each }) => each.readText());
    await entry(app).getByRole("button", { name: "Copy code" }).click();
    await expect.poll(clipboard).toMatch(/^\d{6}$/);
    await app.page.getByRole("button", { name: "Lock", exact: true }).click();
    await locked(app);
    await app.screenshot("lock-locked");
    await expect.poll(clipboard).toBe("");
    await expect(app.call("codes.current", undefined)).rejects.toThrow("locked");
    await expect(app.call("codes.list", undefined)).rejects.toThrow("locked");
    await unlock(app);
    await ring(app);

    // By the system's own signs.
    await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit("suspend"));
    await locked(app);
    await unlock(app);
    await ring(app);
    await app.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit("lock-screen"));
    await locked(app);
    await unlock(app);
    await ring(app);
    const { triggers } = await app.call("lock.get", undefined);
    await app.call("lock.setTriggers", { ...triggers, idleMinutes: 1 });
    await app.electron.evaluate(({ powerMonitor }) => {
      powerMonitor.getSystemIdleTime = () => 61;
    });
    await locked(app);
    await door(app, "Mail");
    await expect.poll(() => protection(app)).toEqual([false, true, false]);
    expect(app.complaints).toEqual([]);
  } finally {
    // As a power cut would.
    await app.kill();
  }

  app = await startApp({ keyring, dataFolder });
  releases.push(() => app.stop());
  await door(app, "Authenticator");
  await locked(app);
  expect((await app.call("lock.get", undefined)).state).toBe("locked");
  for (const wrong of ["wrong one", "wrong two", "wrong three"]) {
    await unlock(app, wrong);
    await app.page.getByText("That is not the passphrase of the lock.").waitFor();
  }
  await app.screenshot("lock-waiting");
  await app.stop();
  const canaries = [secret, passphrase, backupPassphrase, ...rightDigits(secret)].map((value) => ({
    name: value,
    value,
  }));
  const { hits, files } = sweepFiles([dataFolder], canaries);
  expect(hits).toEqual([]);
  expect(files).toBeGreaterThan(0);

  app = await startApp({ keyring, dataFolder });
  await app.page.getByRole("navigation").waitFor();
  // The wrong tries are known still.
  await expect(app.call("lock.unlock", { passphrase: "wrong four" })).rejects.toThrow(/lock-wait|wrong/);
  await expect.poll(async () => (await app.call("lock.get", undefined)).waitFor).toBe(0);
  await door(app, "Authenticator");
  await unlock(app);
  await ring(app);
  const [current] = await app.call("codes.current", undefined);
  expect(rightDigits(secret)).toContain(current?.code);

  // Forgotten: the backup brings it back under its own id.
  const [before] = await app.call("codes.list", undefined);
  await app.page.getByRole("button", { name: "Lock", exact: true }).click();
  await app.page.getByRole("button", { name: "Forgotten the passphrase?" }).click();
  await app.answerOpenDialogs([backup]);
  await app.page.getByRole("button", { name: "Choose a backup" }).click();
  await app.page.getByRole("textbox", { name: "Passphrase of the backup" }).fill(backupPassphrase);
  await app.page.keyboard.press("Enter");
  await app.page.getByText("One entry of your list is in this backup").waitFor();
  await app.page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
  await app.page.getByRole("button", { name: "Remove what is sealed and restore" }).click();
  await app.page.getByText("one code is back").waitFor();
  await app.screenshot("lock-restored");
  await ring(app);
  expect((await app.call("codes.list", undefined)).map(({ id }) => id)).toEqual([before?.id]);
  expect((await app.call("lock.get", undefined)).state).toBe("off");
  expect(await app.log()).not.toContain(secret);
  expect(app.complaints).toEqual([]);
});
