// Every screen and state, photographed to be looked through: real page, real core, a practice provider. States that
// would need a broken machine are put into the core's answers on their way to the page.
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { toBase32 } from "../provider/totp.ts";
import { memoryKeychain } from "../support/memory-keychain.ts";
import { canvas, drawQr, qrPng, toPng } from "../support/pictures.ts";
import { practiceClient, signedInClient } from "../support/practice-client.ts";
import { type PracticeWorld, startPracticeWorld } from "../support/practice-world.ts";
import { friendlyMailbox } from "./friendly-mailbox.ts";
import { patient, setStage } from "./stage.ts";

const stage = setStage();
const { open, shoot, button, room, answer, pretend, closing } = stage;
let world: PracticeWorld;

interface Account {
  readonly id: string;
  readonly state: { readonly kind: string };
}
const account = async () => (await answer<readonly Account[]>("accounts.list"))[0];

async function openWorld(providerId: "mail-com" | "mailfence"): Promise<Page> {
  const domain = providerId === "mail-com" ? "mailcom.test" : "mailfence.test";
  const letters = await friendlyMailbox(`Ada Sommer <ada@${domain}>`, Date.now());
  const started = await startPracticeWorld(providerId, { letters: () => letters });
  closing.push(() => started.stop());
  world = started;
  const page = await open({ practiceDomains: world.practiceDomains });
  const { address, password, name } = world.person;
  const { imap, smtp } = world.servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: world.servers.certificate }));
  await answer("accounts.add", { name, address, password, servers: { imap, smtp }, pins, providerId });
  await expect.poll(async () => (await account())?.state.kind, patient).toBe("ok");
  return page;
}

it("shows what stands before the mail", async () => {
  for (const state of ["locked", "missing", "unavailable"] as const) {
    const page = await open({ keychain: memoryKeychain(state) });
    await page.getByRole("button", { name: "Try again" }).waitFor(patient);
    await shoot(`startup-keychain-${state}`);
  }
  const page = await open();
  for (const store of ["key-gone", "unreadable"] as const) {
    await pretend("app.status", (status: object) => ({ ...status, store }));
    await page.reload();
    await page.getByRole("button", { name: "Try again" }).waitFor(patient);
    await shoot(`startup-store-${store}`);
    await page.unroute("**/call/app.status");
  }
  await pretend("app.status", (status: object) => ({ ...status, practice: true }));
  await page.reload();
  await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor(patient);
  await shoot("welcome");
});

it("shows adding an account", async () => {
  const started = await startPracticeWorld("mail-com", { messages: 3 });
  closing.push(() => started.stop());
  world = started;
  const page = await open();
  await button("Add account").click();
  await shoot("add-account-empty");
  await page.getByRole("textbox", { name: "Email address" }).fill("ada");
  await button("Continue").click();
  await page.getByText("Type the password.").waitFor();
  await shoot("add-account-missing");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada Sommer");
  await page.getByRole("textbox", { name: "Email address" }).fill(world.person.address);
  await page.getByRole("textbox", { name: "Password" }).fill("not this one");
  await button("Continue").click();
  await page.getByRole("progressbar").waitFor();
  await shoot("add-account-looking");
  await button("Set up by hand").click(patient);
  const { imap, smtp } = world.servers.servers(world.person.address);
  await shoot("add-account-by-hand");
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
  await button("Trust this certificate").waitFor(patient);
  await shoot("add-account-certificate");
  await button("Trust this certificate").click();
  await page.getByRole("progressbar").waitFor();
  await shoot("add-account-progress");
  await page.getByText("refused the user name or the password").waitFor(patient);
  await shoot("add-account-refused");
});

