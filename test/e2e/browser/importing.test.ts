// An import as a person does it: real page, real core, the real imports thread; the keychain is one in memory.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import {
  type MadeExport,
  madeExports,
  migrationLink,
  passphrase,
  secrets,
} from "../../support/made-exports.ts";
import { qrPng } from "../../support/pictures.ts";

let app: BrowserApp;
let folder: string;
let made: readonly MadeExport[] = [];

beforeEach(async () => {
  made = made.length > 0 ? made : await madeExports();
  folder = await mkdtemp(join(tmpdir(), "gp-importing-"));
  app = await startBrowserApp();
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
});
afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const button = (name: string) => app.page.getByRole("button", { name, exact: true });
const row = (name: string) => app.page.getByRole("listitem", { name, exact: true });
const named = (name: string) => made.find((one) => one.name === name)?.bytes ?? new Uint8Array();
const saved = () => [...app.keychain.items].filter(([name]) => name.startsWith("code/"));

async function choose(...contents: readonly Uint8Array[]): Promise<void> {
  const paths = contents.map((_, index) => join(folder, `export-${index}`));
  for (const [index, path] of paths.entries()) await writeFile(path, contents[index] ?? "");
  app.platform.files.push([...paths]);
  await button("Choose a file").click();
}

async function openImport(): Promise<void> {
  await button("Add code").click();
  await app.page.getByRole("menuitem", { name: "Import from another app" }).click();
  await app.page.getByRole("dialog", { name: "Import from another app" }).waitFor();
}

it("asks for the passphrase of a protected export, shows what would come, and saves it", async () => {
  const { page } = app;
  await openImport();
  await choose(named("Aegis, sealed"));
  await page.getByRole("dialog", { name: "Protected export of Aegis" }).waitFor();
  const field = page.getByRole("textbox", { name: "Passphrase of the file" });
  await field.fill("wrong");
  await button("Open").click();
  await page.getByText("The passphrase does not fit, or the file is damaged.").waitFor();
  await field.fill(passphrase);
  await button("Open").click();
  await page.getByRole("dialog", { name: "Import from Aegis" }).waitFor();
  await page.getByText("2 codes will be added.").waitFor();
  expect(saved()).toEqual([]);
  expect(await page.content()).not.toContain(secrets.first);
  await button("Import 2 codes").click();
  await page.getByText("Imported 2 codes.").waitFor();
  await row("Post, ann").waitFor();
  await row("Forum, ann").waitFor();
  expect(
    saved()
      .map(([, secret]) => secret)
      .sort(),
  ).toEqual([secrets.first, secrets.second].sort());

  await openImport();
  await choose(named("2FAS"));
  await page.getByText("No code will be added; 2 are there already.").waitFor();
  expect(await button("Import").isDisabled()).toBe(true);
  expect(app.pageErrors).toEqual([]);
});

it("names the rows that cannot be read, leaves out what is not wanted, and knows other names of a secret", async () => {
  const { page, core } = app;
  await core.answer("codes.addLink", { link: `otpauth://totp/Old:name?secret=${secrets.first}` });
  const list = [
    `otpauth://totp/Post:ann?secret=${secrets.first}`,
    `otpauth://totp/Forum:ann?secret=${secrets.second}&algorithm=SHA3`,
    `otpauth://totp/Shop:ann?secret=${secrets.second}`,
    `otpauth://totp/Bin:ann?secret=GEZDGNBVGY3TQOJA&codeDisplay=%7B%22trashed%22%3Atrue%7D`,
  ];
  await openImport();
  await choose(Buffer.from(list.join("\n")));
  await page.getByText("Row 2: the algorithm has a value that Gatepost does not know (SHA3).").waitFor();
  await page.getByText("Its secret is already in Gatepost under another name").waitFor();
  await page.getByText("Was in the bin there").waitFor();
  expect(await page.getByRole("checkbox", { name: "Import Bin, ann" }).isChecked()).toBe(false);
  await page.getByRole("checkbox", { name: "Import Post, ann" }).click();
  await button("Import one code").click();
  await row("Shop, ann").waitFor();
  expect(saved()).toHaveLength(2);
});

