// What kind of text a QR code holds. Schemes of other makers' apps are named because people scan them and must be told
// that only that app can read them.
import type { AppMaker, FoundCode } from "../../../shared/models/code.ts";

/** Codes of apps that keep their way of logging in to themselves: Microsoft, Yandex, Duo, Okta, mOTP, Authy. */
const proprietary = /^(phonefactor|msauth|yaotp|duo|oktaverify|com\.okta\.[a-z.]+|motp|authy):/i;

export function kindOf(text: string): FoundCode["kind"] {
  const link = text.trimStart();
  if (/^otpauth:\/\//i.test(link)) return "otpauth";
  if (/^otpauth-migration:\/\//i.test(link)) return "otpauth-migration";
  if (proprietary.test(link)) return "proprietary-2fa";
  if (/^https?:\/\//i.test(link)) return "web";
  if (/^wifi:/i.test(link)) return "wifi";
  return "text";
}

const makers: readonly (readonly [RegExp, AppMaker])[] = [
  [/^(phonefactor|msauth):/i, "microsoft"],
  [/^yaotp:/i, "yandex"],
  [/^duo:/i, "duo"],
  [/^(oktaverify|com\.okta\.[a-z.]+):/i, "okta"],
];

/** Whose app alone can read a code of the kind `proprietary-2fa`, where that is known. */
export function makerOf(text: string): AppMaker | undefined {
  const link = text.trimStart();
  return makers.find(([scheme]) => scheme.test(link))?.[1];
}
