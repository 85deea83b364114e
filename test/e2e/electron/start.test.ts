// The program starts: what a person sees first, with an open and with a locked keychain, and that it keeps to itself.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { electronRuntime, sandboxSwitches } from "../../../scripts/lib/electron-runtime.mjs";
import { type App, startApp } from "../../support/electron-app.ts";
import { type Keyring, startKeyring } from "../../support/keyring.ts";

const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function started(options: Parameters<typeof startApp>[0] = {}): Promise<App> {
  const app = await startApp(options);
  releases.push(() => app.stop());
  return app;
}

async function ownKeyring(options?: Parameters<typeof startKeyring>[0]): Promise<Keyring> {
  const keyring = await startKeyring(options);
  releases.push(() => keyring.stop());
  return keyring;
}

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gp-start-"));
  releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

test("a window titled Gatepost welcomes the newcomer, without a complaint of the page or the core", async () => {
  const app = await started();
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  expect(await app.page.title()).toMatch(/^Gatepost/);
  await app.page.getByRole("button", { name: "Add account" }).waitFor();
  await app.page.getByRole("button", { name: "Try a practice account" }).waitFor();
  await app.screenshot("start-welcome");
  expect(await app.call("app.status", undefined)).toMatchObject({ keychain: "ok", store: "ready" });
  expect(app.complaints).toEqual([]);
  expect(await app.log()).not.toContain(" fault ");
});

test("a locked keychain is said to be locked, and opens the program once it is unlocked", async () => {
  const keyring = await ownKeyring();
  const dataFolder = await ownFolder();
  const first = await startApp({ keyring, dataFolder });
  await first.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  await first.stop();

  await keyring.lock();
  const app = await started({ keyring, dataFolder });
  await app.page.getByRole("heading", { name: /locked/i }).waitFor();
  await app.screenshot("start-keychain-locked");
  expect(await app.call("app.status", undefined)).toMatchObject({ keychain: "locked", store: "keychain" });

  await keyring.unlock();
  await app.page.getByRole("button", { name: /try again/i }).click();
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
});

test("a machine without a keychain is told so, and nothing is written in its place", async () => {
  const keyring = await ownKeyring({ service: false });
  const app = await started({ keyring });
  await app.page.getByRole("heading", { name: /keychain/i }).waitFor();
  expect(await app.call("app.status", undefined)).toMatchObject({ keychain: "missing", store: "keychain" });
});

test("a second start in the same folder shows the first window and ends", async () => {
  const keyring = await ownKeyring();
  const app = await started({ keyring });
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  const runtime = await electronRuntime();
  const { args } = await sandboxSwitches(runtime);
  const second = spawn(runtime.executable, [join(import.meta.dirname, "../../.."), ...args], {
    env: {
      ...process.env,
      ...keyring.environment,
      DISPLAY: app.display,
      GATEPOST_DATA: app.dataFolder,
    },
    stdio: "ignore",
  });
  releases.push(async () => second.kill("SIGKILL"));
  const code = await new Promise((resolve) => second.once("exit", resolve));
  expect(code).toBe(0);
  expect(await app.call("app.status", undefined)).toMatchObject({ store: "ready" });
});

test("what the page saves while it is left is kept, also when the whole program is quit", async () => {
  const keyring = await ownKeyring();
  const dataFolder = await ownFolder();
  const first = await startApp({ keyring, dataFolder });
  await first.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  await first.page.evaluate(
    (settings) => {
      const { gatepost } = window as unknown as {
        gatepost: { call(name: string, input: unknown): Promise<unknown> };
      };
      // As the composer does with what was typed last.
      window.addEventListener("pagehide", () => void gatepost.call("settings.change", settings));
    },
    { theme: "dark", clipboardSeconds: 77 },
  );
  await first.stop();
  const second = await started({ keyring, dataFolder });
  await second.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  expect(await second.call("settings.get", undefined)).toMatchObject({ clipboardSeconds: 77 });
  expect(await second.log()).not.toContain(" fault ");
});

test("a page that has crashed comes back by itself", async () => {
  const app = await started();
  await app.page.getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  await app.electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.once("did-finish-load", () => {
      process.title = "came-back";
    });
    contents?.forcefullyCrashRenderer();
  });
  await expect.poll(() => app.electron.evaluate(() => process.title), { timeout: 15_000 }).toBe("came-back");
  expect(
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.isCrashed(),
    ),
  ).toBe(false);
}, 40_000);

test("the window keeps its size", async () => {
  const keyring = await ownKeyring();
  const dataFolder = await ownFolder();
  const first = await startApp({ keyring, dataFolder });
  await first.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 900, height: 640 }),
  );
  await expect
    .poll(() => first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getSize()))
    .toEqual([900, 640]);
  await first.stop();
  expect(JSON.parse(await readFile(join(dataFolder, "window.json"), "utf8"))).toMatchObject({
    bounds: { width: 900, height: 640 },
  });
  const second = await started({ keyring, dataFolder });
  const size = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getSize(),
  );
  expect(size).toEqual([900, 640]);
});
