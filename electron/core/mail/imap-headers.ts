// Turns what a FETCH of envelopes gave into rows of the store: bounded, without control characters, never throwing on
// what a sender wrote.
import type { Address } from "../../../shared/models/message.ts";
import type { MessageDetails, NewMessage, ServerFlags } from "../store/message-rows.ts";

interface Person {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}

/** The part of imapflow's answer that is read. */
export interface FetchedRow {
  readonly uid: number;
  readonly flags?: ReadonlySet<string> | undefined;
  readonly size?: number | undefined;
  readonly internalDate?: Date | string | undefined;
  readonly headers?: Uint8Array | undefined;
  readonly envelope?:
    | {
        readonly date?: Date | string | undefined;
        readonly subject?: string | undefined;
        readonly messageId?: string | undefined;
        readonly inReplyTo?: string | undefined;
        readonly from?: readonly Person[] | undefined;
        readonly to?: readonly Person[] | undefined;
        readonly cc?: readonly Person[] | undefined;
        readonly bcc?: readonly Person[] | undefined;
        readonly replyTo?: readonly Person[] | undefined;
      }
    | undefined;
}

const longestSubject = 1_000;
const longestName = 300;
const longestIds = 8_000;
const mostPeople = 200;

export function toNewMessage(row: FetchedRow): NewMessage {
  const { envelope } = row;
  const details = row.headers ? toDetails(row) : undefined;
  return {
    uid: row.uid,
    messageId: oneLine(envelope?.messageId ?? "", longestSubject) || undefined,
    inReplyTo: oneLine(envelope?.inReplyTo ?? "", longestSubject) || undefined,
    references: details?.references,
    date: time(row.internalDate) ?? time(envelope?.date) ?? 0,
    size: row.size ?? 0,
    subject: oneLine(envelope?.subject ?? "", longestSubject),
    from: person(envelope?.from?.[0]),
    to: people(envelope?.to),
    cc: people(envelope?.cc),
    bcc: people(envelope?.bcc),
    replyTo: people(envelope?.replyTo),
    flags: toFlags(row.flags ?? new Set()),
    hasAttachments: details?.hasAttachments,
  };
}

export function toDetails(row: Pick<FetchedRow, "uid" | "headers">): MessageDetails {
  const headers = Buffer.from(row.headers ?? [])
    .toString("latin1")
    .replace(/\r?\n[ \t]+/g, " ");
  return {
    uid: row.uid,
    references: field(headers, referencesField),
    hasAttachments: looksAttached(field(headers, contentTypeField) ?? ""),
  };
}

export function toFlags(flags: ReadonlySet<string>): ServerFlags {
  return {
    seen: flags.has("\\Seen"),
    flagged: flags.has("\\Flagged"),
    answered: flags.has("\\Answered"),
    deleted: flags.has("\\Deleted"),
  };
}

/** A guess from the outermost type, until the body is here: mixed parts, or a file that is the whole message. */
function looksAttached(contentType: string): boolean {
  return /^(multipart\/mixed|application\/|image\/|audio\/|video\/)/i.test(contentType.trim());
}

const referencesField = /^references:[ \t]*(.*)$/im;
const contentTypeField = /^content-type:[ \t]*(.*)$/im;

function field(headers: string, name: RegExp): string | undefined {
  const found = name.exec(headers)?.[1];
  return found ? oneLine(found, longestIds) || undefined : undefined;
}

function time(date: Date | string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const value = (date instanceof Date ? date : new Date(date)).getTime();
  return Number.isNaN(value) || value < 0 ? undefined : value;
}

function people(list: readonly Person[] | undefined): string {
  if (!list || list.length === 0) return "[]";
  return JSON.stringify(list.slice(0, mostPeople).map(person));
}

function person(one: Person | undefined): Address {
  return { name: oneLine(one?.name ?? "", longestName), address: oneLine(one?.address ?? "", longestName) };
}

function oneLine(text: string, limit: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not reach a list
  const clean = /[\0-\x1f\x7f]/.test(text) ? text.replace(/[\0-\x1f\x7f]+/g, " ") : text;
  return clean.trim().slice(0, limit);
}
