// The lock on the screen: turning it on, the locked authenticator, wrong passphrases, changing, linking a phone, a
// forgotten passphrase with a backup, turning it off. Real core, real Argon2id.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const passphrase = "correct horse battery staple";
let app: BrowserApp;
let page: Page;
let folder: string;

const door = (name: string) => page.getByRole("navigation").getByRole("button", { name }).click();
const heading = (name: string) => page.getByRole("heading", { name }).waitFor();
const section = () => page.getByRole("region", { name: "Lock of the authenticator" });
const codes = () => page.getByRole("list", { name: "Codes" });
const picture = (name: string) => page.screenshot({ path: `test-results/lock-${name}.png` });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatepost-lock-"));
  app = await startBrowserApp();
  page = app.page;
  page.setDefaultTimeout(15_000);
  const added = await app.core.answer("codes.addLink", {
    link: `otpauth://totp/Post:ann%40example.org?secret=${secret}&issuer=Post`,
  });
  expect(added.ok).toBe(true);
});

afterEach(async () => {
  expect(app.pageErrors).toEqual([]);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** By the screen, as a person does it. */
async function turnOn(): Promise<void> {
  await door("Settings");
  await section().getByRole("button", { name: "Turn on the lock" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn on the lock" });
  await dialog.getByRole("checkbox").check();
  await dialog.getByRole("textbox", { name: "New passphrase" }).fill(passphrase);
  await dialog.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
  await dialog.getByRole("button", { name: "Turn on the lock" }).click();
  await page.getByText("The lock is on. From now on").waitFor();
  await dialog.waitFor({ state: "hidden" });
}

async function unlock(typed = passphrase): Promise<void> {
  await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(typed);
  await page.keyboard.press("Enter");
}

describe("the lock", () => {
  it("is turned on with advice and an offer of a backup, locks by hand and opens again", async () => {
    await door("Settings");
    await picture("settings-off");
    await section().getByRole("button", { name: "Turn on the lock" }).click();
    const dialog = page.getByRole("dialog", { name: "Turn on the lock" });
    await dialog.getByText("There is no backup yet.").waitFor();
    const go = dialog.getByRole("button", { name: "Turn on the lock" });
    expect(await go.isDisabled()).toBe(true);
    await dialog.getByRole("checkbox", { name: /without a backup/ }).check();
    const field = dialog.getByRole("textbox", { name: "New passphrase" });
    await field.fill("gatepost1");
    await dialog.getByText("Easy to guess.").waitFor();
    await picture("turn-on-weak");
    await field.fill(passphrase);
    await go.click();
    await dialog.getByText("The two are not the same.").waitFor();
    await dialog.getByRole("textbox", { name: "Repeat the passphrase" }).fill(passphrase);
    await go.click();
    await page.getByText("The lock is on. From now on").waitFor();
    await picture("settings-on");
    expect([...app.keychain.items.values()].join()).not.toContain(secret);

    await door("Authenticator");
    await codes().getByRole("img", { name: /left$/ }).waitFor();
    expect(app.platform.windowProtected).toBe(true);
    await page.getByRole("button", { name: "Lock", exact: true }).click();
    await heading("The authenticator is locked");
    await picture("locked");
    expect(await page.content()).not.toContain("ann@example.org");
    await unlock();
    await codes().getByRole("img", { name: /left$/ }).waitFor();
    await door("Mail");
    await expect.poll(() => app.platform.windowProtected).toBe(false);
  });

  it("offers a backup first, and then needs no further word", async () => {
    await door("Settings");
    await section().getByRole("button", { name: "Turn on the lock" }).click();
    await page.getByRole("button", { name: "Make a backup" }).click();
    app.platform.savePaths.push(join(folder, "backup.age"));
    await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill("of the backup");
    await page.getByRole("textbox", { name: "Repeat the passphrase" }).fill("of the backup");
    await page.getByRole("button", { name: "Save…" }).click();
    await page
      .getByRole("status")
      .filter({ hasText: /read back/ })
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByText("The last backup is of").waitFor();
    expect(await page.getByRole("dialog").getByRole("checkbox").count()).toBe(0);
  });

  it("says a wrong passphrase, slows down, and counts the time until the next try", async () => {
    await turnOn();
    await app.core.answer("lock.lock", undefined);
    await section().getByRole("button", { name: "Unlock" }).click();
    await heading("The authenticator is locked");
    for (const wrong of ["wrong one", "wrong two", "wrong three"]) {
      await unlock(wrong);
      await page.getByText("That is not the passphrase of the lock.").waitFor();
    }
    await page
      .getByRole("status")
      .filter({ hasText: /try again in/ })
      .waitFor();
    await picture("waiting");
    expect(await page.getByRole("button", { name: "Unlock", exact: true }).isDisabled()).toBe(true);
    const field = page.getByRole("textbox", { name: "Passphrase", exact: true });
    await field.fill(passphrase);
    await expect.poll(() => page.getByRole("button", { name: "Unlock", exact: true }).isEnabled()).toBe(true);
    await page.keyboard.press("Enter");
    await codes().waitFor();
  });

  it("closes what is on the screen when it locks by itself, with its dialogs", async () => {
    await turnOn();
    await door("Authenticator");
    await codes().waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("dialog").waitFor();
    app.platform.goAway("suspend");
    await heading("The authenticator is locked");
    expect(await page.getByRole("dialog").count()).toBe(0);
    // Mail goes on.
    await door("Mail");
    await heading("Welcome to Gatepost");
  });

  it("is locked from the command palette, wherever one is", async () => {
    await turnOn();
    await page.keyboard.press("Control+k");
    await page
      .getByRole("dialog", { name: "Command palette" })
      .getByRole("textbox")
      .or(page.getByRole("combobox"))
      .first()
      .fill("Lock");
    await page.getByRole("option", { name: "Lock", exact: true }).click();
    await section().getByText("the authenticator is locked").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: "Authenticator" }).waitFor();
    expect(await page.getByRole("option", { name: "Lock", exact: true }).count()).toBe(0);
  });

  it("asks again before a code is linked with a phone", async () => {
    await turnOn();
    await door("Authenticator");
    await codes().getByRole("button", { name: "Edit" }).click();
    await page.getByRole("button", { name: "Show as QR code" }).click();
    const field = page.getByRole("textbox", { name: "Passphrase of the lock" });
    await field.fill("wrong one");
    await page.keyboard.press("Enter");
    await page.getByText("That is not the passphrase of the lock.").waitFor();
    await picture("link");
    await field.fill(passphrase);
    await page.getByRole("button", { name: "Show the QR code" }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
  });

  it("changes its passphrase, and is turned off", async () => {
    await turnOn();
    await section().getByRole("button", { name: "Change passphrase" }).click();
    await page.getByRole("textbox", { name: "Present passphrase" }).fill("wrong one");
    await page.getByRole("textbox", { name: "New passphrase" }).fill("window lamp kettle river stone");
    await page.getByRole("textbox", { name: "Repeat the passphrase" }).fill("window lamp kettle river stone");
    await picture("change");
    await page.keyboard.press("Enter");
    await page.getByText("That is not the passphrase of the lock.").waitFor();
    await page.getByRole("textbox", { name: "Present passphrase" }).fill(passphrase);
    await page.keyboard.press("Enter");
    await page.getByText("The passphrase was changed.").waitFor();

    await section().getByRole("button", { name: "Turn off the lock" }).click();
    await picture("turn-off");
    await page.getByRole("textbox", { name: "Present passphrase" }).fill("window lamp kettle river stone");
    await page.keyboard.press("Enter");
    await page.getByText("The lock is off.", { exact: true }).waitFor();
    expect([...app.keychain.items.values()]).toContain(secret);
    await door("Authenticator");
    await codes().waitFor();
    expect(await page.getByRole("button", { name: "Lock", exact: true }).count()).toBe(0);
  });

  it("keeps the settings of when it locks", async () => {
    await turnOn();
    await section().getByRole("combobox", { name: "When the computer was not used for" }).selectOption("1");
    await section().getByRole("checkbox", { name: "When the computer goes to sleep" }).uncheck();
    await expect
      .poll(async () => app.core.answer("lock.get", undefined))
      .toMatchObject({ value: { triggers: { idleMinutes: 1, onSuspend: false, onScreenLock: true } } });
    expect(
      await section()
        .getByRole("checkbox", { name: /When Gatepost starts/ })
        .isDisabled(),
    ).toBe(true);
    app.platform.idleNow = { seconds: 60, screenLocked: false };
    await section().getByText("the authenticator is locked").waitFor();
  });

  it("forgotten, lets a backup bring back what was sealed", async () => {
    const file = join(folder, "backup.age");
    app.platform.savePaths.push(file);
    await app.core.answer("export.save", { format: "gatepost", passphrase: "of the backup" });
    await expect
      .poll(async () => app.core.answer("kept.list", undefined))
      .toMatchObject({ value: { lastBackupAt: expect.any(Number) } });
    const later = `otpauth://totp/Later:ann?secret=${secret}&issuer=Later`;
    expect((await app.core.answer("codes.addLink", { link: later })).ok).toBe(true);
    await app.core.answer("lock.turnOn", { passphrase });
    await expect
      .poll(async () => app.core.answer("lock.get", undefined))
      .toMatchObject({ value: { state: "open" } });
    await expect
      .poll(async () => JSON.stringify(await app.core.answer("lock.get", undefined)))
      .not.toContain("unfinished");
    await app.core.answer("lock.lock", undefined);

    await door("Authenticator");
    await page.getByRole("button", { name: "Forgotten the passphrase?" }).click();
    app.platform.files.push([file]);
    await picture("forgotten");
    await page.getByRole("button", { name: "Choose a backup" }).click();
    await page.getByRole("textbox", { name: "Passphrase of the backup" }).fill("of the backup");
    await page.keyboard.press("Enter");
    await page.getByText("One entry of your list is in this backup").waitFor();
    expect(await page.getByRole("list", { name: "Not in the backup" }).innerText()).toContain("Later, ann");
    const begin = page.getByRole("button", { name: "Remove what is sealed and restore" });
    expect(await begin.isDisabled()).toBe(true);
    await page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
    await picture("forgotten-compared");
    await begin.click();
    await page.getByText("The lock is off, and one code is back.").waitFor();
    const post = page.getByRole("listitem", { name: "Post, ann@example.org" });
    await post.getByRole("img", { name: /left$/ }).waitFor();
    await page.getByRole("listitem", { name: "Later, ann" }).getByText("Its secret is no longer").waitFor();
  });

  it("forgotten without a backup, takes a knowing yes, and leaves the names", async () => {
    await turnOn();
    await app.core.answer("lock.lock", undefined);
    await door("Authenticator");
    await page.getByRole("button", { name: "Forgotten the passphrase?" }).click();
    await page.getByRole("button", { name: "I have no backup" }).click();
    const begin = page.getByRole("button", { name: "Remove what is sealed" });
    expect(await begin.isDisabled()).toBe(true);
    await page.getByRole("checkbox", { name: /cannot be brought back/ }).check();
    await picture("forgotten-without");
    await begin.click();
    await page.getByText("What was sealed is removed, and the lock is off.").waitFor();
    await page
      .getByRole("listitem", { name: "Post, ann@example.org" })
      .getByText("Its secret is no longer")
      .waitFor();
  });
});
