// The main window, which keeps its size and place; and what every page of ours is made with.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app, BrowserWindow, type Rectangle, screen, type WebPreferences } from "electron";
import { pageOrigin, pagePartition } from "./addresses.ts";
import { floatWindow } from "./float-window.ts";
import { sealedPreferences } from "./web-preferences.ts";
import { whenDrawn } from "./when-drawn.ts";

/** SECURITY: P1. Every web page of the program is made with these and nothing else. */
export function pagePreferences(): WebPreferences {
  return {
    ...sealedPreferences,
    partition: pagePartition,
    preload: join(import.meta.dirname, "../preload/preload.cjs"),
    devTools: !app.isPackaged,
  };
}

/** Milliseconds. */
const crashPause = 10_000;

const smallest = { minWidth: 480, minHeight: 420 };

interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

/**
 * Opens the window at the page's address, or at `address` (the dev server). Shown when it has painted. `toScan`: its page
 * begins by scanning the screen; nobody can tell it so before it is there.
 */
export function openWindow(options: {
  readonly dataFolder: string;
  readonly address?: string;
  readonly toScan: boolean;
}): BrowserWindow {
  const file = join(options.dataFolder, "window.json");
  const state = readState(file);
  const window = new BrowserWindow({
    ...(state?.bounds ?? { width: 1240, height: 820 }),
    ...smallest,
    show: false,
    title: "Gatepost",
    autoHideMenuBar: true,
    webPreferences: pagePreferences(),
  });
  whenDrawn(window, () => {
    if (state?.maximized) window.maximize();
    window.show();
  });
  window.on("close", () => {
    // Narrow and on top is for a while only: the next start is as it was before.
    floatWindow(window, false);
    const kept: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  });
  const address = options.address ?? `${pageOrigin}/index.html`;
  comeBack(window, () => window.loadURL(address));
  void window.loadURL(options.toScan ? `${address}#scan-screen` : address);
  return window;
}

/** A page that has crashed is opened again, for the core has all that it showed; not one that crashes at once again. */
function comeBack(window: BrowserWindow, load: () => Promise<void>): void {
  let last = Number.NEGATIVE_INFINITY;
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    const now = performance.now();
    if (reason === "clean-exit" || now - last < crashPause) return;
    last = now;
    void load();
  });
}

/** What was kept, if it is whole and still lies on a screen. A file that cannot be read costs only the place. */
function readState(file: string): WindowState | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const kept = parsed(text) as Partial<WindowState> | undefined;
  const { x, y, width, height } = kept?.bounds ?? {};
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  if (![x, y, width, height].every(Number.isInteger)) return undefined;
  const area = screen.getDisplayMatching({ x, y, width, height }).workArea;
  const visible =
    x < area.x + area.width - 50 && x + width > area.x + 50 && y < area.y + area.height - 50 && y >= area.y;
  return visible ? { bounds: { x, y, width, height }, maximized: kept?.maximized === true } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
