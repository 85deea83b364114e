// The lock where something comes in between: cancelled half-way, going on without its dialog, its key lost or changed in
// the keychain, a backup that holds no PINs. Real core, real Argon2id.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LockView } from "../../../shared/models/lock.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { memoryKeychain } from "../../support/memory-keychain.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const passphrase = "correct horse battery staple";
const lockItem = "authenticator-lock";
const keychain = memoryKeychain();
const { write } = keychain;
let app: BrowserApp;
let page: Page;
let folder: string;
/** writes of sealed items that wait until they are let go */
let held: (() => void)[];

const door = (name: string) => page.getByRole("navigation").getByRole("button", { name }).click();
const section = () => page.getByRole("region", { name: "Lock of the authenticator" });
const codes = () => page.getByRole("list", { name: "Codes" });
const picture = (name: string) => page.screenshot({ path: `test-results/lock-${name}.png` });
const sealed = () => [...keychain.items.values()].filter((value) => value.startsWith("sealed/")).length;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatepost-lock-"));
  held = [];
  keychain.items.clear();
  keychain.write = write;
  await open();
  for (const name of ["ann", "bob", "eve"]) {
    const link = `otpauth://totp/Post:${name}?secret=${secret}&issuer=Post`;
    expect((await app.core.answer("codes.addLink", { link })).ok).toBe(true);
  }
});

