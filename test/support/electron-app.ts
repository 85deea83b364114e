// Starts the real program for a test: on a display of its own, with a keychain of its own, in a folder of its own, and
// driven by Playwright. Ends everything that it has started.
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import type { PracticeDomain } from "../../electron/core/platform.ts";
import { electronRuntime, sandboxSwitches } from "../../scripts/lib/electron-runtime.mjs";
import { type Display, startXvfb } from "../../scripts/lib/xvfb.mjs";
import type { CallInput, CallName, CallOutput, Reply } from "../../shared/ipc/contract.ts";
import { heldStart } from "./held-start.ts";
import { type SecretService, startKeyring } from "./keyring.ts";

const root = join(import.meta.dirname, "../..");

export interface AppOptions {
  /** practice providers that the program knows from the start */
  readonly practiceDomains?: readonly PracticeDomain[];
  /** a keyring of the caller's, who stops it; without one the program gets its own, open */
  readonly keyring?: SecretService;
  /** a data folder of the caller's, kept at the end (to start the program again in it); else a temporary one */
  readonly dataFolder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** for Chromium, beside those that the machine needs */
  readonly switches?: readonly string[];
  /** size of its own screen, "1280x900x24" unless told */
  readonly screen?: string;
  /** value of DISPLAY, of a screen of the caller's */
  readonly display?: string;
  /** Does not wait for Playwright, as nobody does who starts the program: for measuring. See held-start.ts. */
  readonly unheld?: boolean;
}

export interface App {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** `performance.now()` when the program itself was launched: display and keyring were there already */
  readonly launchedAt: number;
  readonly keyring: SecretService;
  /** value of DISPLAY */
  readonly display: string;
  /** what the page has said on its console as an error, and exceptions in it */
  readonly complaints: readonly string[];
  /** Asks the core through the bridge, as the page does; throws the error's code. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>;
  /** The next file dialogs answer these paths; no path is a user who changed their mind. */
  answerOpenDialogs(paths: readonly string[]): Promise<void>;
  answerSaveDialogs(path: string | undefined): Promise<void>;
  /** From now on no other program is opened; answers what would have been: addresses and paths. */
  opened(): Promise<readonly string[]>;
  log(): Promise<string>;
  /** Into test-results/<name>.png */
  screenshot(name: string): Promise<string>;
  /** Quits as a user does, and waits for the end. The keyring and data folder of the caller stay. */
  stop(): Promise<void>;
  /** Ends the program at once, as a crash or a power cut would. */
  kill(): Promise<void>;
}

type Release = () => Promise<unknown>;

export async function startApp(options: AppOptions = {}): Promise<App> {
  const releases: Release[] = [];
  const release = async () => {
    for (const each of releases.splice(0).reverse()) await each();
  };
  try {
    return await launch(options, releases, release);
  } catch (failure) {
    await release();
    throw failure;
  }
}

async function launch(options: AppOptions, releases: Release[], release: Release): Promise<App> {
  if (!existsSync(join(root, "dist/main/main.js")))
    throw new Error("the program is not built: npm run build");
  const runtime = await electronRuntime();
  const own = options.display === undefined ? await ownDisplay(options.screen) : undefined;
  if (own) releases.push(() => own.stop());
  const display = options.display ?? own?.display ?? "";
  const keyring = options.keyring ?? (await startKeyring());
  if (!options.keyring) releases.push(() => keyring.stop());
  const scratch = await mkdtemp(join(tmpdir(), "gp-app-"));
  releases.push(() => rm(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const dataFolder = options.dataFolder ?? join(scratch, "data");
  const domains = join(scratch, "practice-domains.json");
  await writeFile(domains, JSON.stringify(options.practiceDomains ?? []));

  const { args } = await sandboxSwitches(runtime);
  const folder = options.unheld ? root : await heldStart(root, scratch);
  const launchedAt = performance.now();
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: [folder, ...args, ...(options.switches ?? [])],
    cwd: scratch,
    chromiumSandbox: args.length === 0,
    env: {
      ...(process.env as Record<string, string>),
      ...keyring.environment,
      DISPLAY: display,
      WAYLAND_DISPLAY: "",
      GATEPOST_DATA: dataFolder,
      GATEPOST_PRACTICE_DOMAINS: domains,
      ...options.environment,
    },
    timeout: 60_000,
  });
  // Taken now: Playwright forgets it when the program has ended.
  const child = electron.process();
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  releases.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const page = await electron.firstWindow({ timeout: 60_000 });
  page.setDefaultTimeout(20_000);
  return {
    ...describe({ electron, page, dataFolder }),
    keyring,
    launchedAt,
    display,
    async stop() {
      await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await ended;
      clearTimeout(late);
      await release();
    },
    kill: async () => void (await release()),
  };
}

function describe(started: {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
}) {
  const { electron, page, dataFolder } = started;
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (failure) => complaints.push(String(failure)));
  return {
    ...started,
    complaints,
    async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
      const asked = { name, input } as { name: string; input: unknown };
      const reply = (await page.evaluate(
        // Runs in the page, where the bridge is.
        (call) => (window as unknown as PageWindow).gatepost.call(call.name, call.input),
        asked,
      )) as Reply<CallOutput<Name>>;
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${JSON.stringify(reply.error.detail)}`);
      return reply.value;
    },
    answerOpenDialogs: (paths: readonly string[]) =>
      electron.evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = async () => ({ canceled: filePaths.length === 0, filePaths });
      }, paths as string[]),
    answerSaveDialogs: (path: string | undefined) =>
      electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: filePath === null, filePath: filePath ?? "" });
      }, path ?? null),
    opened: () =>
      electron.evaluate(({ shell }) => {
        const kept = globalThis as typeof globalThis & { opened?: string[] };
        if (!kept.opened) {
          const list: string[] = [];
          kept.opened = list;
          shell.openExternal = async (address: string) => void list.push(address);
          shell.openPath = async (path: string) => {
            list.push(path);
            return "";
          };
        }
        return kept.opened;
      }),
    log: () => readFile(join(dataFolder, "logs/gatepost.log"), "utf8"),
    async screenshot(name: string) {
      const folder = join(root, "test-results");
      await mkdir(folder, { recursive: true });
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}

interface PageWindow {
  readonly gatepost: { call(name: string, input: unknown): Promise<unknown> };
}

async function ownDisplay(size: string | undefined): Promise<Display> {
  const display = await startXvfb(size);
  if (!display) throw new Error("display-missing: Xvfb is not installed");
  return display;
}
