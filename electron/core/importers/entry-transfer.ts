// Entries on their way between two threads of this program, where a `Secret` would lose its value. Must be used for
// nothing that is written anywhere.
import type { OtpauthEntry } from "../otp/otpauth.ts";
import { Secret } from "../secret.ts";
import type { Imported, ImportedEntry, KeptRecovery } from "./importer.ts";

/** The same with texts for secrets. */
export interface SentImport {
  readonly entries: readonly SentEntry[];
  readonly problems: Imported["problems"];
  readonly lackingPin: readonly { readonly row: number; readonly entry: SentEntry }[];
  readonly recovery: readonly (Omit<KeptRecovery, "backupCodes" | "secretKey"> & {
    readonly backupCodes: readonly { readonly code: string; readonly used: boolean }[];
    readonly secretKey?: string;
  })[];
}

interface SentEntry {
  readonly fields: Omit<OtpauthEntry, "secret" | "pin">;
  readonly secret: string;
  readonly pin?: string;
}

export function sendImport({ entries, problems, lackingPin = [], recovery = [] }: Imported): SentImport {
  return {
    entries: entries.map(sendEntry),
    problems,
    lackingPin: lackingPin.map(({ row, entry }) => ({ row, entry: sendEntry(entry) })),
    recovery: recovery.map(sendRecovery),
  };
}

export function receiveImport({ entries, problems, lackingPin, recovery }: SentImport): Imported {
  return {
    entries: entries.map(receiveEntry),
    problems,
    lackingPin: lackingPin.map(({ row, entry }) => ({ row, entry: receiveEntry(entry) })),
    recovery: recovery.map(receiveRecovery),
  };
}

function sendEntry(entry: ImportedEntry): SentEntry {
  const { secret, ...rest } = entry;
  if (!("pin" in rest)) return { fields: rest, secret: secret.reveal() };
  const { pin, ...fields } = rest;
  return { fields, secret: secret.reveal(), pin: pin.reveal() };
}

function receiveEntry({ fields, secret, pin }: SentEntry): ImportedEntry {
  const whole = { ...fields, secret: new Secret(secret), ...(pin !== undefined && { pin: new Secret(pin) }) };
  // Put together from the parts that `sendEntry` took apart.
  return whole as ImportedEntry;
}

function sendRecovery({ backupCodes, secretKey, ...facts }: KeptRecovery): SentImport["recovery"][number] {
  const codes = backupCodes.map(({ code, used }) => ({ code: code.reveal(), used }));
  return { ...facts, backupCodes: codes, ...(secretKey && { secretKey: secretKey.reveal() }) };
}

function receiveRecovery({ backupCodes, secretKey, ...facts }: SentImport["recovery"][number]): KeptRecovery {
  const codes = backupCodes.map(({ code, used }) => ({ code: new Secret(code), used }));
  return {
    ...facts,
    backupCodes: codes,
    ...(secretKey !== undefined && { secretKey: new Secret(secretKey) }),
  };
}
