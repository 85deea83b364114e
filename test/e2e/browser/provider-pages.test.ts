// The practice provider's pages, clicked through in Chromium as a person does it: both enrolments, the login with a
// second factor, application-specific passwords, the POP3/IMAP switch.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQr from "jsqr";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Provider, startProvider } from "../../provider/provider.ts";

const ada = { address: "ada@mailcom.test", password: "Ada's secret", name: "Ada <b>Practice</b>" };
const finn = { address: "finn@mailfence.test", password: "Finn's secret" };

let browser: Browser;
let folder = "";
let provider: Provider;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gp-pages-"));
  provider = await startProvider({ folder, users: [ada, finn] });
  const context = await browser.newContext({ ignoreHTTPSErrors: true, acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
});
afterEach(async () => {
  await page?.context().close();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

const words = async (place: Locator): Promise<string> => (await place.textContent()) ?? "";
const heading = () => words(page.getByRole("heading", { level: 1 }));
const problem = () => words(page.getByRole("alert"));
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

async function logIn(user: { readonly address: string; readonly password: string }): Promise<void> {
  await page.goto(`${provider.web}/login`);
  await page.getByLabel("E-mail address").fill(user.address);
  await page.getByLabel("Password").fill(user.password);
  await press("Log in");
}

async function smsCode(): Promise<string> {
  const phone = await page.context().newPage();
  await phone.goto(`${provider.web}/sms`);
  const text = await words(phone.getByRole("list", { name: "Text messages" }).getByRole("listitem").first());
  await phone.close();
  return /\b\d{6}\b/.exec(text)?.[0] ?? "";
}

/** What a phone reads from the QR code on the page. */
async function scanned(): Promise<URL> {
  const shot = await page.getByAltText("QR code for your authentication app").screenshot();
  const picture = PNG.sync.read(shot);
  return new URL(jsQr(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data ?? "none:");
}

async function enrolAtMailCom(): Promise<string> {
  await logIn(ada);
  await page.getByRole("link", { name: "Security Options" }).click();
  await page.getByRole("link", { name: "Activate two-factor authentication" }).click();
  await press("Start setup now");
  await page.getByLabel("Password").fill("wrong");
  await press("Start now");
  await expect.poll(problem).toContain("password is not correct");
  await page.getByLabel("Password").fill(ada.password);
  await press("Start now");
  await page.getByLabel("Mobile phone number").fill("+49 151 00000042");
  await press("Request SMS");
  const latest = () => provider.lastSms("+4915100000042")?.text;
  await expect.poll(latest).toBeDefined();
  const first = latest();
  await press("Resend SMS");
  await expect.poll(latest).not.toBe(first);
  await page.getByLabel("Confirmation code").fill(await smsCode());
  await press("Continue");
  const uri = await scanned();
  expect(uri.searchParams.get("secret")).toBe(provider.user(ada.address).totpSecret);
  await page.getByText("Still don't have an authentication app?").click();
  expect(await page.getByText("Gatepost is one.").isVisible()).toBe(true);
  await page.getByLabel("Authentication code").fill(provider.digits(ada.address));
  await press("Continue");
  await press("Continue");
  await expect.poll(problem).toBe("Please save your secret key first.");
  const [download] = await Promise.all([page.waitForEvent("download"), press("Save your secret key")]);
  const pdf = readFileSync(await download.path());
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await press("Continue");
  await expect.poll(heading).toBe("Check your personal information");
  expect(await page.getByRole("cell", { name: ada.name, exact: true }).isVisible()).toBe(true);
  await press("Next");
  expect(provider.user(ada.address).twoFactor).toBe(false);
  await press("Activate now");
  await expect.poll(heading).toBe("Two-factor authentication is active");
  return provider.user(ada.address).secretKey ?? "";
}

describe("the pages of mail.com", () => {
  it("lead through the enrolment, the switch for mail programs and a new password for them", async () => {
    await enrolAtMailCom();
    await page.getByRole("main").getByRole("link", { name: "e-mail settings" }).click();
    const access = page.getByLabel("Enable access to this account via POP3 and IMAP");
    expect(await access.isChecked()).toBe(false);
    await access.check();
    await press("Save");
    await expect.poll(() => provider.user(ada.address).access).toBe(true);
    await page.goto(`${provider.web}/security/app-passwords`);
    await page.getByLabel("Name of the program").fill("Gatepost");
    await page.getByLabel("Your password").fill(ada.password);
    await press("Continue");
    expect(await words(page.locator("#app-password"))).toMatch(/^[a-z]{16}$/);
    await page.goto(`${provider.web}/security/app-passwords`);
    expect(await page.locator("#app-password").count()).toBe(0);
    const list = page.getByRole("list", { name: "Application-specific passwords" });
    expect(await list.getByRole("listitem").count()).toBe(1);
    await press("Revoke");
    await expect.poll(() => list.getByRole("listitem").count()).toBe(0);
  });

  it("ask for six digits at the next login, on a page of their own, and take the secret key to switch off", async () => {
    const secretKey = await enrolAtMailCom();
    await press("Log out");
    await logIn(ada);
    await expect.poll(heading).toBe("Enter your code");
    await page.goto(`${provider.web}/account`);
    await expect.poll(heading).toBe("Log in"); // half a session opens nothing
    await page.goto(`${provider.web}/login/code`);
    const digits = page.getByLabel("Six digits of your authentication app");
    await digits.fill(provider.digits(ada.address));
    await press("Continue");
    await expect.poll(problem).toContain("used before");
    provider.advance(30_000);
    await digits.fill(provider.digits(ada.address));
    await press("Continue");
    await expect.poll(heading).toBe(`Welcome, ${ada.name}`);
    await page.goto(`${provider.web}/security`);
    await page.getByText("Deactivate", { exact: true }).click();
    await page.getByLabel("Password").fill(ada.password);
    await page.getByLabel("Six digits or your secret key").fill(secretKey);
    await press("Deactivate two-factor authentication");
    await expect.poll(() => provider.user(ada.address).twoFactor).toBe(false);
  });
});

describe("the pages of Mailfence", () => {
  it("lead through set-up and backup codes, and let a backup code in once", async () => {
    await logIn(finn);
    await page.getByRole("link", { name: "Settings: Account, Security" }).click();
    await page.getByRole("link", { name: "Set-up" }).click();
    await press("Set-up");
    expect((await scanned()).searchParams.get("issuer")).toBe("Mailfence");
    await press("Continue");
    await press("Continue");
    await expect.poll(problem).toBe("Please generate your backup codes first.");
    await press("Generate backup codes");
    await page.getByRole("list", { name: "Backup codes" }).waitFor();
    const codes = await page
      .getByRole("list", { name: "Backup codes" })
      .getByRole("listitem")
      .allTextContents();
    expect(codes.filter((code) => /^[a-z0-9]{4}-[a-z0-9]{4}$/.test(code))).toHaveLength(10);
    await press("Continue");
    await page.getByLabel("6-digit code").fill(provider.digits(finn.address));
    await press("Continue");
    await expect.poll(heading).toBe("Two-factor authentication is active");
    for (const expected of ["Welcome, finn", "Enter your code"]) {
      await page.context().clearCookies();
      await logIn(finn);
      await page.getByLabel("Or enter a backup code").fill(codes[0] ?? "");
      await press("Use backup code");
      await expect.poll(heading).toBe(expected);
    }
  });
});

describe("the pages for anybody", () => {
  it("let nobody past the login, and say why a login failed", async () => {
    for (const path of ["/account", "/security/two-factor", "/settings/pop3-imap"]) {
      await page.goto(`${provider.web}${path}`);
      await expect.poll(heading, { message: path }).toBe("Log in");
    }
    await logIn({ ...ada, password: "wrong" });
    await expect.poll(problem).toContain("not correct");
    await page.goto(`${provider.web}/help`);
    await expect.poll(heading).toBe("Mail programs and two-factor authentication");
    const missing = await page.goto(`${provider.web}/nothing`);
    expect(missing?.status()).toBe(200); // the login page: it tells nobody which pages there are
  });
});
