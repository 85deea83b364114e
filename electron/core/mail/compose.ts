// Builds the message that is sent and the one that is kept, and the fields of an answer to another message. Pure: no
// server, no database, no clock of its own.
import type { DraftMode } from "../../../shared/models/draft.ts";
import type { Address } from "../../../shared/models/message.ts";
import { formatRecipients, normalAddress, normalDomain } from "./addresses.ts";
import { flowed } from "./flowed.ts";
import type { ParsedMessage } from "./mime.ts";
import { composeMime, type MimeInput, type OutgoingAttachment } from "./smtp.ts";

/** The subject and the text are as they were typed. */
export type OutgoingMessage = Omit<MimeInput, "boundary">;

/**
 * The bytes of a message, with CRLF. `to-send` has no Bcc; `to-keep`, for Sent and Drafts, differs from it only in that
 * one header. Addresses must have come through parseRecipients.
 */
export function buildMessage(message: OutgoingMessage, purpose: "to-send" | "to-keep"): Promise<Uint8Array> {
  return composeMime({
    ...message,
    // SECURITY: who was asked in secret must not stand in what the others get.
    bcc: purpose === "to-keep" ? message.bcc : [],
    subject: oneLine(message.subject),
    text: flowed(message.text),
    boundary: boundaryOf(message.messageId),
  });
}

/** A Message-ID in the sender's domain; `id` must be unguessable, so that nobody can claim it first. */
export function newMessageId(id: string, address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return `<${id}@${normalDomain(domain) ?? domain}>`;
}

export interface AnswerFields {
  readonly to: string;
  readonly cc: string;
  readonly subject: string;
  readonly text: string;
  readonly inReplyTo: string | undefined;
  readonly references: readonly string[];
  readonly attachments: readonly OutgoingAttachment[];
}

/** `own`: addresses of the person's accounts, left out of a reply to all. */
export function answerTo(
  source: ParsedMessage,
  mode: Exclude<DraftMode, "new">,
  own: readonly string[],
): AnswerFields {
  if (mode === "forward") return forward(source);
  const isOwn = (address: Address) =>
    own.some((mine) => mine.toLowerCase() === address.address.toLowerCase());
  const sender = source.replyTo.length > 0 ? source.replyTo : source.from;
  // An answer to what one wrote oneself goes on to the same people.
  const to = sender.length > 0 && sender.every(isOwn) ? source.to : sender;
  const others = mode === "reply-all" ? [...source.to, ...source.cc] : [];
  const cc = others.filter((address) => !isOwn(address) && !to.some((each) => same(each, address)));
  return {
    to: formatRecipients(distinct(to.filter(usable))),
    cc: formatRecipients(distinct(cc.filter(usable))),
    subject: prefixed("Re: ", /^(re|aw|sv|vs|antw|odp|rif|ref)(\[\d+\])?\s*:/i, source.subject),
    text: `\n\n${attribution(source)}\n${quoted(source.text)}\n`,
    inReplyTo: source.messageId,
    references: thread(source),
    attachments: [],
  };
}

function forward(source: ParsedMessage): AnswerFields {
  const lines: readonly (readonly [string, string])[] = [
    ["From", formatRecipients(source.from)],
    ["Date", dateOf(source)],
    ["Subject", source.subject],
    ["To", formatRecipients(source.to)],
    ["Cc", formatRecipients(source.cc)],
  ];
  const head = lines.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`);
  return {
    to: "",
    cc: "",
    subject: prefixed("Fwd: ", /^(fwd?|wg|tr|vb|doorst)\s*:/i, source.subject),
    text: `\n\n---------- Forwarded message ----------\n${head.join("\n")}\n\n${source.text}\n`,
    inReplyTo: undefined,
    references: thread(source),
    attachments: source.attachments.map(({ name, type, bytes }) => ({ name, type, bytes })),
  };
}

/** The first message of a thread and the last twenty are enough to find it again; a header has its limits. */
function thread(source: ParsedMessage): readonly string[] {
  const all = [
    ...source.references,
    ...(source.references.length === 0 && source.inReplyTo ? [source.inReplyTo] : []),
  ];
  const ids = [...new Set([...all.filter((id) => id !== source.messageId), source.messageId ?? ""])].filter(
    Boolean,
  );
  return ids.length > 21 ? [...ids.slice(0, 1), ...ids.slice(-20)] : ids;
}

function attribution(source: ParsedMessage): string {
  const who = source.from[0]?.name || source.from[0]?.address || "Somebody";
  const when = dateOf(source);
  return when === "" ? `${who} wrote:` : `On ${when}, ${who} wrote:`;
}

function dateOf(source: ParsedMessage): string {
  if (source.date === undefined) return "";
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(source.date),
  );
}

/** Marks stand together (`>> `), because in flowed text a space between them ends the quote's depth. */
function quoted(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()))
    .join("\n");
}

function prefixed(prefix: string, present: RegExp, subject: string): string {
  return present.test(subject) ? subject : `${prefix}${subject}`;
}

function distinct(addresses: readonly Address[]): readonly Address[] {
  return addresses.filter((address, at) => addresses.findIndex((each) => same(each, address)) === at);
}

function same(one: Address, other: Address): boolean {
  return one.address.toLowerCase() === other.address.toLowerCase();
}

/** What a stranger wrote into From may be no address at all; it is left out rather than sent to. */
function usable(address: Address): boolean {
  return normalAddress(address.address) !== undefined;
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ").trim();
}

/** The same for both variants of a message, so that they do not differ where they need not. */
function boundaryOf(messageId: string): string {
  return messageId.replaceAll(/[^A-Za-z0-9]/g, "").slice(0, 40);
}
