import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outdated } from "../../../../electron/core/backup/retention.ts";

const day = 24 * 60 * 60_000;
const now = Date.parse("2026-06-30T12:00:00Z");
const daily = Array.from({ length: 800 }, (_, index) => ({ at: now - index * day }));
const kept = (versions: readonly { readonly at: number }[], keep: number) => {
  const gone = new Set(outdated(versions, keep, now));
  return versions
    .filter((version) => !gone.has(version))
    .map(({ at }) => new Date(at).toISOString().slice(0, 10));
};

describe("the backups that stay", () => {
  it("are the newest, one of each of eight weeks, and one of each of twelve months", () => {
    expect(kept(daily, 3)).toEqual([
      ...["2026-06-30", "2026-06-29", "2026-06-28"],
      ...["2026-06-21", "2026-06-14", "2026-06-07", "2026-05-31", "2026-05-24", "2026-05-17", "2026-05-10"],
      ...["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31", "2025-11-30"],
      ...["2025-10-31", "2025-09-30", "2025-08-31", "2025-07-31"],
    ]);
  });

  it("are all, while there are no more than are wanted, however old they are", () => {
    expect(kept([{ at: 0 }, { at: day }, { at: 2 * day }], 3)).toHaveLength(3);
    expect(outdated([], 3, now)).toEqual([]);
  });

  it("always hold the newest ones, and are no more than those, eight weeks and twelve months", () => {
    const times = fc.array(
      fc.integer({ min: 0, max: now }).map((at) => ({ at })),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 20 }), (versions, keep) => {
        const gone = new Set(outdated(versions, keep, now));
        const stay = versions.filter((version) => !gone.has(version));
        const newest = [...versions].sort((a, b) => b.at - a.at).slice(0, keep);
        for (const version of newest) expect(stay.map(({ at }) => at)).toContain(version.at);
        expect(stay.length).toBeLessThanOrEqual(keep + 9 + 12);
      }),
    );
  });
});
