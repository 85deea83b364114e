// What kind of text a QR code holds. Schemes of other makers' apps are named because people scan them and must be told
// that only that app can read them; what else a code is for is told by how its text begins, and nothing of it is opened.
import type { AppMaker, CodePurpose, FoundCode } from "../../../shared/models/code.ts";

/** Links that hold a secret as `otp/otpauth.ts` reads it; `steam://` also starts games, which it does with a second slash. */
const readable = /^(otpauth:\/\/|motp:\/\/|steam:\/\/[a-z2-7]{16,}=*$)/i;

/** Codes of apps that keep their way of logging in to themselves: Microsoft, Yandex, Duo, Okta, RSA, Authy. */
const proprietary = /^(phonefactor|msauth|yaotp|duo|oktaverify|com\.okta\.[a-z.]+|com\.rsa\.[a-z.]+|authy):/i;

export function kindOf(text: string): FoundCode["kind"] {
  const link = text.trim();
  if (readable.test(link)) return "otpauth";
  if (/^otpauth-migration:\/\//i.test(link)) return "otpauth-migration";
  if (proprietary.test(link) || isDuo(link)) return "proprietary-2fa";
  if (/^https?:\/\//i.test(link)) return "web";
  if (/^wifi:/i.test(link)) return "wifi";
  return "text";
}

const makers: readonly (readonly [RegExp, AppMaker])[] = [
  [/^(phonefactor|msauth):/i, "microsoft"],
  [/^yaotp:/i, "yandex"],
  [/^duo:/i, "duo"],
  [/^(oktaverify|com\.okta\.[a-z.]+):/i, "okta"],
  [/^com\.rsa\.[a-z.]+:/i, "rsa"],
];

/** Whose app alone can read a code of the kind `proprietary-2fa`, where that is known. */
export function makerOf(text: string): AppMaker | undefined {
  const link = text.trim();
  return isDuo(link) ? "duo" : makers.find(([scheme]) => scheme.test(link))?.[1];
}

/** Duo's web pages show a code and, in base64 behind a hyphen, the host that knows it. */
function isDuo(text: string): boolean {
  const [, host = ""] = /^[\w]{8,64}-([a-z0-9+/]{12,128}={0,2})$/i.exec(text) ?? [];
  return /^[\w.-]+\.duosecurity\.com$/.test(Buffer.from(host, "base64").toString("latin1"));
}

const purposes: readonly (readonly [RegExp, CodePurpose])[] = [
  // Figures alone: the way to a passkey on another device (CTAP 2.2, hybrid transport).
  [/^fido:\/\d/i, "passkey"],
  [/^https:\/\/s\.team\/q\//i, "steam-sign-in"],
  [/^(begin:vcard|mecard:|bizcard:)/i, "contact"],
  [/^begin:v(event|calendar)/i, "appointment"],
  [/^(mailto|matmsg|smtp):/i, "mail"],
  [/^tel:/i, "phone"],
  [/^(sms|smsto|mms|mmsto):/i, "message"],
  [/^geo:/i, "place"],
  [/^lpa:1\$/i, "esim"],
  // A European transfer, a Swiss bill, a shop's code as of EMV, and coins.
  [
    /^(bcd\r?\n00[12]\r?\n|spc\r?\n02|0002010[12]|(bitcoin|lightning|ethereum|litecoin|monero|upi):)/i,
    "payment",
  ],
  // Any other link that a phone would hand to an app.
  [/^[a-z][a-z0-9+.-]{1,40}:\/\/\S/i, "app-link"],
];

/** What a code is for that holds no second factor, where that shows. */
export function purposeOf(text: string): CodePurpose | undefined {
  const kind = kindOf(text);
  if (kind !== "text" && kind !== "web") return undefined;
  const purpose = purposes.find(([beginning]) => beginning.test(text.trim()))?.[1];
  return kind === "web" && purpose === "app-link" ? undefined : purpose;
}
