// Reads a configuration file in the autoconfig format (draft-ietf-mailmaint-autoconfig). Takes only encrypted servers
// that a password opens. Pure; the file may come from anybody who holds a domain.
import { XMLParser } from "fast-xml-parser";
import type { Server, Servers } from "../../../shared/models/account.ts";
import { normalDomain } from "../mail/addresses.ts";

/** Bytes of such a file. */
export const longestConfig = 100_000;

type Element = Readonly<Record<string, unknown>>;

/** The first usable IMAP and SMTP servers, TLS before STARTTLS; undefined if the file offers no such pair. */
export function readAutoconfig(xml: string, address: string): Servers | undefined {
  // SECURITY: no document types, so no entities, whatever the parser's settings are.
  if (xml.length > longestConfig || /<!(doctype|entity)/i.test(xml)) return undefined;
  const provider = elementAt(parse(xml), "clientConfig", "emailProvider");
  const imap = best(listOf(provider.incomingServer), "imap", address);
  const smtp = best(listOf(provider.outgoingServer), "smtp", address);
  return imap && smtp ? { imap, smtp } : undefined;
}

function parse(xml: string): Element {
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "@",
      parseTagValue: false,
      parseAttributeValue: false,
      processEntities: false,
    });
    return asElement(parser.parse(xml, true));
  } catch {
    // Not XML: the same as a file that names no servers.
    return {};
  }
}

function best(servers: readonly Element[], type: string, address: string): Server | undefined {
  const usable = servers
    .filter((server) => textOf(server["@type"]).toLowerCase() === type)
    .filter(takesPassword)
    .map((server) => readServer(server, address))
    .filter((server) => server !== undefined);
  return usable.find((server) => server.security === "tls") ?? usable[0];
}

function takesPassword(server: Element): boolean {
  const methods = listOfTexts(server.authentication);
  return methods.length === 0 || methods.some((method) => /^(password-|plain$|secure$)/i.test(method));
}

function readServer(server: Element, address: string): Server | undefined {
  const socket = textOf(server.socketType).toUpperCase();
  const security = socket === "SSL" ? "tls" : socket === "STARTTLS" ? "starttls" : undefined;
  const host = normalDomain(filled(textOf(server.hostname), address));
  const port = Number(textOf(server.port));
  const userName = filled(textOf(server.username) || "%EMAILADDRESS%", address);
  if (!security || !host || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  if (userName === "" || userName.length > 320 || /\p{Cc}/u.test(userName)) return undefined;
  return { host, port, security, userName };
}

function filled(text: string, address: string): string {
  const at = address.lastIndexOf("@");
  return text
    .replaceAll("%EMAILADDRESS%", () => address)
    .replaceAll("%EMAILLOCALPART%", () => address.slice(0, at))
    .replaceAll("%EMAILDOMAIN%", () => address.slice(at + 1));
}

function elementAt(root: Element, ...path: readonly string[]): Element {
  return path.reduce((element, name) => asElement(listOf(element[name])[0]), root);
}

function asElement(value: unknown): Element {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Element) : {};
}

function listOf(value: unknown): readonly Element[] {
  return (Array.isArray(value) ? value : [value]).map(asElement);
}

function listOfTexts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== "");
}

/** An element with attributes has its text under `#text`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "object" && value !== null ? textOf((value as Element)["#text"]) : "";
}
