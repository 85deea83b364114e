// Reads a message as it came from a server: headers, text, HTML as it is, attachments, and what is odd about it. Never
// throws on what a sender wrote, never loads anything, never cleans HTML (that is the page's sanitiser).
//
// [Note: attached messages] A message/rfc822 part stays an attachment: its text is not the sender's text, and nested
// messages are the slowest thing that a parser can be given.
import { createHash } from "node:crypto";
import { compile } from "html-to-text";
import { addressParser, type Email, type Attachment as Part } from "postal-mime";
import type { Address, MessageBody, MessageWarning } from "../../../shared/models/message.ts";
import { isDeceptiveName, isRiskyFile, safeFileName } from "./file-names.ts";
import { longestHeaders, readMime } from "./mime-parser.ts";

export interface ParsedAttachment {
  /** position in the message */
  readonly index: number;
  /** fit for a disk */
  readonly name: string;
  readonly type: string;
  /** bytes, decoded */
  readonly size: number;
  /** meant to be shown within the text; without its angle brackets */
  readonly inline: boolean;
  readonly contentId: string | undefined;
  readonly risky: boolean;
  readonly bytes: Uint8Array;
}

export interface ParsedMessage {
  readonly subject: string;
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly bcc: readonly Address[];
  readonly replyTo: readonly Address[];
  /** ISO 8601 in UTC */
  readonly date: string | undefined;
  /** with its angle brackets, as are the next two */
  readonly messageId: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  /** plain text; made from the HTML if the sender gave none */
  readonly text: string;
  readonly html: string | undefined;
  readonly attachments: readonly ParsedAttachment[];
  readonly warnings: readonly MessageWarning[];
  /** why the parts could not be read; the headers are there as far as possible */
  readonly broken: "too-large" | "unreadable" | undefined;
}

/** SECURITY: limits before parsing: bytes of a message, and its parts. */
const longestMessage = 64 * 1024 * 1024;
const mostParts = 5_000;
/** Characters of HTML that are turned into text; the reader shows the HTML itself. */
const longestHtmlForText = 2_000_000;
const longestValue = 10_000;

/** Parses `bytes`. Takes about 30 ms for a megabyte; call it off the main thread. */
export async function parseMessage(bytes: Uint8Array): Promise<ParsedMessage> {
  if (bytes.byteLength > longestMessage) return headersOnly(bytes, "too-large");
  if (countParts(bytes) > mostParts) return headersOnly(bytes, "unreadable");
  try {
    return describe(await readMime(bytes), bytes, undefined);
  } catch {
    // The parser rejects what goes beyond its limits; nothing else is known to make it throw. Either way the message
    // is kept and its headers are shown.
    return headersOnly(bytes, "unreadable");
  }
}

/** The answer of `mail parse` in the terminal. Attachments are named by their hash, not given. */
export async function describeMessage(bytes: Uint8Array): Promise<Readonly<Record<string, unknown>>> {
  const message = await parseMessage(bytes);
  return {
    subject: message.subject,
    from: message.from,
    to: message.to,
    cc: message.cc,
    replyTo: message.replyTo,
    date: message.date ?? null,
    messageId: message.messageId ?? null,
    inReplyTo: message.inReplyTo ?? null,
    references: message.references,
    text: message.text,
    html: message.html ?? null,
    attachments: message.attachments.map((part) => ({
      name: part.name,
      type: part.type,
      size: part.size,
      ...(part.contentId === undefined ? {} : { contentId: part.contentId }),
      inline: part.inline,
      sha256: createHash("sha256").update(part.bytes).digest("hex"),
    })),
    warnings: message.warnings,
  };
}

/** The body as the page may see it. */
export function toMessageBody(message: ParsedMessage): MessageBody {
  if (message.broken) return { state: "broken", reason: message.broken };
  return {
    state: "ready",
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
    attachments: message.attachments.map(({ bytes: _bytes, contentId, ...part }) => ({
      ...part,
      ...(contentId === undefined ? {} : { contentId }),
    })),
    warnings: [...message.warnings],
  };
}

/** Plain text of HTML: links keep their address, pictures and tables' decoration are left out. */
export function textOfHtml(html: string): string {
  return toText(html.slice(0, longestHtmlForText)).trim();
}

const toText = compile({
  wordwrap: false,
  limits: { maxInputLength: longestHtmlForText, maxDepth: 200, maxChildNodes: 20_000, ellipsis: "…" },
  selectors: [
    { selector: "img", format: "skip" },
    { selector: "style", format: "skip" },
    { selector: "script", format: "skip" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true } },
  ],
});

async function headersOnly(
  bytes: Uint8Array,
  broken: NonNullable<ParsedMessage["broken"]>,
): Promise<ParsedMessage> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, longestHeaders / 2));
  const end = head.toString("latin1").search(/\r?\n\r?\n/);
  const lines = head.subarray(0, end < 0 ? head.length : end);
  const email = await readMime(Buffer.concat([lines, Buffer.from("\r\n\r\n")])).catch(
    (): Email => ({ headers: [], headerLines: [], attachments: [] }),
  );
  return describe({ ...email, attachments: [], text: undefined, html: undefined }, lines, broken);
}

