// Global shortcuts: keys that reach Gatepost from any other program. Pure text, so that page, core and shell write and
// read them alike; whether the system gives one of them is the shell's matter.
import { z } from "zod";

/** What can be reached from anywhere. Another one: a name here, its words, and its action in electron/main.ts. */
export const ShortcutName = z.enum(["quickCode", "scanScreen"]);
export type ShortcutName = z.infer<typeof ShortcutName>;

const modifiers = "(?:CommandOrControl|Super|Alt|Shift)";
const keys =
  "(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|Space|Tab|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete)";

/** As Electron writes it, `CommandOrControl+Alt+G`; empty: none. One modifier at least that is not Shift alone. */
export const Accelerator = z
  .string()
  .max(60)
  .regex(new RegExp(`^(?:(?!Shift\\+${keys}$)(?:${modifiers}\\+)+${keys})?$`));

/** What the program is started with to do the same, for keys of the desktop's own; it hands it on to the one that runs. */
export const shortcutSwitches: Readonly<Record<ShortcutName, string>> = {
  quickCode: "--quick-code",
  scanScreen: "--scan-screen",
};

/** What a start with these arguments asks for; undefined: nothing but the program. */
export function shortcutOf(args: readonly string[]): ShortcutName | undefined {
  return ShortcutName.options.find((name) => args.includes(shortcutSwitches[name]));
}

/**
 * on: the system gives it to us · asked: the desktop was asked and decides by itself (Wayland) · partly: the desktop lets
 * it through from some programs only (an X server on Wayland) · refused: the desktop gives no keys to programs · taken:
 * another program has it · off: none is set
 */
export const ShortcutState = z.enum(["on", "asked", "partly", "refused", "taken", "off"]);
export type ShortcutState = z.infer<typeof ShortcutState>;

export const ShortcutView = z.object({
  name: ShortcutName,
  accelerator: Accelerator,
  state: ShortcutState,
});
export type ShortcutView = z.infer<typeof ShortcutView>;

export interface PressedKeys {
  /** of a KeyboardEvent: which key it is, whatever the layout writes on it */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The accelerator of keys that are pressed together; undefined while there is no key among them, or none to hold. */
export function acceleratorOf(pressed: PressedKeys, mac: boolean): string | undefined {
  const key = keyOf(pressed.code);
  if (key === undefined) return undefined;
  const held = [
    (mac ? pressed.metaKey : pressed.ctrlKey) && "CommandOrControl",
    !mac && pressed.metaKey && "Super",
    pressed.altKey && "Alt",
    pressed.shiftKey && "Shift",
  ].filter((name) => name !== false);
  const accelerator = [...held, key].join("+");
  return held.length > 0 && Accelerator.safeParse(accelerator).success ? accelerator : undefined;
}

const named: Readonly<Record<string, string>> = {
  ArrowUp: "Up",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
};
const alike = new Set(["Space", "Tab", "Home", "End", "PageUp", "PageDown", "Insert", "Delete"]);

function keyOf(code: string): string | undefined {
  const letter = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (letter !== undefined) return letter;
  if (/^F\d{1,2}$/.test(code) || alike.has(code)) return code;
  return named[code];
}

/** As people know it: `Ctrl+Alt+G`, on a Mac `⌘⌥G`. */
export function writtenAccelerator(accelerator: string, mac: boolean): string {
  const parts = accelerator.split("+");
  if (!mac) return parts.map((part) => (part === "CommandOrControl" ? "Ctrl" : part)).join("+");
  const signs: Readonly<Record<string, string>> = { CommandOrControl: "⌘", Alt: "⌥", Shift: "⇧" };
  return parts.map((part) => signs[part] ?? part).join("");
}
