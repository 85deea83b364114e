// Finds providers by what a person types: a part of the name, a domain, or a whole address. Pure.
import { findProvider, type Provider, providers } from "../../../shared/providers/index.ts";

/** All of them for an empty search, sorted by name; the one that an address belongs to comes alone. */
export function searchProviders(typed: string): readonly Provider[] {
  const text = typed.trim().toLowerCase();
  const known = findProvider(text.slice(text.lastIndexOf("@") + 1));
  if (known) return [known];
  // Hyphens, dots and blanks do not count: `mailbox org`, `webde`.
  const plain = (name: string) => name.toLowerCase().replaceAll(/[\s.-]/g, "");
  const wanted = plain(text);
  const matches = providers.filter(
    ({ id, name, domains }) =>
      plain(name).includes(wanted) ||
      plain(id).includes(wanted) ||
      (text.length > 2 && domains.some((domain) => domain.startsWith(text))),
  );
  return matches.sort((one, other) => one.name.localeCompare(other.name));
}
