// Marking a part of the frozen screen, by mouse and by keyboard, in the real program: another program shows two codes, and
// only the marked one is read. The window that covers the screen has no bridge and goes nowhere.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startXvfb } from "../../../scripts/lib/xvfb.mjs";
import { type App, startApp } from "../../support/electron-app.ts";
import { showPicture, startOtherBrowser } from "../../support/other-program.ts";
import { canvas, drawQr, toPng } from "../../support/pictures.ts";

const link = (account: string, end: string) =>
  `otpauth://totp/Post:${account}?secret=GEZDGNBVGY3TQOJ${end}&issuer=Post`;
const releases: (() => Promise<unknown>)[] = [];
let app: App;
let display: string;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "gp-scan-region-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const screen = await startXvfb("1280x900x24");
  if (!screen) throw new Error("display-missing: Xvfb is not installed");
  releases.push(() => screen.stop());
  display = screen.display;
  await showCodes(display, folder);
  app = await startApp({ display });
  releases.push(() => app.stop());
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
}, 120_000);

afterAll(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

/** Two codes side by side, in the left and in the right half of the screen. */
async function showCodes(display: string, home: string): Promise<void> {
  const picture = canvas(1_200, 600);
  drawQr(picture, link("left", "Q"), { x: 120, y: 120, size: 7 });
  drawQr(picture, link("right", "R"), { x: 760, y: 120, size: 7 });
  const place = { x: 0, y: 0, width: 1_280, height: 900 };
  const browser = await startOtherBrowser({ display, home, place });
  releases.push(() => browser.close());
  await showPicture(browser.page, toPng(picture), "Two codes");
}

async function markPart(): Promise<Page> {
  const opened = app.electron.waitForEvent("window");
  await app.page.getByRole("button", { name: "Add code" }).click();
  await app.page.getByRole("menuitem", { name: "Mark a part of the screen" }).click();
  const frozen = await opened;
  const picture = frozen.getByRole("img", { name: "The screen, as it was a moment ago" });
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1_280);
  return frozen;
}

/** The window goes with the key, before Playwright has let go of it: only that it goes is waited for. */
async function lastKey(frozen: Page, key: string): Promise<void> {
  await Promise.allSettled([frozen.waitForEvent("close"), frozen.keyboard.press(key)]);
  expect(frozen.isClosed()).toBe(true);
}

const dialog = () => app.page.getByRole("dialog", { name: "Found one code" });

test("a frame that is drawn with the mouse leaves the other code out", async () => {
  const frozen = await markPart();
  expect(await frozen.evaluate(() => "gatepost" in window)).toBe(false);
  await frozen.mouse.move(40, 150);
  await frozen.mouse.down();
  await frozen.mouse.move(560, 700, { steps: 5 });
  await frozen.screenshot({ path: "test-results/scan-region.png" });
  await frozen.mouse.up();
  await dialog().waitFor();
  await dialog().getByRole("listitem", { name: "Post, left" }).waitFor();
  await expect.poll(() => frozen.isClosed()).toBe(true);
  await app.screenshot("scan-region-found");
  await app.page.keyboard.press("Escape");
});

test("the keyboard does the same", async () => {
  const frozen = await markPart();
  for (let press = 0; press < 14; press += 1) await frozen.keyboard.press("ArrowRight");
  for (let press = 0; press < 8; press += 1) await frozen.keyboard.press("ArrowUp");
  for (let press = 0; press < 8; press += 1) {
    await frozen.keyboard.press("Shift+ArrowRight");
    await frozen.keyboard.press("Shift+ArrowDown");
  }
  await frozen.screenshot({ path: "test-results/scan-region-keys.png" });
  await lastKey(frozen, "Enter");
  await dialog().getByRole("listitem", { name: "Post, right" }).waitFor();
  await app.page.keyboard.press("Escape");
});

test("Escape goes back: nothing was looked at, and our window is there again", async () => {
  const frozen = await markPart();
  await lastKey(frozen, "Escape");
  await expect.poll(() => app.page.getByRole("dialog").count()).toBe(0);
  const visible = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  );
  expect(visible).toEqual([true]);
  expect(app.complaints).toEqual([]);
});

test("keys that are pressed in another program scan the screen, and bring the window with what was found", async () => {
  await app.call("shortcuts.set", { name: "scanScreen", accelerator: "CommandOrControl+Alt+S" });
  await app.page.getByRole("navigation").getByRole("button", { name: "Mail" }).click();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await promisify(execFile)("xdotool", ["key", "ctrl+alt+s"], { env: { ...process.env, DISPLAY: display } });
  await app.page.getByRole("dialog", { name: "Found 2 codes" }).waitFor();
  const visible = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isVisible(),
  );
  expect(visible).toBe(true);
  await app.page.keyboard.press("Escape");
});

test("a screen is looked at by itself", async () => {
  await app.page.getByRole("button", { name: "Add code" }).click();
  await app.page.getByRole("menuitem", { name: "Choose a screen or window" }).click();
  const list = app.page.getByRole("list", { name: "Choose a screen or window" });
  await list.getByRole("button", { name: /^Screen 1.* 1280 × 900$/ }).waitFor();
  await app.screenshot("scan-sources");
  await list.getByRole("button", { name: /^Screen 1/ }).click();
  await app.page.getByRole("dialog", { name: "Found 2 codes" }).waitFor();
  await app.page.keyboard.press("Escape");
});
