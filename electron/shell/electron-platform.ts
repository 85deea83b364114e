// What the core asks of the machine, answered with Electron.
import { createHash } from "node:crypto";
import { app, type BrowserWindow } from "electron";
import type { Platform } from "../core/platform.ts";
import { messageScheme } from "./addresses.ts";
import { idle, onAway, touchId } from "./away.ts";
import type { CameraGate } from "./camera.ts";
import { createCapture } from "./capture.ts";
import { readClipboard, readClipboardFiles, readClipboardPicture, writeClipboard } from "./clipboard.ts";
import { chooseFiles, chooseFolder, chooseSavePath } from "./dialogs.ts";
import { floatWindow } from "./float-window.ts";
import { openAddress, openPath } from "./links.ts";
import type { Overrides } from "./overrides.ts";
import type { PracticeRunner } from "./practice.ts";
import { pageAsPdf, printDocument } from "./print.ts";
import { openProviderPage } from "./provider-page/page-view.ts";
import type { GlobalShortcuts } from "./shortcuts.ts";
import type { SystemTray } from "./tray.ts";
import { drawsOnWayland, isWaylandDesktop } from "./wayland.ts";

export function createElectronPlatform(options: {
  readonly dataFolder: string;
  /** whether `dataFolder` is the one that the program takes by itself */
  readonly usual: boolean;
  readonly overrides: Overrides;
  readonly practice: PracticeRunner;
  readonly window: () => BrowserWindow | undefined;
  readonly shortcuts: GlobalShortcuts;
  readonly closeQuickCode: () => void;
  readonly showProgram: () => void;
  readonly tray: SystemTray;
  readonly camera: CameraGate;
  /** folder of our built pages */
  readonly pages: string;
}): Platform {
  const { dataFolder } = options;
  return {
    version: app.getVersion(),
    os: process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux",
    dataFolder,
    keychainService: options.usual ? "Gatepost" : `Gatepost ${shortHash(dataFolder)}`,
    chooseFiles: (purpose, several) => chooseFiles(options.window(), purpose, several),
    chooseSavePath: (suggestedName) => chooseSavePath(options.window(), suggestedName),
    chooseFolder: () => chooseFolder(options.window()),
    openPath,
    openAddress,
    ...createCapture({
      pages: options.pages,
      showProgram: options.showProgram,
      portal: isWaylandDesktop(process.env),
    }),
    openCamera: options.camera.open,
    closeCamera: options.camera.close,
    readClipboardFiles,
    readClipboardPicture,
    writeClipboard,
    readClipboard,
    openProviderPage: (page) => openProviderPage(options.window(), page),
    print: printDocument,
    pageAsPdf,
    floatWindow: (on) => {
      const window = options.window();
      if (window) floatWindow(window, on);
      // A Wayland desktop alone decides which window lies above the others.
      return on && !drawsOnWayland();
    },
    setShortcut: options.shortcuts.set,
    closeQuickCode: options.closeQuickCode,
    showProgram: options.showProgram,
    showTray: options.tray.show,
    quit: () => app.quit(),
    protectWindow: (on) => options.window()?.setContentProtection(on),
    onAway,
    idle,
    touchId,
    frameAddress: (token) => `${messageScheme}://${token}/`,
    practiceDomains: options.overrides.practiceDomains,
    startPractice: options.practice.start,
  };
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
