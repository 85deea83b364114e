// What happened before a login was refused, and what that says where the server's words leave several causes open. It
// orders causes and never turns a refusal into something that is tried again. Pure.
import type { Wants } from "../../../shared/models/account.ts";
import { type Cause, partsOf } from "../../../shared/providers/cause.ts";
import type { Provider } from "../../../shared/providers/provider.ts";
import type { Confidence } from "./explain.ts";
import type { Verdict } from "./rules.ts";

/** Milliseconds, counted back from the answer. Everything that is not known is left out. */
export interface LoginHistory {
  /** since this credential was accepted for the last time; left out: it never was */
  readonly acceptedAgo?: number | undefined;
  /** from the first time that it was accepted to the last */
  readonly workedFor?: number | undefined;
  readonly twoFactor?: "on" | "off" | "unknown" | undefined;
  /** since two-factor authentication was switched on, where Gatepost did it */
  readonly twoFactorAgo?: number | undefined;
  /** what the credential is, as far as its shape tells */
  readonly credential?: Wants | undefined;
  /** logins of this account within the last ten minutes, this one included */
  readonly logins?: number | undefined;
  /** how many other passwords have been tried since and got the same answer */
  readonly sameAnswers?: number | undefined;
  /** A person has just typed what was refused; else it is what was stored, and nobody touched it. */
  readonly typed?: boolean | undefined;
}

const minute = 60_000;
/** Beyond so many logins in ten minutes providers begin to shut the door. */
const manyLogins = 10;

const outOfTheQuestion = -10;

/** Causes among which only the circumstances can choose. */
const open: ReadonlySet<Cause> = new Set([
  "wrong_password",
  "wrong_password_or_app_password_required",
  "wrong_password_or_imap_disabled",
  "auth_failed_generic",
]);

/** The verdict with its causes in the order of likelihood for this account. */
export function weigh(verdict: Verdict, history: LoginHistory, provider: Provider | undefined): Verdict {
  if (verdict.cause === "network") return blockedAddress(verdict, history);
  if (!open.has(verdict.cause) || verdict.confidence === "certain") return verdict;
  const ranked = candidates(verdict, provider)
    .map((cause, place) => ({ cause, weight: 4 - place + weightOf(cause, history, provider) }))
    .filter(({ weight }) => weight > outOfTheQuestion)
    .sort((one, other) => other.weight - one.weight);
  const [first, second] = ranked;
  if (!first) return verdict;
  const lead = first.weight - (second?.weight ?? 0);
  const confidence: Confidence = lead >= 5 ? "likely" : "possible";
  const alternatives = ranked.slice(1).map(({ cause }) => cause);
  return { cause: first.cause, confidence, alternatives };
}

/** Servers that have had enough of an address answer it no more: it looks like a dead line. */
function blockedAddress(verdict: Verdict, { logins = 0, sameAnswers = 0 }: LoginHistory): Verdict {
  if (logins < manyLogins && sameAnswers < 3) return verdict;
  return { cause: "too_many_attempts", confidence: "possible", alternatives: ["network"] };
}

function candidates(verdict: Verdict, provider: Provider | undefined): readonly Cause[] {
  const named = [...partsOf(verdict.cause), ...(verdict.alternatives ?? []).flatMap(partsOf)];
  const after = provider?.afterActivation;
  // Where two-factor authentication changes nothing for mail programs, only the password itself is left.
  if (after?.effect === "unchanged" && verdict.cause === "wrong_password") return ["wrong_password"];
  return [
    ...new Set([
      ...named.filter((cause) => cause !== "auth_failed_generic"),
      "wrong_password" as const,
      ...(after?.appPassword?.required ? ["app_password_required" as const] : []),
      ...(after?.imapSwitch?.required ? ["imap_disabled" as const] : []),
      ...(provider?.oauth?.required ? ["basic_auth_disabled" as const] : []),
      ...(after?.effect === "bridge-only" ? ["bridge_signed_out" as const] : []),
      "too_many_attempts" as const,
    ]),
  ];
}

function weightOf(cause: Cause, history: LoginHistory, provider: Provider | undefined): number {
  const after = provider?.afterActivation;
  const { acceptedAgo, twoFactor = "unknown", credential, sameAnswers = 0, logins = 0 } = history;
  const workedBefore = acceptedAgo !== undefined;
  const tried = Math.min(sameAnswers, 3);
  switch (cause) {
    case "wrong_password":
      // A stored password does not change by itself; one that was only typed is soon mistyped.
      if (history.typed) return 5 - 2 * Math.max(0, tried - 1);
      return (workedBefore ? -3 : 2) - 2 * tried;
    case "app_password_required":
      return appPasswordWeight(history, provider);
    case "imap_disabled": {
      const isOff = workedBefore && twoFactor !== "off" && after?.imapSwitch?.required === true ? 2 : 0;
      return isOff + (credential === "app-password" ? 3 : 0) + 2 * tried;
    }
    case "basic_auth_disabled":
      return provider?.oauth?.required ? 4 : 0;
    case "bridge_signed_out":
      return workedBefore ? 5 : 0;
    case "too_many_attempts":
      return workedBefore && acceptedAgo < 10 * minute && logins >= manyLogins ? 12 : -20;
    default:
      return 0;
  }
}

/** Two-factor authentication is the likeliest thing to have happened to a password that worked until now. */
function appPasswordWeight(history: LoginHistory, provider: Provider | undefined): number {
  const { acceptedAgo, workedFor = 0, twoFactor = "unknown", twoFactorAgo, credential } = history;
  const known = provider?.afterActivation.appPassword;
  if (credential === "app-password") return -4;
  if (known?.always) return 6;
  if (provider && known?.required !== true) return -6;
  if (twoFactor === "on") {
    // The last time that it was accepted lies before the activation: that is what has changed since.
    const changedSince =
      twoFactorAgo !== undefined && acceptedAgo !== undefined && acceptedAgo >= twoFactorAgo;
    return known?.required ? (changedSince ? 16 : 12) : 4;
  }
  if (acceptedAgo === undefined || twoFactor === "off") return 0;
  // Where it is known that they are wanted, the same answer to what was typed does not speak against it.
  const isTheWay = history.typed === true && known?.required === true ? 2 : 0;
  return (workedFor > 24 * 60 * minute ? 5 : 3) + isTheWay;
}
