// Scanning on a Wayland desktop, where nobody but the desktop's portal shows the screen: it is asked once a scan, our own
// window is not in the picture, and whoever says no, or has no portal, is told what else to do. Drawn by Wayland itself, and
// by the X server on it.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { electronRuntime, sandboxSwitches } from "../../../scripts/lib/electron-runtime.mjs";
import { type Practice, startPractice } from "../../provider/practice.ts";
import { sweepFiles } from "../../support/canary-sweep.ts";
import { type App, startApp } from "../../support/electron-app.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";
import { startOtherBrowser } from "../../support/other-program.ts";
import { qrPng } from "../../support/pictures.ts";
import { openProviderQrPage } from "../../support/provider-qr-page.ts";
import { rightDigits } from "../../support/right-digits.ts";
import { startWaylandDesktop, type WaylandDesktop } from "../../support/wayland-desktop.ts";

const execute = promisify(execFile);
const size = { width: 1_280, height: 1_024 };
const releases: (() => Promise<unknown>)[] = [];
let folder: string;
let practice: Practice;
let keyring: Keyring;
let desktop: WaylandDesktop;
let secret: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gp-scan-wayland-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  practice = await startPractice({ folder, providerId: "mail-com" });
  releases.push(() => practice.stop());
  keyring = await startKeyring();
  releases.push(() => keyring.stop());
  desktop = await startWaylandDesktop(keyring, size);
  releases.push(() => desktop.stop());
  const browser = await startOtherBrowser({
    ...{ display: "", home: folder, place: { x: 0, y: 0, ...size } },
    environment: { ...keyring.environment, ...desktop.environment },
  });
  releases.push(() => browser.close());
  secret = await openProviderQrPage(browser.page, practice);
}, 180_000);

