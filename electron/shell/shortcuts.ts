// The one place for global shortcuts: asks the system for keys, and does what belongs to them when they are pressed.
// Which keys these are is the user's choice (electron/core/shortcuts.ts); none is taken unasked.
import { app, globalShortcut } from "electron";
import type { ShortcutName, ShortcutState } from "../../shared/models/shortcut.ts";
import { drawsOnWayland, isWaylandDesktop } from "./wayland.ts";

export interface GlobalShortcuts {
  /** Takes these keys for `name` instead of those before; empty: none. With `taken` and `refused` those before stay. */
  set(name: ShortcutName, accelerator: string): Promise<ShortcutState>;
}

/** To be called before the program is ready: on Wayland only the portal gives global keys. */
export function allowPortalShortcuts(): void {
  if (!drawsOnWayland()) return;
  const features = [app.commandLine.getSwitchValue("enable-features"), "GlobalShortcutsPortal"];
  app.commandLine.appendSwitch("enable-features", features.filter((name) => name !== "").join(","));
}

/**
 * On Wayland nobody is told whether the portal has given the keys: the desktop shows it in its own settings. Without that
 * portal there are none (Electron 33 says so at once), and an X server there hears keys only while it has the focus.
 */
export function createGlobalShortcuts(options: {
  readonly pressed: Readonly<Record<ShortcutName, () => void>>;
}): GlobalShortcuts {
  const given = new Map<ShortcutName, string>();
  const own = drawsOnWayland();
  const state: ShortcutState = own ? "asked" : isWaylandDesktop(process.env) ? "partly" : "on";
  return {
    async set(name, accelerator) {
      await app.whenReady();
      const before = given.get(name);
      if (before === accelerator) return state;
      if (accelerator !== "") {
        // Ours counts as taken too: one key cannot do two things.
        const free = ![...given.values()].includes(accelerator);
        if (!free) return "taken";
        const isGiven = globalShortcut.register(accelerator, () => options.pressed[name]());
        if (!isGiven) return own ? "refused" : "taken";
      }
      if (before !== undefined) globalShortcut.unregister(before);
      given.delete(name);
      if (accelerator === "") return "off";
      given.set(name, accelerator);
      return state;
    },
  };
}
