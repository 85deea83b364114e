// Turns what a person typed into an entry. Every refusal names the field, so that the form can show it in place.
import type { CodeByHand } from "../../../shared/models/code.ts";
import { tidyBase32 } from "./base32.ts";
import { type OtpauthEntry, readEntry } from "./entry.ts";

/**
 * @throws AppError `secret-missing`, `secret-not-base32`, `secret-too-short`, or `otpauth-field` with `field` (`digits`,
 *   `period`, `counter`, `pin`, for Mobile-OTP also `secret`) and `reason`.
 */
export function readByHand(typed: CodeByHand): OtpauthEntry {
  const counter = typed.counter.trim();
  return readEntry({
    ...typed,
    // Read here, so that what is wrong with it is told by itself and with its place. Mobile-OTP has hex.
    secret: typed.type === "motp" ? typed.secret : tidyBase32(typed.secret),
    period: typed.period.trim(),
    // Providers count from nought unless they say otherwise.
    counter: counter === "" ? 0 : counter,
  });
}
