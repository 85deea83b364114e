// The settings: a change touches what it names, also when several come at once.
import { expect, it } from "vitest";
import { createSettings } from "../../../electron/core/settings.ts";
import { defaultSettings, SettingsChange } from "../../../shared/models/app.ts";
import { memoryRecords } from "../../support/memory-records.ts";

it("keeps every one of several changes that come at once, down to single fields", async () => {
  const settings = createSettings(memoryRecords(), () => true);
  await Promise.all([
    settings.change({ theme: "dark" }),
    settings.change({ shortcuts: { quickCode: "CommandOrControl+Alt+G" } }),
    settings.change({ tray: { staysOnClose: true } }),
    settings.change({ undoSeconds: 0, hideCodes: undefined }),
    settings.change({ tray: { shown: true } }),
  ]);
  expect(await settings.get()).toEqual({
    ...defaultSettings,
    theme: "dark",
    undoSeconds: 0,
    shortcuts: { ...defaultSettings.shortcuts, quickCode: "CommandOrControl+Alt+G" },
    tray: { shown: true, staysOnClose: true },
  });
});

it("takes no shortcuts from the page: the system has to be asked for them", () => {
  const change = { theme: "dark", shortcuts: { quickCode: "CommandOrControl+Q", scanScreen: "" } };
  expect(SettingsChange.parse(change)).toEqual({ theme: "dark" });
});
