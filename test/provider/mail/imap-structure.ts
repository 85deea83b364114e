// ENVELOPE, BODYSTRUCTURE and body sections of a message, as RFC 3501 §7.4.2 wants them.
import { BadCommand, writeMaybe, writeString } from "./imap-words.ts";
import { fieldOf, type HeaderField, type Part } from "./mime.ts";

interface MailAddress {
  readonly name: string | undefined;
  readonly local: string | undefined;
  readonly domain: string | undefined;
}

/** Addresses of a header field (RFC 5322 §3.4), also of groups, leniently. */
export function readAddresses(field: string): readonly MailAddress[] {
  const addresses: MailAddress[] = [];
  for (const piece of field.match(
    /(?:"(?:\\.|[^"\\])*"|\((?:\\.|[^)\\])*\)|<[^>]*>|[^,;:"(<]|["(<])+[:;]?|[;:]/g,
  ) ?? []) {
    const text = piece.replace(/;$/, "").trim();
    if (text.endsWith(":") && !text.includes("<")) {
      addresses.push({ name: undefined, local: text.slice(0, -1).trim(), domain: undefined }); // a group begins
    } else if (text !== "") addresses.push(oneAddress(text));
    if (piece.endsWith(";")) addresses.push({ name: undefined, local: undefined, domain: undefined });
  }
  return addresses;
}

function oneAddress(text: string): MailAddress {
  const angle = /^(.*)<([^>]*)>[^<]*$/s.exec(text);
  const comment = /\(([^)]*)\)/.exec(text)?.[1]?.trim();
  const spec = (angle?.[2] ?? text.replace(/\([^)]*\)/g, "")).trim();
  const shown = angle?.[1]
    ?.trim()
    .replace(/^"(.*)"$/s, "$1")
    .replace(/\\(.)/g, "$1");
  const name = shown || comment || undefined;
  const at = spec.lastIndexOf("@");
  return at < 0
    ? { name, local: spec, domain: "" }
    : { name, local: spec.slice(0, at), domain: spec.slice(at + 1) };
}

function writeAddresses(field: string | undefined): string {
  const addresses = field === undefined ? [] : readAddresses(field);
  if (addresses.length === 0) return "NIL";
  return `(${addresses
    .map(({ name, local, domain }) => `(${writeMaybe(name)} NIL ${writeMaybe(local)} ${writeMaybe(domain)})`)
    .join("")})`;
}

export function writeEnvelope(fields: readonly HeaderField[]): string {
  const field = (name: string) => fieldOf(fields, name);
  const from = field("from");
  return `(${[
    writeMaybe(field("date")),
    writeMaybe(field("subject")),
    writeAddresses(from),
    writeAddresses(field("sender") ?? from),
    writeAddresses(field("reply-to") ?? from),
    writeAddresses(field("to")),
    writeAddresses(field("cc")),
    writeAddresses(field("bcc")),
    writeMaybe(field("in-reply-to")),
    writeMaybe(field("message-id")),
  ].join(" ")})`;
}

const writeParameters = (parameters: readonly (readonly [string, string])[]): string =>
  parameters.length === 0
    ? "NIL"
    : `(${parameters.map(([name, value]) => `${writeString(name)} ${writeString(value)}`).join(" ")})`;

function lines(body: Buffer): number {
  let count = 0;
  for (const byte of body) if (byte === 0x0a) count += 1;
  return count;
}

/** BODYSTRUCTURE, or BODY without the extension data. */
export function writeStructure(part: Part, extended: boolean): string {
  const tail = extended ? ` ${extensions(part)}` : "";
  if (part.children.length > 0) {
    const children = part.children.map((child) => writeStructure(child, extended)).join("");
    const more = extended ? ` ${writeParameters(part.parameters)}${tail}` : "";
    return `(${children} ${writeString(part.subtype)}${more})`;
  }
  const basic = [
    writeString(part.type),
    writeString(part.subtype),
    writeParameters(part.parameters),
    writeMaybe(fieldOf(part.fields, "content-id")),
    writeMaybe(fieldOf(part.fields, "content-description")),
    writeString(part.encoding),
    String(part.body.length),
  ];
  if (part.message) {
    basic.push(
      writeEnvelope(part.message.fields),
      writeStructure(part.message, extended),
      String(lines(part.body)),
    );
  } else if (part.type === "text") basic.push(String(lines(part.body)));
  return `(${basic.join(" ")}${extended ? " NIL" : ""}${tail})`;
}

function extensions(part: Part): string {
  const { disposition } = part;
  const written = disposition
    ? `(${writeString(disposition.kind)} ${writeParameters(disposition.parameters)})`
    : "NIL";
  return `${written} ${writeMaybe(fieldOf(part.fields, "content-language"))} ${writeMaybe(fieldOf(part.fields, "content-location"))}`;
}

/** The bytes of a section such as ``, `1.2`, `2.MIME`, `HEADER.FIELDS (A B)`; undefined where there is none. */
export function sectionOf(raw: Buffer, root: Part, section: string): Buffer | undefined {
  if (section === "") return raw;
  const match = /^((?:\d+\.)*\d+)?\.?(.*)$/s.exec(section);
  const numbers = match?.[1]?.split(".").map(Number) ?? [];
  const what = (match?.[2] ?? "").trim();
  const part = numbers.length === 0 ? root : findPart(root, numbers);
  if (!part) return undefined;
  if (what === "") return part.body;
  if (what.toUpperCase() === "MIME") return Buffer.from(part.header, "latin1");
  // HEADER and TEXT of a numbered part are those of the message in it
  const message = numbers.length === 0 ? part : (part.message ?? part);
  if (what.toUpperCase() === "TEXT") return message.body;
  return Buffer.from(headerSection(message, what), "latin1");
}

function findPart(root: Part, numbers: readonly number[]): Part | undefined {
  let part: Part | undefined = root;
  for (const [depth, wanted] of numbers.entries()) {
    const around: Part | undefined =
      depth === 0 ? root : (part?.message ?? (part?.children.length ? part : undefined));
    if (!around) return undefined;
    // in a message with one part only, number 1 is its body
    part = around.children.length > 0 ? around.children[wanted - 1] : wanted === 1 ? around : undefined;
  }
  return part;
}

function headerSection(part: Part, what: string): string {
  if (what.toUpperCase() === "HEADER") return part.header;
  const match = /^HEADER\.FIELDS(\.NOT)?\s*\(([^)]*)\)$/i.exec(what);
  if (!match) throw new BadCommand("a section cannot be read");
  const names = new Set((match[2] ?? "").split(/\s+/).map((name) => name.replaceAll('"', "").toLowerCase()));
  const wanted = part.fields.filter((field) => names.has(field.name) === (match[1] === undefined));
  return `${wanted.map((field) => (field.raw.endsWith("\n") ? field.raw : `${field.raw}\r\n`)).join("")}\r\n`;
}
