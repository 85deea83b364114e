// Switching on two-factor authentication and signing in again, by clicking: real page, real core, real threads, the
// practice provider with real Dovecot and Postfix; the keychain is one in memory.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { practiceClient, signedInClient } from "../../support/practice-client.ts";
import { type PracticeWorld, startPracticeWorld } from "../../support/practice-world.ts";

let world: PracticeWorld;
let app: BrowserApp;
let folder: string;

const patient = { timeout: 30_000 };
const setUp = () => app.page.getByRole("region", { name: "Set up two-factor authentication" });
const signIn = () => app.page.getByRole("region", { name: "Sign in again" });
const click = (name: string) => setUp().getByRole("button", { name, exact: true }).click();
const field = (name: string) => setUp().getByRole("textbox", { name });
const problem = () => setUp().getByRole("alert").textContent();
const currentStep = () => setUp().locator("[aria-current=step]").textContent();

async function open(providerId: "mail-com" | "mailfence"): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "gp-enrol-"));
  world = await startPracticeWorld(providerId, { messages: 5 });
  app = await startBrowserApp({ dataFolder: join(folder, "data"), practiceDomains: world.practiceDomains });
  const { address, password, name } = world.person;
  const { imap, smtp } = world.servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: world.servers.certificate }));
  const servers = { imap: { ...imap, userName: address }, smtp: { ...smtp, userName: address } };
  await app.core.answer("accounts.add", { name, address, password, servers, pins, providerId });
  await expect.poll(accountState, patient).toBe("ok");
}

