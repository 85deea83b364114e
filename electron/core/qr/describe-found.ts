// From a code's text to what the page may know of it: names and kind, never the text of a code that holds a secret.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import { lacksPin, type OtpauthEntry, parseOtpauth } from "../otp/otpauth.ts";
import { fieldsOf } from "../otp/stored-code.ts";
import type { Vault } from "../otp/vault.ts";
import { Secret } from "../secret.ts";
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
    const { parsed, needsPin } = readFound(text);
    const entry = fieldsOf(parsed);
    const duplicateOf = await options.vault.duplicateOf(parsed.secret);
    const foundId = options.found.keepFound(needsPin ? new Secret(text) : parsed);
    const more = { ...(duplicateOf !== undefined && { duplicateOf }), ...(needsPin && { needsPin }) };
    return { ...place, foundId, entry, ...more };
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
    return { ...place, foundId: options.newId(), problem: toErrorView(failure) };
  }
}

/** A link without the PIN that its kind has is read with a stand-in, so that its names can be shown. */
function readFound(text: string): { readonly parsed: OtpauthEntry; readonly needsPin: boolean } {
  try {
    return { parsed: parseOtpauth(text), needsPin: false };
  } catch (failure) {
    if (!lacksPin(failure)) throw failure;
    return { parsed: parseOtpauth(text, { pin: "0000" }), needsPin: true };
  }
}
