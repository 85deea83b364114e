// A code as the core knows it, and the one place where the fields of an entry are read, whatever they come from. It never
// guesses: a value that would give wrong codes is refused with the name of its field; only what is absent has a default.
// Must not put a secret or a PIN into an error.
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import { Algorithm, CodeType } from "../../../shared/models/code.ts";
import { Secret } from "../secret.ts";
import { encodeBase32, tidyBase32 } from "./base32.ts";

interface Names {
  readonly issuer: string;
  readonly account: string;
}

interface Common extends Names {
  /** base32, upper case, no padding */
  readonly secret: Secret;
  /** 1 to 10; five letters for Steam, eight for Yandex */
  readonly digits: number;
}

/** `period` in seconds, 1 to 86,400; `counter` is the next one to be used. */
export type OtpauthEntry = Common &
  (
    | { readonly type: "totp" | "steam"; readonly algorithm: Algorithm; readonly period: number }
    | { readonly type: "hotp"; readonly algorithm: Algorithm; readonly counter: number }
    | {
        readonly type: "yandex";
        readonly algorithm: "SHA256";
        readonly period: number;
        readonly pin: Secret;
      }
    | { readonly type: "motp"; readonly algorithm: "MD5"; readonly period: number; readonly pin: Secret }
  );

/** As a file or a link has it: text, numbers or nothing. `secret` may be bytes; for Mobile-OTP it is hex. */
export interface RawEntry {
  readonly type: unknown;
  readonly issuer?: unknown;
  readonly account?: unknown;
  readonly secret?: unknown;
  readonly algorithm?: unknown;
  readonly digits?: unknown;
  readonly period?: unknown;
  readonly counter?: unknown;
  readonly pin?: unknown;
}

const maxName = 200;
/** Where the formula has no choice: other values in a file are its program's own defaults and change no code. */
const fixedDigits = { steam: 5, yandex: 8, motp: 6 } as const;

/** @throws AppError `otpauth-field` (detail `field`, `reason` and, unless it is a secret, a short `value`) */
export function readEntry(raw: RawEntry): OtpauthEntry {
  const type = CodeType.safeParse(text(raw.type).toLowerCase());
  if (!type.success) throw refused("type", raw.type === undefined ? "missing" : "unknown", text(raw.type));
  const names = { issuer: tidyName(text(raw.issuer)), account: tidyName(text(raw.account)) };
  switch (type.data) {
    case "motp": {
      const secret = readHexSecret(raw.secret);
      const period = readWhole("period", raw.period, { fallback: 10, min: 1, max: 86_400 });
      const digits = fixedDigits.motp;
      return { ...names, secret, digits, type: "motp", algorithm: "MD5", period, pin: readPin(raw.pin) };
    }
    case "yandex": {
      const secret = readSecret(raw.secret);
      const period = readPeriod(raw.period);
      const digits = fixedDigits.yandex;
      return { ...names, secret, digits, type: "yandex", algorithm: "SHA256", period, pin: readPin(raw.pin) };
    }
    case "hotp":
      return {
        ...readCommon(raw, names, undefined),
        type: "hotp",
        counter: readWhole("counter", raw.counter, { min: 0, max: Number.MAX_SAFE_INTEGER }),
      };
    case "steam":
    case "totp": {
      const digits = type.data === "steam" ? fixedDigits.steam : undefined;
      return { ...readCommon(raw, names, digits), type: type.data, period: readPeriod(raw.period) };
    }
  }
}

/**
 * The entry with a PIN that was typed for it; one whose kind has none as it is.
 * @throws AppError `otpauth-field` (detail `field`, `reason`)
 */
export function withPin<Entry extends OtpauthEntry>(entry: Entry, pin: string): Entry {
  return "pin" in entry ? { ...entry, pin: readPin(pin) } : entry;
}

/** Without control characters; cut where a name stops being one. Marks of direction stay: `isolated` holds them. */
export function tidyName(name: string): string {
  // SECURITY: P17. One line, whatever a stranger has written.
  const shown = name.replace(/\p{Cc}/gu, " ");
  return [...shown.trim()].slice(0, maxName).join("").trim();
}

// SECURITY: the value is told only where it is short and cannot be a secret that stands in the wrong field.
export function refused(field: string, reason: string, value?: string): AppError {
  const detail: ErrorDetail = { field: field.slice(0, 20), reason };
  const harmless = value !== undefined && /^[a-z0-9.+_ -]{1,12}$/i.test(value);
  return new AppError("otpauth-field", harmless ? { ...detail, value } : detail);
}

function readCommon(raw: RawEntry, names: Names, digits: number | undefined) {
  return {
    ...names,
    secret: readSecret(raw.secret),
    algorithm: readAlgorithm(raw.algorithm),
    digits: digits ?? readWhole("digits", raw.digits, { fallback: 6, min: 1, max: 10 }),
  };
}

function readPeriod(value: unknown): number {
  return readWhole("period", value, { fallback: 30, min: 1, max: 86_400 });
}

function readSecret(value: unknown): Secret {
  if (value instanceof Uint8Array) {
    if (value.length === 0) throw refused("secret", "missing");
    return new Secret(encodeBase32(value));
  }
  if (isAbsent(value)) throw refused("secret", "missing");
  try {
    return new Secret(tidyBase32(text(value)));
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    throw new AppError("otpauth-field", { ...failure.detail, field: "secret", reason: failure.code });
  }
}

/** Mobile-OTP writes its secret in hex; some programs group it. */
function readHexSecret(value: unknown): Secret {
  if (value instanceof Uint8Array) return readSecret(value);
  const hex = text(value).replace(/[\s:-]/g, "");
  if (hex === "") throw refused("secret", "missing");
  if (!/^(?:[0-9a-f]{2}){1,256}$/i.test(hex)) throw refused("secret", "secret-not-hex");
  return new Secret(encodeBase32(Buffer.from(hex, "hex")));
}

function readPin(value: unknown): Secret {
  const pin = text(value).trim();
  if (pin === "") throw refused("pin", "missing");
  if (pin.length > 64) throw refused("pin", "out-of-range");
  return new Secret(pin);
}

/** Spellings found in real exports: SHA-1, HmacSHA1, HMAC-SHA-256, Algorithm.sha1, sha256, null. */
function readAlgorithm(value: unknown): Algorithm {
  if (isAbsent(value)) return "SHA1";
  const tidy = text(value)
    .toUpperCase()
    .replace(/^ALGORITHM\./, "")
    .replace(/[-_ ]/g, "")
    .replace(/^HMAC/, "");
  const known = Algorithm.safeParse(tidy);
  if (!known.success) throw refused("algorithm", "unknown", text(value));
  return known.data;
}

function readWhole(
  field: string,
  value: unknown,
  range: { readonly fallback?: number; readonly min: number; readonly max: number },
): number {
  if (isAbsent(value)) {
    if (range.fallback !== undefined) return range.fallback;
    throw refused(field, "missing");
  }
  const written = text(value).trim();
  const number = /^\d{1,16}$/.test(written) ? Number(written) : Number.NaN;
  if (Number.isNaN(number)) throw refused(field, "not-a-number", written);
  if (number < range.min || number > range.max) throw refused(field, "out-of-range", written);
  return number;
}

/** Programs write `null` for what they leave at its default. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "" || value === "null";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}