afterEach(async (context) => {
  if (context.task.result?.state === "fail" && process.env.PICTURES)
    await app?.page.screenshot({ path: join(process.env.PICTURES, `${Date.now()}.png`), fullPage: true });
  await app?.close();
  await world?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function answer<Value>(name: string, input?: unknown): Promise<Value> {
  const reply = await app.core.answer(name, input);
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value as Value;
}
const accountState = async () =>
  (await answer<{ readonly state: { readonly kind: string } }[]>("accounts.list"))[0]?.state.kind;

/** What a person does while nothing can reach the server: stars a message, sends another. */
async function workOffline(): Promise<void> {
  const { rows } = await answer<{ readonly rows: readonly { readonly id: number }[] }>("messages.list", {
    view: { kind: "unified-inbox" },
    offset: 0,
    limit: 1,
  });
  await answer("messages.act", { messageIds: [rows[0]?.id], action: { kind: "star" } });
  const [account] = await answer<{ readonly id: string }[]>("accounts.list");
  const draft = await answer<{ readonly id: string }>("drafts.create", {
    mode: "new",
    accountId: account?.id,
  });
  const fields = {
    accountId: account?.id,
    to: world.friend.address,
    cc: "",
    bcc: "",
    subject: "Held back",
    text: "Hi",
  };
  await answer("drafts.save", { draftId: draft.id, fields });
  await answer("drafts.send", { draftId: draft.id });
}

async function toSecurity(): Promise<void> {
  await app.page.getByRole("navigation").getByRole("button", { name: "Settings" }).click(patient);
  await app.page.getByRole("button", { name: `Security of ${world.person.address}` }).click();
  await app.page.getByRole("heading", { name: `Security of ${world.person.address}` }).waitFor(patient);
}

/** The QR code as it stands on screen is what the "screen" of this platform shows. */
async function scan(): Promise<void> {
  await setUp().getByRole("img", { name: "QR code of the provider" }).waitFor(patient);
  app.platform.screens = [{ bytes: new Uint8Array(await app.page.screenshot()) }];
  await click("Scan the screen");
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
}

/** Fills in the digits that stand beside the field; not in the last moments of their time. */
async function fillDigits(): Promise<void> {
  await setUp().getByRole("button", { name: "Fill in" }).waitFor(patient);
  const seconds = async () =>
    Number.parseInt(
      (await setUp()
        .getByRole("img", { name: /seconds left/ })
        .getAttribute("aria-label")) ?? "0",
      10,
    );
  await expect.poll(seconds, { timeout: 40_000 }).toBeGreaterThan(3);
  await click("Fill in");
  expect(await field("Six digits").inputValue()).toMatch(/^\d{6}$/);
}

/** The other answer to the question before the last button: a backup that holds the secret, and back to the same step. */
async function backUp(): Promise<void> {
  const { page } = app;
  await click("Set up backups");
  app.platform.folders.push(folder);
  await page.getByRole("textbox", { name: "Passphrase for backups" }).fill("correct horse battery");
  await page.getByRole("textbox", { name: "Repeat the passphrase" }).fill("correct horse battery");
  await page.getByRole("button", { name: "Choose a folder and begin" }).click();
  await page.getByText("Automatic backups are on.").waitFor(patient);
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await field("Six digits").waitFor(patient);
}

it("walks through mail.com's set-up, with refusals in place, and signs in again afterwards", async () => {
  await open("mail-com");
  await toSecurity();
  await app.page.getByRole("button", { name: "Turn on two-factor authentication" }).click();
  await setUp().getByText("Your mobile phone").waitFor(patient);
  await click("Start setup now");

  await field("Password").fill("not this one");
  await click("Start now");
  await expect.poll(problem, patient).toContain("did not accept the password");
  expect(await field("Password").inputValue()).toBe("not this one");
  await field("Password").fill(world.person.password);
  await click("Start now");

  await field("Mobile number").fill("12");
  await click("Request SMS");
  await expect.poll(problem, patient).toContain("phone number");
  await field("Mobile number").fill("+49 151 00000042");
  await click("Request SMS");

  const code = async () =>
    /\b\d{6}\b/.exec((await practiceClient(world.provider).get("/api/sms")).body.messages[0].text)?.[0] ?? "";
  await field("Confirmation code").waitFor(patient);
  const first = await code();
  await click("Resend SMS");
  await expect.poll(code, patient).not.toBe(first);
  await field("Confirmation code").fill(first);
  await click("Continue");
  await expect.poll(problem, patient).toMatch(/code/);
  expect(await field("Confirmation code").inputValue()).toBe(first);
  await field("Confirmation code").fill(await code());
  await click("Continue");

  await scan();
  await field("Six digits").fill("12345");
  await click("Continue");
  await expect.poll(problem, patient).toContain("Type six digits");

  // The program is closed in the middle and opened again.
  const { keychain } = app;
  await app.close();
  app = await startBrowserApp({
    dataFolder: join(folder, "data"),
    practiceDomains: world.practiceDomains,
    keychain,
  });
  await toSecurity();
  await app.page.getByRole("button", { name: "Go on with setting up" }).click();
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
  expect(await currentStep()).toContain("Authentication app");
  await fillDigits();
  await click("Continue");

  await setUp().getByRole("heading", { name: "Save your secret key" }).waitFor(patient);
  expect(await setUp().getByRole("button", { name: "Continue" }).isDisabled()).toBe(true);
  const pdf = join(folder, "secret key.pdf");
  app.platform.savePaths.push(pdf);
  await click("Save your secret key");
  await setUp().getByText("The PDF is saved").waitFor(patient);
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe("%PDF-");
  await click("Continue");
  await click("Next");
  await setUp().getByText("Mail programs are cut off").waitFor(patient);
  const activate = setUp().getByRole("button", { name: "Activate now" });
  expect(await activate.isDisabled()).toBe(true);
  await setUp().getByText("First back up the authenticator").waitFor(patient);
  await click("Go on without a backup");
  await expect.poll(() => activate.isEnabled(), patient).toBe(true);
  // The pressed button has gone: the keyboard goes on at the list of what is kept.
  const focused = () => app.page.evaluate(() => document.activeElement?.textContent);
  expect(await focused()).toBe("Before you press the last button");
  await click("Activate now");

  await setUp().getByRole("heading", { name: "Two-factor authentication is on" }).waitFor(patient);
  await expect.poll(accountState, { timeout: 60_000 }).toBe("sign-in-needed");
  await workOffline();
  await setUp().getByRole("button", { name: "Sign in again" }).click();

  await signIn()
    .getByRole("heading", { name: /mail\.com/ })
    .waitFor(patient);
  const steps = signIn().getByRole("list", { name: "What to do" }).locator("> li");
  await expect.poll(() => steps.count(), patient).toBe(3);
  await signIn().getByRole("button", { name: "Open the POP3/IMAP settings" }).click();
  await signIn().getByRole("button", { name: "Open application-specific passwords" }).click();
  await expect
    .poll(() => app.platform.openedAddresses)
    .toEqual([`${world.provider.web}/settings/pop3-imap`, `${world.provider.web}/security/app-passwords`]);

  // The pages that the steps lead to ask for the digits: they are at hand.
  const digits = signIn().getByRole("region", { name: "The six digits" });
  await digits.getByText(/^\d{3} \d{3}$/).waitFor(patient);
  expect(app.platform.windowProtected).toBe(true);
  // Locked, they are not, and the passphrase brings them back in the same place.
  const passphrase = "correct horse battery staple";
  expect((await app.core.answer("lock.turnOn", { passphrase })).ok).toBe(true);
  const view = async () => JSON.stringify(await app.core.answer("lock.get", undefined));
  await expect.poll(view, patient).toMatch(/"state":"open",(?!"unfinished")/);
  await app.core.answer("lock.lock", undefined);
  await digits.getByText("They are locked with the authenticator.").waitFor(patient);
  expect(await digits.getByText(/^\d{3} \d{3}$/).count()).toBe(0);
  await expect.poll(() => app.platform.windowProtected).toBe(false);
  await digits.getByRole("textbox", { name: "Passphrase" }).fill(passphrase);
  await app.page.keyboard.press("Enter");
  await digits.getByText(/^\d{3} \d{3}$/).waitFor(patient);
  const appPassword = signIn().getByRole("textbox", { name: "App password" });
  await appPassword.fill(world.person.password);
  await signIn().getByRole("button", { name: "Check and sign in" }).click();
  await expect
    .poll(() => signIn().getByRole("alert").textContent(), { timeout: 60_000 })
    .toContain("Nothing was changed");
  expect(await appPassword.inputValue()).toBe(world.person.password);

  const { address, password } = world.person;
  const client = await signedInClient(world.provider, address, password, world.provider.digits(address, 1));
  await client.call("PUT", "/api/access", { enabled: true });
  const { body } = await client.post("/api/app-passwords", { name: "Gatepost", password });
  await appPassword.fill(` ${body.appPassword} `);
  await signIn().getByRole("button", { name: "Check and sign in" }).click();
  await signIn().getByText("Signed in. Mail flows again.").waitFor({ timeout: 60_000 });
  await signIn().getByText("One change was carried out on the server.").waitFor({ timeout: 60_000 });
  await signIn().getByText("One waiting message was sent.").waitFor({ timeout: 60_000 });
  await expect.poll(accountState, patient).toBe("ok");
  expect([...keychain.items.values()]).toContain(body.appPassword);
  expect([...keychain.items.values()]).not.toContain(password);

  await toSecurity();
  await app.page.getByText("Gatepost has signed in since").waitFor(patient);
  expect(app.pageErrors).toEqual([]);
});

it("walks through Mailfence's set-up; mail programs go on; backup codes are kept, copied and marked", async () => {
  await open("mailfence");
  await toSecurity();
  await app.page.getByRole("button", { name: "Turn on two-factor authentication" }).click();
  await click("Set-up");
  await setUp().getByRole("img", { name: "QR code of the provider" }).waitFor(patient);
  await click("Continue");
  await expect.poll(problem, patient).toContain("First keep the secret");
  await click("Use Gatepost");
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
  await click("Continue");

  await setUp().getByRole("heading", { name: "Generate backup codes" }).waitFor(patient);
  await click("Continue");
  await expect.poll(problem, patient).toContain("has not been saved");
  await click("Generate backup codes");
  await setUp().getByText("10 left").waitFor(patient);
  await click("Continue");
  expect(await setUp().getByRole("button", { name: "Continue", exact: true }).isDisabled()).toBe(true);
  await backUp();
  expect(await setUp().getByText("The authenticator is not backed up.").count()).toBe(0);
  await fillDigits();
  await click("Continue");
  await setUp().getByText("IMAP and SMTP keep their password").waitFor(patient);
  await expect.poll(accountState, patient).toBe("ok");

  await click("What is kept");
  await app.page.getByRole("button", { name: "Show backup codes" }).click();
  const list = app.page.getByRole("list", { name: "Backup codes" });
  await list.getByRole("listitem").nth(2).getByRole("button", { name: "Copy" }).click();
  await expect.poll(() => app.platform.clipboard.text).toMatch(/^\w{4}-\w{4}$/);
  await list.getByRole("listitem").nth(2).getByRole("button", { name: "Mark as used" }).click();
  await app.page.getByText("9 left", { exact: true }).waitFor(patient);
  expect(app.pageErrors).toEqual([]);
});
