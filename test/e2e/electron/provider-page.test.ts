// The practice provider's real web pages inside Gatepost: signing in by typing into them, the QR code read from a
// picture of the page, the PDF that it offers, and nothing left of it when it is closed.
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobResult } from "../../../shared/models/job.ts";
import { type PageWorld, pageInView, pageView, startPageWorld } from "../../support/page-world.ts";

let world: PageWorld;
let page: Page;

beforeAll(async () => {
  world = await startPageWorld("mail-com");
}, 120_000);

afterAll(() => world?.stop());

const place = { x: 300, y: 120, width: 800, height: 600 };
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

async function scan(): Promise<JobResult | undefined> {
  const { jobId } = await world.app.call("page.scan", undefined);
  const job = () => world.app.call("jobs.get", { jobId });
  await expect.poll(async () => (await job()).state, { timeout: 20_000 }).not.toBe("running");
  return (await job()).result;
}

describe("the provider's page", () => {
  test("is shown where it was placed, and the bar knows where it is", async () => {
    const { app, accountId, practice } = world;
    await app.call("page.open", { accountId, link: "security" });
    await app.call("page.place", place);
    const view = await pageView(world, ({ loading, address }) => !loading && address !== undefined);
    expect(view).toMatchObject({
      open: true,
      accountId,
      secure: true,
      title: "Log in - Practice mail (practice)",
      address: {
        domain: "127.0.0.1",
        host: "127.0.0.1",
        asciiHost: "127.0.0.1",
        port: Number(new URL(practice.provider.web).port),
        path: "/security",
      },
    });
    expect(view.problem).toBeUndefined();
    page = await pageInView(world);
    await heading("Log in");
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([place.width, place.height]);
  });

  test("takes a sign-in that is typed into it, and the steps up to the QR code", async () => {
    const { practice } = world;
    await page.goto(`${practice.provider.web}/login`);
    await page.getByLabel("E-mail address").fill(practice.address);
    await page.getByLabel("Password").fill(practice.password);
    await press("Log in");
    await world.app.call("page.go", { to: "start" });
    await page.waitForURL(/\/security$/);
    await page.goto(`${practice.provider.web}/security/two-factor`);
    await press("Start setup now");
    await page.getByLabel("Password").fill(practice.password);
    await press("Start now");
    await page.getByLabel("Mobile phone number").fill("+49 151 00000042");
    await press("Request SMS");
    await heading("Enter the confirmation code");
    const code = /\d{4,8}/.exec(practice.provider.lastSms("+4915100000042")?.text ?? "")?.[0] ?? "";
    await page.getByLabel("Confirmation code").fill(code);
    await press("Continue");
    await heading("Set up your authentication app");
    const view = await pageView(world, ({ address }) => address?.path === "/security/two-factor");
    expect(view).toMatchObject({ secure: true, canGoBack: true });
  });

  test("has the keyboard when it is given to it, and gives it back with F6 or Escape", async () => {
    const { app } = world;
    const ours = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isFocused());
    for (const key of ["F6", "Escape"]) {
      await app.call("page.focus", undefined);
      await expect.poll(ours).toBe(false);
      // As the system sends it: Playwright's keys come in behind the place where the shell looks.
      await app.electron.evaluate(({ webContents }, keyCode) => {
        webContents.getFocusedWebContents()?.sendInputEvent({ type: "keyDown", keyCode });
      }, key);
      await expect.poll(ours, { message: key }).toBe(true);
    }
  });

  test("is looked at by a picture: the QR code on it is found, its secret stays in the core", async () => {
    const { app, practice } = world;
    const result = await scan();
    expect(result).toMatchObject({
      kind: "scan",
      found: [{ kind: "otpauth", entry: { issuer: "mail.com", account: practice.address, type: "totp" } }],
    });
    const secret = (await page.locator("#setup-key").textContent()) ?? "nothing";
    expect(secret.length).toBeGreaterThan(15);
    expect(JSON.stringify(result)).not.toContain(secret);
    const foundId = result?.kind === "scan" ? (result.found[0]?.foundId ?? "") : "";
    const entry = await app.call("codes.addFound", { foundId });
    const current = async () =>
      (await app.call("codes.current", undefined)).find(({ id }) => id === entry.id)?.code;
    expect([
      practice.provider.digits(practice.address),
      practice.provider.digits(practice.address, -1),
    ]).toContain(await current());
    expect(await app.log()).not.toContain(secret);
    // The page's own button copies, because a person has pressed it.
    await app.call("page.focus", undefined);
    await press("Copy code");
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(secret);
    await app.electron.evaluate(({ clipboard }) => clipboard.clear());
    await page.getByLabel("Authentication code").fill((await current()) ?? "");
    await press("Continue");
    await heading("Your secret key for emergencies");
  });

  test("hands over a PDF in memory: no file of it comes to be anywhere", async () => {
    const { app } = world;
    const filesBefore = files();
    await press("Save your secret key");
    const { download } = await pageView(world, (view) => view.download !== undefined);
    expect(download).toMatchObject({ name: expect.stringMatching(/\.pdf$/) });
    expect(download?.size).toBeGreaterThan(500);
    await app.call("page.takeDownload", { downloadId: download?.id ?? "" });
    await pageView(world, (view) => view.download === undefined);
    expect(files().filter((file) => !filesBefore.includes(file))).toEqual([]);
    // The page has noticed nothing of it, and goes on.
    await press("Continue");
    await heading("Check your personal information");
  });

  test("has forgotten who was signed in when it is opened anew", async () => {
    const { app, accountId } = world;
    await app.call("page.close", undefined);
    await pageView(world, ({ open }) => !open);
    await expect.poll(() => page.isClosed()).toBe(true);
    await app.call("page.open", { accountId, link: "security" });
    await app.call("page.place", place);
    page = await pageInView(world);
    await heading("Log in");
    await app.call("page.close", undefined);
  });
});

/** Everything that lies in the data folder and where downloads would go. */
function files(): readonly string[] {
  const list = (folder: string, recursive: boolean) =>
    readdirSync(folder, { recursive, encoding: "utf8" }).map((file) => join(folder, file));
  return [
    ...list(world.app.dataFolder, true).filter((file) => !/mail\.db|store|sqlite|logs/.test(file)),
    ...list(tmpdir(), false).filter((file) => /\.(pdf|crdownload)$|electron/i.test(file)),
  ];
}
