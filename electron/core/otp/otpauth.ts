// Reads otpauth:// links as providers and other authenticators write them, and their relatives steam:// and motp://. Must
// not put the secret into an error.
//
// Sources: the "Key Uri Format" page of Google Authenticator, and what real exporters write (form-encoded values, raw
// blanks and hashes in labels, `null` for a default). `URL` is not used: browsers differ on this scheme, it cuts labels
// at "#", and decodeURIComponent throws on "100% real".
import { AppError } from "../../../shared/ipc/errors.ts";
import { type OtpauthEntry, readEntry, refused, tidyName } from "./entry.ts";

export { type OtpauthEntry, tidyName } from "./entry.ts";

/** SECURITY: the limit comes before any parsing. A QR code cannot hold more than 4,296 letters. */
const maxLength = 4_096;
const knownFields = new Set([
  ...["secret", "issuer", "algorithm", "digits", "period", "counter", "encoder", "pin"],
]);
const types: ReadonlySet<string> = new Set(["totp", "hotp", "steam", "yandex", "motp"]);

/** A link and what Ente keeps beside the code in a parameter of its own. */
export interface OtpauthLink {
  readonly entry: OtpauthEntry;
  readonly codeDisplay?: string;
}

/** What stands for a part that a link does not hold: a counter that its program leaves out, a PIN that is asked for. */
export interface Absent {
  readonly counter?: number;
  readonly pin?: string | undefined;
}

/**
 * The entry that `text` describes.
 * @throws AppError `otpauth-not-a-code` (not such a link; detail `scheme`), `otpauth-field` (detail `field`, `reason`
 *   and, unless it is the secret, a short `value`) or `too-large`.
 */
export function parseOtpauth(text: string, absent: Absent = {}): OtpauthEntry {
  if (text.length > maxLength) throw new AppError("too-large", { limit: maxLength });
  return readLink(text, absent).entry;
}

/** Whether a link was refused only because its kind has a PIN, which has to be asked for. */
export function lacksPin(failure: unknown): boolean {
  if (!(failure instanceof AppError) || failure.code !== "otpauth-field") return false;
  return failure.detail.field === "pin" && failure.detail.reason === "missing";
}

/** As `parseOtpauth`, without its limit, for lists whose links hold notes; with the parameter `codeDisplay`. */
export function readLink(text: string, absent: Absent = {}): OtpauthLink {
  const link = text.replace(/^[\s\uFEFF]+|\s+$/gu, "");
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):\/\//i.exec(link)?.[1]?.toLowerCase();
  if (scheme === "steam") return { entry: readSteam(link.slice("steam://".length)) };
  if (scheme === "motp") return { entry: readMotp(link.slice("motp://".length), absent) };
  if (scheme !== "otpauth") {
    const other = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(link)?.[1]?.toLowerCase();
    throw new AppError("otpauth-not-a-code", other ? { scheme: other } : {});
  }
  const { type, label, query } = split(link.slice("otpauth://".length));
  const written = type === "yaotp" ? "yandex" : type;
  if (!types.has(written)) throw refused("type", "unknown", type);

  const { fields, codeDisplay } = readQuery(query);
  const { encoder, issuer = "", ...values } = Object.fromEntries(fields);
  // `encoder=steam` means other characters than digits: any other encoder would give a wrong code.
  if (encoder !== undefined && encoder !== "steam") throw refused("encoder", "unknown", encoder);
  const names = namesOf(label, issuer);
  // How other authenticators mark a Steam entry that they write as a plain one.
  const isSteam = encoder === "steam" && written === "totp";
  const entry = readEntry({ ...absent, ...values, ...names, type: isSteam ? "steam" : written });
  return { entry, ...(codeDisplay !== undefined && { codeDisplay }) };
}

/** `steam://SECRET`, as password managers write it: there are no names in it. */
function readSteam(rest: string): OtpauthEntry {
  const secret = decodePercent(rest.replace(/[/?#].*$/s, ""));
  return readEntry({ type: "steam", issuer: "Steam", secret });
}

/** `motp://Issuer:account?secret=<hex>`. The PIN stands in no such link that is known; it has to be typed. */
function readMotp(rest: string, absent: Absent): OtpauthEntry {
  const mark = rest.indexOf("?");
  const { fields } = readQuery(mark < 0 ? "" : rest.slice(mark + 1));
  const label = decodePercent(mark < 0 ? rest : rest.slice(0, mark));
  const { issuer = "", ...values } = Object.fromEntries(fields);
  return readEntry({ ...absent, ...values, ...namesOf(label, issuer), type: "motp" });
}

/** Splits first and decodes the parts afterwards: `%26` and `%3F` in a name must not become separators. */
function split(rest: string): { readonly type: string; readonly label: string; readonly query: string } {
  const mark = rest.indexOf("?");
  const path = mark < 0 ? rest : rest.slice(0, mark);
  const query = mark < 0 ? "" : rest.slice(mark + 1);
  const slash = path.indexOf("/");
  const type = (slash < 0 ? path : path.slice(0, slash)).toLowerCase();
  // In the path a plus is a plus: `bob+mail@example.org`.
  return { type, label: slash < 0 ? "" : decodePercent(path.slice(slash + 1)), query };
}

function readQuery(query: string): {
  readonly fields: ReadonlyMap<string, string>;
  readonly codeDisplay: string | undefined;
} {
  const fields = new Map<string, string>();
  let codeDisplay: string | undefined;
  for (const part of query.split("&")) {
    const equals = part.indexOf("=");
    const name = decodePercent(equals < 0 ? part : part.slice(0, equals))
      .trim()
      .toLowerCase();
    // Android writers encode values as forms do: here a plus is a blank.
    const value = equals < 0 ? "" : decodePercent(part.slice(equals + 1).replaceAll("+", " ")).trim();
    if (name === "codedisplay") codeDisplay = value;
    if (!knownFields.has(name)) continue;
    const before = fields.get(name);
    if (before !== undefined && before !== value) throw refused(name, "twice");
    fields.set(name, value);
  }
  return { fields, codeDisplay };
}

/** The parameter wins over the prefix of the label; a label is split at its first colon. */
export function namesOf(
  label: string,
  parameter: string,
): { readonly issuer: string; readonly account: string } {
  const issuer = tidyName(parameter);
  if (issuer !== "" && label.startsWith(`${issuer}:`)) {
    return { issuer, account: tidyName(label.slice(issuer.length + 1)) };
  }
  const colon = label.indexOf(":");
  if (colon < 0) return { issuer, account: tidyName(label) };
  return { issuer: issuer || tidyName(label.slice(0, colon)), account: tidyName(label.slice(colon + 1)) };
}

/** Decodes once. What is no valid escape or no UTF-8 stays as it was written. */
function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Uint8Array.from(escapes.split("%").slice(1), (hex) => Number.parseInt(hex, 16));
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return escapes;
    }
  });
}
