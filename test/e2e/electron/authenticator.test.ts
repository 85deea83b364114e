// The authenticator in the real program: a code that another program shows is read from the real screen, its secret goes
// into the real keychain and nowhere else, the real clipboard is cleared, and all is there after a restart.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { sweepFiles } from "../../support/canary-sweep.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { startKeyring } from "../../support/keyring.ts";
import { qrPng } from "../../support/pictures.ts";
import { rightDigits } from "../../support/right-digits.ts";

const secret = "JB7KQ2MXW5TNR4VZKE6YC3HD";
const link = `otpauth://totp/Post:ann%40example.org?secret=${secret}&issuer=Post`;
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

/** Another program, beside our window, that shows the picture. */
async function showOnScreen(app: App, png: Buffer): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    headless: false,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--window-position=1300,0",
      "--window-size=600,800",
    ],
    env: { ...(process.env as Record<string, string>), ...app.keyring.environment, DISPLAY: app.display },
  });
  releases.push(() => browser.close());
  const page = await browser.newPage({ viewport: null });
  await page.setContent(`<img alt="" src="data:image/png;base64,${png.toString("base64")}">`);
  await page.locator("img").waitFor();
}

async function until(what: string, ready: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await ready())) {
    if (Date.now() > end) throw new Error(`did not come: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a code on the screen is scanned, kept, copied for a while, and there again after a restart", async () => {
  const keyring = await startKeyring();
  releases.push(() => keyring.stop());
  const dataFolder = await mkdtemp(join(tmpdir(), "gp-authenticator-"));
  releases.push(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));

  const app = await startApp({ keyring, dataFolder, screen: "1920x900x24" });
  const { page } = app;
  const clipboard = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
  try {
    await showOnScreen(app, qrPng(link));
    await app.call("settings.change", { clipboardSeconds: 5 });
    await page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
    await page.getByRole("button", { name: "Add code" }).click();
    await page.getByRole("menuitem", { name: "Scan the screen" }).click();
    await page.getByRole("button", { name: "Save code" }).click();
    await page.keyboard.press("Escape");

    const entry = page.getByRole("listitem", { name: "Post, ann@example.org", exact: true });
    await entry.getByRole("button", { name: "Copy code" }).click();
    await page.getByText("Code copied.").waitFor();
    expect(rightDigits(secret)).toContain(await clipboard());
    await app.screenshot("authenticator");
    await until("an empty clipboard", async () => (await clipboard()) === "");
    expect(await page.content()).not.toContain(secret);
    expect(await app.log()).not.toContain(secret);
    expect(app.complaints).toEqual([]);
  } finally {
    await app.stop();
  }

  const { hits, files } = sweepFiles([dataFolder], [{ name: "the secret", value: secret }]);
  expect(hits).toEqual([]);
  expect(files).toBeGreaterThan(0);

  const again = await startApp({ keyring, dataFolder });
  releases.push(() => again.stop());
  await again.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  const entry = again.page.getByRole("listitem", { name: "Post, ann@example.org", exact: true });
  await entry.getByRole("img", { name: /left$/ }).waitFor();
  const [current] = await again.call("codes.current", undefined);
  expect(rightDigits(secret)).toContain(current?.code);

  // Icons of brands are files beside the page: only here they come by the program's own scheme.
  await again.call("codes.addLink", { link: `otpauth://totp/GitHub:ann?secret=${secret}` });
  const brand = again.page.getByRole("listitem", { name: "GitHub, ann", exact: true });
  await brand.locator("[data-brand=github] path").waitFor();
  expect(again.complaints).toEqual([]);
});
