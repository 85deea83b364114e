// Turns what a person typed into an entry. Every refusal names the field, so that the form can show it in place.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { CodeByHand } from "../../../shared/models/code.ts";
import { Secret } from "../secret.ts";
import { tidyBase32 } from "./base32.ts";
import { type OtpauthEntry, tidyName } from "./otpauth.ts";

/**
 * @throws AppError `secret-missing`, `secret-not-base32`, `secret-too-short`, or `otpauth-field` with `field` (`digits`,
 *   `period`, `counter`) and `reason`.
 */
export function readByHand(typed: CodeByHand): OtpauthEntry {
  const { type, algorithm, digits } = typed;
  const secret = new Secret(tidyBase32(typed.secret));
  if (digits < 6 || digits > 8) throw outOfRange("digits", String(digits));
  const names = { issuer: tidyName(typed.issuer), account: tidyName(typed.account) };
  const common = { ...names, secret, algorithm, digits };
  if (type === "hotp") {
    const counter = readWhole("counter", typed.counter, 0, 0, Number.MAX_SAFE_INTEGER);
    return { ...common, type, counter };
  }
  return { ...common, type, period: readWhole("period", typed.period, 30, 1, 86_400) };
}

function readWhole(field: string, typed: string, fallback: number, min: number, max: number): number {
  const text = typed.trim();
  if (text === "") return fallback;
  if (!/^\d{1,16}$/.test(text))
    throw new AppError("otpauth-field", { field, reason: "not-a-number", value: text });
  const number = Number(text);
  if (number < min || number > max) throw outOfRange(field, text);
  return number;
}

function outOfRange(field: string, value: string): AppError {
  return new AppError("otpauth-field", { field, reason: "out-of-range", value });
}
