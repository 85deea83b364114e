// Remembers which hosts have asked to slow down, for all accounts there: a server that counts logins counts those of an
// address, whoever's they are. It opens nothing and waits for nobody; the login gate asks it before each login.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Protocol } from "../../../shared/models/account.ts";
import { askedWait, type Backoff, waitAfter } from "./account-state.ts";
import type { Health } from "./health.ts";
import type { LoginWatch } from "./login-gate.ts";

/** Whose login is to go where. */
export interface LoginPlace {
  readonly accountId: string;
  readonly protocol: Protocol;
  readonly host: string;
}

export interface HostPauses {
  /**
   * Throws while the host rests: `login-throttled` for the account that was asked, `host-paused` for the others (detail:
   * protocol, host, serverText, retryAfter, and `resting`: nobody was asked now).
   */
  check(place: LoginPlace): void;
  /**
   * The host has asked `error`'s login to slow down: nobody logs in there for a while, longer each time. Answers the
   * failure with the milliseconds to wait as its `retryAfter`.
   */
  throttled(accountId: string, host: string, error: AppError): AppError;
  /** A login was accepted: all is well there. */
  relented(host: string): void;
  /** A person says "now". If the host has not had its rest, the next pause is longer all the same. */
  lift(host: string): void;
}

interface Rest {
  /** the account whose login was asked to slow down */
  readonly askedOf: string;
  readonly serverText: string;
  readonly times: number;
  until: number;
}

/** Timers may ring a little early. */
const slack = 20;

export function createHostPauses(parts: {
  readonly backoff: Backoff;
  readonly now: () => number;
  readonly random: () => number;
}): HostPauses {
  const { backoff, now, random } = parts;
  const hosts = new Map<string, Rest>();
  return {
    check({ accountId, protocol, host }) {
      const rest = hosts.get(host);
      const left = (rest?.until ?? 0) - now();
      if (!rest || left <= slack) return;
      // Not all at the same moment when it is over.
      const retryAfter = Math.round(left * (1 + random() / 4));
      const { serverText, askedOf } = rest;
      throw new AppError(askedOf === accountId ? "login-throttled" : "host-paused", {
        ...{ protocol, host, retryAfter, serverText },
        resting: true,
      });
    },
    throttled(askedOf, host, error) {
      const times = (hosts.get(host)?.times ?? 0) + 1;
      const wait = Math.max(waitAfter(times, backoff, random), askedWait(error));
      const { serverText = "" } = error.detail;
      hosts.set(host, { askedOf, times, until: now() + wait, serverText: String(serverText) });
      return new AppError(error.code, { ...error.detail, retryAfter: wait }, { cause: error });
    },
    relented: (host) => void hosts.delete(host),
    lift(host) {
      const rest = hosts.get(host);
      if (rest) rest.until = 0;
    },
  };
}

/** Writes down how each login ended, and lets its host rest where it asked for that. */
export function pausingWatch(
  pauses: HostPauses,
  health: Pick<Health, "accepted" | "failed">,
  hostOf: (accountId: string, protocol: Protocol) => string,
): LoginWatch {
  return {
    accepted(accountId, protocol) {
      pauses.relented(hostOf(accountId, protocol));
      health.accepted(accountId, protocol);
    },
    failed(accountId, protocol, failure) {
      const error = health.failed(accountId, failure);
      // A provider that gives out no tokens just now is another host than the mail server.
      const asks = error.code === "login-throttled" && error.detail.protocol !== "oauth";
      return asks && error.detail.resting !== true
        ? pauses.throttled(accountId, hostOf(accountId, protocol), error)
        : error;
    },
  };
}
