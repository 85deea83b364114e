// Tells when a window that was made out of sight may be shown, because its page has been drawn.
import type { BrowserWindow } from "electron";
import { drawsOnWayland } from "./wayland.ts";

/** Calls `show` once. On Wayland a window out of sight is often drawn only when it is shown: there, when its page is loaded. */
export function whenDrawn(window: BrowserWindow, show: () => void): void {
  let told = false;
  const tell = () => {
    if (told || window.isDestroyed()) return;
    told = true;
    show();
  };
  window.once("ready-to-show", tell);
  if (drawsOnWayland()) window.webContents.once("did-finish-load", tell);
}
