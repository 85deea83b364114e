// Import, export, backup and restore in the real program with a real keyring: what leaves is only what was asked for, and
// when the keyring is lost for good, the codes come back from the backup.

import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { readPdfText } from "../../../electron/core/enrolment/pdf-text.ts";
import { readImport } from "../../../electron/core/importers/read-import.ts";
import { Secret } from "../../../electron/core/secret.ts";
import { searchBytes, sweepFiles, sweepProcesses } from "../../support/canary-sweep.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { startKeyring } from "../../support/keyring.ts";
import { rightDigits } from "../../support/right-digits.ts";

const secrets = ["JB7KQ2MXW5TNR4VZKE6YC3HD", "MZXW6YTBOI3DQ5TFON2GK4Q2"] as const;
const passphrase = "winter-otter-lantern-maple";
const canaries = [
  ...secrets.map((value, index) => ({ name: `secret ${index}`, value })),
  { name: "passphrase", value: passphrase },
  { name: "identity", value: "AGE-SECRET-KEY-1" },
];
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function temporary(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `gp-${name}-`));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function processesOf(app: App): Promise<readonly number[]> {
  return app.electron.evaluate(({ app: program }) => [
    process.pid,
    ...program.getAppMetrics().map(({ pid }) => pid),
  ]);
}

async function importList(app: App, folder: string): Promise<void> {
  const { page } = app;
  const list = join(folder, "list.txt");
  const link = (issuer: string, secret: string) =>
    `otpauth://totp/${issuer}:ann?secret=${secret}&issuer=${issuer}`;
  await writeFile(list, `${link("Post", secrets[0])}\n${link("Forum", secrets[1])}\n`);
  await app.answerOpenDialogs([list]);
  await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await page.getByRole("button", { name: "Add code" }).click();
  await page.getByRole("menuitem", { name: "Import from another app" }).click();
  await page.getByRole("button", { name: "Choose a file" }).click();
  await page.getByRole("button", { name: "Import 2 codes" }).click();
  await page.getByText("Imported 2 codes.").waitFor();
  await rm(list);
}

async function exportAegis(app: App, path: string): Promise<void> {
  const { page } = app;
  await app.answerSaveDialogs(path);
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("combobox", { name: "What to make" }).selectOption("aegis");
  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
  await page.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
  await page.getByRole("button", { name: "Save…" }).click();
  await page.getByText("2 codes were written, read back and compared.").waitFor();
  await page.keyboard.press("Escape");
}

/** Through Chromium's own printing, into a file that is for this user only. */
async function savePdf(app: App, path: string): Promise<void> {
  await app.answerSaveDialogs(path);
  await app.page.getByRole("checkbox", { name: /^I understand that whoever has this paper/ }).check();
  await app.page.getByRole("button", { name: "Save as a PDF…" }).click();
  await app.page.getByText("The sheet is made.").waitFor();
  const pdf = await readFile(path);
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect((await readPdfText(new Uint8Array(pdf))).text.replaceAll(/\s/g, "")).toContain(secrets[0]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
}

async function setUpBackups(app: App, folder: string): Promise<void> {
  const { page } = app;
  await app.answerOpenDialogs([folder]);
  await page.getByRole("button", { name: "Set up backups" }).click();
  await page.getByRole("textbox", { name: "Passphrase for backups" }).fill(passphrase);
  await page.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
  await page.getByRole("button", { name: "Choose a folder and begin" }).click();
  await page.getByText("Automatic backups are on.").waitFor({ timeout: 60_000 });
}

test("codes come in, go out sealed, and come back when the keyring is lost for good", async () => {
  const [dataFolder, exports, backups] = [
    await temporary("backup-data"),
    await temporary("backup-exports"),
    await temporary("backup-folder"),
  ];
  const keyring = await startKeyring();
  releases.push(() => keyring.stop());

  const app = await startApp({ keyring, dataFolder });
  try {
    await importList(app, exports);
    await exportAegis(app, join(exports, "aegis.json"));
    await setUpBackups(app, backups);
    await app.screenshot("backups");
    // Kept apart from what is swept: it holds every secret, as it should.
    const paper = join(await temporary("backup-paper"), "codes.pdf");
    await savePdf(app, paper);
    expect(await app.page.content()).not.toContain(passphrase);
    const log = Buffer.from(await app.log());
    expect(searchBytes("log", log, canaries)).toEqual([]);
    expect(sweepProcesses(await processesOf(app), canaries)).toEqual([]);
    expect(app.complaints).toEqual([]);
  } finally {
    await app.stop();
  }
  const aegis = await readImport([await readFile(join(exports, "aegis.json"))], new Secret(passphrase));
  expect(aegis.imported.entries.map(({ secret }) => secret.reveal())).toEqual([...secrets]);
  const swept = sweepFiles([dataFolder, exports, backups], canaries);
  expect(swept.hits).toEqual([]);
  expect(swept.files).toBeGreaterThan(3);

  // Another keyring, with nothing in it: as after a new installation of the system over an old home.
  const empty = await startKeyring();
  releases.push(() => empty.stop());
  const again = await startApp({ keyring: empty, dataFolder });
  releases.push(() => again.stop());
  const { page } = again;
  await page.getByRole("heading", { name: "The key to your mail is not in the keychain" }).waitFor();
  await again.screenshot("key-gone");
  await page.getByRole("button", { name: "Begin anew with a backup" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Begin anew" }).click();
  await page.getByRole("heading", { name: "Backups", exact: true }).waitFor();
  expect((await readdir(dataFolder)).filter((name) => name.startsWith("set-aside-"))).not.toEqual([]);

  const [backup = ""] = await readdir(backups);
  await again.answerOpenDialogs([join(backups, backup)]);
  await page.getByRole("button", { name: "Choose a backup file" }).click();
  await page.getByRole("button", { name: "Choose a file" }).click();
  await page.getByRole("textbox", { name: "Passphrase of the file" }).fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("button", { name: "Import 2 codes" }).click({ timeout: 60_000 });
  await page.getByText("Imported 2 codes.").waitFor();
  const current = await again.call("codes.current", undefined);
  expect(current.map(({ code }, index) => rightDigits(secrets[index] ?? "").includes(code))).toEqual([
    true,
    true,
  ]);
  expect(again.complaints).toEqual([]);
});
