// Backups as a person sets them up and gets things back: real page, real core, real threads, a real folder.
import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openStore } from "../../../electron/core/store/store.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { memoryKeychain } from "../../support/memory-keychain.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const passphrase = "correct horse battery";
let app: BrowserApp;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-backups-"));
  app = await startBrowserApp();
});
afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const button = (name: string) => app.page.getByRole("button", { name, exact: true });
const field = (name: string) => app.page.getByRole("textbox", { name, exact: true });
const go = (name: string) => app.page.getByRole("navigation").getByRole("button", { name }).click();
const add = async (issuer: string) => {
  const link = `otpauth://totp/${issuer}:ann?secret=${secret}&issuer=${issuer}`;
  expect(await app.core.answer("codes.addLink", { link })).toMatchObject({ ok: true });
};

async function setUp(): Promise<void> {
  app.platform.folders.push(folder);
  await field("Passphrase for backups").fill(passphrase);
  await field("Repeat the passphrase").fill(passphrase);
  await button("Choose a folder and begin").click();
  await app.page.getByText("Automatic backups are on.").waitFor();
}

it("reminds of backups, sets them up, and makes another one after a change", {
  timeout: 90_000,
}, async () => {
  const { page } = app;
  await add("Post");
  await go("Authenticator");
  await page.getByText("Your codes are on this computer only.").waitFor();
  await button("Set up backups").click();
  await field("Passphrase for backups").fill("short");
  await button("Choose a folder and begin").click();
  await page.getByText("Use at least 8 characters.").waitFor();
  await setUp();
  expect(await readdir(folder)).toHaveLength(1);
  await add("Forum");
  await page.getByText("There are changes that go into the next backup in a moment.").waitFor();
  await expect.poll(() => readdir(folder), { timeout: 30_000 }).toHaveLength(2);
  await page.getByRole("list", { name: "Backups in the folder" }).getByRole("listitem").nth(1).waitFor();
  expect(await page.content()).not.toContain(folder);

  await go("Authenticator");
  await page.getByRole("listitem", { name: "Forum, ann" }).waitFor();
  expect(await page.getByText("Your codes are on this computer only.").count()).toBe(0);
  expect(app.pageErrors).toEqual([]);
});

it("shows what a version holds before anything is saved, and adds what is missing", {
  timeout: 90_000,
}, async () => {
  const { page, core } = app;
  await add("Post");
  await add("Forum");
  await go("Settings");
  await button("Open backups").click();
  await setUp();
  const listed = await core.answer("codes.list", undefined);
  const [{ id = "" } = {}] = listed.ok ? (listed.value as { id: string }[]) : [];
  await core.answer("codes.remove", { codeId: id });
  await page
    .getByRole("list", { name: "Backups in the folder" })
    .getByRole("button", { name: /^Restore/ })
    .first()
    .click();
  await page.getByRole("dialog", { name: "Protected backup of Gatepost" }).waitFor();
  await field("Passphrase of the file").fill(passphrase);
  await button("Open").click();
  await page.getByText("One code will be added; one is there already.").waitFor();
  await button("Import one code").click();
  await page.getByText("Imported one code.").waitFor();
  await go("Authenticator");
  await page.getByRole("listitem", { name: "Post, ann" }).waitFor();
});

it("asks for a backup, and for nothing else, where one is to be chosen", { timeout: 90_000 }, async () => {
  const { page } = app;
  await add("Post");
  await go("Settings");
  await button("Open backups").click();
  await setUp();
  const [backup = ""] = await readdir(folder);
  app.platform.files.push([join(folder, backup)]);
  await button("Choose a backup file").click();
  const dialog = page.getByRole("dialog", { name: "Restore from a backup of Gatepost" });
  await dialog.getByText("Drop the backup file here").waitFor();
  expect(await dialog.innerText()).not.toMatch(/other authenticator|other app|programs/);
  await button("Choose a file").click();
  await page.getByRole("dialog", { name: "Protected backup of Gatepost" }).waitFor();
  await button("Cancel").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(app.pageErrors).toEqual([]);
});

