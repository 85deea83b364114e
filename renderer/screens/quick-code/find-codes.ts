// Which entries the quick-code window shows for what was typed, best first. Pure.
import type { CodeEntry } from "../../../shared/models/code.ts";

/** More than anybody looks through; whoever has more types a letter. */
const most = 100;

/** What begins with what was typed first, of those the pinned ones first; else in the order of the list. */
export function findCodes(entries: readonly CodeEntry[], search: string): readonly CodeEntry[] {
  const asked = search.trim().toLocaleLowerCase();
  const wanted = asked.split(/\s+/);
  const rank = ({ issuer, account, pinned }: CodeEntry) => {
    const begins = [issuer, account].some((name) => name.toLocaleLowerCase().startsWith(asked));
    return (asked !== "" && begins ? 0 : 2) + (pinned === true ? 0 : 1);
  };
  return entries
    .filter(({ issuer, account }) => {
      const names = `${issuer} ${account}`.toLocaleLowerCase();
      return wanted.every((word) => names.includes(word));
    })
    .map((entry, index) => ({ entry, index, rank: rank(entry) }))
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .slice(0, most)
    .map(({ entry }) => entry);
}
