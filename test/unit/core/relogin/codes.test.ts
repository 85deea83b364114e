// What a code alone means, where the words beside it help nobody: RFC 5530, RFC 4954, RFC 5248 and those of vendors.
import { expect, it } from "vitest";
import { explain } from "../../../../electron/core/relogin/explain.ts";

const words = "Sorry.";

it.each([
  ["AUTHENTICATIONFAILED", "wrong_password", "after-user"],
  ["AUTHORIZATIONFAILED", "authorization_failed", "after-user"],
  ["EXPIRED", "password_expired", "after-user"],
  ["PRIVACYREQUIRED", "privacy_required", "never"],
  ["CONTACTADMIN", "account_blocked", "after-user"],
  ["ALERT", "provider_reason", "after-user"],
  ["CANNOT", "provider_reason", "after-user"],
  ["NOPERM", "provider_reason", "after-user"],
  ["CLIENTBUG", "unknown", "after-user"],
  ["UNAVAILABLE", "temporary", "backoff"],
  ["INUSE", "temporary", "backoff"],
  ["SERVERBUG", "temporary", "backoff"],
  ["LIMIT", "too_many_connections", "backoff"],
  ["THROTTLED", "throttled", "backoff"],
])("IMAP %s is %s: %s", (code, cause, retry) => {
  expect(explain({ protocol: "imap", text: words, code })).toMatchObject({ cause, retry });
  // Also where it stands in the text alone.
  expect(explain({ protocol: "imap", text: `NO [${code}] ${words}` })).toMatchObject({ cause, retry });
});

it.each([
  ["535 5.7.8", "wrong_password", "after-user"],
  ["535 5.7.0", "wrong_password", "after-user"],
  ["535", "wrong_password", "after-user"],
  ["535 5.7.3", "wrong_password", "after-user"],
  ["534 5.7.9", "privacy_required", "never"],
  ["534 5.7.14", "web_login_required", "after-user"],
  ["538 5.7.11", "privacy_required", "never"],
  ["530 5.7.0", "privacy_required", "never"],
  ["523 5.7.10", "privacy_required", "never"],
  ["525 5.7.13", "account_disabled", "after-user"],
  ["432 4.7.12", "temporary", "backoff"],
  ["454 4.7.0", "temporary", "backoff"],
  ["421 4.4.5", "temporary", "backoff"],
  ["451 4.3.0", "temporary", "backoff"],
  ["504 5.7.4", "basic_auth_disabled", "never"],
  ["550 5.7.60", "authorization_failed", "after-user"],
])("SMTP %s is %s: %s", (code, cause, retry) => {
  expect(explain({ protocol: "smtp", text: words, code })).toMatchObject({ cause, retry });
});

it.each([
  ["proton", "454 4.7.0 invalid username or password", "wrong_password"],
  ["gmail", "534 5.7.9 Application-specific password required", "app_password_required"],
  ["yahoo", "535 5.7.0 (#AUTH005) Too many bad auth attempts", "app_password_required"],
  [
    "outlook",
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled",
    "smtp_auth_disabled",
  ],
  ["-", "550 5.7.1 Sender address rejected: not owned by user", "authorization_failed"],
  ["-", "503 5.5.1 authentication not enabled", "privacy_required"],
])("at %s the words decide: %s", (provider, text, cause) => {
  expect(explain({ provider, protocol: "smtp", text }).cause).toBe(cause);
});