it("says calmly that the folder is gone, changes folder and passphrase, and can be turned off", {
  timeout: 90_000,
}, async () => {
  const { page } = app;
  await add("Post");
  await go("Settings");
  await button("Open backups").click();
  await setUp();
  await rename(folder, `${folder}-away`);
  await button("Back up now").click();
  await page.getByText("The folder of your backups is not there.").first().waitFor();
  const other = await mkdtemp(join(tmpdir(), "gp-backups-"));
  app.platform.folders.push(other);
  await button("Change folder").click();
  await page.getByText("Backups go to the new folder from now on.").waitFor();
  expect(await readdir(other)).toHaveLength(1);
  await button("Change passphrase").click();
  const dialog = page.getByRole("dialog", { name: "Change the passphrase for backups" });
  await dialog.getByRole("textbox", { name: "Passphrase for backups" }).fill("another passphrase");
  await dialog.getByRole("textbox", { name: "Repeat the passphrase" }).fill("another passphrase");
  await dialog.getByRole("button", { name: "Change passphrase" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await readdir(other)).toHaveLength(2);
  await button("Turn off").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn off" }).click();
  await button("Choose a folder and begin").waitFor();
  expect(await readdir(other)).toHaveLength(2);
  await rm(other, { recursive: true });
  await rm(`${folder}-away`, { recursive: true });
});

it("prints a sheet with all codes, only after the warning was read", { timeout: 90_000 }, async () => {
  const { page } = app;
  await add("Post");
  await go("Settings");
  await button("Open backups").click();
  expect(await button("Print…").isDisabled()).toBe(true);
  await page.getByRole("checkbox", { name: /^I understand that whoever has this paper/ }).check();
  await button("Print…").click();
  await page.getByText("The sheet is made.").waitFor();
  expect(String(app.platform.printed[0])).toContain("GEZD GNBV");
  expect(await page.content()).not.toContain(secret);
  await app.page.screenshot({ path: "test-results/on-paper.png", fullPage: true });
  expect(app.pageErrors).toEqual([]);
});

it("shows both where other backup codes are kept here, and brings a lost secret back to its entry", {
  timeout: 90_000,
}, async () => {
  await app.close();
  const dataFolder = await mkdtemp(join(tmpdir(), "gp-backups-data-"));
  const storeKey = "5a".repeat(32);
  const store = openStore(join(dataFolder, "mail.db"), storeKey);
  const server = { host: "127.0.0.1", port: 9, security: "tls", userName: "ann" } as const;
  const account = {
    id: "ann",
    name: "ann",
    address: "ann@own.test",
    servers: { imap: server, smtp: server },
  };
  store.accounts.save({ ...account, providerId: undefined, pins: [], addedAt: 1 });
  store.db.close();
  const keychain = memoryKeychain();
  keychain.items.set("database-key", storeKey);
  app = await startBrowserApp({ dataFolder, keychain });
  const { core } = app;
  const keep = (text: string) => core.answer("kept.replaceBackupCodes", { accountId: "ann", text });
  expect(await keep("11111111\n22222222\n33333333")).toMatchObject({ ok: true });
  await add("Post");
  await go("Settings");
  await button("Open backups").click();
  await setUp();
  expect(await keep("44444444\n55555555")).toMatchObject({ ok: true });
  for (const name of keychain.items.keys()) if (name.startsWith("code/")) keychain.items.delete(name);
  await app.close();

  app = await startBrowserApp({ dataFolder, keychain });
  await go("Settings");
  await button("Open backups").click();
  await app.page
    .getByRole("list", { name: "Backups in the folder" })
    .getByRole("button", { name: /^Restore/ })
    .first()
    .click();
  await field("Passphrase of the file").fill(passphrase);
  await button("Open").click();
  await app.page.getByText("Already in Gatepost without its secret, which comes back").waitFor();
  await app.page.getByText("No code will be added; one that is here will be mended.").waitFor();
  const kept = app.page.getByRole("listitem", { name: "ann@own.test" });
  await kept.getByText("Something else is kept here.").waitFor();
  await kept.getByRole("button", { name: "Show what is in the file" }).click();
  await kept.getByText("11111111").waitFor();
  await kept.getByRole("radio", { name: /^Take those of the file/ }).check();
  await app.page.screenshot({ path: "test-results/restore-choice.png" });
  await button("Import one code").click();
  await app.page.getByText("One code was mended.").waitFor();
  const codes = await app.core.answer("recovery.revealBackupCodes", { accountId: "ann" });
  expect(codes.ok && (codes.value as { code: string }[]).map(({ code }) => code)).toEqual([
    "11111111",
    "22222222",
    "33333333",
  ]);
  expect([...keychain.items].filter(([name]) => name.startsWith("code/")).map(([, value]) => value)).toEqual([
    secret,
  ]);
  expect(app.pageErrors).toEqual([]);
  await rm(dataFolder, { recursive: true, force: true });
});