it("takes a code without its PIN in when the PIN is typed, and leaves it out when not", async () => {
  const { page } = app;
  const list = [
    `otpauth://totp/Post:ann?secret=${secrets.first}`,
    "motp://Door:ann?secret=0123456789abcdef",
    "otpauth://yaotp/Map:ann?secret=LA2V6KMCGYMWWVEW64RNP3JA3I",
  ];
  await openImport();
  await choose(Buffer.from(list.join("\n")));
  await page.getByText("2 codes need their PIN").waitFor();
  await page.getByText("One code will be added.").waitFor();
  await page.getByRole("textbox", { name: "PIN of Door, ann" }).fill("4711");
  await page.getByText("2 codes will be added.").waitFor();
  await page.screenshot({ path: "test-results/import-pins.png" });
  await button("Import 2 codes").click();
  await page.getByText("Imported 2 codes.").waitFor();
  await row("Door, ann").waitFor();
  expect(await row("Map, ann").count()).toBe(0);
  expect(saved().map(([, secret]) => secret)).toContain("AERUKZ4JVPG66 4711");
});

it("puts a Google export together from pictures, and names the missing one", async () => {
  const { page } = app;
  const picture = (index: number, issuer: string) =>
    qrPng(migrationLink([{ issuer, secret: secrets.first }], { size: 3, index, id: 9 }));
  await openImport();
  await choose(picture(2, "Third"), picture(0, "First"));
  await page.getByRole("dialog", { name: "Import from Google Authenticator" }).waitFor();
  await page.getByText("Part 2 of 3 of the export is missing.").waitFor();
  await row("First, ann").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(saved()).toEqual([]);
});

it("saves all or nothing: when the keychain refuses one, none is left", async () => {
  const { page, keychain } = app;
  const links = Array.from(
    { length: 20 },
    (_, index) => `otpauth://totp/Post:user-${index}?secret=${secrets.first}`,
  );
  const write = keychain.write;
  let left = 12;
  keychain.write = async (name, value) => {
    left -= 1;
    if (left < 0) throw new AppError("keychain-refused", { item: "code" });
    await write(name, value);
  };
  await openImport();
  await choose(Buffer.from(links.join("\n")));
  await button("Import 20 codes").click();
  await page.getByRole("alert").waitFor();
  expect(saved()).toEqual([]);
  keychain.write = write;
  await button("Import 20 codes").click();
  await page.getByText("Imported 20 codes.").waitFor();
  expect(saved()).toHaveLength(20);
});

it("takes a dropped file, and says what is wrong with one that is none", async () => {
  const { page } = app;
  await openImport();
  await choose(Buffer.from("just some notes"));
  await page.getByText("Gatepost does not know this kind of file.").waitFor();
  const text = Buffer.from(named("Bitwarden CSV")).toString();
  const files = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "export.csv", { type: "text/csv" }));
    return transfer;
  }, text);
  await page.getByText("Drop the exported file here").dispatchEvent("drop", { dataTransfer: files });
  await page.getByRole("dialog", { name: "Import from Bitwarden" }).waitFor();
});

it("takes an export wherever pictures are taken: copied as a file, dropped on the codes, pasted in the import", async () => {
  const { page, platform } = app;
  const preview = (format: string) => page.getByRole("dialog", { name: `Import from ${format}` });
  const path = join(folder, "copied.xml");
  await writeFile(path, named("KeePass XML"));
  platform.clipboard = { text: "", picture: undefined, files: [path] };
  await button("Add code").click();
  await page.getByRole("menuitem", { name: "Paste from clipboard" }).click();
  await preview("KeePassXC and KeePass (CSV, XML)").waitFor();
  await page.keyboard.press("Escape");
  const files = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "picture.png", { type: "image/png" }));
    return transfer;
  }, Buffer.from(named("Bitwarden CSV")).toString());
  await page.dispatchEvent("main", "drop", { dataTransfer: files });
  await preview("Bitwarden").waitFor();
  await page.keyboard.press("Escape");
  await openImport();
  await button("Choose a file").evaluate((element, clipboardData) => {
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, files);
  await preview("Bitwarden").waitFor();
  await page.keyboard.press("Escape");
  await writeFile(path, "just some notes");
  await button("Add code").click();
  await page.getByRole("menuitem", { name: "Paste from clipboard" }).click();
  await page.getByText("Gatepost does not know this kind of file.").waitFor();
  await button("Choose a file").waitFor();
});
