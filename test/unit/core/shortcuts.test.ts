// The global shortcuts: kept only when the system gives them, asked for again at each start.
import { expect, test } from "vitest";
import { createSettings } from "../../../electron/core/settings.ts";
import { createShortcuts } from "../../../electron/core/shortcuts.ts";
import { memoryRecords } from "../../support/memory-records.ts";
import { nodePlatform } from "../../support/node-platform.ts";

async function made(quickCode = "") {
  const records = memoryRecords();
  const settings = createSettings(records, () => true);
  await settings.change({ theme: "dark", shortcuts: { quickCode } });
  const platform = nodePlatform({ dataFolder: "/nowhere" });
  return { settings, platform, shortcuts: createShortcuts({ platform, settings }) };
}

test("none is asked for until the user has chosen one", async () => {
  const { platform, shortcuts } = await made();
  await shortcuts.restore();
  expect([...platform.shortcuts.values()].filter((keys) => keys !== "")).toEqual([]);
  expect(await shortcuts.list()).toEqual([
    { name: "quickCode", accelerator: "", state: "off" },
    { name: "scanScreen", accelerator: "", state: "off" },
  ]);
});

test("what the system gives is kept beside the other settings, and asked for at the next start", async () => {
  const { settings, shortcuts } = await made();
  expect(await shortcuts.set("quickCode", "CommandOrControl+Alt+G")).toMatchObject({ state: "on" });
  expect(await settings.get()).toMatchObject({
    theme: "dark",
    shortcuts: { quickCode: "CommandOrControl+Alt+G" },
  });
  const next = await made("CommandOrControl+Alt+G");
  await next.shortcuts.restore();
  expect(next.platform.shortcuts.get("quickCode")).toBe("CommandOrControl+Alt+G");
});

test("keys of another program are refused by name, and those before go on", async () => {
  const { settings, platform, shortcuts } = await made();
  await shortcuts.set("quickCode", "CommandOrControl+Alt+G");
  await expect(shortcuts.set("quickCode", "Alt+Tab")).rejects.toMatchObject({
    code: "shortcut-taken",
    detail: { accelerator: "Alt+Tab" },
  });
  expect((await settings.get()).shortcuts.quickCode).toBe("CommandOrControl+Alt+G");
  expect(platform.shortcuts.get("quickCode")).toBe("CommandOrControl+Alt+G");
  expect(await shortcuts.list()).toMatchObject([{ state: "on" }, { state: "off" }]);
});

test("keys of a desktop that gives none are refused with the command that does the same", async () => {
  const { settings, shortcuts } = await made();
  await expect(shortcuts.set("scanScreen", "Super+L")).rejects.toMatchObject({
    code: "shortcut-refused",
    detail: { command: "--scan-screen" },
  });
  expect((await settings.get()).shortcuts.scanScreen).toBe("");
  const next = await made("Super+L");
  await next.shortcuts.restore();
  expect(await next.shortcuts.list()).toContainEqual({
    ...{ name: "quickCode", accelerator: "Super+L", state: "refused" },
  });
});

test("keys that another program has taken since stay set, and are said to be taken", async () => {
  const { shortcuts } = await made("Alt+Tab");
  await shortcuts.restore();
  expect(await shortcuts.list()).toContainEqual({
    ...{ name: "quickCode", accelerator: "Alt+Tab", state: "taken" },
  });
});

test("none again gives them back", async () => {
  const { settings, platform, shortcuts } = await made("CommandOrControl+Alt+G");
  await shortcuts.restore();
  expect(await shortcuts.set("quickCode", "")).toMatchObject({ state: "off" });
  expect(platform.shortcuts.get("quickCode")).toBe("");
  expect((await settings.get()).shortcuts.quickCode).toBe("");
});
