// The story that Gatepost exists for, told by clicking and typing in the real program, with real Dovecot, Postfix and
// keychain: an account, a message, an answer; two-factor authentication switched on with the QR code read from the
// screen; the provider refuses the old login; signing in again; and nothing was lost on the way.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { launchChromium } from "../../support/browser-app.ts";
import { type Canary, searchBytes, sweepFiles, sweepProcesses } from "../../support/canary-sweep.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";
import { imapAccepts, type PracticeWorld, startPracticeWorld } from "../../support/practice-world.ts";

let world: PracticeWorld;
let keyring: Keyring;
let folder: string;
let app: App;
const phone = "+4915112345678";

const start = () =>
  startApp({ practiceDomains: world.practiceDomains, keyring, dataFolder: join(folder, "data") });

async function open(providerId: "mail-com" | "mailfence", password: string): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "gp-story-"));
  keyring = await startKeyring();
  world = await startPracticeWorld(providerId, { password });
  app = await start();
}

beforeEach(() => {
  folder = "";
});
afterEach(async (context) => {
  if (context.task.result?.state === "fail")
    await app?.screenshot(`story-${Date.now()}`).catch(() => undefined);
  await app?.stop();
  await world?.stop();
  await keyring?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const patient = { timeout: 30_000 };
const messages = (page: Page) => page.getByRole("listbox", { name: "Messages" });
const reading = (page: Page) => page.getByRole("region", { name: "Message", exact: true });
const toMail = (page: Page) =>
  page.getByRole("navigation").getByRole("button", { name: "Mail", exact: true }).click();

async function addAccount(page: Page): Promise<void> {
  const { person } = world;
  await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor(patient);
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill(person.name);
  await page.getByRole("textbox", { name: "Email address" }).fill(person.address);
  await page.getByRole("textbox", { name: "Password" }).fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
  // The practice servers have a certificate of their own, one place after the other: trusted knowingly.
  const { imap, smtp } = world.servers.servers(person.address);
  for (const { port } of [imap, smtp]) {
    const dialog = page
      .getByRole("alertdialog", { name: "This server's identity could not be verified" })
      .filter({ hasText: String(port) });
    await dialog.waitFor(patient);
    const shown = ((await dialog.textContent()) ?? "").replace(/[^0-9a-f]/gi, "").toLowerCase();
    expect(shown).toContain(world.servers.certificate);
    await dialog.getByRole("button", { name: "Trust this certificate" }).click();
  }
  await messages(page)
    .getByRole("option", { name: /Keys for the garden house/ })
    .waitFor(patient);
}

async function readAndAnswer(page: Page): Promise<void> {
  await messages(page)
    .getByRole("option", { name: /Keys for the garden house/ })
    .click();
  await reading(page).getByRole("heading", { name: "Keys for the garden house" }).waitFor(patient);
  const body = reading(page).frameLocator('iframe[title="Message body"]').locator("body");
  await expect.poll(() => body.textContent(), patient).toContain("with the neighbour");
  await reading(page).getByRole("button", { name: "Reply", exact: true }).click();
  const form = page.getByRole("form", { name: "New message" });
  await expect
    .poll(() => form.getByRole("textbox", { name: "To", exact: true }).inputValue(), patient)
    .toContain(world.friend.address);
  await expect
    .poll(() => form.getByRole("textbox", { name: "Message" }).inputValue())
    .toContain("> The keys are with the neighbour");
  await writeAbove(page, "Yes, on Sunday at four.");
  await form.getByRole("button", { name: "Send" }).click();
  await arrived("Re: Keys for the garden house");
}

async function writeAbove(page: Page, text: string): Promise<void> {
  const field = page.getByRole("form", { name: "New message" }).getByRole("textbox", { name: "Message" });
  await field.fill(`${text}\n\n${await field.inputValue()}`);
}

async function write(page: Page, subject: string, text: string): Promise<void> {
  await page.getByRole("button", { name: "Compose" }).click();
  const form = page.getByRole("form", { name: "New message" });
  await form.getByRole("textbox", { name: "To", exact: true }).fill(world.friend.address);
  await form.getByRole("textbox", { name: "Subject" }).fill(subject);
  await form.getByRole("textbox", { name: "Message" }).fill(text);
}

/** The message is in the friend's INBOX, once, and in our Sent folder, once. */
async function arrived(subject: string): Promise<void> {
  const count = async (address: string, mailbox: string) => {
    const found = await world.servers.doveadm([
      "search",
      "-u",
      address,
      "mailbox",
      mailbox,
      "header",
      "subject",
      subject,
    ]);
    return found.split("\n").filter(Boolean).length;
  };
  await expect.poll(() => count(world.friend.address, "INBOX"), { timeout: 60_000, interval: 500 }).toBe(1);
  await expect.poll(() => count(world.person.address, "Sent"), { timeout: 60_000, interval: 500 }).toBe(1);
}

async function openSecurity(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Settings", exact: true }).click();
  await page
    .getByRole("button", { name: /security/i })
    .first()
    .click();
  await page.getByRole("heading", { name: `Security of ${world.person.address}` }).waitFor(patient);
  await page.getByRole("button", { name: "Turn on two-factor authentication" }).click();
}

const setUp = (page: Page) => page.getByRole("region", { name: "Set up two-factor authentication" });

/** The code that Gatepost itself shows for the new entry, as the user would read it. */
async function currentDigits(): Promise<string> {
  const codes = await app.call("codes.current", undefined);
  const code = codes.at(-1);
  // Not in the last moments: the digits are typed a moment later.
  if (!code?.validUntil || code.validUntil - Date.now() < 3_000) {
    await expect
      .poll(async () => (await app.call("codes.current", undefined)).at(-1)?.validUntil ?? 0, {
        timeout: 40_000,
      })
      .toBeGreaterThan(Date.now() + 10_000);
    return currentDigits();
  }
  return code.code;
}

async function scanTheScreen(page: Page): Promise<void> {
  const region = setUp(page);
  await region.getByRole("img", { name: /QR code/ }).waitFor(patient);
  await region.getByRole("button", { name: "Scan the screen" }).click();
  await expect.poll(async () => (await app.call("codes.list", undefined)).length, patient).toBe(1);
}

async function enrolAtMailCom(page: Page): Promise<{ readonly pdf: string }> {
  const region = setUp(page);
  await region.getByRole("button", { name: "Start setup now" }).click();
  await region.getByRole("textbox", { name: "Password" }).fill(world.person.password);
  await region.getByRole("button", { name: "Start now" }).click();
  await region.getByRole("textbox", { name: /mobile/i }).fill(phone);
  await region.getByRole("button", { name: "Request SMS" }).click();
  await region.getByRole("textbox", { name: /code/i }).waitFor(patient);
  const sms = /\d{6}/.exec(world.provider.lastSms(phone)?.text ?? "")?.[0] ?? "";
  await region.getByRole("textbox", { name: /code/i }).fill(sms);
  await region.getByRole("button", { name: "Continue" }).click();

  await scanTheScreen(page);
  // The program is closed in the middle, and goes on at the same step.
  await app.kill();
  app = await start();
  await resumeEnrolment(app.page);
  const again = setUp(app.page);
  await again.getByRole("textbox", { name: /digit|code/i }).fill(await currentDigits());
  await again.getByRole("button", { name: "Continue" }).click();

  const pdf = join(folder, "secret-key.pdf");
  await app.answerSaveDialogs(pdf);
  await again.getByRole("button", { name: "Save your secret key" }).click();
  await expect
    .poll(async () => (await readFile(pdf).catch(() => Buffer.alloc(0))).subarray(0, 5).toString(), patient)
    .toBe("%PDF-");
  await again.getByRole("button", { name: "Continue" }).click();
  await again.getByRole("button", { name: "Next" }).click();
  return { pdf };
}

async function resumeEnrolment(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Settings", exact: true }).click(patient);
  await page
    .getByRole("button", { name: /security/i })
    .first()
    .click();
  await page
    .getByRole("button", { name: /Continue|Go on|Turn on two-factor/ })
    .first()
    .click();
  await setUp(page).waitFor(patient);
}

/** What the user does on the provider's pages in their own browser: switch IMAP on, make an application password. */
async function onTheProvidersPages(): Promise<string> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(`${world.provider.web}/login`);
    await page.getByLabel("E-mail address").fill(world.person.address);
    await page.getByLabel("Password").fill(world.person.password);
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    // The digits that Gatepost shows; the present ones were used in the enrolment, so the next ones.
    const next = (await app.call("codes.current", undefined)).at(-1)?.next ?? "";
    await page.getByLabel("Six digits of your authentication app").fill(next);
    await page.getByRole("button", { name: "Continue", exact: true }).click();
    await page.getByRole("heading", { name: `Welcome, ${world.person.name}` }).waitFor(patient);
    await page.goto(`${world.provider.web}/settings/pop3-imap`);
    await page.getByLabel("Enable access to this account via POP3 and IMAP").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => world.provider.user(world.person.address).access, patient).toBe(true);
    await page.goto(`${world.provider.web}/security/app-passwords`);
    await page.getByLabel("Name of the program").fill("Gatepost");
    await page.getByLabel("Your password").fill(world.person.password);
    await page.getByRole("button", { name: "Continue", exact: true }).click();
    return ((await page.locator("#app-password").textContent()) ?? "").trim();
  } finally {
    await browser.close();
  }
}

