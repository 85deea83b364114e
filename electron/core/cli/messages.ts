// What a refusal means, in a sentence for the terminal. The window has its own words.
import type { AppError } from "../../../shared/ipc/errors.ts";

const messages: Readonly<Record<string, string>> = {
  "address-invalid": "This is not an e-mail address.",
  "file-unreadable": "The file cannot be read.",
  "otpauth-not-a-code": "This is not an otpauth:// link.",
  "picture-empty": "The file is empty.",
  "picture-too-large":
    "The picture is too large: at most 20 MB and 40 megapixels, and no more than 450 MB while it is unpacked.",
  "picture-unreadable":
    "This is not a PNG, JPEG, HEIC, WebP, AVIF, GIF, BMP or SVG picture and no PDF, or it is damaged or locked.",
  "secret-missing": "There is no secret in it.",
  "secret-not-base32": "The secret is not base32: letters A to Z and digits 2 to 7.",
  "secret-too-short": "The secret is too short.",
  "servers-not-found": "Nobody says which servers this address has.",
  "bad-file": "The file is damaged, or an export that only its own program can open.",
  "export-differs": "What was written could not be read back as it should be.",
  "newer-version": "The file is of a newer version than is known here.",
  "passphrase-needed":
    "The file is protected: name the variable that holds its passphrase with --passphrase-env.",
  "too-large": "The input is too large, or asks for too much work.",
  "unknown-format": "This is no export that is known here.",
  "wrong-passphrase": "The passphrase does not fit, or the file is damaged.",
};

const reasons: Readonly<Record<string, string>> = {
  missing: "is missing",
  twice: "is there twice, with different values",
  unknown: "has a value that is not known",
  "not-a-number": "is not a whole number",
  "out-of-range": "is out of range",
  "secret-missing": "is missing",
  "secret-not-base32": "is not base32 (letters A to Z and digits 2 to 7)",
  "secret-not-hex": "is not hexadecimal, or has an odd number of digits",
  "secret-too-short": "is too short",
};

export function messageOf({ code, detail }: AppError): string {
  if (code === "otpauth-field") {
    const value = detail.value === undefined ? "" : ` (${detail.value})`;
    return `The field "${detail.field}" ${reasons[String(detail.reason)] ?? "cannot be used"}${value}.`;
  }
  return messages[code] ?? `Refused: ${code}.`;
}
