// Keys as they are pressed, as Electron wants them, and as people read them.
import { expect, test } from "vitest";
import {
  Accelerator,
  acceleratorOf,
  shortcutOf,
  writtenAccelerator,
} from "../../../shared/models/shortcut.ts";

const pressed = (code: string, ...held: readonly ("ctrl" | "meta" | "alt" | "shift")[]) => ({
  code,
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  altKey: held.includes("alt"),
  shiftKey: held.includes("shift"),
});

test.each([
  [pressed("KeyG", "ctrl", "alt"), "CommandOrControl+Alt+G", "Ctrl+Alt+G"],
  [pressed("Digit1", "meta", "shift"), "Super+Shift+1", "Super+Shift+1"],
  [pressed("F12", "ctrl"), "CommandOrControl+F12", "Ctrl+F12"],
  [pressed("ArrowUp", "alt"), "Alt+Up", "Alt+Up"],
  [pressed("Space", "ctrl", "shift"), "CommandOrControl+Shift+Space", "Ctrl+Shift+Space"],
])("%o is %s", (keys, accelerator, written) => {
  expect(acceleratorOf(keys, false)).toBe(accelerator);
  expect(writtenAccelerator(accelerator, false)).toBe(written);
});

test("on a Mac the command key leads, and signs stand for the words", () => {
  expect(acceleratorOf(pressed("KeyG", "meta", "alt"), true)).toBe("CommandOrControl+Alt+G");
  expect(writtenAccelerator("CommandOrControl+Alt+G", true)).toBe("⌘⌥G");
});

test.each([
  ["a letter alone: nobody could write it any more", pressed("KeyG")],
  ["a letter with Shift alone", pressed("KeyG", "shift")],
  ["a held key without another", pressed("ControlLeft", "ctrl")],
  ["a key that Electron does not know", pressed("IntlBackslash", "ctrl")],
])("is not taken: %s", (_why, keys) => {
  expect(acceleratorOf(keys, false)).toBeUndefined();
});

test("nothing else comes through the contract", () => {
  for (const wrong of ["G", "Shift+G", "Ctrl+G", "CommandOrControl+", "CommandOrControl+Alt+Delete+X", "F25"])
    expect(Accelerator.safeParse(wrong).success, wrong).toBe(false);
  expect(Accelerator.safeParse("").success).toBe(true);
});

test.each([
  [["gatepost", "--scan-screen"], "scanScreen"],
  [["electron", "--no-sandbox", "/folder", "--quick-code"], "quickCode"],
  [["gatepost", "--scan-screens"], undefined],
  [["gatepost"], undefined],
])("a start with %j asks for %s", (args, name) => {
  expect(shortcutOf(args)).toBe(name);
});
