// What a refused login means, whoever the provider is: the first rule that fits wins. Policy comes before password and
// temporary before permanent, so that nobody is asked for a password that is right.
import type { Cause } from "../../../shared/providers/cause.ts";
import type { Confidence } from "./explain.ts";
import {
  accessSwitchedOff,
  accountBlocked,
  accountDisabled,
  appPasswordWanted,
  credentialsWrong,
  encryptionWanted,
  everyReason,
  passwordExpired,
  passwordOrSwitch,
  temporaryText,
  throttledText,
  tokenExpired,
  tokenRevoked,
  tooManyAttempts,
  tooManyConnections,
  webLoginWanted,
} from "./phrases.ts";
import type { ServerAnswer } from "./server-answer.ts";

export interface Verdict {
  readonly cause: Cause;
  readonly confidence: Confidence;
  readonly alternatives?: readonly Cause[] | undefined;
}

export interface Rule {
  readonly fits: (answer: ServerAnswer) => boolean;
  readonly verdict: Verdict;
}

const says = (pattern: RegExp) => (answer: ServerAnswer) => pattern.test(answer.text);
const coded =
  (...codes: readonly string[]) =>
  (answer: ServerAnswer) =>
    answer.responseCode !== undefined && codes.includes(answer.responseCode);
const replied =
  (...codes: readonly number[]) =>
  (answer: ServerAnswer) =>
    answer.replyCode !== undefined && codes.includes(answer.replyCode);
const either =
  (...tests: readonly Rule["fits"][]) =>
  (answer: ServerAnswer) =>
    tests.some((test) => test(answer));
const both =
  (...tests: readonly Rule["fits"][]) =>
  (answer: ServerAnswer) =>
    tests.every((test) => test(answer));
const not = (test: Rule["fits"]) => (answer: ServerAnswer) => !test(answer);
const by = (protocol: ServerAnswer["protocol"]) => (answer: ServerAnswer) => answer.protocol === protocol;

const rule = (
  fits: Rule["fits"],
  cause: Cause,
  confidence: Confidence = "certain",
  alternatives: readonly Cause[] = [],
): Rule => ({ fits, verdict: { cause, confidence, alternatives } });

const offersPassword = says(/AUTH=(PLAIN|LOGIN)\b/i);
const offersToken = says(/AUTH=(XOAUTH2|OAUTHBEARER)\b/i);

/** OAuth: the answers of token endpoints (RFC 6749 §5.2) and of servers that were shown a token. */
const tokens: readonly Rule[] = [
  rule(
    both(by("oauth"), says(/AADSTS90094|AADSTS90093|admin_consent|admin consent/i)),
    "admin_consent_required",
  ),
  rule(says(/AADSTS(90094|90093)\b/), "admin_consent_required"),
  rule(says(/AADSTS(65001|65004)\b|consent_required/), "consent_required"),
  rule(says(/AADSTS(53000|53001|53002|53003|53004|50105)\b/), "blocked_by_policy", "likely"),
  rule(says(/AADSTS(50053|50057)\b/), "account_blocked", "likely", ["account_disabled"]),
  rule(
    says(/AADSTS(50076|50079|50074|50072|50158)\b|interaction_required|login_required/),
    "consent_required",
    "likely",
    ["oauth_refresh_rejected"],
  ),
  rule(says(/AADSTS(50126|50034)\b/), "wrong_password", "likely"),
  rule(both(by("oauth"), says(/access_denied|invalid_scope/)), "consent_required", "likely"),
  // Google says this one sentence of both.
  rule(says(/token has been expired or revoked/i), "oauth_refresh_rejected", "certain", [
    "oauth_token_revoked",
    "oauth_token_expired",
  ]),
  rule(either(says(/AADSTS(50173)\b/), says(tokenRevoked)), "oauth_token_revoked"),
  rule(
    either(says(/AADSTS(700082|700084|70008|70043|50089|50078)\b/), says(tokenExpired)),
    "oauth_token_expired",
  ),
  rule(says(/invalid_grant|AADSTS70000\b/i), "oauth_refresh_rejected"),
  rule(says(/"status"\s*:\s*"?(400|401|invalid_token|invalid_request)/i), "oauth_token_rejected", "certain", [
    "oauth_refresh_rejected",
  ]),
  rule(
    both(by("oauth"), either(says(temporaryText), says(/temporarily_unavailable|server_error/))),
    "temporary",
    "likely",
  ),
  rule(both(by("oauth"), says(/slow_down|too many/i)), "throttled", "likely"),
  rule(
    both(by("oauth"), says(/invalid_(token|request|client)|unauthorized|expired|invalid credentials|token/i)),
    "oauth_token_rejected",
    "likely",
    ["oauth_refresh_rejected"],
  ),
];

