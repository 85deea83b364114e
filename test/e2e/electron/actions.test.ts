// What a person has to press and type from "Turn on two-factor authentication" to mail flowing again at the practice
// mail.com: by hand, with the provider's pages, a phone and another mail program; and with Gatepost's own screens. The
// third way, the provider's pages inside Gatepost, is counted in guide.test.ts. docs/benchmarks.md has the figures.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { launchChromium } from "../../support/browser-app.ts";
import { countedPerson } from "../../support/counted-person.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { imapAccepts, type PracticeWorld, startPracticeWorld } from "../../support/practice-world.ts";

let world: PracticeWorld;
let folder: string;
let app: App | undefined;

const patient = { timeout: 30_000 };
const phone = "+4915112345678";
const sms = () => /\d{6}/.exec(world.provider.lastSms(phone)?.text ?? "")?.[0] ?? "";
const user = () => world.provider.user(world.person.address);

async function open(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "gp-actions-"));
  world = await startPracticeWorld("mail-com", { messages: 5 });
}

afterEach(async (context) => {
  if (context.task.result?.state === "fail")
    await app?.screenshot(`actions-${Date.now()}`).catch(() => undefined);
  await app?.stop();
  app = undefined;
  await world?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it("by hand: the provider's pages in a browser, an authenticator on a phone, another mail program", async () => {
  await open();
  const person = countedPerson();
  const browser = await launchChromium();
  try {
    const page = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    // Not counted: opening the browser, the help page and the login page.
    await page.goto(`${world.provider.web}/login`);
    await person.type(page.getByLabel("E-mail address"), "address", world.person.address);
    await person.type(page.getByLabel("Password"), "password", world.person.password);
    await person.press(page, "Log in");
    await person.follow(page, "Security");
    await person.follow(page, "Activate two-factor authentication");
    await person.press(page, "Start setup now");
    await person.type(page.getByLabel("Password"), "password", world.person.password);
    await person.press(page, "Start now");
    await person.type(page.getByLabel("Mobile phone number"), "number", phone);
    await person.press(page, "Request SMS");
    await page.getByLabel("Confirmation code").waitFor(patient);
    await person.type(page.getByLabel("Confirmation code"), "code", sms());
    await person.press(page, "Continue");
    person.elsewhere("open the app on the phone", "add an account", "scan the code", "confirm it");
    await page.getByRole("heading", { name: "Set up your authentication app" }).waitFor(patient);
    await person.type(
      page.getByLabel("Authentication code"),
      "digits",
      world.provider.digits(world.person.address),
    );
    await person.press(page, "Continue");
    const file = page.waitForEvent("download", patient);
    await person.press(page, "Save your secret key");
    await (await file).saveAs(join(folder, "secret-key.pdf"));
    person.elsewhere("save it where it is found again");
    await person.press(page, "Continue");
    await person.press(page, "Next");
    await person.press(page, "Activate now");
    await person.follow(page, "e-mail settings");
    await person.tick(page.getByLabel("Enable access to this account"), "access");
    await person.press(page, "Save");
    await person.follow(page, "Security");
    await person.follow(page, "Manage application-specific passwords");
    await person.type(page.getByLabel("Name of the program"), "name", "Mail program");
    await person.type(page.getByLabel("Your password"), "password", world.person.password);
    await person.press(page, "Continue");
    const made = ((await page.locator("#app-password").textContent(patient)) ?? "").trim();
    await person.press(page, "Copy");
    person.elsewhere("paste it for incoming mail", "confirm", "paste it for outgoing mail", "confirm");
    expect(await imapAccepts(world.servers, world.person.address, made)).toBe(true);
  } finally {
    await browser.close();
  }
  console.log(`actions at the practice mail.com, by hand: ${person.actions.length}`);
  expect(person.actions).toHaveLength(36);
});

it("with Gatepost's own screens: at most half of what it takes by hand", async () => {
  await open();
  app = await startApp({
    practiceDomains: world.practiceDomains,
    dataFolder: join(folder, "data"),
  });
  const { page, call } = app;
  const { address, password, name } = world.person;
  const { imap, smtp } = world.servers.servers(address);
  const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: world.servers.certificate }));
  const servers = { imap: { ...imap, userName: address }, smtp: { ...smtp, userName: address } };
  const state = async () => (await call("accounts.list", undefined))[0]?.state.kind;
  await call("accounts.add", { name, address, password, servers, pins, providerId: "mail-com" });
  await expect.poll(state, patient).toBe("ok");
  await page.getByRole("navigation").getByRole("button", { name: "Settings", exact: true }).click(patient);
  await page.getByRole("button", { name: `Security of ${address}` }).click(patient);

  const person = countedPerson();
  const setUp = page.getByRole("region", { name: "Set up two-factor authentication" });
  const heading = (title: string) => setUp.getByRole("heading", { name: title }).waitFor(patient);
  await person.press(page, "Turn on two-factor authentication");
  await person.press(setUp, "Start setup now");
  await person.press(setUp, "Start now");
  await person.type(setUp.getByRole("textbox", { name: "Mobile number" }), "number", phone);
  await person.press(setUp, "Request SMS");
  await heading("Enter the confirmation code");
  await person.type(setUp.getByRole("textbox", { name: "Confirmation code" }), "code", sms());
  await person.press(setUp, "Continue");
  await heading("Set up your authentication app");
  await person.press(setUp, "Use Gatepost");
  const digits = setUp.getByRole("textbox", { name: "Six digits" });
  await expect.poll(() => digits.inputValue(), patient).toMatch(/^\d{6}$/);
  await person.press(setUp, "Continue");
  await heading("Save your secret key");
  await app.answerSaveDialogs(join(folder, "secret-key.pdf"));
  await person.press(setUp, "Save your secret key");
  person.elsewhere("save it where it is found again");
  await setUp.getByText("The PDF is saved").waitFor(patient);
  await person.press(setUp, "Continue");
  await person.press(setUp, "Next");
  await person.press(setUp, "Go on without a backup");
  await person.press(setUp, "Activate now");
  await heading("Two-factor authentication is on");
  await app.screenshot("actions-on");
  await person.press(setUp, "Let Gatepost do these three things");
  await setUp.getByText("both took the new password").waitFor({ timeout: 60_000 });
  await expect.poll(state, patient).toBe("ok");
  await app.screenshot("actions-done");
  console.log(`actions at the practice mail.com, with Gatepost's own screens: ${person.actions.length}`);
  expect(person.actions.length, person.actions.join(", ")).toBeLessThanOrEqual(16);

  expect(user()).toMatchObject({ twoFactor: true, access: true });
  expect(await imapAccepts(world.servers, address, password)).toBe(false);
  const refused = world.servers.log().filter((login) => login.user === address && !login.accepted);
  // The old password met the closed door once, and our own question just now.
  expect(refused.length).toBeLessThanOrEqual(2);
  expect(app.complaints).toEqual([]);
});
