// Whether a person should be reminded of backing up the authenticator. Pure. Times are milliseconds since 1970.
import type { BackupView } from "../../../shared/models/backup.ts";

const month = 30 * 24 * 60 * 60_000;

export interface BackupFacts {
  /** automatic ones are on */
  readonly automatic: boolean;
  readonly lastAt: number | undefined;
  /** when each code was added */
  readonly addedAt: readonly number[];
  /** "not now" was said */
  readonly dismissedAt: number | undefined;
  readonly now: number;
}

/** Nothing while there is nothing to lose, or while automatic backups look after it. */
export function reminderOf(facts: BackupFacts): BackupView["reminder"] {
  const { automatic, lastAt, addedAt, dismissedAt = Number.NEGATIVE_INFINITY, now } = facts;
  if (automatic || addedAt.length === 0) return undefined;
  const dismissed = now - dismissedAt < month;
  if (lastAt === undefined) return dismissed ? undefined : "never";
  if (addedAt.some((at) => at > lastAt && at > dismissedAt)) return "newer-codes";
  return now - lastAt > month && !dismissed ? "old" : undefined;
}
