// An export as a person does it: real page, real core, the file on the disk read by our own importer.
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readImport } from "../../../electron/core/importers/read-import.ts";
import { Secret } from "../../../electron/core/secret.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
let app: BrowserApp;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-exporting-"));
  app = await startBrowserApp();
  for (const [issuer, more] of [
    ["Post", ""],
    ["Rare", "&algorithm=SHA384"],
  ] as const) {
    const link = `otpauth://totp/${issuer}:ann?secret=${secret}&issuer=${issuer}${more}`;
    expect(await app.core.answer("codes.addLink", { link })).toMatchObject({ ok: true });
  }
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  await button("Export").click();
});
afterEach(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const button = (name: string) => app.page.getByRole("button", { name, exact: true });
const field = (name: string) => app.page.getByRole("textbox", { name, exact: true });

it("makes an own backup under a passphrase, for this user only, and notes when", async () => {
  const path = join(folder, "backup.age");
  app.platform.savePaths.push(path);
  await field("Passphrase").fill("correct horse");
  await field("Repeat the passphrase").fill("another");
  await button("Save…").click();
  await app.page.getByText("The two are not the same.").waitFor();
  await field("Repeat the passphrase").fill("correct horse");
  await button("Save…").click();
  await app.page.getByText("2 codes were written, read back and compared.").waitFor();
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const bytes = await readFile(path);
  expect(bytes.toString("latin1")).not.toContain(secret);
  const { format, imported } = await readImport([bytes], new Secret("correct horse"));
  expect(format).toBe("gatepost");
  expect(imported.entries.map(({ issuer, algorithm }) => [issuer, algorithm])).toEqual([
    ["Post", "SHA1"],
    ["Rare", "SHA384"],
  ]);
});

it("names what a format has no place for, and warns before a file without protection", async () => {
  const { page } = app;
  await page.getByRole("combobox", { name: "What to make" }).selectOption("aegis");
  await field("Passphrase").fill("correct horse");
  await field("Repeat the passphrase").fill("correct horse");
  app.platform.savePaths.push(join(folder, "aegis.json"));
  await button("Save…").click();
  await page.getByText("One code was written, read back and compared.").waitFor();
  await page.getByRole("dialog").getByText("Rare, ann").waitFor();
  await page.keyboard.press("Escape");

  await button("Export").click();
  await page.getByRole("combobox", { name: "What to make" }).selectOption("otpauth");
  expect(await button("Save…").isDisabled()).toBe(true);
  await page.getByRole("checkbox", { name: "I understand that it is not protected" }).check();
  app.platform.savePaths.push(undefined, join(folder, "codes.txt"));
  await button("Save…").click();
  await button("Save…").click();
  await page.getByText("2 codes were written").waitFor();
  expect(await readFile(join(folder, "codes.txt"), "utf8")).toContain(secret);
  expect(await page.content()).not.toContain(secret);
});

it("shows QR codes to be scanned: all for Google Authenticator, and one to link a phone", async () => {
  const { page } = app;
  await page.getByRole("combobox", { name: "What to make" }).selectOption("google-migration");
  await page.getByRole("checkbox", { name: "I understand that it is not protected" }).check();
  await button("Show the QR codes").click();
  await page.getByRole("img", { name: "QR code 1 of 1" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("listitem", { name: "Rare, ann" }).getByRole("button", { name: "Edit" }).click();
  await button("Show as QR code").click();
  const dialog = page.getByRole("dialog", { name: "Link a phone" });
  await dialog.getByRole("img").waitFor();
  await expect
    .poll(() => dialog.getByRole("img").evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(400);
  expect(app.pageErrors).toEqual([]);
});
