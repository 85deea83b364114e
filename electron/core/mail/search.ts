// Turns what a person types into a full-text expression and filters. Pure: it only reads the text.

export interface SearchQuery {
  /** an FTS5 expression over subject, sender, recipients and body; undefined: only the filters count */
  readonly match: string | undefined;
  readonly unread: boolean | undefined;
  readonly starred: boolean | undefined;
  readonly attachment: boolean | undefined;
}

// Maps, because a person may type `constructor:`, which every object has.
const columns: ReadonlyMap<string, string> = new Map([
  ["from", "sender"],
  ["to", "recipients"],
  ["subject", "subject"],
]);
const knownFilters: ReadonlyMap<string, Partial<SearchQuery>> = new Map([
  ["is:unread", { unread: true }],
  ["is:read", { unread: false }],
  ["is:starred", { starred: true }],
  ["is:flagged", { starred: true }],
  ["has:attachment", { attachment: true }],
  ["has:attachments", { attachment: true }],
]);
/** More words than this would only make the search slow. */
const maxWords = 32;

/**
 * Words and "phrases", all of which must be there; the end of a word may be missing. Operators: from: to: subject:
 * is:unread is:read is:starred has:attachment. What is no known operator is searched as it stands.
 */
export function parseSearch(text: string): SearchQuery {
  const terms: string[] = [];
  const filters: { unread?: boolean; starred?: boolean; attachment?: boolean } = {};
  for (const [, operator, phrase, word] of text.matchAll(/(?:(\p{L}+):)?(?:"([^"]*)"?|([^\s"]+))/gu)) {
    const value = phrase ?? word ?? "";
    const name = operator?.toLowerCase() ?? "";
    const filter = knownFilters.get(`${name}:${value.toLowerCase()}`);
    if (filter) Object.assign(filters, filter);
    else terms.push(...term(operator, columns.get(name), value));
  }
  return {
    match: terms.length > 0 ? terms.slice(0, maxWords).join(" AND ") : undefined,
    unread: filters.unread,
    starred: filters.starred,
    attachment: filters.attachment,
  };
}

function term(operator: string | undefined, column: string | undefined, value: string): readonly string[] {
  const searched = operator && !column ? `${operator} ${value}` : value;
  // Without a letter or digit there is nothing in the index that could match.
  if (!/[\p{L}\p{N}]/u.test(searched)) return [];
  return [`${column ? `${column} : ` : ""}${quote(searched)} *`];
}

/** SECURITY: inside double quotes nothing has a meaning for FTS5 but the quote itself. */
function quote(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll("\0", " ")}"`;
}
