// What every import format is: one file with this shape and one line in index.ts. Reading is pure: bytes and a passphrase
// in, entries and problems out; it touches no vault, no disk and no clock.

import type { ImportFormat } from "../../../shared/models/import.ts";
import type { AppPasswordNote } from "../../../shared/models/kept.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import type { Secret } from "../secret.ts";
import type { ImportFile } from "./import-file.ts";

/** An entry of a file. `trashed`: it lay in a bin there, or was archived; it is taken over only if asked for. */
export type ImportedEntry = WholeEntry & {
  readonly trashed?: boolean;
  /** the mail account that it is linked to, in our own backup */
  readonly accountAddress?: string | undefined;
  /** SECURITY: base64 of a picture file as a stranger has made it; it never leaves the reading of its file */
  readonly iconFile?: string;
  /** it had a picture that could not be made into an icon */
  readonly iconLost?: boolean;
};

/**
 * A row that could not be taken over. `row` counts from 1 in the file's own order; `field` is named as in otpauth links;
 * `value` is told only where it is short and cannot be a secret. SECURITY: never the row itself.
 */
export interface ImportProblem {
  readonly row: number;
  readonly field?: string;
  readonly code: string;
  /** what is wrong with the field: `missing`, `out-of-range` and others */
  readonly reason?: string;
  readonly value?: string;
}

/** SECURITY: `entry.pin` is none that anybody has: whoever takes the entry over puts the typed one there. */
export interface LackingPin {
  readonly row: number;
  readonly entry: ImportedEntry;
}

export interface Imported {
  readonly entries: readonly ImportedEntry[];
  readonly problems: readonly ImportProblem[];
  /** rows that want nothing but their PIN, which has to be asked for; they stand among the problems too */
  readonly lackingPin?: readonly LackingPin[];
  /** backup codes and emergency keys, in our own backup */
  readonly recovery?: readonly KeptRecovery[];
}

/** What gets a person back into an account of mail, with the address that it belongs to. */
export interface KeptRecovery {
  readonly address: string;
  readonly backupCodes: readonly { readonly code: Secret; readonly used: boolean }[];
  readonly secretKey?: Secret;
  /** notes, without a secret */
  readonly notes?: RecoveryNotes;
}

/** Facts that stand beside what is kept. Times are milliseconds since 1970. */
export interface RecoveryNotes {
  /** two-factor authentication was switched on, and when */
  readonly twoFactor?: { readonly since?: number | undefined } | undefined;
  readonly recoveryPhone?: string | undefined;
  readonly appPasswords?: readonly AppPasswordNote[] | undefined;
}

/** Whether a file is of a format, and whether it asks for a passphrase. */
export type Recognised = "plain" | "encrypted" | undefined;

export interface Importer {
  readonly id: ImportFormat;
  /** as its makers write it */
  readonly name: string;
  /** Looks at the content, never at a file's name. */
  recognise(file: ImportFile): Recognised;
  /**
   * @throws AppError `passphrase-needed`, `wrong-passphrase`, `newer-version` (detail `version`), `bad-file`, `too-large`
   */
  read(file: ImportFile, passphrase?: Secret): Imported | Promise<Imported>;
}
