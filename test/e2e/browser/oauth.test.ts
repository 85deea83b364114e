// Signing in at the provider's page as a person does it: the program's window in one browser, the provider's login and
// consent pages in another.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { FolderView, MessageRow } from "../../../shared/models/message.ts";
import { type BrowserApp, startBrowserApp } from "../../support/browser-app.ts";
import { until } from "../../support/engine.ts";
import { type MailServers, startMailServers } from "../../support/mail-servers.ts";
import { type OauthServer, startOauthServer } from "../../support/oauth-server.ts";
import { addAccount, letter } from "../../support/reader.ts";
import { readMailboxes } from "../../support/server-messages.ts";

const ann = { address: "ann@token.test", password: "tall green ladder" };
let oauth: OauthServer;
let servers: MailServers;
let folder: string;
let app: BrowserApp | undefined;

beforeAll(async () => {
  oauth = await startOauthServer();
  const { introspectionUrl } = oauth;
  servers = await startMailServers({ users: [ann], oauth: { introspectionUrl, only: false } });
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  if (folder) await rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await servers?.stop();
  await oauth?.stop();
});

async function open(configuration: string | undefined): Promise<BrowserApp> {
  folder = await mkdtemp(join(tmpdir(), "gatepost-oauth-page-"));
  if (configuration !== undefined) await writeFile(join(folder, "oauth.json"), configuration);
  const opened = await startBrowserApp({ dataFolder: folder });
  app = opened;
  opened.page.setDefaultTimeout(20_000);
  return opened;
}

/** The person in their own browser: logs in, then presses `answer` on the consent page. */
async function atProvider(
  { page, platform }: BrowserApp,
  answer: "Continue" | "[ Cancel ]",
): Promise<string> {
  const before = platform.openedAddresses.length;
  const address = await until("the browser", () => platform.openedAddresses[Math.max(0, before - 1)]);
  // The provider's certificate is signed by a test authority.
  const context = await page.context().browser()?.newContext({ ignoreHTTPSErrors: true });
  if (!context) throw new Error("no browser");
  const theirs = await context.newPage();
  await theirs.goto(address);
  await theirs.getByPlaceholder("and password").fill("anything");
  await theirs.getByRole("button", { name: "Sign-in" }).click();
  const consent =
    answer === "Continue" ? theirs.getByRole("button", { name: answer }) : theirs.getByText(answer);
  await consent.click();
  await theirs.waitForURL(/^http:\/\/127\.0\.0\.1:/);
  const text = (await theirs.textContent("body")) ?? "";
  await context.close();
  return text;
}

