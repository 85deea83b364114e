// What an import shows before anything is saved, and the formats of imports and exports. Never a secret.
import { z } from "zod";
import { CodeEntry } from "./code.ts";

export const ImportFormat = z.enum([
  "aegis",
  "andotp",
  "authenticator-extension",
  "bitwarden",
  "ente",
  "freeotp",
  "freeotp-plus",
  "gatepost",
  "google-migration",
  "keepass",
  "keepass-database",
  "lastpass",
  "one-password",
  "otp-client",
  "otpauth",
  "proton-authenticator",
  "proton-pass",
  "raivo",
  "stratum",
  "two-fas",
  "winauth",
]);
export type ImportFormat = z.infer<typeof ImportFormat>;

export const ImportId = z.string().min(1).max(64);

/** One code of a file. `index` is its place among those that could be read. */
export const ImportRow = z.object({
  index: z.number().int(),
  entry: CodeEntry.omit({ id: true, addedAt: true, note: true, icon: true }),
  /**
   * `same`: this very code is there already · `same-secret`: its secret is, under another name · `differs`: it is there, with
   * other notes, groups or icon · `behind`: it is there, and its counter is behind the file's · `gone`: it is there, and its
   * secret has gone from the keychain and would come back
   */
  known: z.enum(["new", "same", "same-secret", "differs", "behind", "gone"]),
  /** it lay in the other program's bin */
  trashed: z.boolean().optional(),
  /** it had a picture there that cannot be taken over */
  iconLost: z.boolean().optional(),
});
export type ImportRow = z.infer<typeof ImportRow>;

const KeptCount = z.object({
  codes: z.object({ left: z.number().int(), used: z.number().int() }).optional(),
  secretKey: z.boolean(),
});

/** What gets a person back into one account, in a file. */
export const RecoveryInFile = z.object({
  address: z.string(),
  /** without its account what comes back is kept until that is added */
  added: z.boolean(),
  inFile: KeptCount,
});
export type RecoveryInFile = z.infer<typeof RecoveryInFile>;

/** The same beside what is kept here. `index` is its place in the file. */
export const ImportRecovery = RecoveryInFile.extend({
  index: z.number().int(),
  /**
   * `same`: what is in the file is kept here · `missing`: something of it is not, and comes back · `differs`: something else is
   * kept here, and stays unless the file's is chosen
   */
  state: z.enum(["same", "missing", "differs"]),
  here: KeptCount,
});
export type ImportRecovery = z.infer<typeof ImportRecovery>;

/** A code that wants nothing but its PIN. `index` is its place among these. */
export const ImportLackingPin = z.object({
  index: z.number().int(),
  /** the row's number in the file */
  row: z.number().int(),
  issuer: z.string(),
  account: z.string(),
});
export type ImportLackingPin = z.infer<typeof ImportLackingPin>;

/** What could not be read: the row's number in the file, the field, and why. Never the row itself. */
export const ImportTrouble = z.object({
  row: z.number().int(),
  field: z.string().optional(),
  code: z.string(),
  reason: z.string().optional(),
  value: z.string().optional(),
});
export type ImportTrouble = z.infer<typeof ImportTrouble>;

export const ImportPreview = z.object({
  importId: ImportId,
  format: ImportFormat,
  /** as its makers write it */
  formatName: z.string(),
  /** its passphrase is needed before more can be said */
  passphraseNeeded: z.boolean(),
  rows: z.array(ImportRow),
  /** without a PIN they are not taken over */
  lackingPin: z.array(ImportLackingPin),
  troubles: z.array(ImportTrouble),
  recovery: z.array(ImportRecovery),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
