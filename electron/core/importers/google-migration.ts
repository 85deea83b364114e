// Google Authenticator's export: QR codes with links otpauth-migration://, each a message of Protocol Buffers; long lists
// are split over several codes. Any order and repeats are fine, and what is missing is named. Sources: the published
// description of the message, and real exports.
import { AppError } from "../../../shared/ipc/errors.ts";
import { readEntry, refused } from "../otp/entry.ts";
import { namesOf, parseOtpauth } from "../otp/otpauth.ts";
import type { Imported, ImportedEntry, Importer, ImportProblem } from "./importer.ts";
import { type Line, linesOf } from "./otpauth-list.ts";
import { readMessage, type WireFields } from "./protobuf.ts";
import { badFile, readRows } from "./rows.ts";

const format = "google-migration";
const scheme = /^otpauth-migration:\/\/[^?]*\?(?:.*&)?data=([^&#]*)/i;
const algorithms = ["SHA1", "SHA1", "SHA256", "SHA512"];
/** An enumeration, not a number. */
const digitsOf = [6, 6, 8];
const types = ["totp", "hotp", "totp"];

export const googleMigration: Importer = {
  id: format,
  name: "Google Authenticator",
  recognise: (file) =>
    linesOf(file).some(({ text }) => /^otpauth-migration:\/\//i.test(text)) ? "plain" : undefined,
  read: (file) => readMigration(linesOf(file)),
};

export interface Part {
  readonly batch: number;
  readonly size: number;
  readonly index: number;
  readonly row: number;
  readonly entries: readonly WireFields[];
}

/** The entries of all parts, in the order in which they were split. Plain otpauth links among them are read as well. */
export function readMigration(lines: readonly Line[]): Imported {
  const parts: Part[] = [];
  const { entries: others, problems } = readRows(
    lines,
    ({ text, row }) => {
      if (!/^otpauth-migration:/i.test(text)) return parseOtpauth(text);
      const part = readPart(text, row);
      const known = parts.some((other) => other.batch === part.batch && other.index === part.index);
      // The same code scanned twice; parts of one file that share a number but not their batch are all kept.
      if (!known || part.size <= 1) parts.push(part);
      return undefined;
    },
    ({ row }) => row,
  );
  const ordered = [...parts].sort((a, b) => firstOf(parts, a) - firstOf(parts, b) || a.index - b.index);
  const rows = ordered.flatMap(({ entries }) => entries);
  const read = readRows(rows, readOne);
  return {
    entries: [...read.entries, ...others],
    problems: [...problems, ...read.problems, ...missingParts(parts)],
  };
}

/** Batches in the order in which their first part came. */
function firstOf(parts: readonly Part[], { batch }: Part): number {
  return parts.findIndex((part) => part.batch === batch);
}

function missingParts(parts: readonly Part[]): readonly ImportProblem[] {
  const batches = new Map(parts.map((part) => [part.batch, part.size]));
  return [...batches].flatMap(([batch, size]) => {
    const there = new Set(parts.filter((part) => part.batch === batch).map(({ index }) => index));
    const missing = Array.from({ length: size }, (_, index) => index).filter((index) => !there.has(index));
    return missing.map((index) => ({
      ...{ row: index + 1, field: "batch", code: "missing-part", value: `${index + 1} of ${size}` },
    }));
  });
}

/** @throws AppError `bad-file` or `newer-version` */
export function readPart(text: string, row: number): Part {
  const bytes = dataOf(text);
  const fields = readMessage(bytes);
  const number = (field: number) => Number(BigInt.asIntN(32, fields.number(field) ?? 0n));
  const [version, size, index, batch] = [number(2), number(3) || 1, number(4), number(5)];
  if (version > 2) throw new AppError("newer-version", { format, version, newest: 2 });
  if (size < 1 || size > 100 || index < 0 || index >= size) throw badFile(format, "batch");
  return { batch, size, index, row, entries: fields.messages(1) };
}

/** Camera apps print base64 as it is: a plus sign has become a blank, the end has lost its padding. */
function dataOf(text: string): Uint8Array {
  const [, data = ""] = scheme.exec(text) ?? [];
  const base64 = data
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[ -]/g, "+")
    .replaceAll("_", "/");
  if (base64 === "" || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(base64)) throw badFile(format, "data");
  return Buffer.from(base64, "base64");
}

function readOne(fields: WireFields): ImportedEntry {
  const choice = <Value>(field: number, name: string, values: readonly Value[]): Value => {
    const number = Number(fields.number(field) ?? 0n);
    const value = values[number];
    if (value === undefined) throw refused(name, "unknown", String(number));
    return value;
  };
  const issuer = fields.text(3);
  const name = fields.text(2);
  return readEntry({
    type: choice(6, "type", types),
    ...{ ...namesOf(name, issuer), secret: fields.bytes(1) },
    algorithm: choice(4, "algorithm", algorithms),
    digits: choice(5, "digits", digitsOf),
    counter: String(BigInt.asUintN(64, fields.number(7) ?? 0n)),
  });
}
