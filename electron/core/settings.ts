// The user's settings, kept in the store; what is missing or broken there falls back to the default.
import { defaultSettings, Settings } from "../../shared/models/app.ts";
import type { Events } from "./events.ts";
import type { Records } from "./store/records.ts";
import type { HandlersOf } from "./topics.ts";

const id = "settings";

export interface SettingsStore {
  /** The defaults while the store is not open: the window wants a theme before any key is there. */
  get(): Promise<Settings>;
  set(settings: Settings): Promise<Settings>;
}

export function createSettings(records: Records, storeIsOpen: () => boolean): SettingsStore {
  return {
    async get() {
      if (!storeIsOpen()) return defaultSettings;
      const stored = await records.get("settings", id);
      const both = Settings.safeParse({ ...defaultSettings, ...(stored as object | undefined) });
      return both.success ? both.data : defaultSettings;
    },
    async set(settings) {
      await records.put("settings", id, settings);
      return settings;
    },
  };
}

export function settingsHandlers(settings: SettingsStore, events: Events): HandlersOf<"settings"> {
  return {
    "settings.get": () => settings.get(),
    "settings.set": async (input) => {
      const saved = await settings.set(input);
      events.tell("settings.changed", {});
      // Whether the clock is corrected decides what the codes are.
      events.tell("clock.changed", {});
      events.tell("codes.changed", {});
      return saved;
    },
  };
}
