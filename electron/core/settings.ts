// The user's settings, kept in the store; what is missing or broken there falls back to the default.
import { defaultSettings, Settings, type SettingsChange } from "../../shared/models/app.ts";
import type { Events } from "./events.ts";
import { createOrder } from "./in-order.ts";
import type { Records } from "./store/records.ts";
import type { HandlersOf } from "./topics.ts";

const id = "settings";

export interface SettingsStore {
  /** The defaults while the store is not open: the window wants a theme before any key is there. */
  get(): Promise<Settings>;
  /** Changes what `change` names and nothing else: one after the other, so that no change takes back another. */
  change(change: SettingsChange & { readonly shortcuts?: Partial<Settings["shortcuts"]> }): Promise<Settings>;
}

export function createSettings(records: Records, storeIsOpen: () => boolean): SettingsStore {
  const inOrder = createOrder();
  const get = async (): Promise<Settings> => {
    if (!storeIsOpen()) return defaultSettings;
    const stored = await records.get("settings", id);
    const both = Settings.safeParse({ ...defaultSettings, ...(stored as object | undefined) });
    return both.success ? both.data : defaultSettings;
  };
  return {
    get,
    change: ({ tray, shortcuts, ...change }) =>
      inOrder(async () => {
        const before = await get();
        const after = Settings.parse({
          ...before,
          ...named(change),
          tray: { ...before.tray, ...named(tray) },
          shortcuts: { ...before.shortcuts, ...named(shortcuts) },
        });
        await records.put("settings", id, after);
        return after;
      }),
  };
}

/** What a change names: a field that is there without a value says nothing. */
function named(change: object | undefined): object {
  return Object.fromEntries(Object.entries(change ?? {}).filter(([, value]) => value !== undefined));
}

export function settingsHandlers(settings: SettingsStore, events: Events): HandlersOf<"settings"> {
  return {
    "settings.get": () => settings.get(),
    "settings.change": async (input) => {
      const saved = await settings.change(input);
      events.tell("settings.changed", {});
      // Whether the clock is corrected decides what the codes are.
      events.tell("clock.changed", {});
      events.tell("codes.changed", {});
      return saved;
    },
  };
}