afterAll(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const drawnBy = [
  { name: "Wayland", switches: ["--ozone-platform=wayland"], environment: {} },
  // As it is started from a text console, or where the session is not named.
  {
    name: "the X server on it",
    switches: ["--ozone-platform=x11"],
    environment: { XDG_SESSION_TYPE: "tty" },
  },
] as const;

describe.each(drawnBy)("Gatepost, drawn by $name", ({ name, switches, environment }) => {
  let app: App;
  const dialog = (title: string) => app.page.getByRole("dialog", { name: title });
  const names = () =>
    app.page
      .getByRole("list", { name: "Found codes" })
      .getByRole("listitem")
      .evaluateAll((items) => items.map((item) => item.getAttribute("aria-label")));
  const isVisible = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible()),
    );
  const isFrozen = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isVisible() && window.isFullScreen()),
    );
  /** As the desktop does by its keys: a second start, which ends at once. */
  const startAgain = async (argument: string) => {
    const runtime = await electronRuntime();
    const { args } = await sandboxSwitches(runtime);
    await execute(
      runtime.executable,
      [join(import.meta.dirname, "../../.."), ...args, ...switches, argument],
      {
        env: {
          ...{ ...process.env, ...keyring.environment, ...desktop.environment },
          ...{ DISPLAY: desktop.display, GATEPOST_DATA: app.dataFolder },
        },
      },
    );
  };
  const choose = async (item: string) => {
    await app.page.getByRole("button", { name: "Add code", exact: true }).click();
    await app.page.getByRole("menuitem", { name: item, exact: true }).click();
  };
  const screenshot = (what: string) =>
    desktop.screenshot(`scan-${name === "Wayland" ? "wayland" : "xwayland"}-${what}`);
  /** How often the portal's dialog was opened meanwhile. */
  const asked = async (work: () => Promise<unknown>) => {
    const before = await desktop.asked();
    await work();
    return (await desktop.asked()) - before;
  };

  beforeAll(async () => {
    app = await startApp({
      ...{ keyring, display: name === "Wayland" ? "" : desktop.display, switches },
      environment: { ...desktop.environment, ...environment },
    });
    await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
  }, 60_000);

  afterAll(async () => {
    await app.stop();
  });

  afterEach(async () => {
    await desktop.answer("screen");
    await app.page.keyboard.press("Escape");
    await app.page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  test("finds the code behind its own window, which comes back, and asks once", async () => {
    expect(
      await asked(async () => {
        await choose("Scan the screen");
        await dialog("Found one code").waitFor();
      }),
    ).toBe(1);
    expect(await names()).toEqual([expect.stringContaining(practice.address)]);
    expect(await isVisible()).toBe(true);
    await screenshot("found");
    await dialog("Found one code").getByRole("button", { name: "Save code" }).click();
    await dialog("Found one code").getByText("Saved", { exact: true }).waitFor();
    const [current] = await app.call("codes.current", undefined);
    expect(rightDigits(secret)).toContain(current?.code);
    const { hits } = sweepFiles(
      [app.dataFolder, keyring.environment.XDG_CONFIG_HOME],
      [{ name: "the secret", value: secret }],
    );
    expect(hits).toEqual([]);
  });

  test("stays in sight while the desktop asks, and says what else to do if it gives nothing", async () => {
    await desktop.answer("wait");
    const before = await desktop.asked();
    await choose("Scan the screen");
    await expect.poll(desktop.asked).toBe(before + 1);
    expect(await isVisible()).toBe(true);
    await app.page.getByText("Your desktop asks what Gatepost may see").waitFor();
    await screenshot("asking");
    await desktop.answer("close");
    await app.page.getByText("The desktop has given Gatepost no screen.").waitFor();
    await app.page.getByText(/take a screenshot, copy it and choose “Paste from clipboard”/).waitFor();
    await screenshot("refused");
    expect(await isVisible()).toBe(true);
    // It is no end: the next one is asked and answered as ever.
    await desktop.answer("screen");
    await app.page.keyboard.press("Escape");
    await choose("Scan the screen");
    await dialog("Found one code").waitFor();
    expect(await desktop.asked()).toBe(before + 2);
  });

  test("gives up asking when it is told to, and asks again", async () => {
    await desktop.answer("wait");
    const before = await desktop.asked();
    await choose("Scan the screen");
    await expect.poll(desktop.asked).toBe(before + 1);
    await app.page.keyboard.press("Escape");
    await app.page.getByRole("dialog").waitFor({ state: "hidden" });
    await desktop.answer("screen");
    await choose("Scan the screen");
    await dialog("Found one code").waitFor();
    expect(await isVisible()).toBe(true);
  });

  test("lets the desktop's own dialog choose a screen or window, and asks once", async () => {
    expect(
      await asked(async () => {
        await choose("Choose a screen or window");
        await dialog("Found one code").waitFor();
      }),
    ).toBe(1);
    expect(await names()).toEqual([expect.stringContaining(practice.address)]);
  });

  test("says how keys of the desktop's own do what it cannot give, and does it for them", async () => {
    await app.page.getByRole("navigation").getByRole("button", { name: "Settings" }).click();
    await app.page.getByRole("button", { name: /^Scan the screen.*Not set/ }).click();
    await app.page.keyboard.press("Control+Alt+S");
    const none = "This desktop gives programs no keys that work everywhere.";
    await app.page.getByText(name === "Wayland" ? none : "Works in some programs only").waitFor();
    await app.page.getByText(/set keys for the command “gatepost --scan-screen”/).waitFor();
    await screenshot("keys");
    await app.page.getByRole("navigation").getByRole("button", { name: "Mail" }).click();
    await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    await startAgain("--scan-screen");
    await dialog("Found one code").waitFor();
    expect(await isVisible()).toBe(true);
  });

  test("opens the small window with codes for keys of the desktop's own", async () => {
    const opened = app.electron.waitForEvent("window", (page) => page.url().includes("quick-code"));
    await startAgain("--quick-code");
    const quick = await opened;
    await quick.getByText(practice.address).first().waitFor();
    await screenshot("quick-code");
    await Promise.allSettled([quick.waitForEvent("close"), quick.keyboard.press("Escape")]);
    expect(quick.isClosed()).toBe(true);
  });

  test("knows whether its window can be kept on top of the browser", async () => {
    expect(await app.call("enrolment.float", { on: true })).toEqual({ onTop: name !== "Wayland" });
    await app.call("enrolment.float", { on: false });
  });

  test("reads a picture that was copied, which is the way where there is no portal", async () => {
    const file = join(folder, "copied.png");
    await writeFile(file, qrPng("otpauth://totp/Shop:ann?secret=GEZDGNBVGY3TQOJR&issuer=Shop"));
    await desktop.run("sh", "-c", `wl-copy --type image/png <${file} >/dev/null 2>&1`);
    expect(
      await asked(async () => {
        await choose("Paste from clipboard");
        await dialog("Found one code").waitFor();
      }),
    ).toBe(0);
    expect(await names()).toEqual(["Shop, ann"]);
  });

  test("freezes what is shown to mark a part of it, and asks once", async () => {
    expect(
      await asked(async () => {
        const opened = app.electron.waitForEvent("window", (page) => page.url().includes("region"));
        await choose("Mark a part of the screen");
        const frozen = await opened;
        await frozen.getByRole("img", { name: "The screen, as it was a moment ago" }).waitFor();
        await expect.poll(isFrozen).toBe(true);
        await screenshot("region");
        await frozen.mouse.move(size.width * 0.2, size.height * 0.25);
        await frozen.mouse.down();
        await frozen.mouse.move(size.width * 0.6, size.height * 0.75, { steps: 5 });
        await Promise.allSettled([frozen.waitForEvent("close"), frozen.mouse.up()]);
        await dialog("Found one code").waitFor();
      }),
    ).toBe(1);
    expect(await names()).toEqual([expect.stringContaining(practice.address)]);
    expect(app.complaints).toEqual([]);
  });
});

describe("Gatepost, started anew on Wayland", () => {
  let app: App;
  const start = async (...more: readonly string[]) => {
    app = await startApp({
      ...{ keyring, display: "", switches: [...drawnBy[0].switches, ...more] },
      environment: desktop.environment,
    });
  };
  afterEach(() => app.stop());

  test("by keys of the desktop's own, scans as soon as it is open", async () => {
    await start("--scan-screen");
    await app.page.getByRole("dialog", { name: "Found one code" }).waitFor();
  });

  test("by those for the small window, opens that above the large one", async () => {
    await start("--quick-code");
    const visible = () =>
      app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .filter((window) => window.isVisible())
          .map((window) => window.getTitle()),
      );
    await expect.poll(visible).toContain("Gatepost quick code");
    expect(await visible()).toHaveLength(2);
  });

  test("without a portal, gets no screen and says what it would need", async () => {
    await desktop.endPortal();
    await start();
    await app.page.getByRole("navigation").getByRole("button", { name: "Authenticator" }).click();
    await app.page.getByRole("button", { name: "Add code", exact: true }).click();
    await app.page.getByRole("menuitem", { name: "Scan the screen", exact: true }).click();
    await app.page.getByText("given Gatepost no screen, and has asked you nothing").waitFor();
    await app.page.getByText(/needs PipeWire, xdg-desktop-portal/).waitFor();
    await desktop.screenshot("scan-wayland-no-portal");
  });
});
