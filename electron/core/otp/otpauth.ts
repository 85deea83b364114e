// Reads otpauth:// links as providers and other authenticators write them. It never guesses: a value that would give
// wrong codes is refused with the name of its field. Must not put the secret into an error.
//
// Sources: the "Key Uri Format" page of Google Authenticator, and what real exporters write (form-encoded values, raw
// blanks and hashes in labels, `null` for a default). `URL` is not used: browsers differ on this scheme, it cuts labels
// at "#", and decodeURIComponent throws on "100% real".
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Algorithm } from "../../../shared/models/code.ts";
import { Secret } from "../secret.ts";
import { tidyBase32 } from "./base32.ts";

interface OtpauthCommon {
  readonly issuer: string;
  readonly account: string;
  /** base32, upper case, no padding */
  readonly secret: Secret;
  readonly algorithm: Algorithm;
  /** 1 to 10 */
  readonly digits: number;
}

/** `period` in seconds, 1 to 86,400; `counter` is the next one to be used. */
export type OtpauthEntry = OtpauthCommon &
  ({ readonly type: "totp"; readonly period: number } | { readonly type: "hotp"; readonly counter: number });

/** SECURITY: the limit comes before any parsing. A QR code cannot hold more than 4,296 letters. */
const maxLength = 4_096;
const maxName = 200;
const knownFields = new Set(["secret", "issuer", "algorithm", "digits", "period", "counter", "encoder"]);

/**
 * The entry that `text` describes.
 * @throws AppError `otpauth-not-a-code` (not such a link; detail `scheme`), `otpauth-field` (detail `field`, `reason`
 *   and, unless it is the secret, a short `value`) or `too-large`.
 */
export function parseOtpauth(text: string): OtpauthEntry {
  if (text.length > maxLength) throw new AppError("too-large", { limit: maxLength });
  const link = text.replace(/^[\s\uFEFF]+|\s+$/gu, "");
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(link)?.[1]?.toLowerCase();
  if (scheme !== "otpauth" || !/^otpauth:\/\//i.test(link)) {
    throw new AppError("otpauth-not-a-code", scheme ? { scheme } : {});
  }
  const { type, label, query } = split(link.slice("otpauth://".length));
  if (type !== "totp" && type !== "hotp") throw refused("type", "unknown", type);

  const fields = readQuery(query);
  const secret = readSecret(fields.get("secret"));
  // `encoder=steam` means other characters than digits: the code would be wrong.
  if (fields.has("encoder")) throw refused("encoder", "unknown", fields.get("encoder"));
  const common = {
    ...names(label, fields.get("issuer") ?? ""),
    secret,
    algorithm: readAlgorithm(fields.get("algorithm")),
    digits: readNumber(fields, "digits", { fallback: 6, min: 1, max: 10 }),
  };
  if (type === "hotp") {
    return {
      ...common,
      type,
      counter: readNumber(fields, "counter", { min: 0, max: Number.MAX_SAFE_INTEGER }),
    };
  }
  return { ...common, type, period: readNumber(fields, "period", { fallback: 30, min: 1, max: 86_400 }) };
}

/** Splits first and decodes the parts afterwards: `%26` and `%3F` in a name must not become separators. */
function split(rest: string): { readonly type: string; readonly label: string; readonly query: string } {
  const mark = rest.indexOf("?");
  const path = mark < 0 ? rest : rest.slice(0, mark);
  const query = mark < 0 ? "" : rest.slice(mark + 1);
  const slash = path.indexOf("/");
  const type = (slash < 0 ? path : path.slice(0, slash)).toLowerCase();
  // In the path a plus is a plus: `bob+mail@example.org`.
  return { type, label: slash < 0 ? "" : decodePercent(path.slice(slash + 1)), query };
}

function readQuery(query: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of query.split("&")) {
    const equals = part.indexOf("=");
    const name = decodePercent(equals < 0 ? part : part.slice(0, equals))
      .trim()
      .toLowerCase();
    // Android writers encode values as forms do: here a plus is a blank.
    const value = equals < 0 ? "" : decodePercent(part.slice(equals + 1).replaceAll("+", " ")).trim();
    if (!knownFields.has(name)) continue;
    const before = fields.get(name);
    if (before !== undefined && before !== value) throw refused(name, "twice");
    fields.set(name, value);
  }
  return fields;
}

/** The parameter wins over the prefix of the label; a label is split at its first colon. */
function names(label: string, parameter: string): { readonly issuer: string; readonly account: string } {
  const issuer = tidyName(parameter);
  if (issuer !== "" && label.startsWith(`${issuer}:`)) {
    return { issuer, account: tidyName(label.slice(issuer.length + 1)) };
  }
  const colon = label.indexOf(":");
  if (colon < 0) return { issuer, account: tidyName(label) };
  return { issuer: issuer || tidyName(label.slice(0, colon)), account: tidyName(label.slice(colon + 1)) };
}

/** Without control characters; cut where a name stops being one. */
export function tidyName(name: string): string {
  return [...name.replace(/\p{Cc}/gu, " ").trim()].slice(0, maxName).join("").trim();
}

function readSecret(value: string | undefined): Secret {
  if (value === undefined || value === "") throw refused("secret", "missing");
  try {
    return new Secret(tidyBase32(value));
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    throw new AppError("otpauth-field", { ...failure.detail, field: "secret", reason: failure.code });
  }
}

/** Spellings found in real exports: SHA-1, HmacSHA1, HMAC-SHA-256, Algorithm.sha1, sha256, null. */
function readAlgorithm(value: string | undefined): Algorithm {
  if (isDefault(value)) return "SHA1";
  const tidy = value
    .toUpperCase()
    .replace(/^ALGORITHM\./, "")
    .replace(/[-_ ]/g, "")
    .replace(/^HMAC/, "");
  if (tidy === "SHA1" || tidy === "SHA256" || tidy === "SHA512") return tidy;
  throw refused("algorithm", "unknown", value);
}

function readNumber(
  fields: ReadonlyMap<string, string>,
  field: string,
  range: { readonly fallback?: number; readonly min: number; readonly max: number },
): number {
  const value = fields.get(field);
  if (isDefault(value)) {
    if (range.fallback !== undefined) return range.fallback;
    throw refused(field, "missing");
  }
  const number = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw refused(field, "not-a-number", value);
  if (number < range.min || number > range.max) throw refused(field, "out-of-range", value);
  return number;
}

function isDefault(value: string | undefined): value is undefined | "" | "null" {
  return value === undefined || value === "" || value === "null";
}

/** Decodes once. What is no valid escape or no UTF-8 stays as it was written. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Uint8Array.from(escapes.split("%").slice(1), (hex) => Number.parseInt(hex, 16));
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return escapes;
    }
  });
}

// SECURITY: the value is told only where it is short and cannot be a secret that stands in the wrong field.
function refused(field: string, reason: string, value?: string): AppError {
  const detail: ErrorDetail = { field: field.slice(0, 20), reason };
  const harmless = value !== undefined && /^[a-z0-9.+_ -]{1,12}$/i.test(value);
  return new AppError("otpauth-field", harmless ? { ...detail, value } : detail);
}
