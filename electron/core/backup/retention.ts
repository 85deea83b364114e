// Which of the backups in a folder may go: the newest stay, and one of each of the last weeks and months, so that a loss
// which nobody notices for a while is not copied over every good version. Pure.

/** `at` in milliseconds since 1970. */
export interface Dated {
  readonly at: number;
}

const day = 24 * 60 * 60_000;
const weeks = 8;
const months = 12;

/** Those that are neither among the newest `keep`, nor the newest of one of the last eight weeks or twelve months. */
export function outdated<Version extends Dated>(
  versions: readonly Version[],
  keep: number,
  now: number,
): readonly Version[] {
  const newestFirst = [...versions].sort((a, b) => b.at - a.at);
  const kept = new Set<Version>(newestFirst.slice(0, keep));
  keepNewestOfEach(newestFirst, kept, weekOf, (at) => now - at <= weeks * 7 * day);
  keepNewestOfEach(newestFirst, kept, monthOf, (at) => monthOf(now) - monthOf(at) < months);
  return newestFirst.filter((version) => !kept.has(version));
}

function keepNewestOfEach<Version extends Dated>(
  newestFirst: readonly Version[],
  kept: Set<Version>,
  spanOf: (at: number) => number,
  counts: (at: number) => boolean,
): void {
  const seen = new Set<number>();
  for (const version of newestFirst) {
    const span = spanOf(version.at);
    if (seen.has(span)) continue;
    seen.add(span);
    if (counts(version.at)) kept.add(version);
  }
}

/** Weeks begin on Monday, in UTC; 1970 began on a Thursday. */
function weekOf(at: number): number {
  return Math.floor((at / day + 3) / 7);
}

function monthOf(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
