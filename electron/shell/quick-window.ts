// The quick-code window: small, on top of everything, gone as soon as something else is looked at. Made when it is asked
// for and ended when it closes, so that no page waits with codes in it.
import { BrowserWindow, screen } from "electron";
import { quickPage } from "./quick-page.ts";
import { drawsOnWayland } from "./wayland.ts";
import { whenDrawn } from "./when-drawn.ts";
import { pagePreferences } from "./window.ts";

export interface QuickWindow {
  /** Opens it; if it is open, closes it. */
  toggle(): void;
  close(): void;
  readonly window: BrowserWindow | undefined;
}

const size = { width: 420, height: 440 };

/** `origin`: where our pages come from, without a slash at the end. */
export function createQuickWindow(origin: string): QuickWindow {
  let window: BrowserWindow | undefined;

  const open = () => {
    const opened = new BrowserWindow({
      ...size,
      ...place(),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      title: "Gatepost quick code",
      // On a Mac a panel does not bring the program's other windows along.
      ...(process.platform === "darwin" ? { type: "panel" } : {}),
      webPreferences: pagePreferences(),
    });
    window = opened;
    opened.setAlwaysOnTop(true, "floating");
    // SECURITY: P47. Out of screenshots and shared screens, where the system can (not on Linux).
    opened.setContentProtection(true);
    whenDrawn(opened, () => {
      opened.show();
      opened.focus();
      opened.once("blur", () => opened.close());
    });
    opened.once("closed", () => {
      if (window === opened) window = undefined;
    });
    void opened.loadURL(`${origin}${quickPage.path}`);
  };

  return {
    get window() {
      return window;
    },
    toggle() {
      if (window) window.close();
      else open();
    },
    close: () => window?.close(),
  };
}

/**
 * On the screen where the pointer is, in the middle, a little above the centre. On Wayland the desktop places windows, and
 * asking where the pointer is ends the program while no window is open.
 */
function place(): Partial<Electron.Point> {
  if (drawsOnWayland()) return {};
  const { x, y, width, height } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea;
  return {
    x: Math.round(x + (width - size.width) / 2),
    y: Math.round(y + Math.max(0, (height - size.height) / 3)),
  };
}
