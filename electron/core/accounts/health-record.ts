// What is kept of an account's logins, over restarts: the last successes, the last refusal, the last things that
// happened, and what follows from them. Pure. SECURITY: times, codes and the server's words, never a credential.
import { z } from "zod";
import { Wants } from "../../../shared/models/account.ts";
import { HealthEvent, LastRefusal } from "../../../shared/models/health.ts";

const Accepted = z.object({ first: z.number(), last: z.number() });

export const HealthRecord = z.object({
  /** of the credential that is in use */
  credential: Wants.optional(),
  /** when that credential was accepted */
  accepted: z.object({ imap: Accepted.optional(), smtp: Accepted.optional() }),
  /** also of credentials that were in use before */
  acceptedAt: z.object({ imap: z.number().optional(), smtp: z.number().optional() }),
  /** as it was judged then: what has happened since says nothing about it */
  refusal: LastRefusal.optional(),
  /** times at which a server answered a login, the last ones, rising */
  logins: z.array(z.number()),
  /** newest first */
  events: z.array(HealthEvent),
});
export type HealthRecord = z.infer<typeof HealthRecord>;

export const emptyHealth: HealthRecord = { accepted: {}, acceptedAt: {}, logins: [], events: [] };

const mostEvents = 20;
const mostLogins = 30;

/** What happened, without what the record counts itself. */
export type Happened = Omit<HealthEvent, "at" | "lastAt" | "times">;

/** The same thing again is counted, so that a night without a network does not push out everything else. */
export function withEvent(record: HealthRecord, happened: Happened, now: number): HealthRecord {
  const [newest, ...older] = record.events;
  const events =
    newest && happened.kind !== "tried" && sameEvent(newest, happened)
      ? [{ ...newest, lastAt: now, times: newest.times + 1 }, ...older]
      : [{ ...happened, at: now, lastAt: now, times: 1 }, ...record.events];
  return { ...record, events: events.slice(0, mostEvents) };
}

/** A server has answered a login, whatever it said. */
export function withLogin(record: HealthRecord, now: number): HealthRecord {
  return { ...record, logins: [...record.logins, now].slice(-mostLogins) };
}

export function withAccepted(record: HealthRecord, protocol: "imap" | "smtp", now: number): HealthRecord {
  const first = record.accepted[protocol]?.first ?? now;
  return withEvent(
    {
      ...withLogin(record, now),
      accepted: { ...record.accepted, [protocol]: { first, last: now } },
      acceptedAt: { ...record.acceptedAt, [protocol]: now },
    },
    { kind: "accepted", protocol },
    now,
  );
}

/** Another credential is in use: what was known of the old one says nothing about it. */
export function withRenewed(record: HealthRecord, credential: Wants, now: number): HealthRecord {
  return withEvent({ ...record, credential, accepted: {} }, { kind: "renewed", credential }, now);
}

/** What was tried since the last refusal, newest first. */
export function triesSinceRefusal({ events }: HealthRecord): readonly HealthEvent[] {
  const end = events.findIndex(({ kind }) => kind === "refused" || kind === "renewed");
  return events.slice(0, end < 0 ? events.length : end).filter(({ kind }) => kind === "tried");
}

/** Servers put times and session names into their words: those do not make another answer. */
export function sameWords(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\S*\d\S*/g, "")
    .replaceAll(/[^\p{L}]+/gu, " ")
    .trim();
}

function sameEvent(event: HealthEvent, happened: Happened): boolean {
  return (
    event.kind === happened.kind &&
    event.protocol === happened.protocol &&
    event.code === happened.code &&
    event.cause === happened.cause &&
    event.responseCode === happened.responseCode &&
    sameWords(event.serverText ?? "", happened.serverText ?? "")
  );
}
