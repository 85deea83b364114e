// The one field in which password managers keep a second factor: a link, a bare secret, or the settings of a KeePass
// plugin. Names that it lacks are those of the item.
import { readEntry, tidyName } from "../otp/entry.ts";
import { type OtpauthEntry, readLink } from "../otp/otpauth.ts";

export interface ItemNames {
  readonly issuer: string;
  readonly account: string;
}

/** @throws AppError as `readLink` and `readEntry` */
export function readTotpField(value: string, item: ItemNames): OtpauthEntry {
  const text = value.trim();
  if (/^steam:\/\//i.test(text)) return { ...readLink(text).entry, ...tidyNames(item) };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const { entry } = readLink(text);
    const { issuer, account } = tidyNames(item);
    return { ...entry, issuer: entry.issuer || issuer, account: entry.account || account };
  }
  if (/^key=/i.test(text)) return readKeeOtp(text, item);
  return readEntry({ ...item, type: "totp", secret: text });
}

function tidyNames(item: ItemNames): ItemNames {
  return { issuer: tidyName(item.issuer), account: tidyName(item.account) };
}

/** `key=…&size=8&step=25&otpHashMode=Sha256`, of a plugin for KeePass. */
function readKeeOtp(text: string, item: ItemNames): OtpauthEntry {
  const fields = new URLSearchParams(text);
  const get = (name: string) => fields.get(name) ?? undefined;
  return readEntry({
    ...item,
    type: get("type")?.toLowerCase() === "hotp" ? "hotp" : "totp",
    secret: get("key"),
    digits: get("size"),
    period: get("step"),
    algorithm: get("otpHashMode"),
    counter: get("counter"),
  });
}
