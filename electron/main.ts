// Puts the program together, in reading order: what may be started at all, the one instance, the core, the window and
// its rules. Nothing is decided here that a test would want to ask.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import { LockView } from "../shared/models/lock.ts";
import { type ShortcutName, shortcutOf } from "../shared/models/shortcut.ts";
import { type Core, startCore } from "./core/core.ts";
import { createOsKeychain } from "./core/keychain/os-keychain.ts";
import { createLog, type Log } from "./core/log.ts";
import { pageOrigin } from "./shell/addresses.ts";
import { type CameraGate, createCameraGate } from "./shell/camera.ts";
import { createElectronPlatform } from "./shell/electron-platform.ts";
import { type OwnPage, serveCalls, tell } from "./shell/ipc.ts";
import { openLogFile } from "./shell/log-file.ts";
import { setMenu } from "./shell/menu.ts";
import { type Overrides, readOverrides } from "./shell/overrides.ts";
import { keepPicture } from "./shell/picture.ts";
import { applyPolicy } from "./shell/policy.ts";
import { createPracticeRunner, type PracticeRunner } from "./shell/practice.ts";
import { registerSchemes, serveSchemes } from "./shell/protocols.ts";
import { quickPage } from "./shell/quick-page.ts";
import { createQuickWindow, type QuickWindow } from "./shell/quick-window.ts";
import { allowPortalShortcuts, createGlobalShortcuts } from "./shell/shortcuts.ts";
import { refusedStart } from "./shell/start-rules.ts";
import { createSystemTray, type SystemTray } from "./shell/tray.ts";
import { nameSession, whenDrawable } from "./shell/wayland.ts";
import { whenDrawn } from "./shell/when-drawn.ts";
import { openWindow } from "./shell/window.ts";

/** What the parts share: the window comes and goes, the core is there when it has opened its store. */
interface Program {
  readonly overrides: Overrides;
  readonly dataFolder: string;
  readonly log: Log;
  readonly practice: PracticeRunner;
  readonly tray: SystemTray;
  readonly quick: QuickWindow;
  readonly camera: CameraGate;
  /** the pages that may ask the core */
  readonly pages: readonly OwnPage[];
  window: BrowserWindow | undefined;
  core: Core | undefined;
  /** Brings the window to the front, and opens it if there is none, `toScan` by scanning; nothing before the program is ready. */
  show: (toScan?: boolean) => void;
  quitting: boolean;
}

const builtPages = join(import.meta.dirname, "../renderer");

const refused = app.isPackaged ? refusedStart(app.commandLine, process.env) : undefined;
if (refused) {
  process.stderr.write(
    `Gatepost does not start with ${refused}: it would weaken the protection of your secrets.\n`,
  );
  app.exit(78);
} else {
  start();
}