async function signInAgain(page: Page, appPassword: string): Promise<void> {
  const region = page.getByRole("region", { name: "Sign in again" });
  await region.waitFor(patient);
  await region.getByRole("textbox", { name: "App password" }).fill(appPassword);
  await region.getByRole("button", { name: "Check and sign in" }).click();
  await expect
    .poll(async () => (await app.call("accounts.list", undefined))[0]?.state.kind, { timeout: 60_000 })
    .toBe("ok");
}

/** No canary anywhere but in the keychain (and in what the user saved himself). */
async function expectNoSecrets(canaries: readonly Canary[], except: readonly string[]): Promise<void> {
  const rendered = await app.page.evaluate(() => {
    const fields = [...document.querySelectorAll("input, textarea")].map(
      (field) => (field as HTMLInputElement).value,
    );
    return [
      document.documentElement.outerHTML,
      ...fields,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
    ].join("\n");
  });
  const swept = sweepFiles([join(folder, "data")], canaries, except);
  expect(swept.files).toBeGreaterThan(3);
  const pid = app.electron.process().pid ?? 0;
  const hits = [
    ...swept.hits,
    ...searchBytes("the page", Buffer.from(rendered), canaries),
    ...sweepProcesses([pid], canaries),
  ];
  expect(hits).toEqual([]);
}

