// Yandex.Key: eight letters from the secret and a PIN. There is no document of the maker; the formula is the one that
// several free authenticators agree on, checked with their published vectors.
import { createHash, createHmac } from "node:crypto";
import type { Secret } from "../secret.ts";
import { eightBytes } from "./hotp.ts";

const length = 8;
/** The secret that is shown has 26 bytes: 16 of key, the rest is a checksum. */
const keyLength = 16;

export function yandexCode(secret: Uint8Array, pin: Secret, counter: number): string {
  const seed = Buffer.concat([Buffer.from(pin.reveal(), "utf8"), secret.subarray(0, keyLength)]);
  const hash = createHash("sha256").update(seed).digest();
  const key = hash[0] === 0 ? hash.subarray(1) : hash;
  const digest = createHmac("sha256", key).update(eightBytes(counter)).digest();
  let value = digest.readBigUInt64BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff_ffff_ffffn;
  let code = "";
  for (let place = 0; place < length; place += 1) {
    code = String.fromCharCode(97 + Number(value % 26n)) + code;
    value /= 26n;
  }
  return code;
}
