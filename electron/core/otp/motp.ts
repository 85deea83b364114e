// Mobile-OTP (motp.sourceforge.net): the first six hex digits of MD5 over the time step, the secret in hex and a PIN. MD5
// is what the servers of this scheme compute; it is used for nothing else.
import { createHash } from "node:crypto";
import type { Secret } from "../secret.ts";

/** `step`: the time divided by the period, which is 10 seconds unless the server says otherwise. */
export function motpCode(secret: Uint8Array, pin: Secret, step: number): string {
  const text = `${step}${Buffer.from(secret).toString("hex")}${pin.reveal()}`;
  return createHash("md5").update(text).digest("hex").slice(0, 6);
}
