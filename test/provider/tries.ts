// Counts wrong answers: after a few of one kind the provider takes no more of that kind for a while.
import { number } from "./database.ts";
import { type House, ProviderRefusal, type RefusalCode } from "./house.ts";

export type TryKind = "password" | "sms" | "digits";
export type Channel = "api" | "web" | "imap" | "smtp";

/** Throws `too-many-tries` while the user is blocked for this kind. */
export function mayTry(house: House, address: string, kind: TryKind): void {
  const row = house.database.one("SELECT * FROM tries WHERE address = ? AND kind = ?", address, kind);
  if (!row) return;
  const until = number(row, "blocked_until");
  if (until > house.now()) {
    note(house, address, "api", "too-many-tries");
    throw new ProviderRefusal("too-many-tries", { retryAfterMs: until - house.now() });
  }
  if (until > 0) forgetTries(house, address, kind);
}

/** Writes down a wrong answer and throws `code`, saying how many tries are left. */
export function wrong(house: House, address: string, kind: TryKind, code: RefusalCode): never {
  const { database, limits } = house;
  database.run(
    `INSERT INTO tries (address, kind, wrong) VALUES (?, ?, 1)
     ON CONFLICT (address, kind) DO UPDATE SET wrong = wrong + 1`,
    address,
    kind,
  );
  const row = database.one("SELECT wrong FROM tries WHERE address = ? AND kind = ?", address, kind);
  const count = row ? number(row, "wrong") : 1;
  if (count >= limits.tries) {
    const until = house.now() + limits.blockedMs;
    database.run("UPDATE tries SET blocked_until = ? WHERE address = ? AND kind = ?", until, address, kind);
  }
  note(house, address, "api", code);
  throw new ProviderRefusal(code, { triesLeft: Math.max(0, limits.tries - count) });
}

export function forgetTries(house: House, address: string, kind: TryKind): void {
  house.database.run("DELETE FROM tries WHERE address = ? AND kind = ?", address, kind);
}

/** Remembers a refusal, for tests that count them. */
export function note(house: House, address: string, channel: Channel, code: string): void {
  house.database.run("INSERT INTO refusals VALUES (?, ?, ?, ?)", address, house.now(), channel, code);
}

/** How often each refusal was given to this user, by channel and code. */
export function refusalCounts(house: House, address: string): Readonly<Record<string, number>> {
  const rows = house.database.all(
    "SELECT channel || ' ' || code AS name, count(*) AS n FROM refusals WHERE address = ? GROUP BY 1",
    address,
  );
  return Object.fromEntries(rows.map((row) => [String(row.name), number(row, "n")]));
}