test("an account changes from its password to a permission by two clicks, after one that was refused", async () => {
  const opened = await open(oauth.file(["token.test"]));
  const { page } = opened;
  const ask = async (name: string, input?: unknown) => {
    const reply = await opened.core.answer(name, input);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  await addAccount(ask, servers, ann, "Ann");
  await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: `How ${ann.address} signs in` }).click();
  await page.getByText("This account signs in with a password.").waitFor();
  const start = page.getByRole("button", { name: "Sign in with Example Mail" });

  await start.click();
  await page.getByRole("status").filter({ hasText: "Your browser shows the provider’s page" }).waitFor();
  expect(await atProvider(opened, "[ Cancel ]")).toContain("No permission was given");
  await page.getByRole("alert").filter({ hasText: "was not given your consent" }).waitFor();

  const before = opened.platform.openedAddresses.length;
  await start.click();
  await until("the browser again", () => opened.platform.openedAddresses.length > before);
  expect(await atProvider(opened, "Continue")).toContain("Gatepost has the answer");
  await page.getByText("IMAP and SMTP accepted the provider’s permission").waitFor();
  expect(opened.keychain.requests).toContainEqual(expect.stringMatching(/^write oauth\//));
  expect(opened.pageErrors).toEqual([]);

  // Taken back at the provider, it is asked for again, in the same place.
  const [name, token] = [...opened.keychain.items].find(([item]) => item.startsWith("oauth/")) ?? ["", ""];
  await oauth.revoke(token);
  await servers.kick(ann.address);
  await page.getByRole("navigation").getByRole("button", { name: "Mail" }).click();
  await page.getByRole("button", { name: "Sign in again" }).first().click();
  await page.getByRole("heading", { name: /does not renew the permission/ }).waitFor();
  expect(await page.getByRole("textbox", { name: /password/i }).count()).toBe(0);
  const again = opened.platform.openedAddresses.length;
  await page.getByRole("button", { name: "Sign in with Example Mail" }).click();
  await until("the browser once more", () => opened.platform.openedAddresses.length > again);
  await atProvider(opened, "Continue");
  await page.getByText("Signed in. Mail flows again.").waitFor();
  expect(opened.keychain.items.get(name)).not.toBe(token);
});

test("an account goes from its password to a permission and back by clicking: its mail, draft, change and message stay", async () => {
  const eve = { address: "eve@token.test", password: "wide blue river" };
  const friend = { address: "fay@token.test", password: "small red boat" };
  for (const each of [eve, friend]) servers.addUser(each);
  for (const subject of ["First", "Second"])
    await servers.deliver(eve.address, letter({ subject, text: "Hello" }));
  const opened = await open(oauth.file(["token.test"]));
  const { page } = opened;
  const ask = async (name: string, input?: unknown) => {
    const reply = await opened.core.answer(name, input);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  await addAccount(ask, servers, eve, "Eve");
  await ask("settings.change", { undoSeconds: 0 });
  await page.getByRole("option", { name: /Second/ }).waitFor();
  const inbox = async () =>
    (await readMailboxes(servers, eve.address)).filter(({ mailbox }) => mailbox === "INBOX");
  const there = await inbox();
  const stored = async () => {
    const folders = (await ask("folders.list")) as readonly FolderView[];
    const folderId = folders.find(({ role }) => role === "inbox")?.id;
    const view = { kind: "folder", folderId };
    const { rows } = (await ask("messages.list", { view, offset: 0, limit: 9 })) as { rows: MessageRow[] };
    return rows.map(({ id }) => id);
  };
  const rows = await stored();
  expect(rows).toHaveLength(2);

  // The password is taken no more; meanwhile a message is starred, one is sent, one is half written.
  servers.setPassword(eve.address, "another river");
  await servers.kick(eve.address);
  await page.getByRole("button", { name: "Sign in again" }).first().waitFor();
  await page.getByRole("option", { name: /First/ }).click();
  await page.getByRole("region", { name: "Message" }).getByRole("button", { name: "Star" }).click();
  const form = page.getByRole("form", { name: "New message" });
  const write = async (subject: string) => {
    await page.getByRole("button", { name: "Compose" }).click();
    await form.getByRole("textbox", { name: "To" }).fill(friend.address);
    await form.getByRole("textbox", { name: "Subject" }).fill(subject);
    await form.getByRole("textbox", { name: "Message" }).fill("Dear Fay");
  };
  await write("Waits");
  await form.getByRole("button", { name: "Send" }).click();
  await form.waitFor({ state: "detached" });
  await write("Half written");
  await form
    .getByRole("status")
    .filter({ hasText: /^Saved$/ })
    .waitFor();
  await form.getByRole("button", { name: "Close and keep the draft" }).click();

  await page.getByRole("button", { name: "Sign in again" }).first().click();
  const before = opened.platform.openedAddresses.length;
  await page.getByRole("button", { name: "Sign in with Example Mail" }).click();
  await until("the browser", () => opened.platform.openedAddresses.length > before);
  await atProvider(opened, "Continue");
  await page.getByText("Signed in. Mail flows again.").waitFor();
  await page.getByText("One waiting message was sent.").waitFor();
  await until("the message", async () => (await readMailboxes(servers, friend.address)).length > 0);
  const starred = there.map((each) => (each.subject === "First" ? { ...each, flags: ["\\Flagged"] } : each));
  await until("the star", async () => (await inbox()).some(({ flags }) => flags.includes("\\Flagged")));
  const unread = (all: Awaited<ReturnType<typeof inbox>>) =>
    all.map((each) => ({ ...each, flags: each.flags.filter((flag) => flag !== "\\Seen") }));
  expect(unread(await inbox())).toEqual(starred);
  expect(await stored()).toEqual(rows);

  // And back, from the settings.
  await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: `How ${eve.address} signs in` }).click();
  await page.getByText("This account signs in with a permission").waitFor();
  await page.getByRole("button", { name: "Use a password instead" }).click();
  await page.getByRole("textbox", { name: "New password" }).fill("another river");
  await page.getByRole("button", { name: "Check and sign in" }).click();
  await page.getByText("IMAP and SMTP accepted the new password").waitFor();
  expect([...opened.keychain.items.keys()].filter((name) => name.startsWith("oauth/"))).toEqual([]);
  expect(unread(await inbox())).toEqual(starred);
  expect(await stored()).toEqual(rows);
  await page.getByRole("button", { name: "To your mail" }).click();
  await page.getByRole("treeitem", { name: /^Unsent/ }).click();
  await page.getByRole("list", { name: "Drafts" }).getByText("Half written").waitFor();
  expect((await readMailboxes(servers, friend.address)).map(({ subject }) => subject)).toEqual(["Waits"]);
  expect(servers.log().filter(({ user, accepted }) => user === eve.address && !accepted)).toHaveLength(1);
  expect(opened.pageErrors).toEqual([]);
});

test("where no client ID is configured the screen says so, and what works all the same", async () => {
  const { page } = await open(undefined);
  await page.getByRole("button", { name: "Add account" }).click();
  const address = page.getByRole("textbox", { name: "Email address" });
  await address.fill("ann@gmail.com");
  await page.getByText("Gatepost has no client ID for it on this computer").waitFor();
  await page.getByText("You do not need this: an app password works as well.").waitFor();
  await shoot(page, "add-account-not-configured");
  expect(await page.getByRole("textbox", { name: "Password" }).count()).toBe(1);
  await address.fill("ann@outlook.com");
  await page.getByText("the provider takes nothing else").waitFor();
  expect(await page.getByRole("textbox", { name: "Password" }).count()).toBe(0);
  await address.fill("ann@mailfence.com");
  await page.getByRole("textbox", { name: "Password" }).waitFor();
  expect(await page.getByText("client ID").count()).toBe(0);
});

