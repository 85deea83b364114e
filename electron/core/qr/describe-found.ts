// From a code's text to what the page may know of it: names and kind, never the text of a code that holds a secret.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import { parseOtpauth } from "../otp/otpauth.ts";
import { fieldsOf } from "../otp/stored-code.ts";
import type { Vault } from "../otp/vault.ts";
import { kindOf } from "./classify.ts";
import type { FoundCodes } from "./found-codes.ts";
import type { QrCode } from "./found-places.ts";

export async function describeFound(
  { text, corners, confidence }: Omit<QrCode, "confidence"> & Partial<QrCode>,
  options: {
    readonly vault: Pick<Vault, "duplicateOf">;
    readonly found: FoundCodes;
    readonly newId: () => string;
  },
): Promise<FoundCode> {
  const kind = kindOf(text);
  const place = {
    kind,
    ...(confidence !== undefined && { confidence }),
    corners: corners.map(([x, y]): [number, number] => [x, y]),
  };
  if (kind !== "otpauth") return { ...place, foundId: options.newId() };
  try {
    const parsed = parseOtpauth(text);
    const entry = fieldsOf(parsed);
    const duplicateOf = await options.vault.duplicateOf(parsed.secret);
    const foundId = options.found.keepFound(parsed);
    return { ...place, foundId, entry, ...(duplicateOf !== undefined && { duplicateOf }) };
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    return { ...place, foundId: options.newId(), problem: toErrorView(failure) };
  }
}
