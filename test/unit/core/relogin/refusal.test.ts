import { describe, expect, it } from "vitest";
import { emptyHealth, withEvent } from "../../../../electron/core/accounts/health-record.ts";
import type { AccountRecord, LoginFacts, RefusedLogin } from "../../../../electron/core/mail/mail-service.ts";
import { describeRefusal } from "../../../../electron/core/relogin/refusal.ts";
import { Refusal } from "../../../../shared/models/account.ts";

const server = { host: "127.0.0.1", port: 993, security: "tls", userName: "ada" } as const;

function account(address: string, providerId: string | undefined): AccountRecord {
  return {
    id: "a1",
    name: "Ada",
    address,
    providerId,
    servers: { imap: server, smtp: server },
    pins: [],
    addedAt: 1,
  };
}

function refused(
  serverText: string,
  protocol: "imap" | "smtp" = "imap",
  responseCode?: string,
): RefusedLogin {
  return { accountId: "a1", protocol, serverText, responseCode, at: 5 };
}

const twoFactorOn: LoginFacts = { record: emptyHealth, history: { twoFactor: "on", acceptedAgo: 60_000 } };
const kinds = (refusal: Refusal) => refusal.steps.map((step) => step.kind);
const practice = [
  {
    domain: "mailcom.test",
    providerId: "mail-com",
    servers: { imap: server, smtp: server },
    authority: "",
    web: "",
  },
];

describe("describeRefusal", () => {
  it("lists the three steps of mail.com in its order", () => {
    const refusal = describeRefusal(
      account("ada@mailcom.test", "mail-com"),
      refused(
        "authentication failed - two-factor authentication is active, an application-specific password is needed",
      ),
      practice,
    );
    expect(Refusal.parse(refusal)).toEqual(refusal);
    expect(kinds(refusal)).toEqual(["switch-on-imap", "make-app-password", "paste"]);
    expect(refusal.steps.map((step) => step.link)).toEqual(["imap-switch", "app-password", undefined]);
    expect(refusal.steps[1]?.menuPath).toContain("Manage application-specific passwords");
    expect(refusal).toMatchObject({
      providerName: "mail.com",
      cause: "app_password_required",
      wants: "app-password",
    });
  });

  it("knows a practice address by its domain alone", () => {
    const refusal = describeRefusal(
      account("ada@mailcom.test", undefined),
      refused("POP3/IMAP access is not enabled for this account", "smtp", "535 5.7.8"),
      practice,
    );
    expect(refusal).toMatchObject({
      providerName: "mail.com",
      cause: "imap_disabled",
      wants: "app-password",
    });
  });

  it("asks for the password itself at Mailfence", () => {
    const refusal = describeRefusal(
      account("ada@mailfence.com", undefined),
      refused("Authentication failed.", "imap", "AUTHENTICATIONFAILED"),
      [],
      twoFactorOn,
    );
    expect(kinds(refusal)).toEqual(["type-password"]);
    expect(refusal).toMatchObject({ cause: "wrong_password", wants: "password" });
  });

  it("puts the app password first once two-factor authentication is known to be on", () => {
    const refusal = describeRefusal(
      account("ada@mail.com", undefined),
      refused("authentication failed"),
      [],
      twoFactorOn,
    );
    expect(refusal).toMatchObject({
      cause: "app_password_required",
      confidence: "likely",
      wants: "app-password",
    });
    expect(refusal.alternatives).toContain("wrong_password");
    expect(refusal.alternatives).toContain("imap_disabled");
  });

  it("tells to wait, and asks for no password, when the answer passes by itself", () => {
    const refusal = describeRefusal(
      account("ada@mail.com", undefined),
      refused("Temporary failure", "imap", "UNAVAILABLE"),
      [],
    );
    expect(kinds(refusal)).toEqual(["wait"]);
  });

  it("still says something of a provider that nobody knows", () => {
    const refusal = describeRefusal(
      account("ada@example.org", undefined),
      refused("[ALERT] Application-specific password required", "imap", "ALERT"),
      [],
    );
    expect(refusal.providerName).toBeUndefined();
    expect(kinds(refusal)).toEqual(["make-app-password", "paste"]);
  });

  it("offers each cause with its own steps where the words leave it open, and one alone where they do not", () => {
    const open = describeRefusal(account("ada@mail.com", undefined), refused("authentication failed"), [], {
      record: emptyHealth,
      history: { acceptedAgo: 60_000, workedFor: 1e9 },
    });
    expect(open.possible.map(({ cause }) => cause).sort()).toEqual([
      "app_password_required",
      "imap_disabled",
      "wrong_password",
    ]);
    const typed = open.possible.find(({ cause }) => cause === "wrong_password");
    expect(typed).toMatchObject({ wants: "password", steps: [{ kind: "type-password" }] });
    expect(open).toMatchObject({ steps: open.possible[0]?.steps, facts: { acceptedAt: expect.any(Number) } });
    const named = describeRefusal(
      account("ada@mail.com", undefined),
      refused("POP3/IMAP access is not enabled for this account"),
      [],
    );
    expect(named.possible.map(({ cause }) => cause)).toEqual(["imap_disabled"]);
  });

  it("goes by the newest answer, and tells what was tried before and how the answers differ", () => {
    const text = "POP3/IMAP access is not enabled for this account";
    const tried = { protocol: "imap", code: "login-refused", credential: "app-password" } as const;
    let record = withEvent(
      emptyHealth,
      { kind: "refused", protocol: "imap", serverText: "authentication failed" },
      5,
    );
    record = withEvent(
      record,
      { ...tried, kind: "tried", change: "same", serverText: "authentication failed" },
      6,
    );
    record = withEvent(record, { ...tried, kind: "tried", change: "other", serverText: text }, 7);
    const refusal = describeRefusal(
      account("ada@mail.com", undefined),
      refused("authentication failed"),
      [],
      { record, history: { acceptedAgo: 60_000, sameAnswers: 1 } },
    );
    expect(refusal).toMatchObject({ cause: "imap_disabled", confidence: "certain", serverText: text, at: 5 });
    expect(refusal.tries.map(({ at, change }) => [at, change])).toEqual([
      [6, "same"],
      [7, "other"],
    ]);
    expect(Refusal.parse(refusal)).toEqual(refusal);
  });
});
