// Which entries are shown, and in which order. Pure.
import type { CodeGroups, CodeOrder } from "../../../../shared/models/app.ts";
import type { CodeEntry } from "../../../../shared/models/code.ts";

export interface Wanted {
  readonly search: string;
  /** only its entries */
  readonly group: string | undefined;
  readonly order: CodeOrder;
}

/** `entries` in the user's own order. Pinned ones come first in every order. */
export function arrangeCodes(entries: readonly CodeEntry[], wanted: Wanted): readonly CodeEntry[] {
  const words = wanted.search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const shown = entries.filter(
    (entry) => (wanted.group === undefined || entry.groups?.includes(wanted.group)) && holds(entry, words),
  );
  const compare = comparers[wanted.order];
  return shown.sort((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || compare(a, b));
}

/** Every word stands somewhere in the names, the groups or the note. */
function holds({ issuer, account, groups = [], note = "" }: CodeEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [issuer, account, ...groups, note].join(" ").toLocaleLowerCase();
  return words.every((word) => text.includes(word));
}

// One for all: making one costs more than thousands of comparisons.
const names = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const byName = (a: CodeEntry, b: CodeEntry) =>
  names.compare(a.issuer || a.account, b.issuer || b.account) || names.compare(a.account, b.account);

/** Equal ones keep the user's own order: the sorting is stable. */
const comparers: Readonly<Record<CodeOrder, (a: CodeEntry, b: CodeEntry) => number>> = {
  manual: () => 0,
  name: byName,
  "last-used": (a, b) => (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0),
  "most-used": (a, b) => (b.uses ?? 0) - (a.uses ?? 0),
};

/** All groups by name, with how many entries each has. */
export function groupsOf(
  entries: readonly CodeEntry[],
): readonly { readonly name: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { groups = [] } of entries)
    for (const name of groups) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => names.compare(a.name, b.name));
}

/**
 * Before which entry of `all`, in the user's own order, `moving` goes when it is put before or after `target`; undefined:
 * at the end.
 */
export function placeBefore(
  all: readonly CodeEntry[],
  moving: string,
  target: string,
  side: "before" | "after",
): string | undefined {
  const others = all.filter(({ id }) => id !== moving);
  const at = others.findIndex(({ id }) => id === target);
  return side === "before" ? target : others[at + 1]?.id;
}

/** The place, from 1, that `moving` has in `shown` once it is put before or after `target`. */
export function placeBeside(
  shown: readonly CodeEntry[],
  moving: string,
  target: string,
  side: "before" | "after",
): number {
  const others = shown.filter(({ id }) => id !== moving);
  return others.findIndex(({ id }) => id === target) + (side === "before" ? 1 : 2);
}

/** The digits of a code in groups, for the eye. Letters are read as one word: Steam shows five of them. */
export function groupDigits(code: string, groups: CodeGroups): readonly string[] {
  if (!/^\d+$/.test(code) || code.length < 5 || groups === "none") return [code];
  const size = { halves: Math.ceil(code.length / 2), threes: 3, twos: 2 }[groups];
  return code.match(new RegExp(`.{1,${size}}`, "g")) ?? [code];
}
