// From a code's text to what the page may know of it: names and kind, never the text of a code that holds a secret.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { FoundCode } from "../../../shared/models/code.ts";
import { lacksPin, type OtpauthEntry, parseOtpauth } from "../otp/otpauth.ts";
import { fieldsOf } from "../otp/stored-code.ts";
import type { Vault } from "../otp/vault.ts";
import { Secret } from "../secret.ts";
import { kindOf, makerOf, purposeOf } from "./classify.ts";
import type { CollectedParts } from "./collected-parts.ts";
import type { FoundCodes } from "./found-codes.ts";
import type { QrCode } from "./found-places.ts";

export interface DescribeOptions {
  readonly vault: Pick<Vault, "duplicateOf">;
  readonly found: FoundCodes;
  readonly collected: Pick<CollectedParts, "add">;
  readonly newId: () => string;
}

/** `picture`: which of the pictures it stands in, from 0; none for a copied link. */
export async function describeFound(
  { text, corners, confidence }: Omit<QrCode, "confidence"> & Partial<QrCode>,
  picture: number | undefined,
  options: DescribeOptions,
): Promise<FoundCode> {
  const kind = kindOf(text);
  const maker = makerOf(text);
  const purpose = purposeOf(text);
  const place = {
    kind,
    ...(maker && { maker }),
    ...(purpose && { purpose }),
    ...(picture !== undefined && { picture }),
    ...(confidence !== undefined && { confidence }),
    corners: corners.map(([x, y]): [number, number] => [x, y]),
  };
  try {
    return { ...place, ...(await contentOf(text, kind, options)) };
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

async function contentOf(
  text: string,
  kind: FoundCode["kind"],
  { vault, found, collected, newId }: DescribeOptions,
): Promise<Pick<FoundCode, "foundId" | "entry" | "duplicateOf" | "needsPin" | "part">> {
  if (kind === "otpauth-migration") return { foundId: newId(), part: collected.add(text.trim()) };
  if (kind !== "otpauth") return { foundId: newId() };
  const { parsed, needsPin } = readFound(text);
  const duplicateOf = await vault.duplicateOf(parsed.secret);
  return {
    foundId: found.keepFound(needsPin ? new Secret(text) : parsed),
    entry: fieldsOf(parsed),
    ...(duplicateOf !== undefined && { duplicateOf }),
    ...(needsPin && { needsPin }),
  };
}
