// What Electron can tell of a user who goes away and comes back: sleep, the locked screen, idle time, Touch ID.
//
// [Note: what systems tell] Windows and macOS tell of a locked screen at once; on Linux only X11 with a screen saver
// does, and is asked every few seconds. Electron offers Touch ID on macOS; for Windows Hello it offers nothing (45).
import { app, powerMonitor, systemPreferences } from "electron";
import type { Platform } from "../core/platform.ts";

export const onAway: Platform["onAway"] = (listener) => {
  const suspend = () => listener("suspend");
  const screenLock = () => listener("screen-lock");
  let ended = false;
  // The core is there before Electron is ready.
  void app.whenReady().then(() => {
    if (ended) return;
    powerMonitor.on("suspend", suspend);
    powerMonitor.on("lock-screen", screenLock);
  });
  return () => {
    ended = true;
    powerMonitor.off("suspend", suspend);
    powerMonitor.off("lock-screen", screenLock);
  };
};

export const idle: Platform["idle"] = () => {
  if (!app.isReady()) return { seconds: 0, screenLocked: false };
  return {
    seconds: powerMonitor.getSystemIdleTime(),
    // The threshold does not matter for it.
    screenLocked: powerMonitor.getSystemIdleState(3_600) === "locked",
  };
};

export const touchId: Platform["touchId"] =
  process.platform === "darwin"
    ? {
        available: () => systemPreferences.canPromptTouchID(),
        async ask(reason) {
          try {
            await systemPreferences.promptTouchID(reason);
            return true;
          } catch {
            // Cancelled, or another finger: the system has said so itself, and there is no other way of failing.
            return false;
          }
        },
      }
    : undefined;
