// The six digits that a provider takes for a secret, to be compared with those that Gatepost shows.
import { decodeBase32 } from "../../electron/core/otp/base32.ts";
import { totpCode } from "../../electron/core/otp/totp.ts";

/** `secret`: base32. Of now, and of a moment ago: what is on the screen may have been drawn before the last change. */
export function rightDigits(secret: string): readonly string[] {
  const key = decodeBase32(secret);
  const kind = { algorithm: "SHA1", digits: 6, period: 30 } as const;
  return [0, 5_000].map((ago) => totpCode(key, kind, Date.now() - ago).code);
}
