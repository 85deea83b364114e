// The program itself: is the keychain open, is there anything yet, how does the user like it.
import { z } from "zod";
import { Accelerator } from "./shortcut.ts";

export const KeychainState = z.enum(["ok", "locked", "missing", "refused", "unavailable"]);
export type KeychainState = z.infer<typeof KeychainState>;

export const AppStatus = z.object({
  version: z.string(),
  keychain: KeychainState,
  /**
   * ready: the store is open · keychain: it waits for the keychain · key-gone: the keychain is open and does not hold
   * the key of the file that is there · key-changed: it holds another one, which is not ours · unreadable: the file does
   * not open with its key, or is damaged inside
   */
  store: z.enum(["ready", "keychain", "key-gone", "key-changed", "unreadable"]),
  /** a practice provider can be started (never in the packaged program) */
  practice: z.boolean(),
  platform: z.enum(["linux", "darwin", "win32"]),
});
export type AppStatus = z.infer<typeof AppStatus>;

export const CodeGroups = z.enum(["halves", "threes", "twos", "none"]);
export type CodeGroups = z.infer<typeof CodeGroups>;
export const CodeOrder = z.enum(["manual", "name", "last-used", "most-used"]);
export type CodeOrder = z.infer<typeof CodeOrder>;

export const Settings = z.object({
  theme: z.enum(["system", "light", "dark"]),
  /** seconds until a copied code is cleared from the clipboard */
  clipboardSeconds: z.number().int().min(5).max(600),
  /** seconds in which a sent message can be taken back */
  undoSeconds: z.number().int().min(0).max(60),
  /** mark a message as read when it is opened */
  markReadOnOpen: z.boolean(),
  /** make codes for the time that servers tell, if this computer's clock is wrong */
  correctClock: z.boolean(),
  /** keys that reach Gatepost from any program, by `ShortcutName` */
  shortcuts: z.object({ quickCode: Accelerator, scanScreen: Accelerator }),
  /** a code is shown only when its entry is asked for it */
  hideCodes: z.boolean(),
  /** how the digits of codes stand together, for the eye */
  codeGroups: CodeGroups,
  /** pinned entries come first in every order */
  codeOrder: CodeOrder,
  /** the sign in the system's tray; and whether closing the window leaves the program running there */
  tray: z.object({ shown: z.boolean(), staysOnClose: z.boolean() }),
});
export type Settings = z.infer<typeof Settings>;

/**
 * Only what changes; all else stays as it is at that moment. Shortcuts are not among it: the system has to be asked for them.
 */
export const SettingsChange = Settings.omit({ shortcuts: true })
  .partial()
  .extend({ tray: Settings.shape.tray.partial().optional() });
export type SettingsChange = z.infer<typeof SettingsChange>;

export const defaultSettings: Settings = {
  theme: "system",
  clipboardSeconds: 30,
  undoSeconds: 8,
  markReadOnOpen: true,
  correctClock: false,
  // None unasked: keys that a program takes for itself no other program hears.
  shortcuts: { quickCode: "", scanScreen: "" },
  hideCodes: false,
  codeGroups: "halves",
  codeOrder: "manual",
  tray: { shown: true, staysOnClose: false },
};