function describe(email: Email, bytes: Uint8Array, broken: ParsedMessage["broken"]): ParsedMessage {
  const html = email.html ? cleanText(email.html) : undefined;
  const text = email.text ? cleanText(email.text) : html === undefined ? "" : safeTextOfHtml(html);
  const attachments = email.attachments.map((part, index) => attachment(part, index, html ?? ""));
  const from = addresses(valuesOf(email, "from"));
  return {
    subject: cleanLine(email.subject ?? ""),
    from,
    to: addresses(valuesOf(email, "to")),
    cc: addresses(valuesOf(email, "cc")),
    bcc: addresses(valuesOf(email, "bcc")),
    replyTo: addresses(valuesOf(email, "reply-to")),
    date: isoDate(email.date),
    messageId: messageIds(email.messageId)[0],
    inReplyTo: messageIds(email.inReplyTo)[0],
    references: messageIds(email.references),
    text,
    html,
    attachments,
    warnings: warningsOf(email, bytes, { from, text, html, broken }),
    broken,
  };
}

function warningsOf(
  email: Email,
  bytes: Uint8Array,
  found: {
    readonly from: readonly Address[];
    readonly text: string;
    readonly html: string | undefined;
    readonly broken: ParsedMessage["broken"];
  },
): readonly MessageWarning[] {
  const times = (key: string) => email.headers.filter((header) => header.key === key).length;
  const warnings: readonly (readonly [MessageWarning, boolean])[] = [
    ["message-malformed", found.broken !== undefined || email.headers.length === 0],
    ["message-truncated", found.broken === undefined && endIsMissing(email, bytes)],
    ["characters-lost", found.text.includes("\ufffd") || (found.html?.includes("\ufffd") ?? false)],
    ["from-missing", found.from.length === 0],
    // SECURITY: programs differ in which From they show and which one DMARC was checked for.
    ["from-repeated", times("from") > 1],
    ["from-several", found.from.length > 1],
    ["sender-name-is-address", found.from.some(namesAnother)],
    [
      "header-repeated",
      ["subject", "date", "to", "cc", "message-id", "reply-to", "sender"].some((key) => times(key) > 1),
    ],
    ["date-missing", times("date") === 0],
    ["date-invalid", times("date") > 0 && isoDate(email.date) === undefined],
    ["attachment-name-changed", email.attachments.some((part) => isDeceptiveName(part.filename))],
  ];
  return warnings.filter(([, is]) => is).map(([warning]) => warning);
}

/** The display name shows an address that is not the sender's. */
function namesAnother(address: Address): boolean {
  const shown = /[^\s<>"'()]+@[^\s<>"'()]+/.exec(address.name.slice(0, 500))?.[0].toLowerCase();
  return shown !== undefined && shown !== address.address.toLowerCase();
}

/** The first level's closing boundary is not there: the message was cut off on its way. */
function endIsMissing(email: Email, bytes: Uint8Array): boolean {
  const type =
    email.headers.find((header) => header.key === "content-type")?.value.slice(0, longestValue) ?? "";
  const boundary = /^\s*multipart\/.*?;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/is.exec(type);
  const value = boundary?.[1] ?? boundary?.[2];
  if (value === undefined) return false;
  return !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(`--${value}--`);
}

/** An upper bound: lines that begin with two hyphens and are directly followed by a header. */
function countParts(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let parts = 0;
  for (let at = buffer.indexOf("\n--"); at >= 0; at = buffer.indexOf("\n--", at + 3)) {
    const end = buffer.indexOf("\n", at + 3);
    if (end < 0) break;
    const next = buffer.subarray(end + 1, end + 9).toString("latin1");
    if (/^(content-|\r?\n)/i.test(next)) parts++;
  }
  return parts;
}

function attachment(part: Part, index: number, html: string): ParsedAttachment {
  const bytes =
    typeof part.content === "string" ? Buffer.from(part.content, "base64") : new Uint8Array(part.content);
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(part.mimeType) ? part.mimeType : "application/octet-stream";
  const name = safeFileName(part.filename, type, index);
  const contentId = part.contentId ? cleanLine(part.contentId).replace(/^<|>$/g, "") || undefined : undefined;
  const shown = contentId !== undefined && html.includes(`cid:${contentId}`);
  return {
    index,
    name,
    type,
    size: bytes.byteLength,
    inline: part.disposition === "inline" || (shown && part.disposition !== "attachment"),
    contentId,
    risky: isRiskyFile(name, type),
    bytes,
  };
}

/** All values of a header; the first one alone would hide what another program shows. */
function valuesOf(email: Email, key: string): readonly string[] {
  const values = email.headers.filter((header) => header.key === key).map((header) => header.value);
  return key === "from" ? values : values.slice(0, 1);
}

function addresses(values: readonly string[]): readonly Address[] {
  return values.flatMap((value) =>
    addressParser(value.slice(0, longestHeaders), { flatten: true }).map((found) => ({
      name: cleanLine(found.name ?? ""),
      address: cleanLine("address" in found ? (found.address ?? "") : ""),
    })),
  );
}

function messageIds(value: string | undefined): readonly string[] {
  const found = (value ?? "").slice(0, 100_000).match(/<[^<>\s]{1,990}>/g) ?? [];
  if (found.length > 0) return found.slice(0, 1_000);
  // Some programs forget the angle brackets.
  const bare = (value ?? "").trim();
  return /^[^<>\s]{1,990}@[^<>\s]{1,900}$/.test(bare) ? [`<${bare}>`] : [];
}

function isoDate(value: string | undefined): string | undefined {
  return value !== undefined && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? value : undefined;
}

function safeTextOfHtml(html: string): string {
  try {
    return textOfHtml(html);
  } catch {
    // Nested too deeply for the converter: the HTML itself is still there to be shown.
    return "";
  }
}

// NUL would end the text in SQLite; a lone surrogate cannot be stored as UTF-8.
function cleanText(text: string): string {
  return text.replaceAll("\0", "").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

function cleanLine(text: string): string {
  return cleanText(text)
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, longestValue);
}