function start(): void {
  // GTK only draws our dialogs. Told before it starts, it loads no graphics driver into this process (30 MB with Mesa).
  process.env.GDK_GL = "disable";
  const overrides = readOverrides(process.env);
  if (overrides.dataFolder) app.setPath("userData", overrides.dataFolder);
  const dataFolder = app.getPath("userData");
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  // Before any file is touched. The lock lies in the data folder, so another profile may run beside.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  // SECURITY: P1. As root Chromium cannot have its sandbox, and says so by this switch; only in development.
  if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
  registerSchemes();
  nameSession(process.env);
  allowPortalShortcuts();
  const log = createLog(openLogFile(join(dataFolder, "logs")), Date.now);
  process.on("uncaughtException", (failure) => log.fault("uncaught", failure));
  process.on("unhandledRejection", (failure) => log.fault("unhandled", failure));
  log.info("start", { version: app.getVersion(), electron: process.versions.electron });

  const practice = createPracticeRunner(dataFolder);
  const origin = overrides.development ?? pageOrigin;
  const quick = createQuickWindow(origin);
  const program: Program = {
    ...{ overrides, dataFolder, log, practice, quick, tray: createSystemTray() },
    camera: createCameraGate(() => program.window),
    pages: [
      { window: () => program.window, address: `${origin}/`, mayAsk: () => true, mayHear: () => true },
      { ...quickPage, window: () => quick.window, address: `${origin}${quickPage.path}` },
    ],
    ...{ window: undefined, core: undefined, show: () => undefined, quitting: false },
  };
  const core = openCore(program);
  closeInOrder(core, program);
  const drawable = whenDrawable();
  void app.whenReady().then(() => openProgram(program, core, drawable));
  app.on("second-instance", (_event, args = []) => {
    const asked = shortcutOf(args);
    if (asked) shortcutActions(program)[asked]();
    else program.show();
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
}

/** The window does not wait for the core: its first calls do. */
function openCore(program: Program): Promise<Core> {
  const { dataFolder, overrides, log } = program;
  const platform = createElectronPlatform({
    dataFolder,
    usual: dataFolder === join(app.getPath("appData"), app.getName()),
    overrides,
    practice: program.practice,
    window: () => program.window,
    shortcuts: createGlobalShortcuts({ pressed: shortcutActions(program) }),
    closeQuickCode: program.quick.close,
    showProgram: () => program.show(),
    tray: program.tray,
    camera: program.camera,
    pages: builtPages,
  });
  const keychain = createOsKeychain({ service: platform.keychainService, log });
  const core = startCore({ platform, keychain, log, now: Date.now });
  core.then(
    (made) => {
      program.core = made;
      made.on((event) => tell(program.pages, event));
      if (overrides.practice) void made.answer("app.startPractice", { providerId: overrides.practice });
    },
    (failure: unknown) => {
      log.fault("core.start", failure);
      dialog.showErrorBox("Gatepost", "Gatepost could not start. The log file in its data folder says more.");
      app.exit(1);
    },
  );
  return core;
}

/** By our own keys, and by the desktop's, which start the program once more. */
function shortcutActions(program: Program): Readonly<Record<ShortcutName, () => void>> {
  return { quickCode: program.quick.toggle, scanScreen: () => void scanFromAnywhere(program) };
}

/** Our page does the rest: it shows what was found, and the window comes to the front with it. */
async function scanFromAnywhere(program: Program): Promise<void> {
  const lock = await program.core?.answer("lock.get", undefined);
  const isOpen = lock?.ok === true && ["off", "open"].includes(LockView.parse(lock.value).state);
  if (!program.window) {
    program.show(true);
    return;
  }
  // Whoever must unlock first has to see it.
  if (!isOpen) program.show();
  tell(program.pages, { name: "scan.asked", data: {} });
}

async function openProgram(program: Program, core: Promise<Core>, drawable: Promise<void>): Promise<void> {
  const { development } = program.overrides;
  const window = () => program.window;
  setMenu();
  applyPolicy({
    window,
    development,
    cameraAllowed: program.camera.allows,
    remoteAllowed: (token) => program.core?.remoteAllowed(token) === true,
    linkClicked: (address) => program.core?.askLink(address),
  });
  await serveSchemes({
    folder: builtPages,
    development,
    frame: async (token, path) => program.core?.frame(token, path),
  });
  serveCalls({
    pages: program.pages,
    answer: async (name, input) => (await core).answer(name, input),
  });
  const open = (toScan: boolean) => {
    const opened = openWindow({
      ...{ dataFolder: program.dataFolder, toScan },
      ...(development ? { address: `${development}/` } : {}),
    });
    program.window = opened;
    opened.on("close", (event) => {
      if (program.quitting || !program.tray.staysOnClose) return;
      event.preventDefault();
      opened.hide();
    });
    opened.once("closed", () => {
      program.window = undefined;
    });
    if (program.overrides.picture) keepPicture(opened, program.overrides.picture);
  };
  program.show = (toScan = false) => {
    if (!program.window) open(toScan);
    if (program.window?.isMinimized()) program.window.restore();
    program.window?.show();
    program.window?.focus();
  };
  await drawable;
  const asked = shortcutOf(process.argv);
  open(asked === "scanScreen");
  // After it, which would take the focus away and so close the small one.
  if (asked === "quickCode" && program.window) whenDrawn(program.window, program.quick.toggle);
  app.on("activate", () => program.show());
}

/** More than the core's own limits together: ending a thread in the middle of a write would be a crash. */
const closeLimit = 12_000;
const windowLimit = 1_500;

/** The program ends when the core has closed its store, or after `closeLimit` milliseconds in any case. */
function closeInOrder(core: Promise<Core>, program: Program): void {
  const { log, practice } = program;
  let state: "open" | "closing" | "closed" = "open";
  app.on("before-quit", (event) => {
    if (state === "closed") return;
    event.preventDefault();
    // Closing the last window asks again.
    if (state === "closing") return;
    state = "closing";
    program.quitting = true;
    const late = new Promise((resolve) => setTimeout(resolve, closeLimit));
    const told = (failure: unknown) => log.fault("close", failure);
    const closed = windowClosed(program)
      .then(() => core)
      .then((made) => made.close())
      .catch(told)
      .then(() => practice.stop())
      .catch(told);
    void Promise.race([closed, late]).then(() => {
      state = "closed";
      app.quit();
    });
  });
}

/** A page that is left saves what was typed last; its call is heard before its window is closed. */
function windowClosed({ window }: Program): Promise<void> {
  if (!window || window.isDestroyed()) return Promise.resolve();
  return new Promise((resolve) => {
    // A page that hangs is not waited for.
    const late = setTimeout(() => window.destroy(), windowLimit);
    window.once("closed", () => {
      clearTimeout(late);
      resolve();
    });
    window.close();
  });
}