afterEach(async () => {
  expect(app.pageErrors).toEqual([]);
  await app.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function open(): Promise<void> {
  app = await startBrowserApp({ keychain, dataFolder: folder });
  page = app.page;
  page.setDefaultTimeout(15_000);
}

/** From the second one on each write of an entry waits for `held`. */
function slow(): void {
  let count = 0;
  keychain.write = async (name, value) => {
    if (name.startsWith("code/")) count += 1;
    if (name.startsWith("code/") && count > 1) await new Promise<void>((resolve) => held.push(resolve));
    await write(name, value);
  };
}
function letGo(): void {
  keychain.write = write;
  for (const go of held.splice(0)) go();
}

async function settled(state: string): Promise<void> {
  const now = async () => {
    const reply = await app.core.answer("lock.get", undefined);
    if (!reply.ok) throw new Error(reply.error.code);
    const view = reply.value as LockView;
    return `${view.state} ${view.unfinished ?? "finished"}`;
  };
  await expect.poll(now).toBe(`${state} finished`);
}

async function turnOnByCall(): Promise<void> {
  await app.core.answer("lock.turnOn", { passphrase });
  await settled("open");
}

async function beginTurningOn(): Promise<void> {
  await door("Settings");
  await section().getByRole("button", { name: "Turn on the lock" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn on the lock" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("textbox", { name: "New passphrase" }).fill(passphrase);
  await dialog.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
  await dialog.getByRole("button", { name: "Turn on the lock" }).click();
}

const bar = () => page.getByRole("progressbar", { name: "Sealing the secrets" });

it("turning it on says how far it is, and cancelled leaves everything as it was", async () => {
  const before = new Map(keychain.items);
  slow();
  await beginTurningOn();
  await expect.poll(() => bar().getAttribute("aria-valuenow")).toBe("1");
  expect(await bar().getAttribute("aria-valuemax")).toBe("3");
  await page.getByText("Sealing the secrets: 1 of 3.").waitFor();
  await picture("sealing");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  letGo();
  await page.getByText("Cancelled: the lock is off, as it was before.").waitFor();
  await section().getByText("The lock is off: whoever can use").waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(keychain.items).toEqual(before);
});

it("goes on without its dialog, is watched among the settings, and cancelled there", async () => {
  slow();
  await beginTurningOn();
  await page.getByRole("button", { name: "Go on in the background" }).click();
  await section().getByText("Sealing the secrets: 1 of 3.").waitFor();
  await picture("sealing-section");
  await door("Authenticator");
  await codes().getByRole("img", { name: /left$/ }).first().waitFor();
  await door("Settings");
  await section().getByRole("button", { name: "Cancel" }).click();
  letGo();
  await page.getByText("Cancelled: the lock is off, as it was before.").waitFor();
  expect(sealed()).toBe(0);
});

it("turning it off says how far it is, and cancelled leaves everything sealed", async () => {
  await turnOnByCall();
  await door("Settings");
  slow();
  await section().getByRole("button", { name: "Turn off the lock" }).click();
  await page.getByRole("textbox", { name: "Present passphrase" }).fill(passphrase);
  await page.keyboard.press("Enter");
  await page.getByText("Opening the secrets: 1 of 3.").waitFor();
  await picture("opening");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  letGo();
  await page.getByText("Cancelled: the lock is on and everything is sealed").waitFor();
  expect(sealed()).toBe(3);
  await settled("open");
});

it("its key lost by the keychain: says what happened, opens once it is back", async () => {
  await turnOnByCall();
  await app.close();
  const item = keychain.items.get(lockItem) ?? "";
  keychain.items.delete(lockItem);
  await open();
  await door("Authenticator");
  await page.getByRole("heading", { name: "The keychain has lost the key of the lock" }).waitFor();
  await picture("broken-gone");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("It is still as it was.").waitFor();
  await door("Settings");
  await section().getByText("is not in the keychain as Gatepost wrote it").waitFor();
  await picture("broken-settings");
  await section().getByRole("button", { name: "Open the authenticator" }).click();
  keychain.items.set(lockItem, item);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(passphrase);
  await page.keyboard.press("Enter");
  await codes().getByRole("img", { name: /left$/ }).first().waitFor();
});

it("its key changed by another program: a backup brings the codes back", async () => {
  const file = join(folder, "backup.age");
  app.platform.savePaths.push(file);
  await app.core.answer("export.save", { format: "gatepost", passphrase: "of the backup" });
  await expect
    .poll(async () => app.core.answer("kept.list", undefined))
    .toMatchObject({ value: { lastBackupAt: expect.any(Number) } });
  await turnOnByCall();
  await app.close();
  keychain.changed.add(lockItem);
  await open();
  await door("Authenticator");
  await page.getByRole("heading", { name: "Another program has changed the key of the lock" }).waitFor();
  await picture("broken-changed");
  await page.getByRole("button", { name: "Restore from a backup" }).click();
  app.platform.files.push([file]);
  await page.getByRole("button", { name: "Choose a backup" }).click();
  await page.getByRole("textbox", { name: "Passphrase of the backup" }).fill("of the backup");
  await page.keyboard.press("Enter");
  await page.getByText("3 entries of your list are in this backup").waitFor();
  await page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
  await picture("broken-restore");
  keychain.changed.clear();
  await page.getByRole("button", { name: "Remove what is sealed and restore" }).click();
  await page.getByText("The lock is off, and 3 codes are back.").waitFor();
  await codes().getByRole("img", { name: /left$/ }).first().waitFor();
});

it("forgotten, asks for the PINs that the backup does not hold", async () => {
  const row = `otpauth://yaotp/Bank:ann?secret=${secret}&issuer=Bank`;
  expect((await app.core.answer("codes.addLink", { link: `${row}&pin=5239` })).ok).toBe(true);
  const file = join(folder, "codes.txt");
  await writeFile(file, row);
  await turnOnByCall();
  await app.core.answer("lock.lock", undefined);
  await door("Authenticator");
  await page.getByRole("button", { name: "Forgotten the passphrase?" }).click();
  app.platform.files.push([file]);
  await page.getByRole("button", { name: "Choose a backup" }).click();
  await page.getByRole("textbox", { name: "PIN of Bank, ann" }).fill("5239");
  expect(await page.getByRole("list", { name: "Not in the backup" }).innerText()).not.toContain("Bank");
  await page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
  await picture("forgotten-pins");
  await page.getByRole("button", { name: "Remove what is sealed and restore" }).click();
  await page.getByText("The lock is off, and one code is back.").waitFor();
  await page
    .getByRole("listitem", { name: "Bank, ann" })
    .getByText(/^[a-z]{4}\s?[a-z]{4}$/)
    .first()
    .waitFor();
});
