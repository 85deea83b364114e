// The accessible names and roles that screen readers, habits and other tests rely on: an interface, written down beside
// the project in names-on-screen.md. Each screen is reached as a person reaches it, and none has a control without a name.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { canvas, drawQr, toPng } from "../../support/pictures.ts";
import { practiceClient } from "../../support/practice-client.ts";
import { type PracticeWorld, startPracticeWorld } from "../../support/practice-world.ts";
import { letter } from "../../support/reader.ts";
import { unlabelled } from "../../support/unlabelled.ts";

const closing: (() => Promise<unknown>)[] = [];
const patient = { timeout: 45_000 };
let app: BrowserApp;
let world: PracticeWorld;

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Role = Parameters<BrowserApp["page"]["getByRole"]>[0];
type Within = Pick<BrowserApp["page"], "getByRole">;

/** All of them are there, each with exactly this name. */
async function shows(role: Role, names: readonly string[], within: Within = app.page): Promise<void> {
  for (const name of names) await within.getByRole(role, { name, exact: true }).first().waitFor(patient);
}
const button = (name: string, within: Within = app.page) => within.getByRole("button", { name, exact: true });
const room = (name: string) => button(name, app.page.getByRole("navigation")).click();
const allNamed = async () => expect(await unlabelled(app.page)).toEqual([]);

async function open(): Promise<void> {
  app = await startBrowserApp(world ? { practiceDomains: world.practiceDomains } : {});
  closing.push(() => app.close());
}

async function startWorld(providerId: "mail-com" | "mailfence"): Promise<void> {
  const started = await startPracticeWorld(providerId, { messages: 3, phone: "+4915100000042" });
  closing.push(() => started.stop());
  world = started;
  await open();
}

async function addAccount(providerId: string): Promise<void> {
  const { address, password, name } = world.person;
  const servers = world.servers.servers(address);
  const pins = [servers.imap, servers.smtp].map(({ host, port }) => ({
    host,
    port,
    sha256: world.servers.certificate,
  }));
  await app.core.answer("accounts.add", { name, address, password, servers, pins, providerId });
  await app.page.getByRole("tree", { name: "Folders" }).waitFor(patient);
}

