// The program without Electron: real page, real core, real threads, in headless Chromium. For fast tests of screens.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { type Core, startCore } from "../../electron/core/core.ts";
import type { PracticeDomain } from "../../electron/core/platform.ts";
import { type MemoryKeychain, memoryKeychain } from "./memory-keychain.ts";
import { type NodePlatform, nodePlatform } from "./node-platform.ts";
import { quietLog } from "./quiet-log.ts";
import { startWebBridge } from "./web-bridge.ts";

export interface BrowserApp {
  readonly page: Page;
  readonly core: Core;
  readonly platform: NodePlatform;
  readonly keychain: MemoryKeychain;
  readonly log: ReturnType<typeof quietLog>;
  /** what the page wrote to its console as an error, and exceptions nobody caught */
  readonly pageErrors: string[];
  close(): Promise<void>;
}

export interface BrowserAppOptions {
  readonly practiceDomains?: readonly PracticeDomain[];
  readonly keychain?: MemoryKeychain;
  /** an existing folder is kept at the end, so that a second app can go on in it */
  readonly dataFolder?: string;
  readonly colorScheme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
}

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Debian's Chromium; CHROMIUM_PATH names another one. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: chromiumArguments,
  });
}

export async function startBrowserApp(options: BrowserAppOptions = {}): Promise<BrowserApp> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), "gatepost-browser-")));
  const keychain = options.keychain ?? memoryKeychain();
  const log = quietLog();
  const bridge = await startWebBridge();
  const platform = nodePlatform({
    dataFolder,
    frameAddress: (token) => bridge.frameAddress(token),
    ...(options.practiceDomains ? { practiceDomains: options.practiceDomains } : {}),
  });
  const core = await startCore({ platform, keychain, log, now: Date.now });
  bridge.serve(core);
  const browser = await launchChromium();
  const page = await browser.newPage({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? "light",
  });
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => pageErrors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") pageErrors.push(message.text());
  });
  await page.goto(bridge.address);
  return {
    page,
    core,
    platform,
    keychain,
    log,
    pageErrors,
    async close() {
      await browser.close();
      await core.close();
      await bridge.close();
      if (!options.dataFolder) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