describe("from the first account to mail flowing again", () => {
  it("at mail.com", async () => {
    await open("mail-com", "Kanarie pass 7qX2");
    await addAccount(app.page);
    await readAndAnswer(app.page);

    // Something is under way: a draft, and later an action and a message while the login is refused.
    await write(app.page, "A draft that must stay", "Half a sentence");
    await app.page.getByRole("button", { name: "Save draft" }).click();
    await expect.poll(async () => (await app.call("drafts.list", undefined)).length, patient).toBe(1);
    await app.page.getByRole("form", { name: "New message" }).getByRole("button", { name: "Close" }).click();
    const before = await world.mailboxes(world.person.address);

    await openSecurity(app.page);
    const { pdf } = await enrolAtMailCom(app.page);
    await setUp(app.page).getByRole("button", { name: "Go on without a backup" }).click();
    await setUp(app.page).getByRole("button", { name: "Activate now" }).click();
    await expect.poll(() => world.provider.user(world.person.address).twoFactor, patient).toBe(true);
    expect(await imapAccepts(world.servers, world.person.address, world.person.password)).toBe(false);
    const refusedBefore = refusedLogins();
    await expect
      .poll(async () => (await app.call("accounts.list", undefined))[0]?.state.kind, { timeout: 60_000 })
      .toBe("sign-in-needed");

    // Everything stays readable and writable.
    await toMail(app.page);
    await messages(app.page)
      .getByRole("option", { name: /Keys for the garden house/ })
      .click();
    await reading(app.page).getByRole("button", { name: "Star", exact: true }).click();
    await write(app.page, "Written while signed out", "This waits.");
    await app.page.getByRole("form", { name: "New message" }).getByRole("button", { name: "Send" }).click();
    expect(refusedLogins() - refusedBefore).toBeLessThanOrEqual(1);

    await app.page.getByRole("button", { name: "Sign in again" }).first().click();
    const appPassword = await onTheProvidersPages();
    await signInAgain(app.page, appPassword);
    await flowsAgain(before);

    const kept = world.provider.user(world.person.address);
    await expectNoSecrets(
      [
        { name: "password", value: world.person.password },
        { name: "app password", value: appPassword },
        { name: "TOTP secret", value: kept.totpSecret ?? "" },
        { name: "secret key", value: kept.secretKey ?? "" },
      ],
      [pdf],
    );
  });

  it("at Mailfence", async () => {
    await open("mailfence", "Kanarie pass 9kR4");
    await addAccount(app.page);
    await readAndAnswer(app.page);
    const before = await world.mailboxes(world.person.address);

    await openSecurity(app.page);
    const region = setUp(app.page);
    await region.getByRole("button", { name: "Set-up" }).click();
    await scanTheScreen(app.page);
    await region.getByRole("button", { name: "Continue" }).click();
    await region.getByRole("button", { name: "Generate backup codes" }).click();
    await expect
      .poll(async () => (await app.call("security.list", undefined))[0]?.backupCodes?.left, patient)
      .toBe(10);
    await region.getByRole("button", { name: "Continue" }).click();
    await region.getByRole("button", { name: "Go on without a backup" }).click();
    await region.getByRole("textbox", { name: /digit|code/i }).fill(await currentDigits());
    await region.getByRole("button", { name: "Continue" }).click();
    await expect.poll(() => world.provider.user(world.person.address).twoFactor, patient).toBe(true);
    await expect
      .poll(async () => (await app.call("accounts.list", undefined))[0]?.state.kind, { timeout: 60_000 })
      .toBe("ok");
    expect(await imapAccepts(world.servers, world.person.address, world.person.password)).toBe(true);

    await toMail(app.page);
    await messages(app.page)
      .getByRole("option", { name: /Keys for the garden house/ })
      .click();
    await reading(app.page).getByRole("button", { name: "Star", exact: true }).click();
    await write(app.page, "Written while signed out", "This waits.");
    await app.page.getByRole("form", { name: "New message" }).getByRole("button", { name: "Send" }).click();
    await flowsAgain(before);

    const codes = await app.call("recovery.revealBackupCodes", {
      accountId: (await app.call("accounts.list", undefined))[0]?.id ?? "",
    });
    await expectNoSecrets(
      [
        { name: "password", value: world.person.password },
        { name: "TOTP secret", value: world.provider.user(world.person.address).totpSecret ?? "" },
        ...codes.map(({ code }) => ({ name: "backup code", value: code })),
      ],
      [],
    );
  });
});

