// A provider's page in a browser of its own, covered by our window: "Scan the screen" takes our window away, reads the
// code and brings the window back; the right secret is in the keychain, and no picture of it is anywhere on the disk.

import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startXvfb } from "../../../scripts/lib/xvfb.mjs";
import { type Practice, startPractice } from "../../provider/practice.ts";
import { sweepFiles } from "../../support/canary-sweep.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { startOtherBrowser } from "../../support/other-program.ts";
import { openProviderQrPage } from "../../support/provider-qr-page.ts";
import { rightDigits } from "../../support/right-digits.ts";

const releases: (() => Promise<unknown>)[] = [];
let practice: Practice;
let app: App;
let page: Page;
/** the program's temporary folder */
let scratch: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "gp-scan-screen-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  practice = await startPractice({ folder, providerId: "mail-com" });
  releases.push(() => practice.stop());
  const display = await startXvfb("1280x900x24");
  if (!display) throw new Error("display-missing: Xvfb is not installed");
  releases.push(() => display.stop());
  scratch = await mkdtemp(join(folder, "scratch-"));
  // The browser is there first: there is no window manager, and what comes later lies above.
  const place = { x: 0, y: 0, width: 1_000, height: 850 };
  const browser = await startOtherBrowser({ display: display.display, home: folder, place });
  releases.push(() => browser.close());
  page = browser.page;
  app = await startApp({
    practiceDomains: practice.domains,
    display: display.display,
    environment: { TMPDIR: scratch },
  });
  releases.push(() => app.stop());
}, 120_000);

afterAll(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const windowState = () =>
  app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { visible: window?.isVisible(), bounds: window?.getBounds() };
  });

describe("the code of a provider's page on the screen", () => {
  let secret = "";

  test("is found behind our own window, which comes back to its place", async () => {
    secret = await openProviderQrPage(page, practice);
    expect(secret.length).toBeGreaterThan(15);
    // Over the whole screen, and above the browser.
    await app.electron.evaluate(({ BrowserWindow, screen }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setBounds(screen.getPrimaryDisplay().bounds);
      window?.hide();
      window?.show();
      window?.moveTop();
    });
    const home = await windowState();
    const ours = app.page;
    await ours.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
    // With our window in front nothing is seen of it.
    const shown = await app.call("scan.screen", { ownWindow: "shown" });
    await expect
      .poll(async () => (await app.call("jobs.get", shown)).result, { timeout: 20_000 })
      .toMatchObject({ kind: "scan", found: [] });
    await ours.getByRole("button", { name: "Add code" }).click();
    await ours.getByRole("menuitem", { name: "Scan the screen" }).click();
    const dialog = ours.getByRole("dialog", { name: "Found one code" });
    await dialog.waitFor();
    await dialog.getByRole("img", { name: /One code was found in it, and is covered/ }).waitFor();
    await app.screenshot("scan-screen");
    expect(await windowState()).toEqual(home);
    await dialog.getByRole("button", { name: "Save code" }).click();
    await dialog.getByText("Saved", { exact: true }).waitFor();
    await ours.keyboard.press("Escape");
  });

  test("makes the digits that the provider asks for: its secret is the one on the page", async () => {
    const [current] = await app.call("codes.current", undefined);
    expect(rightDigits(secret)).toContain(current?.code);
    expect([...(await app.call("codes.list", undefined))]).toMatchObject([
      { issuer: "mail.com", account: practice.address },
    ]);
  });

  test("has left no picture on the disk, and its secret nowhere but in the keychain", async () => {
    const { hits, files } = sweepFiles([app.dataFolder], [{ name: "the secret", value: secret }]);
    expect(hits).toEqual([]);
    expect(files).toBeGreaterThan(0);
    expect(await app.log()).not.toContain(secret);
    expect(await app.page.content()).not.toContain(secret);
    expect(picturesIn(app.dataFolder)).toEqual([]);
    expect(picturesIn(scratch)).toEqual([]);
    // Its home, where the system's own caches and the reports of crashes would lie.
    expect(picturesIn(app.keyring.home)).toEqual([]);
    expect(app.complaints).toEqual([]);
  });
});

/** Files that are called pictures, or hold one of some size anywhere in them, as caches and crash reports would. */
function picturesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => /\.(png|jpe?g|webp|bmp|gif)$/i.test(path) || holdsPicture(readFileSync(path)));
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpegStarts = [0xdb, 0xe0, 0xe1].map((marker) => Buffer.from([0xff, 0xd8, 0xff, marker]));

function holdsPicture(content: Buffer): boolean {
  for (let at = content.indexOf(pngStart); at >= 0; at = content.indexOf(pngStart, at + 1)) {
    // Width and height stand in its first chunk. What is smaller is an icon.
    if (content.length >= at + 24 && content.readUInt32BE(at + 16) > 256) return true;
  }
  return jpegStarts.some((start) => content.includes(start));
}
