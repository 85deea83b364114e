// Scanning on a desktop as people have it: two screens of different size, windows that a window manager has placed, other
// programs in them. One window, one screen and a marked part are read by themselves, and the code on the second screen is
// found from the first.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Practice, startPractice } from "../../provider/practice.ts";
import { type Desktop, startDesktop } from "../../support/desktop.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { type Place, showPicture, startOtherBrowser } from "../../support/other-program.ts";
import { canvas, drawQr, toPng } from "../../support/pictures.ts";
import { openProviderQrPage } from "../../support/provider-qr-page.ts";
import { rightDigits } from "../../support/right-digits.ts";

const first = { width: 1_280, height: 1_024 };
const second = { width: 1_024, height: 768 };
const releases: (() => Promise<unknown>)[] = [];
let folder: string;
let desktop: Desktop;
let practice: Practice;
let app: App;
/** the provider's page, on the second screen */
let provider: Page;
let secret: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-scan-desktop-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  practice = await startPractice({ folder, providerId: "mail-com" });
  releases.push(() => practice.stop());
  desktop = await startDesktop([first, second]);
  releases.push(() => desktop.stop());
  provider = await otherBrowser("provider", { x: first.width, y: 0, ...second });
  secret = await openProviderQrPage(provider, practice);
  const shop = canvas(500, 400);
  drawQr(shop, "otpauth://totp/Shop:ann?secret=GEZDGNBVGY3TQOJR&issuer=Shop", { x: 90, y: 60, size: 6 });
  await showPicture(
    await otherBrowser("shop", { x: 60, y: 60, width: 800, height: 700 }),
    toPng(shop),
    "A shop",
  );
  app = await startApp({ display: desktop.display });
  releases.push(() => app.stop());
  await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
}, 180_000);

afterAll(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

afterEach(async () => {
  await app.page.keyboard.press("Escape");
  await app.page.getByRole("dialog").waitFor({ state: "hidden" });
});

async function otherBrowser(name: string, place: Place): Promise<Page> {
  const home = await mkdtemp(join(folder, `${name}-`));
  const browser = await startOtherBrowser({ display: desktop.display, home, place });
  releases.push(() => browser.close());
  return browser.page;
}

async function choose(item: string): Promise<void> {
  await app.page.getByRole("button", { name: "Add code", exact: true }).click();
  await app.page.getByRole("menuitem", { name: item, exact: true }).click();
}

const dialog = (name: string) => app.page.getByRole("dialog", { name });
const found = () => app.page.getByRole("list", { name: "Found codes" }).getByRole("listitem");
const names = () => found().evaluateAll((items) => items.map((item) => item.getAttribute("aria-label")));
const sources = () => app.page.getByRole("list", { name: "Choose a screen or window" });

test("one window alone is read, though our own lies over it, and its secret is kept", async () => {
  const title = await provider.title();
  await choose("Choose a screen or window");
  await sources().getByRole("button", { name: "A shop" }).waitFor();
  await app.screenshot("scan-sources-desktop");
  // Our own window holds none of the codes that people look for.
  expect(
    await sources()
      .getByRole("button", { name: /Gatepost/ })
      .count(),
  ).toBe(0);
  await sources().getByRole("button", { name: title }).click();
  await dialog("Found one code").waitFor();
  expect(await names()).toEqual([expect.stringContaining(practice.address)]);
  await app.screenshot("scan-window");
  await dialog("Found one code").getByRole("button", { name: "Save code" }).click();
  await dialog("Found one code").getByText("Saved", { exact: true }).waitFor();
  const [current] = await app.call("codes.current", undefined);
  expect(rightDigits(secret)).toContain(current?.code);
});

test("the codes of both screens are found, each in its own picture and in its real size", async () => {
  const { jobId } = await app.call("scan.screen", { ownWindow: "hidden" });
  await expect
    .poll(async () => (await app.call("jobs.get", { jobId })).state, { timeout: 30_000 })
    .toBe("done");
  const { result } = await app.call("jobs.get", { jobId });
  if (result?.kind !== "scan") throw new Error("the job has no result of a scan");
  expect(result.pictures).toMatchObject([first, second]);
  const places = result.found.map(({ entry, picture }) => ({ issuer: entry?.issuer, picture }));
  expect(places).toHaveLength(2);
  expect(places).toContainEqual({ issuer: "Shop", picture: 0 });
  expect(places).toContainEqual({ issuer: "mail.com", picture: 1 });
});

test("the second screen can be looked at by itself", async () => {
  await choose("Choose a screen or window");
  await sources()
    .getByRole("button", { name: /^Screen 2.* 1024 × 768$/ })
    .click();
  await dialog("Found one code").waitFor();
  expect(await names()).toEqual([expect.stringContaining(practice.address)]);
});

test("a part is marked with the mouse on either screen, and our window comes back to its place", async () => {
  const bounds = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.getBounds()]),
    );
  const before = await bounds();
  for (const [from, to, name] of [
    [[first.width + 20, 100], [first.width + second.width - 20, second.height - 20], practice.address],
    [[80, 120], [820, 740], "Shop"],
  ] as const) {
    await choose("Mark a part of the screen");
    await covered();
    await desktop.drag(from, to);
    await dialog("Found one code").waitFor();
    expect(await names()).toEqual([expect.stringContaining(name)]);
    await app.page.keyboard.press("Escape");
    await expect.poll(bounds).toEqual(before);
  }
});

test("the keys that scan work while another program has the focus, and bring our window to the front", async () => {
  await app.call("shortcuts.set", { name: "scanScreen", accelerator: "CommandOrControl+Alt+S" });
  await desktop.run("xdotool", "search", "--name", "A shop", "windowactivate", "--sync");
  expect(await desktop.run("xdotool", "getactivewindow", "getwindowname")).toContain("A shop");
  await desktop.press("ctrl+alt+s");
  await dialog("Found 2 codes").waitFor();
  await expect
    .poll(() => desktop.run("xdotool", "getactivewindow", "getwindowname"))
    .toMatch(/^Gatepost|Gatepost$/);
  expect(app.complaints).toEqual([]);
});

/** Both screens are frozen, each by a window of its own that fills it. */
async function covered(): Promise<void> {
  await expect
    .poll(() =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .filter((window) => window.isVisible() && window.isFullScreen())
          .map((window) => window.getBounds().width)
          .sort((a, b) => a - b),
      ),
    )
    .toEqual([second.width, first.width]);
}
