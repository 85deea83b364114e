// Where an account stands after a failure, and when it may be tried again. Pure: the clock and chance are given.
import type { AppError } from "../../../shared/ipc/errors.ts";
import { type AccountState, LoginProtocol } from "../../../shared/models/account.ts";
import type { RefusedLogin } from "../mail/mail-service.ts";

export interface Backoff {
  /** milliseconds before the first repetition; it doubles each time */
  readonly first: number;
  readonly most: number;
}

export const defaultBackoff: Backoff = { first: 30_000, most: 8 * 60_000 };

/** Up to so much of a wait is added to it by chance, so that not everybody comes back at the same moment. */
const jitter = 0.25;

/** Milliseconds to wait after the `failures`-th failure in a row (1 is the first): never below `first`, above `most`. */
export function waitAfter(failures: number, backoff: Backoff, random: () => number): number {
  const least = Math.min(backoff.first * 2 ** Math.max(0, failures - 1), backoff.most / (1 + jitter));
  return Math.round(least * (1 + random() * jitter));
}

/** Nobody could be asked; says nothing about the account or what was asked. */
export const networkErrors: ReadonlySet<string> = new Set([
  "offline",
  "host-not-found",
  "connection-refused",
  "connection-timed-out",
  "connection-lost",
]);

/** Passes by itself more often than not: a person is told when it happens a second time in a row. */
const mayPass: ReadonlySet<string> = new Set([
  ...networkErrors,
  "login-throttled",
  "host-paused",
  "server-unavailable",
  "server-answer-broken",
]);

/**
 * The state after `error`, the `times`-th in a row, which is to be tried again at `retryAt`. A refused login has no
 * time: nobody tries again by himself. What the network or the keychain did is never a refused login.
 */
export function stateAfter(error: AppError, now: number, retryAt: number, times: number): AccountState {
  const serverText = typeof error.detail.serverText === "string" ? error.detail.serverText : "";
  if (error.code === "login-refused")
    return {
      kind: "sign-in-needed",
      since: now,
      protocol: refusedBy(error),
      serverText,
    };
  const quiet = times < 2 && mayPass.has(error.code) ? { quiet: true } : {};
  if (error.code === "login-throttled")
    return { kind: "throttled", since: now, retryAt, serverText, ...quiet };
  if (error.code === "host-paused")
    return { kind: "throttled", since: now, retryAt, serverText, withOthers: true, ...quiet };
  if (networkErrors.has(error.code))
    return { kind: "offline", since: now, retryAt, reason: error.code, ...quiet };
  return { kind: "error", since: now, code: error.code, serverText, retryAt, ...quiet };
}

/** Who refused the login of `error`. */
export function refusedBy(error: AppError): LoginProtocol {
  const told = LoginProtocol.safeParse(error.detail.protocol);
  return told.success ? told.data : "imap";
}

/** What is kept of a refused login. */
export function refusedLogin(accountId: string, error: AppError, at: number): RefusedLogin {
  const { serverText = "", responseCode, webAlert } = error.detail;
  return {
    accountId,
    protocol: refusedBy(error),
    serverText: String(serverText),
    responseCode: responseCode === undefined ? undefined : String(responseCode),
    ...(typeof webAlert === "string" ? { webAlert } : {}),
    at,
  };
}

/** The state in which nobody connects by himself, if there is a reason for it. */
export function restingState(
  refused: RefusedLogin | undefined,
  paused: string | undefined,
  now: number,
): AccountState | undefined {
  if (refused) {
    const { at: since, protocol, serverText } = refused;
    return { kind: "sign-in-needed", since, protocol, serverText };
  }
  return paused === undefined ? undefined : { kind: "offline", since: now, reason: "paused" };
}

/** What the server asked us to wait, if it did and it is sensible. */
export function askedWait(error: AppError): number {
  const asked = error.detail.retryAfter;
  return typeof asked === "number" && asked > 0 ? Math.min(asked, 60 * 60_000) : 0;
}