it("shows mail", async () => {
  const page = await openWorld("mail-com");
  const option = (name: string | RegExp) =>
    page.getByRole("listbox", { name: "Messages" }).getByRole("option", { name });
  await option(/Jonas/).waitFor(patient);
  await shoot("mail-nothing-chosen");
  const body = page.frameLocator('iframe[title="Message body"]');
  await option(/Re: The garden shed/)
    .first()
    .click();
  await body.getByText("It is dry inside").waitFor(patient);
  await shoot("mail-text");
  await option(/Town Library/).click();
  await body.getByText("until Thursday").waitFor(patient);
  await shoot("mail-html");
  await body.getByRole("link", { name: "renew them" }).click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("mail-link-question");
  await button("Cancel").click();
  await option(/Weekly Walks/).click();
  await button("Load remote images").waitFor(patient);
  await shoot("mail-remote-pictures");
  await option(/Greetings from the coast/).click();
  await page.getByRole("list", { name: "Attachments" }).waitFor(patient);
  await shoot("mail-attachments");
  await button("Show details").or(button("More")).first().click();
  await page.keyboard.press("ArrowDown");
  await shoot("mail-more-menu");
  await page.keyboard.press("Escape");
  await page.getByRole("list", { name: "Attachments" }).getByRole("button", { name: /^Open/ }).last().click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("mail-open-attachment");
  await page.keyboard.press("Escape");
  await option(/Town Choir/).click();
  await page.getByRole("listbox", { name: "Messages" }).focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.getByText("3 messages chosen").waitFor();
  await shoot("mail-several");
  await page.keyboard.press("u");
  await page.getByText("3 messages marked as unread").waitFor();
  await shoot("mail-toast");
  await page.keyboard.press("v");
  await page.getByRole("dialog", { name: "Move to a folder" }).waitFor();
  await shoot("mail-move");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await shoot("mail-palette");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search mail" }).fill("nails");
  await page.getByText("with “nails”").waitFor();
  await shoot("mail-search");
  await page.getByRole("searchbox", { name: "Search mail" }).fill("aardvark");
  await page.getByText("Nothing found").waitFor();
  await shoot("mail-search-nothing");
  await page.getByRole("searchbox", { name: "Search mail" }).fill("");
  await page.getByRole("treeitem", { name: "Archive" }).click();
  await page.getByText("Nothing here").waitFor();
  await shoot("mail-empty-folder");
});

it("shows accounts in trouble", async () => {
  const page = await openWorld("mail-com");
  const since = Date.now();
  const retryAt = since + 240_000;
  const states = {
    offline: { kind: "offline", since, retryAt, reason: "connection-timed-out" },
    "sign-in": {
      kind: "sign-in-needed",
      since,
      protocol: "imap",
      serverText: "[AUTHENTICATIONFAILED] POP3/IMAP access is switched off for this account.",
    },
    throttled: { kind: "throttled", since, retryAt, serverText: "[LIMIT] Too many logins, try again later" },
    certificate: { kind: "error", since, code: "certificate-untrusted", serverText: "" },
    "password-gone": { kind: "error", since, code: "password-gone", serverText: "" },
  };
  for (const [name, state] of Object.entries(states)) {
    await pretend("accounts.list", (accounts: readonly object[]) =>
      accounts.map((one) => ({ ...one, state, waiting: 2 })),
    );
    await page.reload();
    await page.getByRole("option", { name: /Jonas/ }).first().click(patient);
    await shoot(`trouble-${name}`);
    if (name === "sign-in") {
      await room("Settings");
      await page.getByText("Sign-in needed").waitFor();
      await shoot("trouble-settings");
    }
    if (name === "offline" || name === "throttled") {
      await room("Settings");
      await shoot(`trouble-settings-${name}`);
    }
    await page.unroute("**/call/accounts.list");
  }
  await pretend("accounts.list", (accounts: readonly object[]) =>
    accounts.map((one) => ({ ...one, sync: { done: 1200, total: 10_000 } })),
  );
  await page.reload();
  await page.getByRole("option", { name: /Jonas/ }).first().waitFor(patient);
  await shoot("trouble-syncing");
});

