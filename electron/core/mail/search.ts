// Turns what a person types into a full-text expression and filters. Pure: it only reads the text.

export interface SearchQuery {
  /** an FTS5 expression over subject, sender, recipients and body; undefined: only the filters count */
  readonly match: string | undefined;
  readonly unread: boolean | undefined;
  readonly starred: boolean | undefined;
  readonly attachment: boolean | undefined;
}

const columns: Readonly<Record<string, string>> = { from: "sender", to: "recipients", subject: "subject" };
/** More words than this would only make the search slow. */
const maxWords = 32;

/**
 * Words and "phrases", all of which must be there; the end of a word may be missing. Operators: from: to: subject:
 * is:unread is:read is:starred has:attachment. What is no known operator is searched as it stands.
 */
export function parseSearch(text: string): SearchQuery {
  const terms: string[] = [];
  let unread: boolean | undefined;
  let starred: boolean | undefined;
  let attachment: boolean | undefined;
  for (const [, operator, phrase, word] of text.matchAll(/(?:(\p{L}+):)?(?:"([^"]*)"?|([^\s"]+))/gu)) {
    const value = phrase ?? word ?? "";
    const name = operator?.toLowerCase() ?? "";
    const filter = `${name}:${value.toLowerCase()}`;
    if (filter === "is:unread") unread = true;
    else if (filter === "is:read") unread = false;
    else if (filter === "is:starred" || filter === "is:flagged") starred = true;
    else if (filter === "has:attachment" || filter === "has:attachments") attachment = true;
    else {
      const column = columns[name];
      const searched = operator && !column ? `${operator} ${value}` : value;
      // Without a letter or digit there is nothing in the index that could match.
      if (/[\p{L}\p{N}]/u.test(searched)) terms.push(`${column ? `${column} : ` : ""}${quote(searched)} *`);
    }
  }
  return {
    match: terms.length > 0 ? terms.slice(0, maxWords).join(" AND ") : undefined,
    unread,
    starred,
    attachment,
  };
}

/** SECURITY: inside double quotes nothing has a meaning for FTS5 but the quote itself. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll("\0", " ")}"`;
}
