// Says why a login was refused, from the server's words, its codes and what is known of the provider. Pure: it opens
// nothing, keeps nothing and never sees the password.
import { type Cause, partsOf } from "../../../shared/providers/cause.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { Provider, ProviderError } from "../../../shared/providers/provider.ts";
import { type Consequence, consequenceOf } from "./consequence.ts";
import { judgeFacts, type Met } from "./facts.ts";
import { type LoginHistory, weigh } from "./history.ts";
import { isBareRefusal, rulesAfterPassword, rulesBeforePassword, type Verdict } from "./rules.ts";
import { type LoginProtocol, readAnswer, type ServerAnswer } from "./server-answer.ts";

export type Confidence = "certain" | "likely" | "possible";

export interface ExplainInput extends Met {
  /** id of shared/providers, or any other id; unknown ones are no error */
  readonly provider?: string | undefined;
  readonly protocol: LoginProtocol;
  /** the server's own words, with or without its codes */
  readonly text: string;
  readonly code?: string | undefined;
  readonly history?: LoginHistory | undefined;
}

/** The shape of `auth explain` in the terminal. */
export interface Explanation extends Consequence {
  readonly cause: Cause;
  readonly confidence: Confidence;
  readonly alternatives: readonly Cause[];
  /** a page of the provider that helps; https only */
  readonly link?: string;
}

export function explain(input: ExplainInput): Explanation {
  const provider = providerOf(input.provider);
  const answer = readAnswer(input.protocol, input.text, input.code);
  const said = judgeFacts(answer.text, input, provider) ?? judge(answer, provider);
  const verdict = input.history ? weigh(said, input.history, provider) : said;
  const link = linkFor(verdict.cause, provider);
  return {
    cause: verdict.cause,
    confidence: verdict.confidence,
    alternatives: alternativesOf(verdict),
    ...consequenceAfter(said.cause, verdict.cause),
    ...(link === undefined ? {} : { link }),
  };
}

/** Circumstances may name another cause; what the server refused stays refused, and is not tried again by itself. */
function consequenceAfter(said: Cause, weighed: Cause): Consequence {
  const { countsAsRefusal } = consequenceOf(said);
  const consequence = consequenceOf(weighed);
  return countsAsRefusal && !consequence.countsAsRefusal
    ? { ...consequence, countsAsRefusal, retry: "after-user" }
    : consequence;
}

/**
 * The single causes that are possible, the likeliest first; one alone where the server named it. For a person to see
 * what a test login is about to decide.
 */
export function possibleCauses({
  cause,
  confidence,
  alternatives,
}: Pick<Explanation, "cause" | "confidence" | "alternatives">): readonly Cause[] {
  if (confidence === "certain" && partsOf(cause).length === 1) return [cause];
  const joined = partsOf(cause).length > 1 || cause === "auth_failed_generic";
  const all = joined ? alternatives : [cause, ...alternatives];
  return [...new Set(all.flatMap(partsOf))].slice(0, mostCauses);
}

const mostCauses = 3;

function judge(answer: ServerAnswer, provider: Provider | undefined): Verdict {
  const general = rulesBeforePassword.find((rule) => rule.fits(answer))?.verdict;
  // What passes by itself is never overruled: a provider's "authentication failed" may stand in the same sentence.
  if (general && consequenceOf(general.cause).retry === "backoff") return general;
  const known = provider?.errors.filter((error) => fitsProvider(error, answer)) ?? [];
  // Words that a provider uses for many things say less than a rule that knows what they mean.
  const definite = known.find((error) => error.confidence !== "possible");
  return definite ?? general ?? known[0] ?? bareRefusal(answer, provider) ?? leftOver(answer);
}

function fitsProvider(error: ProviderError, answer: ServerAnswer): boolean {
  if (error.protocol !== undefined && error.protocol !== answer.protocol) return false;
  if (
    error.code !== undefined &&
    error.code !== answer.responseCode &&
    error.code !== String(answer.replyCode)
  )
    return false;
  return new RegExp(error.pattern, "iu").test(answer.text);
}

function bareRefusal(answer: ServerAnswer, provider: Provider | undefined): Verdict | undefined {
  if (!isBareRefusal(answer)) return undefined;
  const meaning =
    provider?.bareRefusal ??
    (/^(NO |-ERR )?(\[\S+\] )?(LOGIN|AUTHENTICATE) failed\.?$/.test(answer.text)
      ? "auth_failed_generic"
      : undefined);
  if (meaning === "auth_failed_generic")
    return /5\.7\.3\b/.test(answer.enhancedCode ?? "")
      ? { cause: "wrong_password", confidence: "likely", alternatives: ["basic_auth_disabled"] }
      : { cause: meaning, confidence: "possible", alternatives: ["wrong_password", "basic_auth_disabled"] };
  if (meaning !== undefined)
    return { cause: meaning, confidence: "possible", alternatives: ["wrong_password"] };
  return {
    cause: "wrong_password",
    confidence: "likely",
    alternatives: ["app_password_required", "imap_disabled"],
  };
}

function leftOver(answer: ServerAnswer): Verdict {
  const last = rulesAfterPassword.find((rule) => rule.fits(answer))?.verdict;
  return last ?? { cause: "unknown", confidence: "possible" };
}

/** Everything else that it may be, without the cause itself. */
function alternativesOf(verdict: Verdict): readonly Cause[] {
  const parts = partsOf(verdict.cause).filter((part) => part !== verdict.cause);
  return [...new Set([...parts, ...(verdict.alternatives ?? [])])].filter((cause) => cause !== verdict.cause);
}

function linkFor(cause: Cause, provider: Provider | undefined): string | undefined {
  if (!provider) return undefined;
  const { links } = provider;
  const first = partsOf(cause)[0];
  if (first === "app_password_required") return links.appPassword ?? links.security;
  if (first === "imap_disabled") return links.imapSwitch ?? links.help;
  if (first === "web_login_required" || first === "password_expired") return links.webLogin;
  return consequenceOf(cause).retry === "backoff" ? undefined : links.help;
}
