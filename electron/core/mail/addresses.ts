// Recipients as a person types them, checked strictly before anything else sees them. Linear in the length of the
// text; knows nothing of servers.
import { domainToASCII } from "node:url";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Address } from "../../../shared/models/message.ts";

const mostRecipients = 1_000;

/**
 * Reads `Name <a@b>, c@d; "Last, First" <e@f>`. Empty parts are passed over. Domains come back as they go over the
 * wire (lower case, IDNA). Throws `recipient-invalid` with the part that is wrong, `too-large` beyond 1,000.
 *
 * SECURITY: a line end or a stray angle bracket is refused, never repaired: nodemailer would read such an address anew
 * and find another domain in it.
 */
export function parseRecipients(text: string): readonly Address[] {
  const recipients = splitRecipients(text).map(parseOne);
  if (recipients.length > mostRecipients) throw new AppError("too-large", { most: mostRecipients });
  return recipients;
}

/** What can be read of a text that is still being typed; the rest is left out. For drafts only, never for sending. */
export function readableRecipients(text: string): readonly Address[] {
  return splitRecipients(text).flatMap((part) => {
    try {
      return [parseOne(part)];
    } catch {
      return [];
    }
  });
}

/** The address in its form for the wire, or undefined if it is none. */
export function normalAddress(text: string): string | undefined {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const domain = at > 0 ? normalDomain(text.slice(at + 1)) : undefined;
  if (domain === undefined || local.length > 64 || !atoms.test(local)) return undefined;
  const address = `${local}@${domain}`;
  return address.length <= 254 ? address : undefined;
}

/** RFC 5321 dot-string. Quoted local parts and non-ASCII ones are refused: most servers refuse them as well. */
const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Lower case, IDNA; undefined for what is no host name with at least two labels. */
export function normalDomain(text: string): string | undefined {
  // SECURITY: domainToASCII also decodes %41 and reads 0x7f.1 as an address, so nothing but letters may reach it.
  if (!/^[\p{L}\p{N}\p{M}.-]{1,253}$/u.test(text)) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
  const domain = /^[\u0000-\u007f]*$/.test(text) ? text.toLowerCase() : domainToASCII(text);
  const labels = domain.split(".");
  if (labels.length < 2 || domain.length > 253 || !labels.every((part) => label.test(part))) return undefined;
  return /^\d+$/.test(labels.at(-1) ?? "") ? undefined : domain;
}

/** As it can be typed: the name is quoted where it must be. */
export function formatAddress(address: Address): string {
  const name = address.name.replaceAll(/[\p{Cc}"\\]+/gu, " ").trim();
  if (name === "" || name === address.address) return address.address;
  return `${/[,;<>@()[\]:]/.test(name) ? `"${name}"` : name} <${address.address}>`;
}

export function formatRecipients(addresses: readonly Address[]): string {
  return addresses.map(formatAddress).join(", ");
}

/** Addresses to put into the envelope: each once, whatever its case. */
export function uniqueAddresses(addresses: readonly Address[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const { address } of addresses) {
    if (!seen.has(address.toLowerCase())) seen.set(address.toLowerCase(), address);
  }
  return [...seen.values()];
}

function splitRecipients(text: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let angled = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (quoted && character === "\\") {
      part += character + (text[++at] ?? "");
      continue;
    }
    if (character === '"' && !angled) quoted = !quoted;
    else if (!quoted && character === "<") angled = true;
    else if (!quoted && character === ">") angled = false;
    if ((character === "," || character === ";") && !quoted && !angled) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  parts.push(part);
  return parts.map((each) => each.replaceAll(/^[ \t]+|[ \t]+$/g, "")).filter((each) => each !== "");
}

function parseOne(part: string): Address {
  const refuse = () =>
    new AppError("recipient-invalid", { recipient: part.replaceAll(/\p{Cc}/gu, " ").slice(0, 300) });
  if (/\p{Cc}|[\u2028\u2029]/u.test(part)) throw refuse();
  const open = part.endsWith(">") ? part.lastIndexOf("<") : -1;
  const name = open < 0 ? "" : nameOf(part.slice(0, open).trim());
  const address = normalAddress(open < 0 ? part : part.slice(open + 1, -1).trim());
  if (name === undefined || address === undefined) throw refuse();
  return { name, address };
}

/** A display name, quoted or bare; undefined if it holds what could be taken for an address. */
function nameOf(text: string): string | undefined {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(text);
  if (quoted) return (quoted[1] ?? "").replaceAll(/\\(.)/g, "$1").trim();
  return /[<>"]/.test(text) ? undefined : text;
}
