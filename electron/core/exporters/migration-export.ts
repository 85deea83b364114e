// Codes as Google Authenticator hands them over: links for QR codes, ten entries in each, so that a phone can still read
// them. Source: the same description of the message as importers/google-migration.ts.
import { decodeBase32 } from "../otp/base32.ts";
import type { WholeEntry } from "../otp/many-codes.ts";
import { labelOf } from "../otp/write-otpauth.ts";
import { Secret } from "../secret.ts";
import type { RandomBytes } from "./exporter.ts";

const perCode = 10;
const algorithms: Readonly<Record<string, number>> = { SHA1: 1, SHA256: 2, SHA512: 3 };
const digits: Readonly<Record<number, number>> = { 6: 1, 8: 2 };

/** The message has no place for other periods, digits and types. */
export function fitsMigration(entry: WholeEntry): boolean {
  const isKnown = entry.algorithm in algorithms && entry.digits in digits;
  return isKnown && (entry.type === "hotp" || (entry.type === "totp" && entry.period === 30));
}

export function writeMigration(entries: readonly WholeEntry[], random: RandomBytes): readonly Secret[] {
  const batch = Buffer.from(random(4)).readUInt32BE() & 0x7fffffff;
  const size = Math.ceil(entries.length / perCode);
  return Array.from({ length: size }, (_, index) => {
    const some = entries.slice(index * perCode, (index + 1) * perCode);
    const bytes = Buffer.concat([
      ...some.map((entry) => part(1, writeEntry(entry))),
      ...[number(2, 1), number(3, size), number(4, index), number(5, batch)],
    ]);
    return new Secret(`otpauth-migration://offline?data=${encodeURIComponent(bytes.toString("base64"))}`);
  });
}

function writeEntry(entry: WholeEntry): Buffer {
  const { issuer, secret, algorithm } = entry;
  return Buffer.concat([
    part(1, decodeBase32(secret.reveal())),
    part(2, Buffer.from(labelOf(entry))),
    part(3, Buffer.from(issuer)),
    number(4, algorithms[algorithm] ?? 0),
    number(5, digits[entry.digits] ?? 0),
    number(6, entry.type === "hotp" ? 1 : 2),
    ...(entry.type === "hotp" ? [number(7, entry.counter)] : []),
  ]);
}

function part(field: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = BigInt(value);
  do {
    bytes.push(Number(left & 0x7fn) | (left > 0x7fn ? 0x80 : 0));
    left >>= 7n;
  } while (left > 0n);
  return Buffer.from(bytes);
}
