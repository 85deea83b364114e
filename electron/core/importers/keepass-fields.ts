// The fields in which KeePass, KeePassXC and their plugins keep second factors; the same in a database and in XML.
// Source: the code of KeePassXC and the KeePass help page on one-time passwords.
import { readEntry } from "../otp/entry.ts";
import type { OtpauthEntry } from "../otp/otpauth.ts";
import { readTotpField } from "./totp-field.ts";

/** The value of a field by its name; "" if there is none. */
export type FieldOf = (name: string) => string;

/** `fieldNames` are all names of the entry; further codes are called `otp_1` and so on. */
export function readKeePassFields(field: FieldOf, fieldNames: readonly string[]): readonly OtpauthEntry[] {
  const names = { issuer: field("Title"), account: field("UserName") };
  const main = readMain(field, names);
  const more = fieldNames.filter((name) => /^otp_\d+$/.test(name) && field(name).trim() !== "");
  return [...(main ? [main] : []), ...more.map((name) => readTotpField(field(name), names))];
}

function readMain(
  field: FieldOf,
  names: { readonly issuer: string; readonly account: string },
): OtpauthEntry | undefined {
  if (field("TOTP Seed") !== "") return readSettings(field("TOTP Seed"), field("TOTP Settings"), names);
  if (field("otp").trim() !== "") return readTotpField(field("otp"), names);
  const timed = secretOf(field, "TimeOtp");
  if (timed !== undefined) {
    return readEntry({
      ...{ ...names, type: "totp", secret: timed, algorithm: field("TimeOtp-Algorithm") },
      ...{ digits: field("TimeOtp-Length"), period: field("TimeOtp-Period") },
    });
  }
  const counted = secretOf(field, "HmacOtp");
  if (counted === undefined) return undefined;
  return readEntry({ ...names, type: "hotp", secret: counted, counter: field("HmacOtp-Counter") || 0 });
}

/** `30;6`, or `30;S` for Steam; a third part is an address and plays no role. */
function readSettings(
  secret: string,
  settings: string,
  names: { readonly issuer: string; readonly account: string },
): OtpauthEntry {
  const [period = "", digits = ""] = settings.split(";").map((part) => part.trim());
  const isSteam = digits.toUpperCase() === "S";
  return readEntry({
    ...names,
    type: isSteam ? "steam" : "totp",
    secret,
    period,
    digits: isSteam ? "" : digits,
  });
}

/** KeePass takes a secret in four spellings. */
function secretOf(field: FieldOf, kind: "TimeOtp" | "HmacOtp"): string | Uint8Array | undefined {
  if (field(`${kind}-Secret-Base32`) !== "") return field(`${kind}-Secret-Base32`);
  if (field(`${kind}-Secret-Hex`) !== "")
    return Buffer.from(field(`${kind}-Secret-Hex`).replace(/\s/g, ""), "hex");
  if (field(`${kind}-Secret-Base64`) !== "") return Buffer.from(field(`${kind}-Secret-Base64`), "base64");
  if (field(`${kind}-Secret`) !== "") return Buffer.from(field(`${kind}-Secret`), "utf8");
  return undefined;
}