test("where one is, the provider's page comes first if nothing else is taken, else beside the password", async () => {
  const clients = { gmail: { clientId: "g" }, outlook: { clientId: "o" } };
  const { page } = await open(JSON.stringify({ clients }));
  await page.getByRole("button", { name: "Add account" }).click();
  const address = page.getByRole("textbox", { name: "Email address" });
  await address.fill("ann@gmail.com");
  await page.getByRole("button", { name: "Sign in with Gmail" }).waitFor();
  expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(1);
  await address.fill("ann@outlook.com");
  await page.getByRole("button", { name: /^Sign in with (Outlook|Microsoft)/ }).click();
  // Nothing is asked of anybody before the form is right.
  await page.getByText("Type the name that others should see.").waitFor();
  expect(await page.getByRole("button", { name: "Continue" }).count()).toBe(0);
  expect(app?.platform.openedAddresses).toEqual([]);
});

test("a client ID is entered by a form that says where to get it, what is wrong, and keeps the secret to itself", async () => {
  const opened = await open(undefined);
  const { page } = opened;
  await page.getByRole("button", { name: "Add account" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ann");
  await page.getByRole("textbox", { name: "Email address" }).fill("ann@gmail.com");
  await page.getByRole("textbox", { name: "Password" }).fill("typed already");
  await page.getByRole("button", { name: "Enter a client ID" }).click();
  const form = page.getByRole("form", { name: /Gmail/ });
  await form
    .getByRole("list", { name: /How to register at Gmail/ })
    .getByText("Desktop app")
    .waitFor();
  await form.getByRole("button", { name: "Open the registration page" }).click();
  await until("the page", () => opened.platform.openedAddresses.length > 0);
  expect(opened.platform.openedAddresses).toEqual(["https://console.cloud.google.com/auth/clients"]);

  await form.getByRole("button", { name: "Save client ID" }).click();
  await form.getByText("Paste the client ID, without blanks in it.").waitFor();
  await form.getByText("wants to be shown it").waitFor();
  await shoot(page, "client-id-missing");
  await form.getByRole("textbox", { name: "Client ID" }).fill("  abc.apps.googleusercontent.com ");
  await form.getByLabel("Client secret").fill("GOCSPX-canary");
  opened.keychain.setState("locked");
  await form.getByRole("button", { name: "Save client ID" }).click();
  await form.getByRole("alert").getByText("keychain is locked").waitFor();
  opened.keychain.setState("ok");
  await form.getByRole("button", { name: "Save client ID" }).click();
  await form.waitFor({ state: "detached" });
  // What was entered counts at once, and what was typed before is still there.
  await page.getByRole("button", { name: "Sign in with Gmail" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Ann");
  expect(await page.getByRole("textbox", { name: "Password" }).inputValue()).toBe("typed already");
  expect(await page.getByRole("alert").count()).toBe(0);
  expect(opened.platform.openedAddresses).toHaveLength(1);
  expect(opened.keychain.items.get("oauth-client/gmail")).toBe("GOCSPX-canary");
  expect(await page.content()).not.toContain("GOCSPX-canary");

  await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Client IDs" }).click();
  await page.getByText("Client ID abc.apps.googleusercontent.com, with a secret").waitFor();
  await shoot(page, "client-ids");
  await page.getByRole("button", { name: "Change the client ID for Gmail" }).click();
  await form.getByText("There is one in your keychain.").waitFor();
  expect(await form.getByLabel("Client secret").inputValue()).toBe("");
  await form.getByRole("textbox", { name: "Client ID" }).fill("other");
  await form.getByText("must sign in again").waitFor();
  await form.getByRole("button", { name: "Cancel" }).click();

  await page.getByRole("button", { name: "Remove the client ID for Gmail" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByText("Client ID abc").waitFor({ state: "detached" });
  expect([...opened.keychain.items.keys()]).not.toContain("oauth-client/gmail");
  expect(JSON.stringify(opened.log.lines)).not.toContain("canary");
  expect(opened.pageErrors).toEqual([]);
});

test("a broken file of client IDs is named, and read again once it was corrected", async () => {
  const { page } = await open("{ clients:");
  await page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Client IDs" }).click();
  await page.getByRole("alert").getByText("oauth.json in Gatepost’s folder cannot be used").waitFor();
  await writeFile(join(folder, "oauth.json"), JSON.stringify({ clients: { outlook: { clientId: "o" } } }));
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Client ID o", { exact: true }).waitFor();
});

/** Pictures for whoever wants to look: GATEPOST_PICTURES names a folder. */
async function shoot(page: BrowserApp["page"], name: string): Promise<void> {
  const pictures = process.env.GATEPOST_PICTURES;
  if (pictures === undefined) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
}
