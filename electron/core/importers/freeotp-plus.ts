// FreeOTP+ and FreeOTP 1: the same JSON for a token, in one file or in Android's preferences. Source: the code of both.
import { XMLParser } from "fast-xml-parser";
import { readEntry } from "../otp/entry.ts";
import { parseJson } from "./import-file.ts";
import type { ImportedEntry, Importer } from "./importer.ts";
import { asList, asObject, asText, badFile, isObject, type JsonObject, readRows } from "./rows.ts";

const format = "freeotp-plus";

export const freeOtpPlus: Importer = {
  id: format,
  name: "FreeOTP+ and FreeOTP 1",
  recognise(file) {
    const json = asObject(file.json());
    if (Array.isArray(json.tokens) && Array.isArray(json.tokenOrder)) return "plain";
    const text = file.text() ?? "";
    const isPreferences = /^\s*(?:<\?xml[^>]*>\s*)?<map>/.test(text);
    return isPreferences && /&quot;secret&quot;|"secret"/.test(text) ? "plain" : undefined;
  },
  read(file) {
    const json = file.json();
    const tokens = json === undefined ? readPreferences(file.text() ?? "") : asObject(json).tokens;
    if (!Array.isArray(tokens)) throw badFile(format, "tokens");
    return readRows(tokens.map(asObject), readToken);
  },
};

/** Also what FreeOTP 2 keeps of a token, with its secret put in. */
export function readToken(token: JsonObject): ImportedEntry {
  const { type, algo, digits, period, label } = token;
  const issuer = asText(token.issuerExt) || asText(token.issuerInt) || asText(token.issuer);
  return readEntry({
    ...{ issuer, account: label, secret: fromSigned(token.secret), algorithm: algo, digits, period },
    // The app has no type for Steam: it goes by the name.
    type: issuer === "Steam" && asText(type).toLowerCase() === "totp" ? "steam" : type,
    // It is lower by one than in the link that was scanned, but it is what the app makes its next code of.
    counter: token.counter,
  });
}

/** Java's bytes go from -128 to 127. */
export function fromSigned(value: unknown): Uint8Array {
  const numbers = asList(value);
  if (!numbers.every((number) => Number.isInteger(number))) throw badFile(format, "bytes");
  return Uint8Array.from(numbers as readonly number[], (number) => number & 0xff);
}

function readPreferences(text: string): readonly unknown[] {
  const parser = new XMLParser({ processEntities: true, parseTagValue: false, ignoreAttributes: true });
  const { map } = asObject(parser.parse(text));
  const strings = [asObject(map).string ?? []].flat();
  return strings
    .map((value) => parseJson(asText(value)))
    .filter((value) => isObject(value) && "secret" in value);
}
