// The tray's menu: the pinned codes by name, never a code; and nothing at all while they cannot be reached.
import { expect, test } from "vitest";
import type { TrayItem } from "../../../electron/core/platform.ts";
import { createTray } from "../../../electron/core/tray.ts";
import { AppError, type ErrorView } from "../../../shared/ipc/errors.ts";
import type { Settings } from "../../../shared/models/app.ts";
import { defaultSettings } from "../../../shared/models/app.ts";
import type { CodeEntry } from "../../../shared/models/code.ts";
import { nodePlatform } from "../../support/node-platform.ts";
import { quietLog } from "../../support/quiet-log.ts";

const words = {
  tooltip: "Gatepost",
  open: "Open",
  quit: "Quit",
  nothingPinned: "Nothing pinned",
  closed: "Closed",
  locked: "Locked",
  lock: "Lock",
  nameless: "Nameless",
};

const entry = (id: string, issuer: string, account: string, pinned: boolean): CodeEntry => ({
  ...{ id, issuer, account, pinned, type: "totp", algorithm: "SHA1", digits: 6, period: 30, addedAt: 0 },
});

function made(start: { codes?: readonly CodeEntry[]; failure?: AppError; tray?: Settings["tray"] } = {}) {
  const platform = nodePlatform({ dataFolder: "/nowhere" });
  const state = {
    codes: start.codes ?? [],
    failure: start.failure,
    tray: start.tray ?? defaultSettings.tray,
    lock: "off",
  };
  const copied: string[] = [];
  const told: ErrorView[] = [];
  const tray = createTray({
    platform,
    settings: async () => ({ ...defaultSettings, tray: state.tray }),
    codes: async () => {
      if (state.failure) throw state.failure;
      return state.codes;
    },
    copy: async (codeId) => {
      if (state.failure) throw state.failure;
      copied.push(codeId);
    },
    isUnlocked: async () => state.lock === "open",
    lock: () => {
      state.lock = "locked";
    },
    tell: (error) => told.push(error),
    log: quietLog(),
  });
  const labels = () => platform.tray?.items.map((item) => (item === "line" ? item : item.label));
  const item = (label: string) =>
    platform.tray?.items.find((each): each is TrayItem => each !== "line" && each.label === label);
  return { platform, state, copied, told, tray, labels, item };
}

test("there is no sign before the page has given its words, and none if the settings say so", async () => {
  const { platform, state, tray } = made();
  await tray.refresh();
  expect(platform.tray).toBeUndefined();
  state.tray = { shown: false, staysOnClose: false };
  await tray.setWords(words);
  expect(platform.tray).toBeUndefined();
  state.tray = { shown: true, staysOnClose: true };
  await tray.refresh();
  expect(platform.tray).toMatchObject({ tooltip: "Gatepost", staysOnClose: true });
  tray.remove();
  expect(platform.tray).toBeUndefined();
});

test("pinned codes stand in it by name, in their order; a click copies", async () => {
  const codes = [
    entry("1", "GitHub", "ann", true),
    entry("2", "Not pinned", "bob", false),
    entry("3", "R&D", "", true),
    entry("4", "", "", true),
    entry("5", "x".repeat(80), "", true),
  ];
  const { tray, labels, item, copied } = made({ codes });
  await tray.setWords(words);
  expect(labels()).toEqual([
    "GitHub – ann",
    "R&&D",
    "Nameless",
    `${"x".repeat(59)}…`,
    "line",
    "Open",
    "Quit",
  ]);
  item("GitHub – ann")?.choose?.();
  await expect.poll(() => copied).toEqual(["1"]);
});

test("without a pinned code it says how to have one, and that line does nothing", async () => {
  const { tray, item, platform } = made({ codes: [entry("2", "Not pinned", "bob", false)] });
  await tray.setWords(words);
  expect(item("Nothing pinned")).toEqual({ label: "Nothing pinned" });
  item("Open")?.choose?.();
  item("Quit")?.choose?.();
  expect(platform.shown).toEqual(["program", "quit"]);
});

test("while the codes cannot be reached not even their names are in it", async () => {
  const { tray, state, labels } = made({ codes: [entry("1", "GitHub", "ann", true)] });
  await tray.setWords(words);
  state.failure = new AppError("keychain-locked");
  await tray.refresh();
  expect(labels()).toEqual(["Closed", "line", "Open", "Quit"]);
});

test("with a lock it can be locked from here; then no name is in it, and it says why", async () => {
  const { tray, state, labels, item } = made({ codes: [entry("1", "GitHub", "ann", true)] });
  state.lock = "open";
  await tray.setWords(words);
  expect(labels()).toEqual(["GitHub – ann", "line", "Lock", "Open", "Quit"]);
  item("Lock")?.choose?.();
  expect(state.lock).toBe("locked");
  state.failure = new AppError("locked");
  await tray.refresh();
  expect(labels()).toEqual(["Locked", "line", "Open", "Quit"]);
});

test("a code that cannot be had opens the window, which says why", async () => {
  const { tray, state, item, platform, told } = made({ codes: [entry("1", "GitHub", "ann", true)] });
  await tray.setWords(words);
  const choose = item("GitHub – ann")?.choose;
  state.failure = new AppError("secret-gone");
  choose?.();
  await expect.poll(() => told).toEqual([{ code: "secret-gone", detail: {} }]);
  expect(platform.shown).toEqual(["program"]);
});
