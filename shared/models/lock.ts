// The lock of the authenticator as the page may see it: whether there is one, whether it is open, when it closes.
import { z } from "zod";
import { ImportLackingPin, RecoveryInFile } from "./import.ts";

/** Shorter ones are refused. */
export const shortestPassphrase = 8;

export const LockTriggers = z.object({
  /** minutes without key or mouse anywhere on this computer; 0: never */
  idleMinutes: z.number().int().min(0).max(240),
  onSuspend: z.boolean(),
  onScreenLock: z.boolean(),
  /** macOS: Touch ID opens it again while Gatepost runs */
  touchId: z.boolean(),
});
export type LockTriggers = z.infer<typeof LockTriggers>;

export const defaultTriggers: LockTriggers = {
  idleMinutes: 10,
  onSuspend: true,
  onScreenLock: true,
  touchId: false,
};

/**
 * Why nobody can open the lock, not even with its passphrase: its own item is no longer in the keychain · another program
 * has put something in its place · it cannot be read · a newer Gatepost has made it.
 */
export const LockTrouble = z.enum(["gone", "changed", "damaged", "newer"]);
export type LockTrouble = z.infer<typeof LockTrouble>;

export const LockView = z.object({
  /** off: there is no lock · locked: no code and no secret can be had · open · broken: see `trouble` */
  state: z.enum(["off", "locked", "open", "broken"]),
  trouble: LockTrouble.optional(),
  /** Turning it on or off was interrupted; it goes on when it is unlocked. */
  unfinished: z.enum(["turning-on", "turning-off"]).optional(),
  /** milliseconds until another passphrase is tried; 0: now */
  waitFor: z.number().int().nonnegative(),
  triggers: LockTriggers,
  /** unavailable: this computer, or this system, has none · ready: may be used now */
  touchId: z.enum(["unavailable", "available", "ready"]),
});
export type LockView = z.infer<typeof LockView>;

/** What a backup would bring back after a forgotten passphrase. Names only. */
export const FoundBackup = z.object({
  backupId: z.string().max(64),
  passphraseNeeded: z.boolean(),
  /** entries of the list that are in it */
  brings: z.number().int(),
  /** entries of the list that are not in it: their secrets are gone for good */
  missing: z.array(z.object({ issuer: z.string(), account: z.string() })),
  /** entries in it that the list does not have */
  others: z.number().int(),
  /** codes in it that want nothing but their PIN; without one they do not come back */
  lackingPin: z.array(ImportLackingPin),
  /** backup codes and emergency keys in it */
  recovery: z.array(RecoveryInFile),
});
export type FoundBackup = z.infer<typeof FoundBackup>;
