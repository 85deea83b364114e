// Puts the watch on the clock together with the world, and answers the page's question. Asking happens when somebody
// looks at codes, at most once an hour, and never holds up the answer.

import type { Settings } from "../../../shared/models/app.ts";
import type { ClockView } from "../../../shared/models/clock.ts";
import type { Events } from "../events.ts";
import type { Log } from "../log.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Practice } from "../practice.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import { type ClockWatch, createClockWatch } from "./clock.ts";
import { clockHosts } from "./clock-hosts.ts";
import { askDates } from "./https-dates.ts";

/** Milliseconds. */
const oldAfter = 60 * 60_000;

export interface WatchedClock extends Pick<ClockWatch, "correction"> {
  /** What is known now; asks again in the background if that is old. */
  view(): Promise<ClockView>;
  close(): void;
}

export function watchClock(parts: {
  readonly thread: Pick<Remote<MailThread>, "accounts.list">;
  readonly practice: Pick<Practice, "domains">;
  readonly settings: () => Promise<Settings>;
  readonly events: Pick<Events, "tell">;
  readonly now: () => number;
  readonly log: Log;
  readonly fetch?: (url: string, options: RequestInit) => Promise<Response>;
}): WatchedClock {
  const { thread, practice, settings, events, now, log } = parts;
  const closed = new AbortController();
  const watch = createClockWatch({
    hosts: async () =>
      clockHosts(
        await thread["accounts.list"](undefined),
        practice.domains().map(({ domain }) => domain),
      ),
    ask: (hosts, signal) => askDates(hosts, { fetch: parts.fetch ?? fetch, now, signal }),
    agreed: async () => (await settings()).correctClock,
    // Codes of a corrected clock are other codes.
    changed: () => {
      events.tell("clock.changed", {});
      events.tell("codes.changed", {});
    },
    now,
  });
  let askedAt = Number.NEGATIVE_INFINITY;
  return {
    correction: () => watch.correction(),
    async view() {
      if (!closed.signal.aborted && now() - askedAt > oldAfter) {
        askedAt = now();
        watch.measure(closed.signal).catch((failure: unknown) => log.fault("clock", failure));
      }
      return watch.view();
    },
    close: () => closed.abort(),
  };
}

export function clockHandlers(clock: WatchedClock): HandlersOf<"clock"> {
  return { "clock.get": () => clock.view() };
}
