// What a server says of an access token that it refuses: a JSON document of its own (RFC 7628 section 3.2.2), of which
// only the status is taken. Pure.

/** `{"status":"invalid_token"}`, or "" if there is no such word. SECURITY: a stranger's text; nothing else of it is kept. */
export function tokenStatus(document: unknown): string {
  const known = typeof document === "string" ? parsed(document) : document;
  const status = typeof known === "object" && known !== null && "status" in known ? String(known.status) : "";
  return /^[\w-]{1,40}$/.test(status) ? JSON.stringify({ status }) : "";
}

function parsed(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64.slice(0, 4_096), "base64").toString("utf8"));
  } catch {
    // Not every server gives a document; what is no JSON says nothing.
    return undefined;
  }
}
