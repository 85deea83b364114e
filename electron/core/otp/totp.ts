// Time-based codes (RFC 6238): the code of a moment, how long it is valid, and the one that follows.
import { type CodeParameters, hotpCode } from "./hotp.ts";

export interface TotpNow {
  readonly code: string;
  readonly next: string;
  /** milliseconds since 1970; `validUntil` is the first moment at which `next` is the code */
  readonly validFrom: number;
  readonly validUntil: number;
}

/** `period` in seconds, `at` in milliseconds since 1970. */
export function totpCode(
  key: Uint8Array,
  parameters: CodeParameters & { readonly period: number },
  at: number,
): TotpNow {
  return ofSteps(parameters.period, at, (step) => hotpCode(key, parameters, step));
}

/** Codes of any kind that change with the time: `codeOf` is given the number of periods since 1970. */
export function ofSteps(period: number, at: number, codeOf: (step: number) => string): TotpNow {
  const length = period * 1_000;
  const step = Math.floor(at / length);
  return {
    code: codeOf(step),
    next: codeOf(step + 1),
    validFrom: step * length,
    validUntil: (step + 1) * length,
  };
}
