// The global shortcuts as the user wants them, kept in the settings and asked of the system. What happens when one is
// pressed is the shell's matter.
import { AppError } from "../../shared/ipc/errors.ts";
import {
  ShortcutName,
  type ShortcutState,
  type ShortcutView,
  shortcutSwitches,
} from "../../shared/models/shortcut.ts";
import type { Platform } from "./platform.ts";
import type { SettingsStore } from "./settings.ts";
import type { HandlersOf } from "./topics.ts";

export interface Shortcuts {
  /** Asks the system for all that are set; once the settings can be read. */
  restore(): Promise<void>;
  list(): Promise<readonly ShortcutView[]>;
  /** Takes new keys and keeps them. @throws AppError `shortcut-taken`, `shortcut-refused`; then the old ones go on. */
  set(name: ShortcutName, accelerator: string): Promise<ShortcutView>;
}

export function createShortcuts(options: {
  readonly platform: Pick<Platform, "setShortcut">;
  readonly settings: SettingsStore;
}): Shortcuts {
  const { platform, settings } = options;
  const states = new Map<ShortcutName, ShortcutState>();

  const ask = async (name: ShortcutName, accelerator: string) => {
    const state = await platform.setShortcut(name, accelerator);
    if (state !== "taken" && state !== "refused") states.set(name, state);
    return state;
  };

  return {
    async restore() {
      const { shortcuts } = await settings.get();
      for (const name of ShortcutName.options) {
        // What is taken today may be free tomorrow: it stays set, and the list says how it stands.
        states.set(name, await ask(name, shortcuts[name]));
      }
    },
    async list() {
      const { shortcuts } = await settings.get();
      return ShortcutName.options.map((name) => ({
        name,
        accelerator: shortcuts[name],
        state: states.get(name) ?? "off",
      }));
    },
    async set(name, accelerator) {
      const state = await ask(name, accelerator);
      if (state === "taken") throw new AppError("shortcut-taken", { accelerator });
      if (state === "refused") throw new AppError("shortcut-refused", { command: shortcutSwitches[name] });
      await settings.change({ shortcuts: { [name]: accelerator } });
      return { name, accelerator, state };
    },
  };
}

export function shortcutHandlers(shortcuts: Shortcuts): HandlersOf<"shortcuts"> {
  return {
    "shortcuts.list": async () => [...(await shortcuts.list())],
    "shortcuts.set": ({ name, accelerator }) => shortcuts.set(name, accelerator),
  };
}
