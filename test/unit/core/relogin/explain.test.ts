// The classifier: own examples in several languages, and every documented answer that lies beside the repository.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explain } from "../../../../electron/core/relogin/explain.ts";
import { processorTime } from "../../../support/processor-time.ts";

type Case = readonly [
  provider: string,
  protocol: "imap" | "smtp" | "pop3" | "oauth",
  text: string,
  cause: string,
];

const cases: readonly Case[] = [
  // what passes by itself is never a wrong password
  ["-", "imap", "NO [UNAVAILABLE] Authentication backend is asleep", "temporary"],
  ["mail-com", "imap", "NO [UNAVAILABLE] Temporary authentication failure.", "temporary"],
  [
    "-",
    "smtp",
    "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
    "temporary",
  ],
  ["-", "smtp", "421 4.3.2 Closing down, come back soon", "temporary"],
  ["-", "smtp", "454 4.7.0 Too many login attempts, please wait a while", "too_many_attempts"],
  ["-", "imap", "NO [LIMIT] Only ten at a time from one address", "too_many_connections"],
  ["-", "imap", "NO Anmeldung vorübergehend nicht möglich", "temporary"],
  ["-", "imap", "NO Zu viele Anmeldeversuche", "too_many_attempts"],
  ["-", "imap", "* BYE See you", "temporary"],
  // policy before password
  [
    "-",
    "smtp",
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
    "basic_auth_disabled",
  ],
  ["-", "imap", "NO [ALERT] Your account is not enabled for IMAP use. (Failure)", "imap_disabled"],
  ["-", "imap", "NO IMAP-Zugriff ist nicht freigeschaltet", "imap_disabled"],
  [
    "-",
    "imap",
    "NO [AUTHENTICATIONFAILED] Bitte ein anwendungsspezifisches Passwort verwenden",
    "app_password_required",
  ],
  ["-", "smtp", "535 5.7.8 Utilisez un mot de passe d’application", "app_password_required"],
  ["-", "smtp", "534-5.7.14 Please log in with your web browser and then try again.", "web_login_required"],
  ["-", "imap", "NO [EXPIRED] It is old", "password_expired"],
  ["-", "imap", "NO [PRIVACYREQUIRED] Plaintext authentication disallowed", "privacy_required"],
  ["-", "smtp", "530 5.7.0 Must issue a STARTTLS command first", "privacy_required"],
  ["-", "smtp", "525 5.7.13 User account disabled", "account_disabled"],
  // the credential
  ["-", "imap", "NO [AUTHENTICATIONFAILED] Authentication failed.", "wrong_password"],
  ["-", "smtp", "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "wrong_password"],
  ["-", "smtp", "454 4.7.0 invalid username or password", "wrong_password"],
  ["-", "imap", "NO Benutzername oder Passwort ist falsch", "wrong_password"],
  ["-", "imap", "NO Identifiant ou mot de passe incorrect", "wrong_password"],
  ["-", "imap", "NO Неверный логин или пароль", "wrong_password"],
  ["-", "imap", "NO Usuario o contraseña incorrectos", "wrong_password"],
  ["mailfence", "imap", "NO [AUTHENTICATIONFAILED] Authentication failed.", "wrong_password"],
  ["mail-com", "imap", "NO authentication failed", "wrong_password_or_imap_disabled"],
  ["mailcom", "smtp", "535 Authentication credentials invalid", "wrong_password_or_imap_disabled"],
  [
    "yahoo",
    "imap",
    "NO [AUTHENTICATIONFAILED] AUTHENTICATE Invalid credentials",
    "wrong_password_or_app_password_required",
  ],
  // other protocols, other servers
  ["-", "pop3", "-ERR [AUTH] Invalid login", "wrong_password"],
  ["-", "pop3", "-ERR [SYS/TEMP] Mailbox is being moved", "temporary"],
  ["-", "pop3", "-ERR [IN-USE] Another session has the mailbox", "temporary"],
  ["-", "pop3", "-ERR Your account is not enabled for POP access", "imap_disabled"],
  ["-", "imap", "NO [LIMIT] LOGIN Rate limit hit", "throttled"],
  ["-", "imap", "NO Login fail. Please using authorization code to login", "app_password_required"],
  ["yahoo", "smtp", "535 5.7.0 (#AUTH005) Too many bad auth attempts", "app_password_required"],
  [
    "yandex",
    "smtp",
    "535 5.7.8 Error: authentication failed: This user does not have access rights to this service",
    "wrong_password_or_imap_disabled",
  ],
  ["outlook", "smtp", "530 5.7.57 Client not authenticated to send mail", "auth_failed_generic"],
  ["-", "smtp", "553 5.7.1 Sender address rejected: not owned by user ada", "authorization_failed"],
  ["-", "smtp", "503 5.5.1 Error: authentication not enabled", "privacy_required"],
  ["gmail", "imap", "NO [ALERT] Invalid credentials (Failure)", "oauth_token_rejected"],
  ["-", "oauth", "AADSTS700082: The refresh token has expired due to inactivity", "oauth_token_expired"],
  ["-", "oauth", "AADSTS50126: Error validating credentials", "wrong_password"],
  // the words of servers elsewhere
  [
    "-",
    "imap",
    "NO Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy.",
    "wrong_password_or_app_password_required",
  ],
  ["-", "smtp", "535 Login Fail. Please enter your authorization code to login.", "app_password_required"],
  ["-", "smtp", "550 User has no permission", "imap_disabled"],
  ["-", "imap", "NO 账号或密码错误", "wrong_password"],
  ["-", "imap", "NO 用户被锁定", "account_blocked"],
  ["-", "imap", "NO IMAP服务未开启", "imap_disabled"],
  ["-", "imap", "NO 系统繁忙，请稍后再试", "temporary"],
  ["-", "imap", "NO Превышено количество попыток входа", "too_many_attempts"],
  ["-", "imap", "NO Доступ по протоколу IMAP отключен", "imap_disabled"],
  ["-", "imap", "NO Konto wegen unbezahlter Rechnung gesperrt", "account_blocked"],
  ["-", "imap", "NO Payment required: subscription expired", "account_blocked"],
  ["-", "imap", "NO Nieprawidłowy login lub hasło", "wrong_password"],
  ["-", "imap", "NO ユーザー名またはパスワードが正しくありません", "wrong_password"],
  ["-", "smtp", "554 5.7.1 Your IP is blocked", "too_many_attempts"],
  ["-", "imap", "NO AUTHENTICATE Token expired", "oauth_token_expired"],
  ["-", "imap", "NO [AUTHENTICATIONFAILED] Token has been revoked", "oauth_token_revoked"],
  ["-", "imap", "NO [EXPIRED] Your password has expired", "password_expired"],
  // what nobody has seen
  ["-", "imap", "NO [ALERT] The moon is in the wrong house", "provider_reason"],
  ["-", "imap", "NO Hm", "unknown"],
];

describe("explain", () => {
  it.each(cases)("%s over %s: %s", (provider, protocol, text, cause) => {
    expect(explain({ provider, protocol, text }).cause).toBe(cause);
  });

  it("names what else it may be where the text cannot tell", () => {
    const found = explain({ provider: "mail-com", protocol: "imap", text: "NO authentication failed" });
    expect(found.alternatives).toEqual(["imap_disabled", "wrong_password", "app_password_required"]);
    expect(found).toMatchObject({ confidence: "possible", retry: "after-user", countsAsRefusal: true });
  });

  it("takes codes that the text does not repeat", () => {
    const limit = explain({ protocol: "imap", text: "Authentication failed.", code: "LIMIT" });
    expect(limit).toMatchObject({ cause: "too_many_connections", retry: "backoff", countsAsRefusal: false });
    expect(explain({ protocol: "smtp", text: "No.", code: "535 5.7.8" }).cause).toBe("wrong_password");
  });

  it("knows the practice provider's texts at mail.com", () => {
    const off = explain({
      provider: "mail-com",
      protocol: "smtp",
      text: "535 5.7.8 Error: authentication failed: authentication failed - POP3/IMAP access is not enabled for this account, switch it on in the settings of your mailbox",
    });
    expect(off).toMatchObject({ cause: "imap_disabled", action: "switch-on-imap" });
    expect(off.link).toMatch(/^https:\/\/support\.mail\.com\//);
    const app = explain({
      provider: "mail-com",
      protocol: "imap",
      text: "NO [AUTHENTICATIONFAILED] authentication failed - two-factor authentication is active, an application-specific password is needed",
    });
    expect(app).toMatchObject({ cause: "app_password_required", confidence: "certain" });
  });

  it("reads the reason out of an OAuth error document", () => {
    const document = Buffer.from('{"status":"401","schemes":"Bearer"}').toString("base64");
    expect(explain({ protocol: "smtp", text: `334 ${document}` }).cause).toBe("oauth_token_rejected");
  });

  it("answers a megabyte of nonsense at once", () => {
    const spent = processorTime();
    explain({ protocol: "imap", text: "a ".repeat(500_000) });
    explain({ protocol: "imap", text: `NO ${"login ".repeat(100_000)}` });
    expect(spent()).toBeLessThan(500);
  });
});

interface KnownProvider {
  readonly id: string;
  readonly errors: readonly { readonly protocol: string; readonly text: string; readonly cause: string }[];
}

const knowledge = new URL("../../../../../shared/knowledge/providers.json", import.meta.url);

// Where they do not lie beside the project this is no test at all: the ones above stand alone.
const describeWithKnowledge = existsSync(knowledge) ? describe : () => undefined;
describeWithKnowledge("documented answers of providers", () => {
  it("are all given a cause that agrees with the documented one", () => {
    const known = JSON.parse(readFileSync(knowledge, "utf8")) as readonly KnownProvider[];
    const wrong: string[] = [];
    let exact = 0;
    let total = 0;
    for (const { id, errors } of known) {
      for (const { protocol, text, cause } of errors) {
        const found = explain({ provider: id, protocol: protocol.toLowerCase() as "imap", text });
        total++;
        if (found.cause === cause) exact++;
        else if (!found.alternatives.some((other) => other === cause))
          wrong.push(
            `${id} ${protocol} ${text} is ${cause}, not ${found.cause} (${found.alternatives.join(", ")})`,
          );
      }
    }
    console.log(`documented answers: ${exact} of ${total} named exactly, ${total - wrong.length} agree`);
    expect(wrong).toEqual([]);
    expect(exact / total).toBeGreaterThan(0.95);
  });
});