it("shows writing", async () => {
  const page = await openWorld("mail-com");
  const form = page.getByRole("form", { name: "New message" });
  await button("Compose").click();
  await form.waitFor();
  await shoot("compose-new");
  await form.getByRole("textbox", { name: "To", exact: true }).fill("nobody at all");
  await form.getByRole("textbox", { name: "Message" }).fill("Hello");
  await form.getByRole("button", { name: "Send" }).click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("compose-no-subject");
  await button("Send without a subject").click();
  await form.getByRole("alert").waitFor(patient);
  await shoot("compose-refused");
  await form.getByRole("textbox", { name: "To", exact: true }).fill(world.friend.address);
  await form.getByRole("textbox", { name: "Subject" }).fill("The plan for Saturday");
  const one = join(stage.folder, "Plan of the shed.txt");
  const two = join(
    stage.folder,
    "a file with a rather long name that will not fit beside the others (final).txt",
  );
  for (const path of [one, two]) await writeFile(path, "boards and nails");
  stage.app.platform.files.push([one, two]);
  await form.getByRole("button", { name: "Attach files" }).click();
  await form.getByText("Plan of the shed.txt").waitFor();
  await shoot("compose-attachments");
  await form.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("compose-discard");
  await page.keyboard.press("Escape");
  await form.getByRole("button", { name: "Send" }).click();
  await page.getByRole("status").getByRole("button", { name: "Undo" }).waitFor();
  await shoot("compose-sent");
  await page.getByRole("option", { name: /Jonas/ }).first().click();
  await page.getByRole("button", { name: "Reply", exact: true }).click();
  await form.waitFor();
  await shoot("compose-reply");
  await page.keyboard.press("Escape");
  const id = (await account())?.id;
  const item = { accountId: id, subject: "The plan for Saturday", to: ["bruno@mailcom.test"] };
  await pretend("outbox.list", () => [
    {
      ...item,
      id: "1",
      state: "failed",
      error: {
        code: "recipients-refused",
        detail: { recipients: "bruno@mailcom.test", serverText: "550 5.1.1 No such user" },
      },
    },
    { ...item, id: "2", subject: "Photos", state: "unknown" },
    { ...item, id: "3", subject: "Tickets", state: "held" },
    { ...item, id: "4", subject: "Cake", state: "sending" },
  ]);
  await page.reload();
  await page.getByRole("treeitem", { name: /^Unsent/ }).click(patient);
  await shoot("unsent");
});

