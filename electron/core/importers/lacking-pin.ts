// Codes of a file that make nothing without a PIN which the file does not hold: what the page is told of them, and what
// becomes of them once it has been typed. A PIN comes in and does not come out.
import type { ImportLackingPin } from "../../../shared/models/import.ts";
import { withPin } from "../otp/entry.ts";
import type { ImportedEntry, LackingPin } from "./importer.ts";

/** `index`: the code's place among those that lack theirs. */
export interface TypedPin {
  readonly index: number;
  readonly pin: string;
}

export function namesOf(lackingPin: readonly LackingPin[] = []): readonly ImportLackingPin[] {
  return lackingPin.map(({ row, entry: { issuer, account } }, index) => ({ index, row, issuer, account }));
}

/** Those alone whose PIN was typed. @throws AppError `otpauth-field` if it cannot be one */
export function withTypedPins(
  lackingPin: readonly LackingPin[] = [],
  pins: readonly TypedPin[],
): readonly ImportedEntry[] {
  const typed = new Map(pins.map(({ index, pin }) => [index, pin]));
  return lackingPin.flatMap(({ entry }, index) => {
    const pin = typed.get(index);
    return pin === undefined ? [] : [withPin(entry, pin)];
  });
}
