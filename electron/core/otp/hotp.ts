// Counter-based codes (RFC 4226) by otplib. Bytes go in, not text: its base32 reader refuses keys that real services
// hand out. Its verify is not used; checking codes is the provider's work.
import { createGuardrails, generateSync } from "otplib";
import type { Algorithm } from "../../../shared/models/code.ts";

export interface CodeParameters {
  readonly algorithm: Algorithm;
  readonly digits: number;
}

/** Real services hand out keys of 80 bits, below the library's own limit of 128; a period may be a whole day. */
export const guardrails = createGuardrails({
  MIN_SECRET_BYTES: 1,
  MAX_SECRET_BYTES: 2_048,
  MAX_PERIOD: 86_400,
});

export const algorithmNames = { SHA1: "sha1", SHA256: "sha256", SHA512: "sha512" } as const;

/** The code for `counter`, with its leading zeros. */
export function hotpCode(key: Uint8Array, parameters: CodeParameters, counter: number): string {
  return generateSync({
    strategy: "hotp",
    secret: key,
    algorithm: algorithmNames[parameters.algorithm],
    digits: parameters.digits as 6,
    counter,
    guardrails,
  });
}
