// What is kept of an account beside its code and its backup codes: facts about application passwords, never one of them,
// a note of the recovery phone, and when everything was last backed up.
import { z } from "zod";
import { AccountId } from "./account.ts";

export const AppPasswordId = z.string().min(1).max(64);

/** Times are milliseconds since 1970. */
export const AppPasswordNote = z.object({
  id: AppPasswordId,
  /** what the person calls it; may be empty */
  name: z.string().max(100),
  /** the first sign-in with it */
  addedAt: z.number(),
  /** the person has revoked it at the provider */
  revokedAt: z.number().optional(),
  /** Gatepost signs in with this one */
  inUse: z.boolean(),
});
export type AppPasswordNote = z.infer<typeof AppPasswordNote>;

export const RecoveryPhone = z.string().trim().max(40);

export const KeptNotes = z.object({
  accountId: AccountId,
  appPasswords: z.array(AppPasswordNote).max(200),
  recoveryPhone: RecoveryPhone.optional(),
});
export type KeptNotes = z.infer<typeof KeptNotes>;

/** What a backup has brought for an address that is no account here yet. It is the account's once that is added. */
export const WaitingView = z.object({
  /** under which it is kept, and which the account will have */
  accountId: AccountId,
  address: z.string(),
  since: z.number(),
  backupCodes: z.object({ left: z.number().int(), used: z.number().int() }).optional(),
  secretKeyKept: z.boolean(),
  notes: KeptNotes,
});
export type WaitingView = z.infer<typeof WaitingView>;

export const KeptOverview = z.object({
  accounts: z.array(KeptNotes),
  lastBackupAt: z.number().optional(),
});
export type KeptOverview = z.infer<typeof KeptOverview>;
