// What happened before a refusal, and what the program itself met: which cause comes first, and what never changes.
import { describe, expect, it } from "vitest";
import { explain, type LoginHistory, possibleCauses } from "../../../../electron/core/relogin/index.ts";

const hour = 3_600_000;
const week = 7 * 24 * hour;
const bare = "NO [AUTHENTICATIONFAILED] Authentication failed.";
const at = (provider: string, history: LoginHistory, text = bare) =>
  explain({ provider, protocol: "imap", text, history });

describe("where the words leave it open, what happened before decides the order", () => {
  it("an app password, where the password worked for weeks and two-factor was switched on an hour ago", () => {
    const found = at("mail-com", {
      acceptedAgo: 2 * hour,
      workedFor: 5 * week,
      twoFactor: "on",
      twoFactorAgo: hour,
    });
    expect(found).toMatchObject({ cause: "app_password_required", confidence: "likely" });
    expect(possibleCauses(found)).toContain("imap_disabled");
  });

  it("an app password or access, where it worked for weeks and nobody knows of two-factor", () => {
    const causes = possibleCauses(at("mail-com", { acceptedAgo: hour, workedFor: 5 * week }));
    expect(causes.slice(0, 2).sort()).toEqual(["app_password_required", "imap_disabled"]);
    expect(causes.at(-1)).toBe("wrong_password");
  });

  it("the password itself, where it was never accepted", () => {
    expect(possibleCauses(at("mail-com", {}))[0]).toBe("wrong_password");
  });

  it("a mistake in typing, where the password was typed just now; not where nobody touched it", () => {
    const worked = { acceptedAgo: hour, workedFor: 5 * week };
    expect(possibleCauses(at("-", worked))[0]).toBe("app_password_required");
    expect(possibleCauses(at("-", { ...worked, typed: true })).slice(0, 2)).toEqual([
      "wrong_password",
      "app_password_required",
    ]);
    // The server had refused the stored one with the same words.
    expect(at("-", { ...worked, typed: true, sameAnswers: 1 })).toMatchObject({
      cause: "wrong_password",
      confidence: "possible",
    });
    expect(at("-", { ...worked, typed: true, sameAnswers: 2 }).cause).toBe("app_password_required");
  });

  it("an app password, where the provider is known to want one and what was typed got the same answer", () => {
    const typed = { acceptedAgo: hour, workedFor: 5 * week, typed: true, sameAnswers: 1 } as const;
    expect(at("yahoo", typed).cause).toBe("app_password_required");
    expect(possibleCauses(at("mail-com", { ...typed, twoFactor: "on", twoFactorAgo: 0 }))[0]).toBe(
      "app_password_required",
    );
  });

  it("nothing but the password, where two-factor authentication changes nothing for programs", () => {
    expect(possibleCauses(at("mailfence", { acceptedAgo: hour, workedFor: week, twoFactor: "on" }))).toEqual([
      "wrong_password",
    ]);
  });

  it("access that is switched off, once an app password and another one got the same answer", () => {
    const before = { acceptedAgo: week, workedFor: week, twoFactor: "on" } as const;
    expect(at("gmx-net", before).cause).toBe("app_password_required");
    expect(at("gmx-net", { ...before, credential: "app-password", sameAnswers: 2 }).cause).toBe(
      "imap_disabled",
    );
  });

  it("too many logins, where it was accepted a moment ago and there were many; it still counts as a refusal", () => {
    const found = at("-", { acceptedAgo: 60_000, workedFor: week, logins: 14 });
    expect(found).toMatchObject({ cause: "too_many_attempts", countsAsRefusal: true, retry: "after-user" });
  });

  it("a bridge that is signed out, where its password worked", () => {
    const found = at("proton", { acceptedAgo: hour, workedFor: week }, "NO no such user");
    expect(possibleCauses(found)).toContain("bridge_signed_out");
  });

  it("an address that is shut out, where many logins came before a dead line", () => {
    const found = explain({
      protocol: "imap",
      text: "",
      met: "connection-timed-out",
      history: { logins: 12 },
    });
    expect(found).toMatchObject({ cause: "too_many_attempts", retry: "backoff", alternatives: ["network"] });
  });

  it("changes nothing where the server has named the cause", () => {
    const text = "NO [ALERT] Application-specific password required";
    const history = { logins: 20, acceptedAgo: 1_000, credential: "app-password" } as const;
    expect(at("gmail", history, text)).toMatchObject({
      cause: "app_password_required",
      confidence: "certain",
    });
    expect(at("-", { ...history, sameAnswers: 9 }, "NO [UNAVAILABLE] later").cause).toBe("temporary");
  });
});

describe("what the program itself met is never a word on the password", () => {
  it.each([
    ["connect ECONNREFUSED 10.0.0.1:993", "-", "network"],
    ["getaddrinfo ENOTFOUND imap.example.org", "-", "network"],
    ["connect ECONNREFUSED 127.0.0.1:1143", "-", "bridge_not_running"],
    ["connect ECONNREFUSED 127.0.0.1:1143", "proton", "bridge_not_running"],
    ["connect ECONNREFUSED 127.0.0.1:1055", "proton", "bridge_not_running"],
    ["connect ECONNREFUSED 127.0.0.1:1143", "mailfence", "network"],
    ["self-signed certificate in certificate chain", "-", "certificate_untrusted"],
    ["certificate has expired (CERT_HAS_EXPIRED)", "-", "certificate_untrusted"],
    ["Hostname/IP does not match certificate's altnames", "-", "certificate_untrusted"],
    ["write EPROTO wrong version number", "-", "encryption_failed"],
    ["keychain-locked", "-", "keychain_locked"],
    ["keychain-missing", "-", "keychain_unavailable"],
    ["password-gone", "-", "keychain_lost"],
  ])("%s at %s: %s", (text, provider, cause) => {
    const found = explain({ provider, protocol: "imap", text });
    expect(found).toMatchObject({ cause, countsAsRefusal: false });
  });

  it.each([
    ["keychain-locked", "keychain_locked", "backoff"],
    ["keychain-unavailable", "keychain_unavailable", "backoff"],
    ["password-gone", "keychain_lost", "after-user"],
    ["certificate-untrusted", "certificate_untrusted", "after-user"],
    ["no-encryption", "encryption_failed", "after-user"],
    ["connection-timed-out", "network", "backoff"],
  ] as const)("%s", (met, cause, retry) => {
    expect(explain({ protocol: "smtp", text: "", met })).toMatchObject({
      cause,
      retry,
      countsAsRefusal: false,
    });
  });

  it("knows the bridge by its provider and by its place", () => {
    const met = { protocol: "imap", text: "", met: "connection-refused", port: 1143 } as const;
    expect(explain({ ...met, host: "127.0.0.1" }).cause).toBe("bridge_not_running");
    expect(explain({ ...met, host: "mail.example.org" }).cause).toBe("network");
    expect(explain({ ...met, provider: "proton", host: "127.0.0.1" })).toMatchObject({
      cause: "bridge_not_running",
      action: "start-bridge",
      retry: "backoff",
    });
  });
});
