// What servers of known providers say, and what is made of it: a small table of our own, and every documented answer
// that lies beside the repository.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explain } from "../../../../electron/core/relogin/explain.ts";
import type { LoginProtocol } from "../../../../electron/core/relogin/server-answer.ts";
import { providerOf, providers } from "../../../../shared/providers/index.ts";
import type { ProviderError } from "../../../../shared/providers/provider.ts";

type Case = readonly [provider: string, protocol: LoginProtocol, text: string, cause: string];

/** Shortened and put into other words around what the patterns look for: no pattern may hang on a whole string. */
const cases: readonly Case[] = [
  ["gmx-net", "imap", "NO AUTHENTICATE Authentication failed", "wrong_password_or_imap_disabled"],
  ["gmx-com", "smtp", "535 Authentication credentials invalid", "wrong_password_or_imap_disabled"],
  ["web-de", "pop3", "-ERR authentication failed", "wrong_password_or_imap_disabled"],
  ["gmail", "imap", "NO [ALERT] Application-specific password required (Failure)", "app_password_required"],
  ["gmail", "smtp", "534 5.7.9 see mail/?p=InvalidSecondFactor", "app_password_required"],
  ["gmail", "imap", "NO [AUTHENTICATIONFAILED] Invalid credentials", "wrong_password"],
  ["gmail", "imap", "NO [ALERT] Invalid credentials", "oauth_token_rejected"],
  ["gmail", "smtp", "535 5.7.8 Username and Password not accepted. For more, go to", "wrong_password"],
  ["gmail", "imap", "* NO [WEBALERT https://accounts.google.com/x] please", "web_login_required"],
  ["gmail", "imap", "NO [ALERT] IMAP access is disabled for your domain.", "imap_disabled"],
  ["gmail", "imap", "NO [ALERT] Too many simultaneous connections.", "too_many_connections"],
  ["gmail", "smtp", "454 4.7.0 Too many login attempts", "too_many_attempts"],
  ["gmail", "imap", "* BYE Account exceeded command or bandwidth limits", "throttled"],
  ["gmail", "oauth", '{"error":"invalid_grant"}', "oauth_refresh_rejected"],
  ["outlook", "imap", "NO Basic authentication is disabled.", "basic_auth_disabled"],
  ["outlook", "imap", "NO LOGIN failed.", "auth_failed_generic"],
  ["outlook", "imap", "NO User is authenticated but not connected.", "session_refused"],
  ["outlook", "smtp", "535 5.7.139 Authentication unsuccessful, account locked.", "account_blocked"],
  ["outlook", "smtp", "535 5.7.3 Authentication unsuccessful [X.PROD]", "wrong_password"],
  ["outlook", "smtp", "535 5.7.139 the user credentials were incorrect", "wrong_password"],
  ["yandex", "pop3", "-ERR [AUTH] login failure or POP3 disabled", "wrong_password_or_imap_disabled"],
  ["outlook", "imap", "BAD Request is throttled. Suggested Backoff Time: 5 ms", "throttled"],
  [
    "microsoft-365",
    "smtp",
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
    "smtp_auth_disabled",
  ],
  [
    "microsoft-365",
    "smtp",
    "535 5.7.139 the request did not meet the criteria to be authenticated",
    "blocked_by_policy",
  ],
  ["microsoft-365", "oauth", "AADSTS65001: consent", "consent_required"],
  ["yahoo", "smtp", "535 5.7.0 (#AUTH005) Too many bad auth attempts.", "app_password_required"],
  [
    "yahoo",
    "imap",
    "NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials",
    "wrong_password_or_app_password_required",
  ],
  ["aol", "smtp", "535 5.7.0 (#AUTH005) Bad credentials", "wrong_password_or_app_password_required"],
  [
    "icloud",
    "imap",
    "NO [AUTHENTICATIONFAILED] Authentication failed",
    "wrong_password_or_app_password_required",
  ],
  [
    "fastmail",
    "smtp",
    "535 5.7.0 Incorrect username, password or access token",
    "wrong_password_or_app_password_required",
  ],
  ["proton", "smtp", "454 4.7.0 invalid username or password", "wrong_password"],
  ["proton", "imap", "NO no such user", "wrong_password"],
  ["proton", "imap", "NO too many login attempts", "too_many_attempts"],
  ["zoho", "imap", "NO [ALERT] You are yet to enable IMAP for your account.", "imap_disabled"],
  ["zoho", "imap", "NO [ALERT] Invalid credentials (Failure)", "wrong_password_or_app_password_required"],
  [
    "yandex",
    "imap",
    "NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=1",
    "wrong_password_or_imap_disabled",
  ],
  ["mail-ru", "smtp", "535 5.7.0 Application password is REQUIRED", "app_password_required"],
  [
    "mailcow",
    "imap",
    "NO [AUTHENTICATIONFAILED] Authentication failed.",
    "wrong_password_or_app_password_required",
  ],
  ["selfhosted-dovecot", "imap", "NO [CONTACTADMIN] Login disabled for this user", "account_disabled"],
  ["selfhosted-dovecot", "imap", "NO Login only available under a layer", "privacy_required"],
  ["selfhosted-dovecot", "smtp", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "wrong_password"],
  [
    "mailbox-org",
    "imap",
    "NO [AUTHENTICATIONFAILED] Authentication failed.",
    "wrong_password_or_app_password_required",
  ],
  ["posteo", "imap", "NO [AUTHENTICATIONFAILED] Authentication failed.", "wrong_password"],
  // A word that a provider uses for everything never hides what is said beside it.
  ["mailcow", "imap", "NO [UNAVAILABLE] Temporary authentication failure.", "temporary"],
  ["icloud", "imap", "NO Authentication failed: your account is locked", "account_blocked"],
  [
    "zoho",
    "smtp",
    "535 Authentication failed. Please use an application-specific password",
    "app_password_required",
  ],
];