it("shows the authenticator", async () => {
  const page = await open();
  await room("Authenticator");
  await page.getByText("No codes yet").waitFor();
  await shoot("authenticator-empty");
  await button("Add code").click();
  await page.getByRole("menu").waitFor();
  await shoot("authenticator-menu");
  await page.getByRole("menuitem", { name: "Enter by hand" }).click();
  await page.getByRole("dialog").waitFor();
  await shoot("authenticator-by-hand");
  await page.getByRole("textbox", { name: "Secret key" }).fill("GEZD GNBV 1234");
  await button("Save code").click();
  await page.getByText("the digit 1 at place 11").waitFor();
  await shoot("authenticator-by-hand-wrong");
  await page.keyboard.press("Escape");
  const common = { algorithm: "SHA1", digits: 6, period: "30", counter: "0" } as const;
  for (const [issuer, name, type] of [
    ["Bookshop on the Corner", "ada.sommer", "totp"],
    [
      "Savings Bank of the Northern and the Southern Counties",
      "a.rather.long.name.of.somebody@a-long-domain.example",
      "totp",
    ],
    ["Town Library", "reader 20418", "hotp"],
  ])
    await answer("codes.addByHand", {
      ...common,
      type,
      issuer,
      account: name,
      secret: toBase32(randomBytes(20)),
    });
  await page.getByRole("list", { name: "Codes" }).getByRole("listitem").nth(2).waitFor(patient);
  await button("Show next code").first().click();
  await shoot("authenticator-codes");
  await button("Copy code").first().click();
  await page.getByText("Code copied").waitFor();
  await shoot("authenticator-copied");
  await button("Edit").first().click();
  await page.getByRole("dialog").waitFor();
  await shoot("authenticator-edit");
  await page.getByRole("combobox", { name: "Icon" }).selectOption({ label: "Of a brand" });
  await page.getByRole("textbox", { name: "Search brands" }).fill("git");
  await page.getByRole("list", { name: "Brands" }).locator("svg").nth(5).waitFor();
  await shoot("authenticator-brands");
  await page.keyboard.press("Escape");
  await button("Remove").first().click();
  await button("Undo").waitFor();
  await shoot("authenticator-removed");
  await button("Bin: 1 code").click();
  await page.getByRole("dialog").waitFor();
  await shoot("authenticator-bin");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox", { name: "Search codes" }).fill("zebra");
  await page.getByText("No code matches").waitFor();
  await shoot("authenticator-search-nothing");
  await page.getByRole("searchbox", { name: "Search codes" }).fill("");

  const several = canvas(1400, 900);
  const link = (name: string) =>
    `otpauth://totp/Post:${name}?secret=${toBase32(randomBytes(20))}&issuer=Post`;
  drawQr(several, link("ada"), { x: 60, y: 60, size: 6 });
  drawQr(several, link("bruno"), { x: 500, y: 60, size: 6 });
  drawQr(several, "https://example.org/", { x: 60, y: 500, size: 8 });
  for (const [name, bytes] of [
    ["several", toPng(several)],
    ["one", qrPng(link("ada"))],
    ["nothing", toPng(canvas(400, 300))],
  ] as const) {
    stage.app.platform.screens = [{ bytes: new Uint8Array(bytes) }];
    await button("Add code").click();
    await page.getByRole("menuitem", { name: "Scan the screen" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("heading", { name: name === "nothing" ? /^No QR/ : /^Found/ }).waitFor(patient);
    await dialog.getByRole("img", { name: /^What was looked at/ }).waitFor(patient);
    await shoot(`scan-${name}`);
    await page.keyboard.press("Escape");
  }
});

const setUp = () => stage.app.page.getByRole("region", { name: "Set up two-factor authentication" });
const press = (name: string) => setUp().getByRole("button", { name, exact: true }).click();
const field = (name: string) => setUp().getByRole("textbox", { name });

async function toSecurity(): Promise<void> {
  await room("Settings");
  await stage.app.page.getByRole("button", { name: `Security of ${world.person.address}` }).click();
  await stage.app.page.getByRole("heading", { name: `Security of ${world.person.address}` }).waitFor(patient);
}

it("shows mail.com's set-up and signing in again", async () => {
  const page = await openWorld("mail-com");
  const { address, password } = world.person;
  await room("Settings");
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  await shoot("settings");
  await button("Prepare a move").click();
  await button("Choose where to save it").click();
  await page.getByText("Use at least 8 characters.").scrollIntoViewIfNeeded();
  await shoot("settings-move");
  await button("Cancel").click();
  await button(`Edit ${address}`).click();
  await page.getByRole("dialog").waitFor();
  await shoot("settings-edit");
  await page.keyboard.press("Escape");
  await button(/^Remove/)
    .first()
    .click();
  await page.getByRole("alertdialog").waitFor();
  await shoot("settings-remove");
  await page.keyboard.press("Escape");
  await toSecurity();
  await shoot("security-off");
  await button("Turn on two-factor authentication").click();
  await setUp().getByText("Your mobile phone").waitFor(patient);
  await shoot("enrol-1-need");
  await press("Start setup now");
  await field("Password").fill("not this one");
  await press("Start now");
  await setUp().getByRole("alert").waitFor(patient);
  await shoot("enrol-2-password-refused");
  await field("Password").fill(password);
  await press("Start now");
  await field("Mobile number").fill("12");
  await press("Request SMS");
  await setUp().getByRole("alert").waitFor(patient);
  await shoot("enrol-3-phone-refused");
  await field("Mobile number").fill("+49 151 00000042");
  await press("Request SMS");
  await field("Confirmation code").waitFor(patient);
  await shoot("enrol-4-sms");
  const sms = (await practiceClient(world.provider).get("/api/sms")).body.messages[0].text;
  await field("Confirmation code").fill(/\b\d{6}\b/.exec(sms)?.[0] ?? "");
  await press("Continue");
  await setUp().getByRole("img", { name: "QR code of the provider" }).waitFor(patient);
  await shoot("enrol-5-app");
  await press("Use Gatepost");
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
  await field("Six digits").fill("000000");
  await press("Continue");
  await setUp().getByRole("alert").waitFor(patient);
  await shoot("enrol-5-app-wrong");
  await toSecurity();
  await shoot("security-begun");
  await button("Go on with setting up").click();
  await field("Six digits").fill(world.provider.digits(address));
  await press("Continue");
  await button("Save your secret key").waitFor(patient);
  await shoot("enrol-6-key");
  stage.app.platform.savePaths.push(join(stage.folder, "key.pdf"));
  await press("Save your secret key");
  await setUp().getByText("The PDF is saved").waitFor(patient);
  await shoot("enrol-6-key-saved");
  await press("Continue");
  await button("Next").waitFor(patient);
  await shoot("enrol-7-review");
  await press("Next");
  await button("Activate now").waitFor(patient);
  await shoot("enrol-8-activate");
  await press("Go on without a backup");
  await setUp().getByText("Mail programs are cut off").waitFor(patient);
  await shoot("enrol-8-activate-ready");
  await press("Activate now");
  await setUp().getByRole("heading", { name: "Two-factor authentication is on" }).waitFor(patient);
  await expect.poll(async () => (await account())?.state.kind, patient).toBe("sign-in-needed");
  await shoot("enrol-9-done");
  await room("Mail");
  await button("Sign in again").waitFor(patient);
  await shoot("relogin-banner");
  await button("Sign in again").click();
  const signIn = page.getByRole("region", { name: "Sign in again" });
  await signIn.getByRole("textbox", { name: "App password" }).waitFor(patient);
  await shoot("relogin-1");
  await button("Check and sign in").click();
  await page.getByText("Paste or type it first.").waitFor();
  await page.getByText("Paste or type it first.").scrollIntoViewIfNeeded();
  await shoot("relogin-2-missing");
  await signIn.getByRole("textbox", { name: "App password" }).fill(password);
  await button("Check and sign in").click();
  await signIn.getByRole("progressbar").waitFor();
  await shoot("relogin-3-working");
  await signIn.getByRole("alert").waitFor(patient);
  await shoot("relogin-4-refused");
  const client = await signedInClient(world.provider, address, password, world.provider.digits(address, 1));
  await client.call("PUT", "/api/access", { enabled: true });
  const { body } = await client.post("/api/app-passwords", { name: "Gatepost", password });
  await signIn.getByRole("textbox", { name: "App password" }).fill(body.appPassword);
  await button("Check and sign in").click();
  await signIn.getByText("Signed in. Mail flows again.").waitFor(patient);
  await shoot("relogin-5-done");
  await toSecurity();
  await page.getByText("Gatepost has signed in since").waitFor(patient);
  await shoot("security-on");
  await page.getByRole("list", { name: "App passwords" }).scrollIntoViewIfNeeded();
  await shoot("security-app-passwords");
  await button(/^What Gatepost knows about/).click();
  await page.getByRole("heading", { name: "Two-factor authentication" }).waitFor();
  await shoot("provider");
  await room("Settings");
  await button(`Health of ${address}`).click();
  const history = page.getByRole("list", { name: "What happened" });
  await history.waitFor();
  await shoot("health");
  await history.scrollIntoViewIfNeeded();
  await shoot("health-history");
});

it("shows Mailfence's set-up", async () => {
  const page = await openWorld("mailfence");
  await toSecurity();
  await button("Turn on two-factor authentication").click();
  await button("Set-up").waitFor(patient);
  await shoot("fence-1-need");
  await press("Set-up");
  await setUp().getByRole("img", { name: "QR code of the provider" }).waitFor(patient);
  await press("Continue");
  await setUp().getByRole("alert").waitFor(patient);
  await shoot("fence-2-app-refused");
  await press("Use Gatepost");
  await setUp().getByText("The secret is in your keychain").waitFor(patient);
  await press("Continue");
  await setUp().getByRole("heading", { name: "Generate backup codes" }).waitFor(patient);
  await shoot("fence-3-backup");
  await press("Generate backup codes");
  await setUp().getByText("10 left").waitFor(patient);
  await shoot("fence-3-backup-made");
  await press("Continue");
  await field("Six digits").waitFor(patient);
  await shoot("fence-4-digits");
  await press("Go on without a backup");
  await field("Six digits").fill(world.provider.digits(world.person.address));
  await press("Continue");
  await setUp().getByText("IMAP and SMTP keep their password").waitFor(patient);
  await shoot("fence-5-done");
  await press("What is kept");
  await button("Show backup codes").click();
  const list = page.getByRole("list", { name: "Backup codes" });
  await list.getByRole("listitem").nth(2).getByRole("button", { name: "Mark as used" }).click();
  await page.getByText("9 left", { exact: true }).waitFor(patient);
  await shoot("security-backup-codes");
});
