// Steam Guard: five letters instead of digits. The number is that of RFC 4226 section 5.3 before it is cut to digits;
// the letters come from it, the least significant first. otplib has no such encoding.
import type { Algorithm } from "../../../shared/models/code.ts";
import { hotpNumber } from "./hotp.ts";

/** Without letters that look like others. */
const alphabet = "23456789BCDFGHJKMNPQRTVWXY";
const length = 5;

export function steamCode(key: Uint8Array, algorithm: Algorithm, counter: number): string {
  let value = hotpNumber(key, algorithm, counter);
  let code = "";
  for (let place = 0; place < length; place += 1) {
    code += alphabet.charAt(value % alphabet.length);
    value = Math.floor(value / alphabet.length);
  }
  return code;
}
