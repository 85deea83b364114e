// The guide beside the user's own browser, by clicking: real page, real core, the practice provider with real mail
// servers. What is found, what cannot be used and why, pasted keys, a PDF from a file, the emergency sheet.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBuffer } from "qrcode";
import { afterEach, expect, it } from "vitest";
import { secretKeyPdf } from "../../provider/artefacts.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { type PracticeWorld, startPracticeWorld } from "../../support/practice-world.ts";

let world: PracticeWorld;
let app: BrowserApp;
let folder: string;

const patient = { timeout: 30_000 };
const setUp = () => app.page.getByRole("region", { name: "Set up two-factor authentication" });
const click = (name: string) => setUp().getByRole("button", { name, exact: true }).click();
const key = "XXX33-44YYY-88ZZ8-5AAA5";

async function open(colorScheme: "light" | "dark"): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "gp-guide-"));
  world = await startPracticeWorld("mail-com", { messages: 3 });
  app = await startBrowserApp({
    dataFolder: join(folder, "data"),
    practiceDomains: world.practiceDomains,
    colorScheme,
  });
  const { address, password, name } = world.person;
  const { imap, smtp } = world.servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: world.servers.certificate }));
  const servers = { imap: { ...imap, userName: address }, smtp: { ...smtp, userName: address } };
  await app.core.answer("accounts.add", { name, address, password, servers, pins, providerId: "mail-com" });
  await app.page.getByRole("navigation").getByRole("button", { name: "Settings" }).click(patient);
  await app.page.getByRole("button", { name: `Security of ${address}` }).click(patient);
  await app.page.getByRole("button", { name: "Turn on two-factor authentication" }).click(patient);
  await setUp().getByRole("button", { name: "Use my own browser" }).waitFor(patient);
  await look("ways");
  await click("Use my own browser");
  await setUp().getByText("Click Account at the top right").first().waitFor(patient);
}

afterEach(async (context) => {
  if (context.task.result?.state === "fail") await look("failed");
  await app?.close();
  await world?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Into the folder that PICTURES names, if it does. */
async function look(name: string): Promise<void> {
  if (process.env.PICTURES)
    await app.page.screenshot({ path: join(process.env.PICTURES, `guide-${name}.png`), fullPage: true });
}

async function tickUntil(text: string): Promise<void> {
  const heading = setUp().getByRole("heading", { level: 2 });
  for (let step = 0; step < 20; step++) {
    const before = (await heading.first().textContent()) ?? "";
    if (before.includes(text)) return;
    await click("Done, next");
    await expect.poll(() => heading.first().textContent(), patient).not.toBe(before);
  }
  throw new Error(`no step with ${text}`);
}

async function scan(text: string): Promise<void> {
  app.platform.screens = [{ bytes: new Uint8Array(await toBuffer(text, { scale: 6, margin: 4 })) }];
  await click("Scan the screen");
}

it("says why a code cannot be used, asks before it keeps another's, and keeps the right one", async () => {
  await open("light");
  await click("Open the provider’s page");
  await expect.poll(() => app.platform.openedAddresses).toEqual([`${world.provider.web}/security`]);
  await click("Keep this window narrow and on top");
  await expect.poll(() => app.platform.floating).toBe(true);
  await app.page.setViewportSize({ width: 400, height: 900 });
  await look("narrow");
  await tickUntil("Scan the QR code");
  expect(await setUp().getByRole("button", { name: "Done, next" }).isDisabled()).toBe(true);

  await scan("phonefactor://activate?code=123");
  await expect.poll(() => setUp().getByRole("alert").textContent(), patient).toContain("provider’s own app");
  await scan("https://example.org/app");
  await expect.poll(() => setUp().getByRole("alert").textContent(), patient).toContain("only a link");
  await look("unusable");

  await scan("otpauth://totp/Shop:eve@else.example?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Shop");
  await setUp().getByText("not for ada@mailcom.test").waitFor(patient);
  expect(await setUp().getByRole("button", { name: "It is mine, keep it" }).count()).toBe(1);
  await scan(
    `otpauth://totp/mail.com:${world.person.address}?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=mail.com`,
  );
  await look("narrow-found");
  await click("Keep it in the keychain");
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
  // The next step asks for the digits: they are on the clipboard already.
  await setUp().getByText("They are on the clipboard already").waitFor(patient);
  expect(app.platform.clipboard.text).toMatch(/^\d{6}$/);
  await setUp()
    .getByRole("img", { name: /seconds left/ })
    .waitFor(patient);
  await look("narrow-digits");

  await click("Make this window large again");
  await expect.poll(() => app.platform.floating).toBe(false);
  app.platform.keepsOnTop = false;
  await click("Keep this window narrow and on top");
  await app.page.getByText("This desktop alone decides which window lies on top").waitFor();
  expect(app.pageErrors).toEqual([]);
});

it("takes a pasted key, a PDF from a file, and prints the emergency sheet", async () => {
  await open("dark");
  await tickUntil("Scan the QR code");
  await setUp().getByText("Or paste the key").click();
  await setUp().getByRole("textbox", { name: "Setup key" }).fill("jbsw y3dp ehpk 3pxp jbsw y3dp");
  await setUp().getByText("Gatepost takes SHA1, 6 digits, 30 seconds").waitFor(patient);
  await setUp().getByText("The page says something else?").click();
  await setUp().getByRole("combobox", { name: "Algorithm" }).selectOption("SHA256");
  await setUp().getByText("Gatepost takes SHA256, 6 digits").waitFor(patient);
  await look("key");
  await setUp().getByRole("combobox", { name: "Algorithm" }).selectOption("SHA1");
  await click("Keep this key");
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
  await click("Done, next");

  const pdf = join(folder, "key.pdf");
  await writeFile(pdf, await secretKeyPdf(world.person.address, key, Date.now()));
  app.platform.files.push([pdf]);
  await click("Choose the PDF");
  await expect.poll(() => setUp().locator("output").first().textContent(), patient).toBe(key);
  // The key is kept, so the guide has gone on; the PDF stays at hand.
  await setUp().getByText("The key is kept in your keychain").waitFor(patient);
  await setUp()
    .getByRole("heading", { name: /Check your personal information/ })
    .waitFor(patient);
  await look("pdf");
  await click("Print the PDF");
  await expect.poll(() => app.platform.printed.length, patient).toBe(1);
  const saved = join(folder, "saved.pdf");
  app.platform.savePaths.push(saved);
  await click("Save the PDF");
  expect([...app.keychain.items.values()]).toContain(key);

  await tickUntil("Activate now");
  await setUp().getByText("Mail rests while you do this step").waitFor(patient);
  await look("last");
  await click("Go on without a backup");
  await click("Done, next");
  await setUp().getByRole("heading", { name: "Switch POP3/IMAP access on" }).waitFor(patient);
  await look("imap-switch");
  await click("Done, next");
  await setUp().getByRole("textbox", { name: "App password" }).waitFor(patient);
  await look("app-password");
  await click("Back");
  await click("Back");
  await setUp().getByText("Before you press the last button").waitFor(patient);
  await click("Done, next");
  await click("Done, next");
  await setUp()
    .getByRole("button", { name: /Sign in later|Done, next/ })
    .click();
  await setUp().getByRole("heading", { name: "Two-factor authentication is on" }).waitFor(patient);
  await click("Print my emergency sheet");
  await expect.poll(() => app.platform.printed.length, patient).toBe(2);
  const sheet = String(app.platform.printed[1]);
  expect(sheet).toContain(key);
  expect(sheet).toContain(world.person.address);
  await look("done");
  expect(app.pageErrors).toEqual([]);
});
