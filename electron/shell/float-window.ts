// Our window as a narrow strip at the right edge that stays on top, beside the user's own browser; and back again.
import { type BrowserWindow, type Rectangle, screen } from "electron";

interface Before {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly minimum: readonly number[];
}

/** Wide enough for a step and its field, narrow enough to leave the browser its room. CSS pixels. */
const width = 400;
const before = new WeakMap<BrowserWindow, Before>();

export function floatWindow(window: BrowserWindow, on: boolean): void {
  const known = before.get(window);
  if (on === (known !== undefined)) return;
  if (known) {
    putBack(window, known);
    return;
  }
  before.set(window, {
    bounds: window.getNormalBounds(),
    maximized: window.isMaximized(),
    minimum: window.getMinimumSize(),
  });
  if (window.isMaximized()) window.unmaximize();
  const area = screen.getDisplayMatching(window.getBounds()).workArea;
  window.setMinimumSize(360, 420);
  window.setBounds({ x: area.x + area.width - width, y: area.y, width, height: area.height });
  window.setAlwaysOnTop(true, "floating");
}

function putBack(window: BrowserWindow, { bounds, maximized, minimum }: Before): void {
  before.delete(window);
  window.setAlwaysOnTop(false);
  const [minimumWidth = 480, minimumHeight = 420] = minimum;
  window.setMinimumSize(minimumWidth, minimumHeight);
  window.setBounds(bounds);
  if (maximized) window.maximize();
}
