// andOTP: plain, and both of its encryptions, which have no mark of their own. Source: its wiki and its code.
import { createHash } from "node:crypto";
import { AppError } from "../../../shared/ipc/errors.ts";
import { decodeBase32 } from "../otp/base32.ts";
import { readEntry } from "../otp/entry.ts";
import type { Secret } from "../secret.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { pbkdf2Key } from "./key-derivation.ts";
import { asList, asObject, asText, badFile, extras, type JsonObject, readRows } from "./rows.ts";
import { openedJson, openGcm, requirePassphrase } from "./sealed.ts";

const format = "andotp";
const shortest = 4 + 12 + 12 + 16;
/** The app draws a number from 140,000 to 160,000; anything far from it is no such file. */
const iterationRange = { min: 1_000, max: 1_000_000 };

/** PNG, JPEG, GIF, zip, PDF, SQLite, gzip, programs, Java. */
const otherMarks = [
  "\x89PNG",
  "\xff\xd8\xff",
  "GIF8",
  "PK",
  "%PDF",
  "SQLite",
  "\x1f\x8b",
  "\x7fELF",
  "MZ",
  "\xac\xed",
];

export const andOtp: Importer = {
  id: format,
  name: "andOTP",
  recognise(file) {
    const list = asList(file.json());
    if (list.length > 0) {
      const first = asObject(list[0]);
      return "secret" in first && "type" in first && "label" in first ? "plain" : undefined;
    }
    return file.text() === undefined && looksSealed(file.bytes) ? "encrypted" : undefined;
  },
  async read(file, passphrase) {
    const list = file.json() ?? (await open(file.bytes, requirePassphrase(format, passphrase)));
    if (!Array.isArray(list)) throw badFile(format, "list");
    return readRows(list.map(asObject), readOne);
  },
};

/** The app keeps no PIN: one for Mobile-OTP is typed there each time. */
function readOne(row: JsonObject, _number: number, pin: string | undefined): ImportedEntry {
  const { type, secret, algorithm, digits, period, counter, label } = row;
  // Before it knew issuers the app kept both names in one.
  const [before = "", ...after] = "issuer" in row ? [] : asText(label).split(" - ");
  const names =
    after.length > 0
      ? { issuer: before, account: after.join(" - ") }
      : { issuer: row.issuer, account: label };
  const isMotp = asText(type).toLowerCase() === "motp";
  const entry = readEntry({
    ...{ ...names, type, algorithm, digits, period, counter, pin },
    secret: isMotp ? Buffer.from(decodeBase32(asText(secret))).toString("latin1") : secret,
  });
  return {
    ...entry,
    ...extras({ groups: asList(row.tags), uses: row.used_frequency, lastUsedAt: row.last_used }),
  };
}

async function open(bytes: Uint8Array, passphrase: Secret): Promise<unknown> {
  const iterations = Buffer.from(bytes).readUInt32BE(0);
  if (iterations >= iterationRange.min && iterations <= iterationRange.max) {
    try {
      return await openNew(bytes, iterations, passphrase);
    } catch (failure) {
      if (!(failure instanceof AppError) || failure.code !== "wrong-passphrase") throw failure;
    }
  }
  const key = createHash("sha256").update(passphrase.reveal()).digest();
  return openedJson(format, openGcm(key, bytes.subarray(0, 12), bytes.subarray(12)));
}

async function openNew(bytes: Uint8Array, iterations: number, passphrase: Secret): Promise<unknown> {
  const salt = bytes.subarray(4, 16);
  const key = await pbkdf2Key(passphrase, { salt, iterations, length: 32, hash: "sha1" });
  return openedJson(format, openGcm(key, bytes.subarray(16, 28), bytes.subarray(28)));
}

/** Sealed bytes look like noise; other programs' files begin with words, noughts or a known mark. */
function looksSealed(bytes: Uint8Array): boolean {
  if (bytes.length < shortest) return false;
  const start = bytes.subarray(0, 512);
  const printable = start.filter((byte) => byte >= 0x20 && byte < 0x7f).length / start.length;
  const repeated = start.filter((byte, at) => byte === start[at + 1] && byte === start[at + 2]).length;
  const beginning = Buffer.from(start.subarray(0, 8)).toString("latin1");
  return printable < 0.6 && repeated < 3 && !otherMarks.some((mark) => beginning.startsWith(mark));
}
