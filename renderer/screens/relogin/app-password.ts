// Tidies what is pasted as an app password. Providers show it in groups, and copied text has blanks at its ends; a
// password that a person chose is never touched.

/** Four groups of four letters: the blanks between them are only there to be read. */
const grouped = /^[a-z]{4}( [a-z]{4}){3}$/i;

export function tidyAppPassword(pasted: string): string {
  const trimmed = pasted.replace(/^\s+|\s+$/gu, "");
  return grouped.test(trimmed) ? trimmed.replaceAll(" ", "") : trimmed;
}
