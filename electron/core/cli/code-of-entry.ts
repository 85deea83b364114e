// An entry and its code as the terminal prints them. Times are unix seconds.
import { decodeBase32 } from "../otp/base32.ts";
import { codeNow } from "../otp/code-now.ts";
import { hotpCode } from "../otp/hotp.ts";
import type { OtpauthEntry } from "../otp/otpauth.ts";

/** `at` in milliseconds; `counter` instead of the entry's own. The secret is there only with `showSecrets`. */
export function codeOfEntry(
  entry: OtpauthEntry,
  options: { readonly at: number; readonly counter?: number | undefined; readonly showSecrets: boolean },
): object {
  const { type, issuer, account, algorithm, digits } = entry;
  const common = {
    ...{ type, issuer, account, algorithm, digits },
    ...(options.showSecrets && { secret: entry.secret.reveal() }),
  };
  const key = decodeBase32(entry.secret.reveal());
  if (entry.type === "hotp") {
    const counter = options.counter ?? entry.counter;
    return { ...common, counter, code: hotpCode(key, entry, counter) };
  }
  const { code, validFrom, validUntil } = codeNow({ ...entry, key }, options.at);
  const valid = { validFrom: validFrom / 1_000, validUntil: validUntil / 1_000 };
  return { ...common, period: entry.period, code, ...valid };
}
