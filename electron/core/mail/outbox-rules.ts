// What becomes of a message after a try to send it. Pure: the row before, what happened, the row's change.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { DraftFields } from "../../../shared/models/draft.ts";
import { askedWait, defaultBackoff, networkErrors, waitAfter } from "../accounts/account-state.ts";
import type { OutboxChange, OutboxRecord } from "../store/outbox-rows.ts";
import { formatAddress, readableRecipients } from "./addresses.ts";
import type { SendResult } from "./smtp.ts";
import { recipientsDetail } from "./smtp-errors.ts";

const minute = 60_000;
/** The message waits until the user has signed in again. */
const needsSignIn: ReadonlySet<string> = new Set([
  ...["login-refused", "password-gone", "password-changed", "sign-in-needed"],
]);
/** Milliseconds before the second, third, fourth … try, after a server has said "later" of a message. */
const waits = [minute, 5 * minute, 15 * minute, 60 * minute] as const;
/** No message was looked at: the way to the server, or the login, is waited for as the account's sessions wait. */
const aboutTheLogin: ReadonlySet<string> = new Set([...networkErrors, "login-throttled", "host-paused"]);

/** May pass by itself, or with something that is not about this message. */
const passing = new Set([
  ...networkErrors,
  "server-unavailable",
  "server-answer-broken",
  "login-throttled",
  "host-paused",
  "no-encryption",
  "certificate-untrusted",
  "keychain-locked",
  "keychain-missing",
  "keychain-unavailable",
  "disk-full",
  "busy",
]);

/** `item` as it is after the try, with `handedOver` as it was written down. */
export function afterFailure(
  item: OutboxRecord,
  error: AppError,
  now: number,
  random: () => number,
): OutboxChange {
  const view = toErrorView(error);
  // [Note: sent once] Also after a fault of ours: what may have been sent is not sent again by itself.
  const answered = typeof error.detail.responseCode === "string";
  if (error.code === "sent-unknown" || (item.handedOver && !answered))
    return {
      state: "unknown",
      error: toErrorView(new AppError("sent-unknown", error.detail)),
      nextAttemptAt: now,
    };
  if (error.code === "cancelled") return { state: "waiting", error: null, nextAttemptAt: now };
  if (needsSignIn.has(error.code)) return { state: "held", error: view };
  if (passing.has(error.code) || error.detail.temporary === true)
    return { state: "waiting", error: view, nextAttemptAt: now + waitOf(item, error, random) };
  return { state: "failed", error: view };
}

/** The server took the message for all or some of the recipients. Those who have it are never sent it again. */
export function afterSending(item: OutboxRecord, result: SendResult, now: number): OutboxChange {
  const copy = item.copy === "filed" ? ("filed" as const) : ("due" as const);
  if (result.refused.length === 0) return { state: "sent", copy, error: null, nextAttemptAt: now };
  const detail = recipientsDetail(result.refused, result.accepted);
  const temporary = detail.temporary === true;
  const error = new AppError("recipients-refused", detail);
  return {
    state: temporary ? "waiting" : "failed",
    copy,
    envelope: { from: item.envelope.from, to: result.refused.map(({ address }) => address) },
    error: toErrorView(error),
    nextAttemptAt: temporary ? now + laterWait(item) : now,
  };
}

/** The fields with only those recipients that are left. */
export function fieldsFor(fields: DraftFields, addresses: readonly string[]): DraftFields {
  const left = new Set(addresses.map((address) => address.toLowerCase()));
  const only = (text: string) =>
    readableRecipients(text)
      .filter(({ address }) => left.has(address.toLowerCase()))
      .map(formatAddress)
      .join(", ");
  return { ...fields, to: only(fields.to), cc: only(fields.cc), bcc: only(fields.bcc) };
}

function waitOf(item: OutboxRecord, error: AppError, random: () => number): number {
  return aboutTheLogin.has(error.code)
    ? Math.max(waitAfter(Math.max(item.attempts, 1), defaultBackoff, random), askedWait(error))
    : laterWait(item);
}

function laterWait({ attempts }: OutboxRecord): number {
  return waits[Math.min(Math.max(attempts, 1), waits.length) - 1] ?? 60 * minute;
}
