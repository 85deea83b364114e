// Time-based codes (RFC 6238) by otplib: the code of a moment, how long it is valid, and the one that follows.
import { generateSync } from "otplib";
import { algorithmNames, type CodeParameters, guardrails, nodeCrypto } from "./hotp.ts";

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
  const length = parameters.period * 1_000;
  const validFrom = Math.floor(at / length) * length;
  const codeAt = (moment: number) =>
    generateSync({
      strategy: "totp",
      secret: key,
      algorithm: algorithmNames[parameters.algorithm],
      digits: parameters.digits as 6,
      period: parameters.period,
      epoch: Math.floor(moment / 1_000),
      guardrails,
      crypto: nodeCrypto,
    });
  const validUntil = validFrom + length;
  return { code: codeAt(validFrom), next: codeAt(validUntil), validFrom, validUntil };
}
