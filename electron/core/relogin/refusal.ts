// Turns a refused login into what the page shows: the reason, and the steps in the order in which the provider wants
// them. It opens no connection and changes nothing.
import type { PossibleCause, Refusal, RefusedTry } from "../../../shared/models/account.ts";
import { type HealthRecord, triesSinceRefusal } from "../accounts/health-record.ts";
import type { AccountRecord, LoginFacts, RefusedLogin } from "../mail/mail-service.ts";
import type { PracticeDomain } from "../platform.ts";
import { type Explanation, explain, possibleCauses } from "./explain.ts";
import { providerOfAccount } from "./provider-of-account.ts";
import { type StepContext, stepsFor, wantsFor } from "./sign-in-steps.ts";
import { trustedWebAlert } from "./web-alert.ts";

/** `facts`: what is known of the account's logins; the newest answer counts, also one to a sign-in that was tried. */
export function describeRefusal(
  account: AccountRecord,
  refused: RefusedLogin,
  practiceDomains: readonly PracticeDomain[],
  facts?: LoginFacts,
): Refusal {
  const provider = providerOfAccount(account, practiceDomains);
  const tries = facts ? triesOf(facts.record) : [];
  const newest = tries.findLast(({ code }) => code === "login-refused");
  const answer = { ...refused, ...(newest ? answerTo(newest, facts?.record) : {}) };
  const found = explain({
    provider: provider?.id ?? account.providerId,
    protocol: answer.protocol,
    text: answer.webAlert === undefined ? answer.serverText : `${answer.serverText} [WEBALERT]`,
    code: answer.responseCode,
    history: facts?.history ?? {},
  });
  const context: StepContext = {
    provider,
    byToken: account.oauth !== undefined,
    webAlert: trustedWebAlert(answer.webAlert, provider) !== undefined,
  };
  const possible = possibleOf(found, context);
  return {
    accountId: account.id,
    ...(provider ? { providerName: provider.name } : {}),
    protocol: answer.protocol,
    cause: found.cause,
    confidence: found.confidence,
    alternatives: [...found.alternatives],
    possible,
    serverText: answer.serverText,
    ...(answer.responseCode === undefined ? {} : { responseCode: answer.responseCode }),
    at: refused.at,
    facts: factsOf(facts, refused.at),
    tries,
    wants: wantsFor(found.cause, context),
    steps: stepsFor(found.cause, context),
  };
}

/** Ways that ask for just the same are told once, under the likelier cause. */
function possibleOf(found: Explanation, context: StepContext): PossibleCause[] {
  const described = possibleCauses(found).map((cause) => ({
    cause,
    wants: wantsFor(cause, context),
    steps: stepsFor(cause, context),
  }));
  return described.length > 0
    ? described
    : [{ cause: found.cause, wants: wantsFor(found.cause, context), steps: stepsFor(found.cause, context) }];
}

function factsOf(facts: LoginFacts | undefined, refusedAt: number): Refusal["facts"] {
  const { acceptedAgo, twoFactor, twoFactorAgo } = facts?.history ?? {};
  return {
    ...(acceptedAgo === undefined ? {} : { acceptedAt: refusedAt - acceptedAgo }),
    twoFactorOn: twoFactor === "on",
    ...(twoFactorAgo === undefined ? {} : { twoFactorSince: refusedAt - twoFactorAgo }),
  };
}

function triesOf(record: HealthRecord): RefusedTry[] {
  return triesSinceRefusal(record)
    .map(({ at, credential = "password", protocol, code = "", serverText = "", change = "other" }) => ({
      at,
      credential,
      ...(protocol ? { protocol } : {}),
      code,
      serverText,
      change,
    }))
    .reverse();
}

/** A sign-in tells of no WEBALERT; what it was told of stands for the refusal before. */
function answerTo(newest: RefusedTry, record: HealthRecord | undefined) {
  const event = record?.events.find(({ kind, at }) => kind === "tried" && at === newest.at);
  return {
    protocol: newest.protocol ?? ("imap" as const),
    serverText: newest.serverText,
    responseCode: event?.responseCode,
  };
}
