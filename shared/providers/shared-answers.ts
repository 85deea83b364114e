// What servers say that stand behind several providers: the same run of answers, kept once. Data; who has one of these takes
// all of it, in its order, among its own.
import type { ProviderError } from "./provider.ts";

/** Exchange, for Outlook.com and Microsoft 365. */
export const exchangeAnswers: readonly ProviderError[] = [
  {
    pattern: "basic authentication is (disabled|not supported)|BasicAuthBlocked",
    cause: "basic_auth_disabled",
    confidence: "certain",
  },
  {
    pattern: "AUTH=XOAUTH2\\b.*\\bLOGINDISABLED|LOGINDISABLED\\b.*AUTH=XOAUTH2",
    cause: "basic_auth_disabled",
    confidence: "certain",
  },
  // Of the replies 5.7.139 only the sentence says what is meant, never the code.
  {
    protocol: "smtp",
    pattern: "security defaults policy|did not meet the criteria",
    cause: "blocked_by_policy",
    confidence: "certain",
  },
  { protocol: "smtp", pattern: "account (is )?locked", cause: "account_blocked", confidence: "certain" },
  // The sign-in was right: the mailbox refused the session.
  { pattern: "authenticated but not connected", cause: "session_refused", confidence: "certain" },
  { pattern: "request is throttled", cause: "throttled", confidence: "certain" },
  {
    protocol: "smtp",
    pattern: "\\b5\\.7\\.3\\b.*authentication unsuccessful",
    cause: "wrong_password",
    confidence: "likely",
    alternatives: ["basic_auth_disabled"],
  },
  {
    protocol: "smtp",
    pattern: "credentials were incorrect",
    cause: "wrong_password",
    confidence: "likely",
    alternatives: ["basic_auth_disabled"],
  },
];

/** The servers of mail.com, GMX and WEB.DE: the same words for a wrong password and for protocols switched off. */
export const unitedInternetAnswers: readonly ProviderError[] = [
  {
    pattern: "authentication failed|authentication credentials invalid",
    cause: "wrong_password_or_imap_disabled",
    confidence: "possible",
    alternatives: ["imap_disabled", "wrong_password", "app_password_required"],
  },
];

/** Yahoo and AOL. It says "too many bad attempts" where it wants an app password, so that comes before other attempts. */
export const yahooAnswers: readonly ProviderError[] = [
  {
    protocol: "smtp",
    pattern: "#AUTH005\\).*too many",
    cause: "app_password_required",
    confidence: "likely",
    alternatives: ["wrong_password_or_app_password_required", "too_many_attempts"],
  },
  {
    protocol: "smtp",
    pattern: "#AUTH005",
    cause: "wrong_password_or_app_password_required",
    confidence: "likely",
    alternatives: ["app_password_required", "wrong_password"],
  },
];
