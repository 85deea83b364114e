// Base32 (RFC 4648 section 6) as people type and print it: any case, with blanks, dashes and missing padding. Must not
// repeat what it could not read in an error, because that may be a secret.
import { AppError } from "../../../shared/ipc/errors.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** SECURITY: far above every real secret (64 bytes are 103 letters), and far below what would take time. */
const maxLetters = 2_048;

/** What a reader of a printed key most often meant by a digit that base32 does not have. */
const lookAlikes: Readonly<Record<string, string>> = { "0": "O", "1": "I or L", "8": "B" };

/**
 * Bytes of base32 text. Leftover bits at the end are dropped, as phone apps do, so that what they accept works here.
 * @throws AppError `secret-missing` (nothing in it) or `secret-not-base32` with `position` (from 1, in the text as it
 *   was given) and, for 0, 1 and 8, `digit` and `meant`.
 */
export function decodeBase32(text: string): Uint8Array {
  if (text.length > maxLetters) throw new AppError("too-large", { limit: maxLetters });
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  let ended = false;
  for (const [index, letter] of [...text].entries()) {
    if (isFiller(letter)) continue;
    if (letter === "=") {
      ended = true;
      continue;
    }
    const five = ended ? -1 : letterValue(letter);
    if (five < 0) throw notBase32(letter, index);
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
  }
  if (bytes.length === 0) throw new AppError(/[^\s=-]/u.test(text) ? "secret-too-short" : "secret-missing");
  return Uint8Array.from(bytes);
}

/** The letters alone, in upper case, without blanks, dashes and padding: the form in which a secret is kept. */
export function tidyBase32(text: string): string {
  decodeBase32(text);
  return [...text]
    .filter((letter) => !isFiller(letter) && letter !== "=")
    .join("")
    .toUpperCase();
}

/** Upper case, without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((value >> bits) & 31);
    }
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text;
}

/** Only ASCII: some other letters turn into ASCII ones when their case is changed. */
function letterValue(letter: string): number {
  return alphabet.indexOf(/^[a-z]$/.test(letter) ? letter.toUpperCase() : letter);
}

/** Blanks of every kind, dashes of every kind, and invisible characters that come along when text is copied. */
function isFiller(letter: string): boolean {
  return /[\s\p{Pd}\p{Cf}_]/u.test(letter);
}

// SECURITY: only 0, 1 and 8 are named; any other character might be part of a password pasted by mistake.
function notBase32(letter: string, index: number): AppError {
  const meant = lookAlikes[letter];
  const detail = { position: index + 1 };
  return new AppError("secret-not-base32", meant ? { ...detail, digit: letter, meant } : detail);
}