describe("the first start", () => {
  it("names the window, the places, and what can be done first", async () => {
    await open();
    await shows("heading", ["Welcome to Gatepost"]);
    expect(await app.page.title()).toMatch(/^Gatepost/);
    await shows("button", ["Mail", "Authenticator", "Settings"], app.page.getByRole("navigation"));
    await allNamed();
    await button("Add account").click();
    await shows("textbox", ["Your name", "Email address", "Password"]);
    await shows("button", ["Continue", "Set up by hand"]);
    await button("Set up by hand").click();
    await shows("textbox", ["User name", "IMAP server", "IMAP port", "SMTP server", "SMTP port"]);
    for (const name of ["IMAP security", "SMTP security"])
      expect(await app.page.getByRole("combobox", { name }).getByRole("option").allTextContents()).toEqual([
        "TLS",
        "STARTTLS",
      ]);
    await shows("button", ["Add this account"]);
    await allNamed();
    // The first field that is wrong has the focus.
    await button("Add this account").click();
    await expect
      .poll(() => app.page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")))
      .toBe("true");
    expect(await app.page.getByRole("textbox", { name: "Your name" }).evaluate(isFocused)).toBe(true);
  });

  it("names the authenticator, its menu, the form, and what a scan found", async () => {
    await open();
    await room("Authenticator");
    await button("Add code").click();
    await shows("menuitem", ["Scan the screen", "Choose a picture", "Paste from clipboard", "Enter by hand"]);
    await allNamed();
    await app.page.getByRole("menuitem", { name: "Enter by hand" }).click();
    await shows("textbox", ["Issuer", "Account name", "Secret key", "Period in seconds"]);
    await shows("combobox", ["Type", "Algorithm", "Digits"]);
    await allNamed();
    await app.page.getByRole("textbox", { name: "Issuer" }).fill("Post");
    await app.page.getByRole("textbox", { name: "Account name" }).fill("ann");
    await app.page.getByRole("textbox", { name: "Secret key" }).fill("GEZDGNBVGY3TQOJQ");
    await button("Save code").click();
    const entry = app.page.getByRole("list", { name: "Codes" }).getByRole("listitem", {
      name: "Post, ann",
      exact: true,
    });
    await entry.waitFor(patient);
    await shows("button", ["Copy code", "Show next code", "Edit", "Remove"], entry);
    await shows("searchbox", ["Search codes"]);
    await allNamed();

    const picture = canvas(900, 420);
    drawQr(picture, "https://example.org/", { x: 60, y: 60, size: 8 });
    drawQr(picture, "otpauth://totp/Post:bob?secret=GEZDGNBVGY3TQOJR&issuer=Post", {
      x: 480,
      y: 60,
      size: 6,
    });
    app.platform.screens = [{ bytes: new Uint8Array(toPng(picture)) }];
    await button("Add code").click();
    await app.page.getByRole("menuitem", { name: "Scan the screen" }).click();
    const found = app.page.getByRole("dialog", { name: "Found 2 codes" });
    await found.waitFor(patient);
    // What can be saved has the focus, whatever else was found.
    await expect.poll(() => button("Save code", found).evaluate(isFocused)).toBe(true);
    await allNamed();
    await app.page.keyboard.press("Enter");
    await app.page.keyboard.press("Escape");
    await found.waitFor({ state: "detached" });
    await shows("listitem", ["Post, bob"]);
    await expect.poll(() => button("Add code").evaluate(isFocused)).toBe(true);
  });
});

describe("mail", () => {
  it("names an untrusted certificate, folders, messages, reading and writing", async () => {
    await startWorld("mail-com");
    const { address, password } = world.person;
    await world.servers.deliver(
      address,
      letter({
        subject: "The photo",
        html: '<p>Look</p><img src="https://pictures.letters.test/a.gif" width="10">',
        parts: ["Content-Type: image/png; name=photo.png\nContent-Transfer-Encoding: base64\n\nAAAA"],
      }),
    );
    await addByHand(address, password);

    const { page } = app;
    await page
      .getByRole("tree", { name: "Folders" })
      .getByRole("treeitem", { name: /^Inbox, \d+ unread$/ })
      .first()
      .waitFor(patient);
    await shows("searchbox", ["Search mail"]);
    const option = page.getByRole("listbox", { name: "Messages" }).getByRole("option", { name: /The photo/ });
    await option.waitFor(patient);
    expect(await option.getAttribute("aria-label")).toMatch(/^Unread, Bob Bucket, The photo, .*\d{4}/);
    await option.click();
    const reading = page.getByRole("region", { name: "Message", exact: true });
    await shows("heading", ["The photo"], reading);
    await shows("button", ["Reply", "Reply all", "Forward", "Archive", "Delete", "Star", "More"], reading);
    await shows("button", ["Mark as unread"], reading);
    await reading.locator('iframe[title="Message body"]').waitFor(patient);
    await button("Load remote images", reading.getByRole("status")).waitFor(patient);
    const files = reading.getByRole("list", { name: "Attachments" });
    await shows("button", ["Open", "Save", "Scan for a QR code"], files);
    await allNamed();

    await button("Compose").click();
    const form = page.getByRole("form", { name: "New message" });
    await shows("textbox", ["To", "Cc", "Bcc", "Subject", "Message"], form);
    await shows("button", ["Send", "Attach files", "Save draft", "Discard"], form);
    await allNamed();
    await form.getByRole("textbox", { name: "To", exact: true }).fill(world.friend.address);
    await form.getByRole("textbox", { name: "Subject" }).fill("Hello");
    await button("Send", form).click();
    await button("Undo", page.getByRole("status")).waitFor(patient);
    await allNamed();

    for (const place of ["Mail", "Authenticator", "Settings"]) {
      await room(place);
      await page.keyboard.press("Control+k");
      await shows("dialog", ["Command palette"]);
      await allNamed();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
  });
});

async function addByHand(address: string, password: string): Promise<void> {
  const { page } = app;
  await button("Add account").click();
  await page.getByRole("textbox", { name: "Your name" }).fill(world.person.name);
  await page.getByRole("textbox", { name: "Email address" }).fill(address);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await button("Set up by hand").click();
  const { imap, smtp } = world.servers.servers(address);
  for (const [name, server] of [
    ["IMAP", imap],
    ["SMTP", smtp],
  ] as const) {
    await page.getByRole("textbox", { name: `${name} server` }).fill(server.host);
    await page.getByRole("textbox", { name: `${name} port` }).fill(String(server.port));
    const label = server.security === "tls" ? "TLS" : "STARTTLS";
    await page.getByRole("combobox", { name: `${name} security` }).selectOption({ label });
  }
  await button("Add this account").click();
  const question = page.getByRole("alertdialog", {
    name: "This server's identity could not be verified",
    exact: true,
  });
  const added = page.getByRole("tree", { name: "Folders" });
  for (;;) {
    await question.or(added).first().waitFor(patient);
    if (await added.isVisible()) return;
    await shows("button", ["Cancel", "Trust this certificate"], question);
    await allNamed();
    await button("Trust this certificate", question).click();
    await question.waitFor({ state: "detached" });
    // Long work is named and can be stopped, unless it is over already.
    await page
      .getByRole("progressbar", { name: "Adding the account" })
      .or(question)
      .or(added)
      .first()
      .waitFor(patient);
  }
}

const setUp = () => app.page.getByRole("region", { name: "Set up two-factor authentication" });
const step = (name: string) =>
  setUp().locator("[aria-current=step]").filter({ hasText: name }).waitFor(patient);

async function toSetUp(): Promise<void> {
  await room("Settings");
  await button(`Security of ${world.person.address}`).click();
  await shows("heading", [`Security of ${world.person.address}`]);
  await allNamed();
  await button("Turn on two-factor authentication").click();
}

describe("two-factor authentication", () => {
  it("has mail.com's own words on its buttons, and names signing in again", async () => {
    await startWorld("mail-com");
    await addAccount("mail-com");
    await toSetUp();
    await button("Start setup now", setUp()).click(patient);
    await step("Password");
    await setUp().getByRole("textbox", { name: "Password" }).fill(world.person.password);
    await allNamed();
    await button("Start now", setUp()).click();
    await step("Mobile number");
    await shows("button", ["Change", "Request SMS"], setUp());
    await allNamed();
    await button("Request SMS", setUp()).click();
    await step("Code from the text message");
    await shows("button", ["Resend SMS", "Continue"], setUp());
    await allNamed();
    const { text } = (await practiceClient(world.provider).get("/api/sms")).body.messages[0];
    await setUp()
      .getByRole("textbox")
      .first()
      .fill(/\b\d{6}\b/.exec(text)?.[0] ?? "");
    await button("Continue", setUp()).click();
    await step("Authentication app");
    await shows("img", ["QR code of the provider"], setUp());
    await shows("button", ["Use Gatepost", "Scan the screen", "Copy code", "Continue"], setUp());
    await allNamed();
    await button("Use Gatepost", setUp()).click();
    await setUp().getByText("The secret is in your keychain").waitFor(patient);
    await setUp()
      .getByRole("textbox", { name: "Six digits" })
      .fill(world.provider.digits(world.person.address));
    await button("Continue", setUp()).click();
    await step("Secret key");
    const folder = await mkdtemp(join(tmpdir(), "gatepost-names-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    app.platform.savePaths.push(join(folder, "key.pdf"));
    await allNamed();
    await button("Save your secret key", setUp()).click();
    await button("Continue", setUp()).click(patient);
    await button("Next", setUp()).click(patient);
    await button("Go on without a backup", setUp()).waitFor(patient);
    await allNamed();
    await button("Go on without a backup", setUp()).click();
    await button("Activate now", setUp()).click(patient);
    await step("Done");
    await allNamed();

    await room("Mail");
    await button("Sign in again").first().click(patient);
    const region = app.page.getByRole("region", { name: "Sign in again", exact: true });
    await region.getByRole("heading", { level: 2 }).waitFor(patient);
    await shows("list", ["What to do"], region);
    await shows("textbox", ["App password"], region);
    await shows("button", ["Check and sign in"], region);
    await allNamed();
  });

  it("has Mailfence's own words on its buttons, and names the backup codes", async () => {
    await startWorld("mailfence");
    await addAccount("mailfence");
    await toSetUp();
    await button("Set-up", setUp()).click(patient);
    await button("Use Gatepost", setUp()).click(patient);
    await setUp().getByText("The secret is in your keychain").waitFor(patient);
    await button("Continue", setUp()).click();
    await button("Generate backup codes", setUp()).click(patient);
    await setUp().getByText("10 left", { exact: true }).waitFor(patient);
    const codes = setUp().getByRole("list", { name: "Backup codes" }).getByRole("listitem");
    expect(await codes.count()).toBe(10);
    await shows("button", ["Mark as used"], codes.first());
    await codes.first().getByRole("button", { name: /^Copy/ }).waitFor(patient);
    await allNamed();
    await button("Continue", setUp()).click();
    await step("Six digits");
    await shows("button", ["Continue"], setUp());
    await allNamed();
  });
});

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}
