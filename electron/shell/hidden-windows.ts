// Takes our own windows out of sight while the screen is looked at, and brings the main one back: it would cover what
// people want to show, and its own codes are none of what they look for.
import { BrowserWindow } from "electron";

/** Milliseconds after hiding until other programs and the desktop have drawn what was beneath. */
const redrawn = 250;

/**
 * Runs `work` without our windows; it hears how many milliseconds ago they went, 0 if none was in sight. `show` is called
 * after it, also when it has failed: what was found is shown in our window, even if it was hidden before, because a global
 * shortcut may have asked.
 */
export async function withoutOwnWindows<Value>(
  show: () => void,
  work: (gone: number) => Promise<Value>,
): Promise<Value> {
  const visible = BrowserWindow.getAllWindows().filter(
    (window) => !window.isDestroyed() && window.isVisible() && !window.isMinimized() && !isOwnSpace(window),
  );
  const places = visible.map((window) => ({
    window,
    bounds: window.getBounds(),
    large: window.isMaximized(),
  }));
  const went = performance.now();
  for (const window of visible) window.hide();
  if (visible.length > 0) await new Promise((resolve) => setTimeout(resolve, redrawn));
  try {
    return await work(visible.length > 0 ? performance.now() - went : 0);
  } finally {
    show();
    for (const { window, bounds, large } of places) {
      // Window managers may put a window that is shown again elsewhere.
      if (!window.isDestroyed() && window.isVisible() && !large) window.setBounds(bounds);
    }
  }
}

/** A full-screen window on macOS has a space of its own and covers nothing in the others. */
function isOwnSpace(window: BrowserWindow): boolean {
  return process.platform === "darwin" && window.isFullScreen();
}
