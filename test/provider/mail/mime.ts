// Reads a message as far as IMAP must tell of it: header fields, parts and where they lie in the bytes. Broken messages
// give a plain answer, never an exception.

export interface HeaderField {
  readonly name: string;
  /** as it stands in the message, unfolded, bytes as Latin-1 letters */
  readonly value: string;
  /** the whole field with its line ends */
  readonly raw: string;
}

export interface Part {
  readonly fields: readonly HeaderField[];
  /** header with its empty line, as Latin-1 */
  readonly header: string;
  readonly body: Buffer;
  readonly type: string;
  readonly subtype: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly disposition:
    | { readonly kind: string; readonly parameters: readonly (readonly [string, string])[] }
    | undefined;
  readonly encoding: string;
  readonly children: readonly Part[];
  /** the message inside, for message/rfc822 */
  readonly message: Part | undefined;
}

const deepest = 30;
const widest = 500;

export function parseMime(raw: Buffer, depth = 0, fallback = "text/plain"): Part {
  const bodyStart = headerEnd(raw);
  const header = raw.subarray(0, bodyStart).toString("latin1");
  const fields = readFields(header);
  const body = raw.subarray(bodyStart);
  const given = parameterised(fieldOf(fields, "content-type") ?? "");
  const kind = /^[^/\s]+\/[^/\s]+$/.test(given.value) ? given.value.toLowerCase() : fallback;
  const [type = "text", subtype = "plain"] = kind.split("/");
  // RFC 2045 §5.2: text without a charset is US-ASCII
  const named = kind !== "text/plain" || given.parameters.some(([name]) => name === "charset");
  const parameters = named ? given.parameters : [...given.parameters, ["charset", "us-ascii"] as const];
  const encoding = (fieldOf(fields, "content-transfer-encoding") ?? "7bit").trim().toLowerCase() || "7bit";
  const disposition = fieldOf(fields, "content-disposition");
  const boundary = parameters.find(([name]) => name === "boundary")?.[1];
  const children =
    type === "multipart" && boundary !== undefined && depth < deepest
      ? splitParts(body, boundary).map((part) =>
          parseMime(part, depth + 1, subtype === "digest" ? "message/rfc822" : "text/plain"),
        )
      : [];
  const readDisposition = disposition === undefined ? undefined : parameterised(disposition);
  return {
    fields,
    header,
    body,
    // a multipart without parts can only be shown as text
    type: type === "multipart" && children.length === 0 ? "text" : type,
    subtype: type === "multipart" && children.length === 0 ? "plain" : subtype,
    parameters,
    disposition: readDisposition && { kind: readDisposition.value, parameters: readDisposition.parameters },
    encoding,
    children,
    message:
      type === "message" && subtype === "rfc822" && depth < deepest ? parseMime(body, depth + 1) : undefined,
  };
}

function headerEnd(raw: Buffer): number {
  if (raw[0] === 0x0a) return 1;
  if (raw[0] === 0x0d && raw[1] === 0x0a) return 2;
  const crlf = raw.indexOf("\r\n\r\n");
  const lf = raw.indexOf("\n\n");
  if (crlf < 0 && lf < 0) return raw.length;
  if (crlf < 0 || (lf >= 0 && lf < crlf)) return lf + 2;
  return crlf + 4;
}

export function readFields(header: string): readonly HeaderField[] {
  const fields: HeaderField[] = [];
  for (const raw of header.match(/[^\n]*\n(?:[ \t][^\n]*\n)*|[^\n]+$/g) ?? []) {
    const colon = raw.indexOf(":");
    if (colon <= 0) continue;
    const value = raw
      .slice(colon + 1)
      .replace(/\r?\n(?=[ \t])/g, "")
      .trim();
    fields.push({ name: raw.slice(0, colon).trim().toLowerCase(), value, raw });
  }
  return fields;
}

export const fieldOf = (fields: readonly HeaderField[], name: string): string | undefined =>
  fields.find((field) => field.name === name)?.value;

/** `value; name=value; …` (RFC 2045 §5.1), names in lower case, comments left out. */
function parameterised(field: string): {
  readonly value: string;
  readonly parameters: readonly (readonly [string, string])[];
} {
  const [value = "", ...rest] = field.match(/(?:"(?:\\.|[^"\\])*"|[^;"])+/g) ?? [];
  const parameters: [string, string][] = [];
  for (const pair of rest) {
    const match = /^\s*([^=\s]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s]*))/.exec(pair);
    if (!match) continue;
    parameters.push([(match[1] ?? "").toLowerCase(), (match[2] ?? match[3] ?? "").replace(/\\(.)/g, "$1")]);
  }
  return { value: value.replace(/\([^)]*\)/g, "").trim(), parameters };
}

/** The parts between the boundary lines (RFC 2046 §5.1.1); the line end before a boundary belongs to it. */
function splitParts(body: Buffer, boundary: string): readonly Buffer[] {
  const text = body.toString("latin1");
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const line = new RegExp(`(^|\\r?\\n)--${escaped}(--)?[ \\t]*(?=\\r?\\n|$)`, "g");
  const parts: Buffer[] = [];
  let start = -1;
  for (let match = line.exec(text); match && parts.length < widest; match = line.exec(text)) {
    if (start >= 0) parts.push(body.subarray(start, Math.max(start, match.index)));
    start = match.index + match[0].length;
    start += text.startsWith("\r\n", start) ? 2 : text.startsWith("\n", start) ? 1 : 0;
    if (match[2] !== undefined) return parts;
  }
  if (start >= 0) parts.push(body.subarray(start));
  return parts;
}

/** Words of RFC 2047 and raw UTF-8 made readable, for searching. */
export function readable(value: string): string {
  const joined = value.replace(/(\?=)\s+(=\?)/g, "$1$2");
  const decoded = joined.replace(
    /=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
    (whole, charset, kind, coded) => {
      const bytes =
        String(kind).toLowerCase() === "b"
          ? Buffer.from(String(coded), "base64")
          : quotedPrintable(String(coded).replaceAll("_", " "));
      return decodeText(bytes, String(charset)) ?? String(whole);
    },
  );
  // letters above 0x7f that were no encoded word are raw bytes
  return /[\x80-\xff]/.test(value) && decoded === joined
    ? (decodeText(Buffer.from(value, "latin1"), "utf-8") ?? value)
    : decoded;
}

function quotedPrintable(coded: string): Buffer {
  const joined = coded.replace(/=\r?\n/g, "");
  return Buffer.from(
    joined.replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(String(hex), 16))),
    "latin1",
  );
}

function decodeText(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined; // a charset that nobody knows: the caller keeps what it has
  }
}

/** All text of a message, decoded, for searching. */
export function searchableText(part: Part): string {
  if (part.children.length > 0) return part.children.map(searchableText).join("\n");
  if (part.message) return searchableText(part.message);
  if (part.type !== "text") return "";
  const coded = part.body.toString("latin1");
  const bytes =
    part.encoding === "base64"
      ? Buffer.from(coded, "base64")
      : part.encoding === "quoted-printable"
        ? quotedPrintable(coded)
        : part.body;
  const charset = part.parameters.find(([name]) => name === "charset")?.[1] ?? "utf-8";
  return decodeText(bytes, charset) ?? coded;
}