/** A way in that is closed to passwords, or to this account, by somebody's decision. */
const policies: readonly Rule[] = [
  // Before what passes: trying again by itself would be wrong in most of these cases.
  rule(says(everyReason), "wrong_password_or_app_password_required", "possible", [
    "app_password_required",
    "imap_disabled",
    "wrong_password",
    "too_many_attempts",
  ]),
  rule(says(/user has no permission/i), "imap_disabled", "likely", ["app_password_required"]),
  rule(says(/unsafe login/i), "blocked_by_policy", "likely", ["web_login_required"]),
  rule(both(says(/LOGINDISABLED/i), offersToken, not(offersPassword)), "basic_auth_disabled"),
  // Of an answer to EHLO, the line that says how one may log in.
  rule(
    both(by("smtp"), says(/^AUTH (?!.*\b(PLAIN|LOGIN|CRAM-MD5)\b).*\b(XOAUTH2|OAUTHBEARER)\b/)),
    "basic_auth_disabled",
  ),
  rule(
    says(
      /basic auth(entication)? (is|has been) (disabled|not supported|turned off)|BasicAuthBlocked|basic authentication is not supported|(must|please) use (modern auth|oauth)/i,
    ),
    "basic_auth_disabled",
  ),
  rule(both(by("imap"), says(/LOGINDISABLED/i)), "privacy_required", "likely"),
  rule(says(/SmtpClientAuth(entication)? is disabled|smtp_auth_disabled/i), "smtp_auth_disabled"),
  rule(
    says(
      /security defaults policy|did not meet the criteria|conditional access|blocked by (your )?(administrator|policy|organi[sz]ation)/i,
    ),
    "blocked_by_policy",
  ),
  rule(says(/authenticated but not connected/i), "session_refused"),
];

/** It passes by itself: never a reason to ask for a password. */
const passing: readonly Rule[] = [
  rule(both(coded("LIMIT"), says(throttledText)), "throttled", "likely", [
    "too_many_attempts",
    "too_many_connections",
  ]),
  rule(either(coded("LIMIT"), says(tooManyConnections)), "too_many_connections"),
  // Yahoo's (#AUTH005) says "too many bad auth attempts" when it wants an app password.
  rule(both(says(tooManyAttempts), not(says(/#AUTH005/))), "too_many_attempts"),
  rule(either(coded("THROTTLED", "LOGIN-DELAY"), says(throttledText)), "throttled"),
];

const blocked: readonly Rule[] = [
  rule(says(accountBlocked), "account_blocked"),
  rule(either(replied(525), says(accountDisabled)), "account_disabled", "certain", ["account_blocked"]),
  rule(coded("CONTACTADMIN"), "account_blocked", "possible", ["account_disabled", "blocked_by_policy"]),
];

const temporary: readonly Rule[] = [
  rule(coded("UNAVAILABLE", "INUSE", "IN-USE", "SYS/TEMP", "SERVERBUG"), "temporary"),
  rule(replied(421, 432, 451, 452), "temporary"),
  // go-smtp answers 454 for a wrong password: only a text that does not say so is temporary.
  rule(both(replied(454), either(says(temporaryText), not(says(credentialsWrong)))), "temporary"),
];

const wanted: readonly Rule[] = [
  rule(
    either(says(webLoginWanted), (answer) => answer.enhancedCode === "5.7.14"),
    "web_login_required",
  ),
  rule(says(appPasswordWanted), "app_password_required"),
  rule(both(says(/#AUTH005/), says(/too many/i)), "app_password_required", "likely", [
    "wrong_password_or_app_password_required",
  ]),
  rule(says(/#AUTH005|or access token/i), "wrong_password_or_app_password_required", "likely", [
    "app_password_required",
    "wrong_password",
  ]),
  rule(says(passwordOrSwitch), "wrong_password_or_imap_disabled", "certain", [
    "imap_disabled",
    "wrong_password",
  ]),
  rule(says(accessSwitchedOff), "imap_disabled"),
  rule(either(coded("EXPIRED"), says(passwordExpired)), "password_expired"),
  rule(
    either(
      coded("PRIVACYREQUIRED"),
      replied(538, 523),
      says(encryptionWanted),
      both(replied(503), says(/authentication not enabled/i)),
    ),
    "privacy_required",
  ),
  rule(
    either(coded("AUTHORIZATIONFAILED"), says(/authori[sz]ation failed|not authori[sz]ed to act/i)),
    "authorization_failed",
  ),
  // The login went well; the sender's address is not this user's.
  rule(
    either(
      (answer) => answer.enhancedCode === "5.7.60",
      says(/sender address rejected|not owned by|SendAsDenied|not (allowed|permitted) to send as/i),
    ),
    "authorization_failed",
    "likely",
  ),
  rule((answer) => answer.enhancedCode === "5.7.57", "auth_failed_generic", "possible", [
    "basic_auth_disabled",
    "smtp_auth_disabled",
    "privacy_required",
  ]),
  rule(both(replied(530), by("smtp")), "privacy_required", "possible", ["auth_failed_generic"]),
  // RFC 4954: the mechanism is too weak; only Google means an app password by it, and says so in words.
  rule(both(replied(534), not(says(credentialsWrong))), "privacy_required", "possible", [
    "app_password_required",
  ]),
  rule(both(replied(504), by("smtp")), "basic_auth_disabled", "possible", ["privacy_required"]),
];

export const rulesBeforePassword: readonly Rule[] = [
  ...tokens,
  ...policies,
  ...passing,
  ...blocked,
  ...temporary,
  ...wanted,
  rule(both(says(temporaryText), not(says(credentialsWrong))), "temporary", "likely"),
];

/** Nothing but "no": what that means is the provider's affair. */
export const isBareRefusal: Rule["fits"] = either(
  coded("AUTHENTICATIONFAILED", "AUTH"),
  says(credentialsWrong),
  both(by("smtp"), replied(535, 534)),
);

/** What is left when neither a rule nor "wrong password" fits. */
export const rulesAfterPassword: readonly Rule[] = [
  rule(coded("ALERT", "CANNOT", "NOPERM"), "provider_reason", "possible"),
  rule(says(/^\* ?BYE\b|\bBYE\b/), "temporary", "possible", ["too_many_attempts"]),
  rule(
    (answer) => answer.replyCode !== undefined && answer.replyCode >= 400 && answer.replyCode < 500,
    "temporary",
    "possible",
  ),
];
