// Takes a server's answer to a login apart: response code, reply code, enhanced code and what it says. Decides nothing.
// SECURITY: the text comes from the network; it is cut before any pattern sees it, and no pattern here nests repeats.

export type LoginProtocol = "imap" | "smtp" | "pop3" | "oauth";

export interface ServerAnswer {
  readonly protocol: LoginProtocol;
  /** IMAP or POP3 response code in upper case, without arguments: `ALERT`, `AUTHENTICATIONFAILED` */
  readonly responseCode: string | undefined;
  /** SMTP reply code, for example 535 */
  readonly replyCode: number | undefined;
  /** RFC 3463, for example `5.7.8` */
  readonly enhancedCode: string | undefined;
  /** what was said, on one line, with base64 error documents of OAuth decoded behind it */
  readonly text: string;
}

const longest = 8_192;

/** `code` is an IMAP response code (`ALERT`), or an SMTP reply code with or without the enhanced one (`535 5.7.8`). */
export function readAnswer(protocol: LoginProtocol, given: string, code: string | undefined): ServerAnswer {
  // One form for what can be written in several: composed accents, letters of half and full width.
  const text = given.slice(0, longest).normalize("NFKC").replaceAll(/\s+/g, " ").trim();
  const named = (code ?? "").trim();
  const bracketed = /\[([A-Z][A-Z0-9/-]*)(?=[ \]])/.exec(text)?.[1];
  const lettered = /^\[?([A-Z][A-Z0-9/-]*)/i.exec(named)?.[1];
  const reply =
    /^(\d{3})/.exec(named)?.[1] ?? (protocol === "smtp" ? /^(\d{3})(?=[ -])/.exec(text)?.[1] : undefined);
  const enhanced = /\b([245]\.\d{1,3}\.\d{1,3})\b/;
  return {
    protocol,
    responseCode: (lettered ?? bracketed)?.toUpperCase(),
    replyCode: reply === undefined ? undefined : Number(reply),
    enhancedCode: enhanced.exec(named)?.[1] ?? enhanced.exec(text)?.[1],
    text: `${text}${decodedDocuments(text)}`,
  };
}

/** SASL XOAUTH2 and OAUTHBEARER (RFC 7628 §3.2.2) put their reason into a base64 JSON document. */
function decodedDocuments(text: string): string {
  const documents = text.match(/\beyJ[A-Za-z0-9+/=_-]{8,4000}/g) ?? [];
  return documents.map((document) => ` ${Buffer.from(document, "base64").toString("utf8")}`).join("");
}