describe("answers of known providers", () => {
  it.each(cases)("%s over %s: %s", (provider, protocol, text, cause) => {
    expect(explain({ provider, protocol, text }).cause).toBe(cause);
  });

  it("are in the table for every provider that has patterns", () => {
    const withPatterns = providers.filter(({ errors }) => errors.length > 0).map(({ id }) => id);
    // mail.com's are tested with the practice provider's answers.
    const inTable = new Set([...cases.map(([id]) => id), "mail-com"]);
    expect(withPatterns.filter((id) => !inTable.has(id))).toEqual([]);
  });
});

interface KnownProvider {
  readonly id: string;
  readonly domains: readonly string[];
  readonly imap: { readonly host: string; readonly port: number } | null;
  readonly smtp: { readonly host: string; readonly port: number } | null;
  readonly errors: readonly { readonly protocol: string; readonly text: string; readonly cause: string }[];
}

const knowledge = new URL("../../../../../shared/knowledge/providers.json", import.meta.url);

// Where they do not lie beside the project this is no test at all: the table above stands alone.
const describeWithKnowledge = existsSync(knowledge) ? describe : () => undefined;
describeWithKnowledge("documented facts", () => {
  const known = existsSync(knowledge)
    ? (JSON.parse(readFileSync(knowledge, "utf8")) as readonly KnownProvider[])
    : [];

  it("name no provider, domain or server that is not here", () => {
    for (const { id, domains, imap, smtp } of known) {
      const provider = providerOf(id);
      expect([id, provider !== undefined]).toEqual([id, true]);
      const missing = domains.filter(
        (domain) => !provider?.domains.includes(domain) && !provider?.exchangers.includes(domain),
      );
      expect([id, missing]).toEqual([id, []]);
      expect([id, provider?.servers?.imap.host]).toEqual([id, imap?.host]);
      expect([id, provider?.servers?.imap.port]).toEqual([id, imap?.port]);
      expect([id, provider?.servers?.smtp.host]).toEqual([id, smtp?.host]);
      expect([id, provider?.servers?.smtp.port]).toEqual([id, smtp?.port]);
    }
  });

  it("have a pattern of the provider's own for each answer, and the documented cause comes out", () => {
    const wrong = known.flatMap(({ id, errors }) =>
      errors.flatMap(({ protocol: name, text, cause }) => {
        const protocol = name.toLowerCase() as LoginProtocol;
        const found = explain({ provider: id, protocol, text }).cause;
        const pattern = providerOf(id)?.errors.some((error) => fits(error, protocol, text));
        const what = `${id} ${name} ${text}`;
        return [
          ...(found === cause ? [] : [`${what}: ${cause}, not ${found}`]),
          ...(pattern || cause === "provider_reason" ? [] : [`${what}: no pattern`]),
        ];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

function fits({ protocol, pattern }: ProviderError, spoken: LoginProtocol, text: string): boolean {
  const decoded = text.replaceAll(/\beyJ[\w+/=-]+/g, (document) =>
    Buffer.from(document, "base64").toString(),
  );
  return (
    (protocol === undefined || protocol === spoken) &&
    new RegExp(pattern, "iu").test(decoded.replaceAll(/\s+/g, " "))
  );
}
