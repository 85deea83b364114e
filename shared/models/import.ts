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
  /** `same`: this very code is there already; `same-secret`: its secret is, under another name */
  known: z.enum(["new", "same", "same-secret"]),
  /** it lay in the other program's bin */
  trashed: z.boolean().optional(),
});
export type ImportRow = z.infer<typeof ImportRow>;

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
  troubles: z.array(ImportTrouble),
  /** accounts of ours whose backup codes or emergency key are in the file and would be kept again */
  recovery: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
