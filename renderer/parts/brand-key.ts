// What a brand's icon is looked up by: its name in small letters and figures alone. Used for the names in the set of icons
// when the page is built, and for the names of issuers when it runs.

const written: Readonly<Record<string, string>> = {
  "+": "plus",
  ".": "dot",
  "&": "and",
  ß: "ss",
  ø: "o",
  ł: "l",
};

export function brandKey(name: string): string {
  return [...name.toLowerCase()]
    .map((letter) => written[letter] ?? letter)
    .join("")
    .normalize("NFD")
    .replace(/[^a-z0-9]/g, "");
}

/**
 * The keys under which the brand of an issuer may stand, the surest first: its whole name, without what stands in
 * brackets, and, if it is a host, the name that somebody owns. Never a part of a name: "Apple Valley Bank" is no Apple.
 */
export function brandKeysOf(issuer: string): readonly string[] {
  const bare = issuer.replace(/\s*[([].*?[)\]]\s*/g, " ").replace(/\s+accounts?$/i, "");
  const host = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/?$/i.exec(issuer.trim())?.[1];
  const labels = host?.split(".") ?? [];
  // Below "co.uk" and its like the name stands one further to the left.
  const short = labels.length > 2 && /^(?:co|com|net|org|ac|gov)$/i.test(labels.at(-2) ?? "");
  const owned = labels.at(short ? -3 : -2);
  const keys = [issuer, bare, ...(owned === undefined ? [] : [owned])].map(brandKey);
  return [...new Set(keys.filter((key) => key !== ""))];
}
