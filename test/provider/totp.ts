// The provider's own reading of RFC 4226 and RFC 6238 on node:crypto, written apart from the program's, so that the
// two can disagree. SHA1, six digits, thirty seconds.
import { createHmac, timingSafeEqual } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const periodMs = 30_000;

/** RFC 4648 §6, upper case, without padding. */
export function toBase32(bytes: Uint8Array): string {
  let out = "";
  let held = 0;
  let count = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (count += 8; count >= 5; count -= 5) out += alphabet[(held >> (count - 5)) & 31];
    held &= 0xff;
  }
  return count > 0 ? out + alphabet[(held << (5 - count)) & 31] : out;
}

export function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new RangeError("no base32");
    held = ((held << 5) | value) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((held >> count) & 0xff);
  }
  return Buffer.from(bytes);
}

export const stepAt = (ms: number): number => Math.floor(ms / periodMs);

/** RFC 4226 §5.3 for one time step. */
export function digitsOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/**
 * Which time step `typed` belongs to: the present one, the one before or the next (RFC 6238 §5.2); `used` if it is
 * right but not later than `lastStep`, the last one that was taken.
 */
export function checkDigits(
  secret: string,
  typed: string,
  now: number,
  lastStep: number,
): number | "used" | "wrong" {
  const digits = typed.replace(/[\s-]/g, "");
  if (!/^\d{6}$/.test(digits)) return "wrong";
  let used = false;
  for (const step of [0, -1, 1].map((drift) => stepAt(now) + drift)) {
    if (!timingSafeEqual(Buffer.from(digits), Buffer.from(digitsOf(secret, step)))) continue;
    if (step > lastStep) return step;
    used = true;
  }
  return used ? "used" : "wrong";
}
