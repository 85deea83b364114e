// The pictures of the README, taken from the real program: a practice provider with real mail behind it, and nothing in
// them that belongs to anybody.
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { toBase32 } from "../provider/totp.ts";
import { type App, startApp } from "../support/electron-app.ts";
import { signedInClient } from "../support/practice-client.ts";
import { type PracticeWorld, startPracticeWorld } from "../support/practice-world.ts";
import { friendlyMailbox } from "./friendly-mailbox.ts";

const pictures = join(import.meta.dirname, "../../docs/pictures");
const size = { width: 1280, height: 800 };
const patient = { timeout: 60_000 };
let world: PracticeWorld;
let app: App;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-pictures-"));
  await mkdir(pictures, { recursive: true });
  const letters = await friendlyMailbox("Ada Sommer <ada@mailcom.test>", Date.now());
  world = await startPracticeWorld("mail-com", { letters: () => letters });
  app = await startApp({
    practiceDomains: world.practiceDomains,
    screen: "1400x1000x24",
    environment: { TZ: afternoon(new Date()) },
  });
  await app.electron.evaluate(({ BrowserWindow }, bounds) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(bounds.width, bounds.height);
  }, size);
  await app.call("settings.change", { theme: "light" });
});
afterAll(async () => {
  await app?.stop();
  await world?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A time zone in which it is the early afternoon, so that the newest messages show times and the others days. */
function afternoon(now: Date): string {
  const ahead = 14 - now.getUTCHours();
  // The signs of these zones are those of the way to Greenwich.
  return `Etc/GMT${ahead < 0 ? "+" : "-"}${Math.abs(ahead)}`;
}

/** A place outside everything, so that nothing is hovered; fonts and pictures are there. */
async function picture(name: string): Promise<void> {
  await app.page.mouse.move(size.width - 1, size.height - 1);
  await app.page.evaluate(() => document.fonts.ready);
  await app.page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled", caret: "hide" });
}

const room = (name: string) =>
  app.page.getByRole("navigation").getByRole("button", { name, exact: true }).click();
const setUp = () => app.page.getByRole("region", { name: "Set up two-factor authentication" });
const press = (name: string) => setUp().getByRole("button", { name, exact: true }).click();
const state = async () => (await app.call("accounts.list", undefined))[0]?.state.kind;

async function addAccount(): Promise<void> {
  const { address, password, name } = world.person;
  const { imap, smtp } = world.servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: world.servers.certificate }));
  await app.call("accounts.add", {
    name,
    address,
    password,
    servers: { imap, smtp },
    pins,
    providerId: "mail-com",
  });
  await expect.poll(state, patient).toBe("ok");
}

/** Entries of sites that do not exist, with secrets that nobody uses. */
async function addCodes(): Promise<void> {
  for (const [issuer, account] of [
    ["Bookshop on the Corner", "ada.sommer"],
    ["Northern Railway", "ada@mailcom.test"],
    ["Town Library", "reader 20418"],
    ["Works Network", "a.sommer"],
  ] as const)
    await app.call("codes.addByHand", {
      type: "totp",
      issuer,
      account,
      secret: toBase32(randomBytes(20)),
      algorithm: "SHA1",
      digits: 6,
      period: "30",
      counter: "",
    });
}

it("makes the pictures", async () => {
  const { page } = app;
  await page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor(patient);
  await picture("welcome");

  await addAccount();
  const messages = page.getByRole("listbox", { name: "Messages" });
  await messages.getByRole("option", { name: /Jonas Grün, Re: The garden shed/ }).click(patient);
  await page.frameLocator('iframe[title="Message body"]').getByText("It is dry inside").waitFor(patient);
  await picture("mail");

  await page.getByRole("button", { name: "Reply", exact: true }).click();
  const form = page.getByRole("form", { name: "New message" });
  const text = form.getByRole("textbox", { name: "Message" });
  await expect.poll(() => text.inputValue(), patient).toContain("> It is dry inside");
  await text.fill(
    `Well done, both of you. I come by tomorrow with the camera.\n\nAda\n${await text.inputValue()}`,
  );
  await form.getByText("Saved", { exact: true }).waitFor(patient);
  await picture("compose");
  await form.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard" }).click();

  await addCodes();
  await room("Authenticator");
  await page.getByRole("list", { name: "Codes" }).getByRole("listitem").nth(3).waitFor(patient);
  // Not in the last moments, when the rings are red.
  await expect.poll(secondsLeft, patient).toBeGreaterThan(18);
  await picture("authenticator");
  await enrol();
  await signInAgain();
});

async function secondsLeft(): Promise<number> {
  const [code] = await app.call("codes.current", undefined);
  return ((code?.validUntil ?? 0) - Date.now()) / 1_000;
}

async function openSecurity(): Promise<void> {
  await room("Settings");
  await app.page.getByRole("button", { name: `Security of ${world.person.address}` }).click();
}

async function enrol(): Promise<void> {
  const phone = "+4915100000042";
  await openSecurity();
  await app.page.getByRole("button", { name: "Turn on two-factor authentication" }).click();
  await press("Start setup now");
  await setUp().getByRole("textbox", { name: "Password" }).fill(world.person.password);
  await press("Start now");
  await setUp().getByRole("textbox", { name: "Mobile number" }).fill(phone);
  await press("Request SMS");
  await setUp().getByRole("textbox", { name: "Confirmation code" }).waitFor(patient);
  const sms = /\d{6}/.exec(world.provider.lastSms(phone)?.text ?? "")?.[0] ?? "";
  await setUp().getByRole("textbox", { name: "Confirmation code" }).fill(sms);
  await press("Continue");
  await setUp()
    .getByRole("img", { name: /QR code/ })
    .waitFor(patient);
  await picture("enrolment");
  await press("Use Gatepost");
  await setUp().getByRole("button", { name: "Fill in" }).waitFor(patient);
  await setUp()
    .getByRole("textbox", { name: "Six digits" })
    .fill(world.provider.digits(world.person.address));
  await press("Continue");
  await app.answerSaveDialogs(join(folder, "secret-key.pdf"));
  await press("Save your secret key");
  await press("Continue");
  await press("Next");
  await press("Go on without a backup");
  await press("Activate now");
  await expect.poll(state, patient).toBe("sign-in-needed");
}

async function signInAgain(): Promise<void> {
  await press("Sign in again");
  const region = app.page.getByRole("region", { name: "Sign in again" });
  await region.getByRole("list", { name: "What to do" }).waitFor(patient);
  await picture("sign-in-again");

  const { address, password } = world.person;
  const client = await signedInClient(world.provider, address, password, world.provider.digits(address, 1));
  await client.call("PUT", "/api/access", { enabled: true });
  const { body } = await client.post("/api/app-passwords", { name: "Gatepost", password });
  await region.getByRole("textbox", { name: "App password" }).fill(body.appPassword);
  await region.getByRole("button", { name: "Check and sign in" }).click();
  await region.getByText("Signed in. Mail flows again.").waitFor(patient);
  await openSecurity();
  await app.page.getByText("Gatepost has signed in since").waitFor(patient);
  await picture("security");
}
