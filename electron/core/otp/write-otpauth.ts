// Writes an entry as an otpauth:// link that phones and other authenticators read: names and every parameter written out,
// blanks as %20. SECURITY: the link holds the secret; only exports and the QR code of an entry ask for it.
import { Secret } from "../secret.ts";
import { decodeBase32 } from "./base32.ts";
import type { OtpauthEntry } from "./entry.ts";

export function writeOtpauth(entry: OtpauthEntry): Secret {
  const { type, issuer } = entry;
  const label = labelOf(entry).split(":").map(encode).join(":");
  const fields: readonly (readonly [string, string])[] = [
    ["secret", secretOf(entry)],
    ...(issuer === "" ? [] : [["issuer", issuer] as const]),
    ["algorithm", entry.algorithm],
    ["digits", String(entry.digits)],
    type === "hotp" ? ["counter", String(entry.counter)] : ["period", String(entry.period)],
    ...(type === "yandex" || type === "motp" ? [["pin", entry.pin.reveal()] as const] : []),
  ];
  const query = fields.map(([name, value]) => `${name}=${encode(value)}`).join("&");
  return new Secret(`otpauth://${type}/${label}?${query}`);
}

/** Without an issuer, what stands before a colon would be taken for one; an empty one says that there is none. */
export function labelOf({ issuer, account }: Pick<OtpauthEntry, "issuer" | "account">): string {
  return issuer === "" && !account.includes(":") ? account : `${issuer}:${account}`;
}

function secretOf({ type, secret }: OtpauthEntry): string {
  return type === "motp" ? hexOf(secret) : secret.reveal();
}

/** Mobile-OTP's own spelling of a secret: lower-case hex. */
export function hexOf(secret: Secret): string {
  return Buffer.from(decodeBase32(secret.reveal())).toString("hex");
}

/** A lone surrogate cannot be encoded; it becomes the replacement character, as in UTF-8. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\uFFFD")).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