const refusedLogins = () =>
  world.servers.log().filter(({ user, accepted }) => user === world.person.address && !accepted).length;

/** The queue is replayed, the outbox sent, a new message comes in; every UID and every draft is as before. */
async function flowsAgain(before: Awaited<ReturnType<PracticeWorld["mailboxes"]>>): Promise<void> {
  await arrived("Written while signed out");
  const starred = async () =>
    (await world.mailboxes(world.person.address))
      .find(({ messageId }) => messageId.startsWith("<keys@"))
      ?.flags.includes("\\Flagged");
  await expect.poll(starred, { timeout: 60_000, interval: 500 }).toBe(true);
  await world.servers.deliver(
    world.person.address,
    `From: Bruno <${world.friend.address}>\r\nTo: ${world.person.address}\r\nSubject: After the storm\r\nMessage-ID: <after@storm.test>\r\n\r\nAll is well.\r\n`,
  );
  await toMail(app.page);
  await messages(app.page)
    .getByRole("option", { name: /After the storm/ })
    .waitFor({ timeout: 60_000 });

  const after = new Set(
    (await world.mailboxes(world.person.address)).map(
      ({ mailbox, uid, messageId }) => `${mailbox} ${uid} ${messageId}`,
    ),
  );
  const missing = before.filter(
    ({ mailbox, uid, messageId }) => !after.has(`${mailbox} ${uid} ${messageId}`) && mailbox !== "Drafts",
  );
  expect(missing).toEqual([]);
  const drafts = before.filter(({ mailbox }) => mailbox === "Drafts").map(({ messageId }) => messageId);
  const kept = (await world.mailboxes(world.person.address))
    .filter(({ mailbox }) => mailbox === "Drafts")
    .map(({ messageId }) => messageId);
  expect(kept).toEqual(expect.arrayContaining(drafts));
}
