// What every import format is: one file with this shape and one line in index.ts. Reading is pure; it touches no vault.
import type { OtpauthEntry } from "../otp/otpauth.ts";

/** A row that could not be taken over. `row` counts from 1 in the file's own order; never a secret. */
export interface ImportProblem {
  readonly row: number;
  readonly field?: string;
  readonly code: string;
}

export interface Imported {
  readonly entries: readonly OtpauthEntry[];
  readonly problems: readonly ImportProblem[];
}

export interface Importer {
  readonly id: string;
  /** whether these bytes are of this format; looks at the content, never at a file's name */
  recognise(bytes: Uint8Array): boolean;
  read(bytes: Uint8Array): Imported;
}
