// What Gatepost knows about providers, as a person comes to it: the list, an account's settings, its security, and
// while adding an account. Pages of providers are opened by the core.
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { addAccount, bob, type Reader, startReader } from "../../support/reader.ts";
import { unlabelled } from "../../support/unlabelled.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** For whoever wants to look at the screens: PICTURES names a folder. */
async function picture({ page }: BrowserApp, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function openList(app: BrowserApp): Promise<void> {
  await app.page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await app.page.getByRole("button", { name: "Providers that Gatepost knows" }).click();
  await app.page.getByRole("heading", { name: "Providers that Gatepost knows" }).waitFor();
}

test.each(["light", "dark"] as const)(
  "the list is searched, a provider is read, and its pages open (%s)",
  async (colorScheme) => {
    const app = await startBrowserApp({ colorScheme });
    closing.push(() => app.close());
    const { page, platform } = app;
    await openList(app);
    const list = page.getByRole("list", { name: "Known providers" });
    expect(await list.getByRole("listitem").count()).toBeGreaterThanOrEqual(29);
    await picture(app, `providers-list-${colorScheme}`);
    const search = page.getByRole("searchbox", { name: "Search providers" });
    await search.fill("ada@gmx.de");
    await page.getByRole("status").filter({ hasText: "1 provider" }).waitFor();
    await search.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "What Gatepost knows about GMX (gmx.net" }).waitFor();
    const secondFactor = page.getByRole("region", { name: "Two-factor authentication" });
    await secondFactor.getByText("Zwei-Faktor-Authentifizierung aktivieren").waitFor();
    await secondFactor.getByText("How sure we are: fairly sure").waitFor();
    const afterwards = page.getByRole("region", { name: "Mail programs afterwards" });
    await afterwards.getByText("Mail programs must sign in again.").waitFor();
    const servers = page.getByRole("region", { name: "Servers" });
    await servers.getByRole("row", { name: "IMAP imap.gmx.net 993 TLS whole address" }).waitFor();
    await page.getByText("Checked on").waitFor();
    expect(await unlabelled(page)).toEqual([]);
    await picture(app, `provider-gmx-${colorScheme}`);
    await afterwards.scrollIntoViewIfNeeded();
    await picture(app, `provider-gmx-programs-${colorScheme}`);

    await afterwards.getByRole("button", { name: "Open the page for app passwords (hilfe.gmx.net)" }).click();
    await afterwards.getByRole("button", { name: "Open the page for access (hilfe.gmx.net)" }).click();
    await page.getByRole("button", { name: "Open github.com/jens-maus/yam/issues/638" }).click();
    await picture(app, `provider-gmx-sources-${colorScheme}`);
    await expect
      .poll(() => platform.openedAddresses)
      .toEqual([
        "https://hilfe.gmx.net/sicherheit/2fa/anwendungsspezifisches-passwort.html",
        "https://hilfe.gmx.net/pop-imap/einschalten.html",
        "https://github.com/jens-maus/yam/issues/638",
      ]);

    await page.getByRole("button", { name: "Back" }).click();
    expect(await search.inputValue()).toBe("ada@gmx.de");
    await search.fill("nobody at all");
    await page.getByText("Gatepost knows no provider of this name.").waitFor();
    await page.getByRole("button", { name: "Self-hosted, or another provider" }).click();
    await page.getByRole("heading", { name: "We do not know this for your provider" }).waitFor();
    await picture(app, `provider-unknown-${colorScheme}`);
    expect(app.pageErrors).toEqual([]);
  },
);

test("where no authenticator app can help, it says so instead of showing a way", async () => {
  const app = await startBrowserApp();
  closing.push(() => app.close());
  const { page } = app;
  await openList(app);
  await page.getByRole("searchbox", { name: "Search providers" }).fill("icloud");
  await page.getByRole("button", { name: "iCloud Mail" }).click();
  await page
    .getByText("There is a second factor, but not the usual six digits of an authenticator app.")
    .waitFor();
  await page.getByText("there is no QR code for an authenticator app").waitFor();
  await page.getByRole("button", { name: "Open the page for it (account.apple.com)" }).click();
  await expect.poll(() => app.platform.openedAddresses).toEqual(["https://account.apple.com"]);
});

test("an account leads to its provider from the settings and from its security, and back", async () => {
  const reader: Reader = await startReader([]);
  closing.push(() => reader.close());
  const atFastmail = { ...bob, providerId: "fastmail" };
  await addAccount(reader.ask, reader.servers, atFastmail, "Bob");
  const { page } = reader;
  await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: `The general way for ${reader.address}` }).click();
  await page.getByRole("heading", { name: "We do not know this for your provider" }).waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await picture(reader, "provider-settings");
  await page.getByRole("button", { name: "What Gatepost knows about Fastmail" }).click();
  await page.getByRole("heading", { name: "What Gatepost knows about Fastmail" }).waitFor();
  await page.getByText("Nothing changes for mail programs.").waitFor();
  await page.getByRole("button", { name: "Back" }).click();

  await page.getByRole("button", { name: `Security of ${bob.address}` }).click();
  await page.getByRole("heading", { name: `Security of ${bob.address}` }).waitFor();
  await page.getByRole("button", { name: "What Gatepost knows about Fastmail" }).click();
  await page.getByRole("heading", { name: "What Gatepost knows about Fastmail" }).waitFor();
  await page.getByRole("button", { name: "Providers that Gatepost knows" }).click();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByRole("heading", { name: `Security of ${bob.address}` }).waitFor();
  expect(reader.pageErrors).toEqual([]);
});

test("while an account is added the provider's rule is said, and looking it up loses nothing", async () => {
  const app = await startBrowserApp();
  closing.push(() => app.close());
  const { page } = app;
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  const address = page.getByRole("textbox", { name: "Email address" });
  await address.fill("ada@yahoo.de");
  await page.getByText("Yahoo Mail: mail programs need its “app password”").waitFor();
  await picture(app, "provider-add-account");
  await page.getByRole("button", { name: "What Gatepost knows about Yahoo Mail" }).click();
  const dialog = page.getByRole("dialog", { name: "What Gatepost knows about Yahoo Mail" });
  await dialog.getByText("Under External connections click Create app password.").waitFor();
  await picture(app, "provider-dialog");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  expect(await page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Ada");
  expect(await address.inputValue()).toBe("ada@yahoo.de");
  await address.fill("ada@yahoo.de.evil.example");
  await page.getByText("Yahoo Mail:").waitFor({ state: "hidden" });
  expect(app.pageErrors).toEqual([]);
});
