// Whether Chromium draws on Wayland, where screens and global keys are given by the desktop's portals only.
import { app } from "electron";

/** An X11 program on a Wayland desktop counts as X11: it hears and sees what X11 gives it. */
export function isWayland(environment: Readonly<Record<string, string | undefined>>): boolean {
  if (process.platform !== "linux" || app.commandLine.getSwitchValue("ozone-platform") === "x11")
    return false;
  return Boolean(environment.WAYLAND_DISPLAY);
}
