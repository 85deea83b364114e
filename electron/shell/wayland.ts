// What of Wayland there is: whether it draws our windows, and whether it is the desktop, on which an X server may draw them.
import { app } from "electron";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Chromium draws on Wayland, where the desktop gives global keys and places windows. It has decided before our first line
 * runs, and says so by this switch.
 */
export function drawsOnWayland(): boolean {
  return process.platform === "linux" && app.commandLine.getSwitchValue("ozone-platform") === "wayland";
}

/** Only the desktop's portal shows the screen, to programs that an X server draws as well: that one knows only theirs. */
export function isWaylandDesktop(environment: Environment): boolean {
  if (process.platform !== "linux") return false;
  return drawsOnWayland() || (Boolean(environment.WAYLAND_DISPLAY) && environment.XDG_SESSION_TYPE !== "x11");
}

/**
 * Chromium asks the portal only in a session that is called Wayland, and waits for ever in others. A desktop that was started
 * from a text console is called after that.
 */
export function nameSession(environment: Record<string, string | undefined>): void {
  if (isWaylandDesktop(environment)) environment.XDG_SESSION_TYPE = "wayland";
}

/** Milliseconds; without a word of the graphics card by then, our window is opened all the same. */
const cardLimit = 1_500;

/**
 * To be called before the program is ready. On Wayland a window that is made before Chromium has found out that there is no
 * graphics card is never drawn (33.2.1): answers when it knows.
 */
export function whenDrawable(): Promise<void> {
  if (!drawsOnWayland()) return Promise.resolve();
  return new Promise((resolve) => {
    app.once("gpu-info-update", resolve);
    void app.whenReady().then(() => setTimeout(resolve, cardLimit));
  });
}
