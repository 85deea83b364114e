// What FETCH tells of one message, item by item (RFC 3501 §6.4.5).
import { sectionOf, writeEnvelope, writeStructure } from "./imap-structure.ts";
import { BadCommand, writeDate } from "./imap-words.ts";
import type { StoredMessage } from "./mail-store.ts";
import type { Part } from "./mime.ts";

export const macros: Readonly<Record<string, readonly string[]>> = {
  FAST: ["FLAGS", "INTERNALDATE", "RFC822.SIZE"],
  ALL: ["FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE"],
  FULL: ["FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE", "BODY"],
};
const bodySection = /^BODY(\.PEEK)?\[([^\]]*)\](?:<(\d+)(?:\.(\d+))?>)?$/i;

function literal(bytes: Buffer): string {
  return `{${bytes.length}}\r\n${bytes.toString("latin1")}`;
}

function fetchBody(message: StoredMessage, part: () => Part, item: string): string | undefined {
  const match = bodySection.exec(item);
  if (!match) return undefined;
  const section = match[2] ?? "";
  const bytes = sectionOf(message.raw, part(), section);
  const name = `BODY[${section.toUpperCase()}]`;
  if (match[3] === undefined) return `${name} ${bytes ? literal(bytes) : "NIL"}`;
  const start = Number(match[3]);
  const length = match[4] === undefined ? Number.POSITIVE_INFINITY : Number(match[4]);
  return `${name}<${start}> ${bytes ? literal(bytes.subarray(start, start + length)) : "NIL"}`;
}

/** `part` parses the message when it is needed. Throws BadCommand for items that it does not know. */
export function fetchItem(message: StoredMessage, part: () => Part, item: string): string {
  switch (item.toUpperCase()) {
    case "UID":
      return `UID ${message.uid}`;
    case "FLAGS":
      return `FLAGS (${[...message.flags].join(" ")})`;
    case "INTERNALDATE":
      return `INTERNALDATE ${writeDate(message.at)}`;
    case "RFC822.SIZE":
      return `RFC822.SIZE ${message.raw.length}`;
    case "MODSEQ":
      return `MODSEQ (${message.modseq})`;
    case "ENVELOPE":
      return `ENVELOPE ${writeEnvelope(part().fields)}`;
    case "BODYSTRUCTURE":
      return `BODYSTRUCTURE ${writeStructure(part(), true)}`;
    case "BODY":
      return `BODY ${writeStructure(part(), false)}`;
    case "RFC822":
      return `RFC822 ${literal(message.raw)}`;
    case "RFC822.HEADER":
      return `RFC822.HEADER ${literal(Buffer.from(part().header, "latin1"))}`;
    case "RFC822.TEXT":
      return `RFC822.TEXT ${literal(part().body)}`;
    default: {
      const body = fetchBody(message, part, item);
      if (body === undefined) throw new BadCommand(`unknown item ${item}`);
      return body;
    }
  }
}
