// What holds for every answer that a server may send: the classifier answers, soon, from its closed lists.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, loginFailure } from "../../../../electron/core/mail/imap-failures.ts";
import { smtpError } from "../../../../electron/core/mail/smtp-errors.ts";
import { explain, judgeFailure, possibleCauses } from "../../../../electron/core/relogin/index.ts";
import { causes } from "../../../../shared/providers/cause.ts";
import { providers } from "../../../../shared/providers/index.ts";
import { processorTime } from "../../../support/processor-time.ts";

const pieces = [
  "NO ",
  "[ALERT] ",
  "[",
  "]",
  "authentication failed ",
  "too many ",
  "IMAP ",
  "password ",
  "parol prilozheniya ",
  "пароль ",
  "密码",
  "eyJzdGF0dXMiOiI0MDAifQ== ",
  "535-5.7.8 ",
  "* BYE ",
  "\u0000",
  "\u202E",
  "\uD800",
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 12 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(""));
const protocol = fc.constantFrom("imap", "smtp", "pop3", "oauth");
const provider = fc.option(fc.constantFrom(...providers.map(({ id }) => id)), { nil: undefined });
const code = fc.option(fc.oneof(fc.constantFrom("ALERT", "LIMIT", "535 5.7.8", "454"), fc.string()), {
  nil: undefined,
});
const history = fc.record(
  {
    acceptedAgo: fc.nat(),
    workedFor: fc.nat(),
    twoFactor: fc.constantFrom("on", "off", "unknown"),
    twoFactorAgo: fc.nat(),
    credential: fc.constantFrom("password", "app-password"),
    logins: fc.nat(40),
    sameAnswers: fc.nat(5),
  },
  { requiredKeys: [] },
);

describe("every answer", () => {
  it("gets a cause of the list, others beside it, and a consequence that never loops on a refusal", () => {
    fc.assert(
      fc.property(provider, protocol, hostile, code, history, (id, spoken, text, given, before) => {
        const found = explain({ provider: id, protocol: spoken, text, code: given, history: before });
        expect(causes).toContain(found.cause);
        for (const other of found.alternatives) expect(causes).toContain(other);
        expect(found.alternatives).not.toContain(found.cause);
        if (found.countsAsRefusal) expect(found.retry).not.toBe("backoff");
        expect(possibleCauses(found).length).toBeGreaterThan(0);
        if (found.link !== undefined) expect(found.link).toMatch(/^https:\/\//);
      }),
      { numRuns: 1_500 },
    );
  });

  it("counts as a refusal, or not, by its words alone: what happened before never lets it be tried again", () => {
    fc.assert(
      fc.property(provider, hostile, history, (id, text, before) => {
        const said = explain({ provider: id, protocol: "imap", text });
        const weighed = explain({ provider: id, protocol: "imap", text, history: before });
        expect(weighed.countsAsRefusal || !said.countsAsRefusal).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it("is answered soon, however long and whatever it repeats", () => {
    const spent = processorTime();
    for (const piece of [...pieces, "a", " ", "imap imap", "app ", "konto ", "(", "compte a été "])
      for (const id of [undefined, "gmail", "mail-ru"])
        explain({ provider: id, protocol: "imap", text: piece.repeat(100_000) });
    expect(spent()).toBeLessThan(3_000);
  });

  it("carries no password that the login was made with, as no part of a failure's detail comes from it", () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 400, max: 599 }), (text, reply) => {
        const secret = "canary-password-7";
        const where = { protocol: "smtp", host: "mail.test", port: 465 };
        const smtp = smtpError(
          Object.assign(new Error(`AUTH PLAIN ${secret}`), {
            code: "EAUTH",
            responseCode: reply,
            response: `${reply} ${text}`,
          }),
          where,
        );
        const imap = loginFailure(
          Object.assign(new Error(`LOGIN ann ${secret}`), {
            authenticationFailed: true,
            responseStatus: "NO",
            responseText: text,
          }),
          { ...where, protocol: "imap" },
        );
        for (const error of [smtp, imap]) {
          const judged = judgeFailure(error, { provider: undefined, history: {} });
          expect(JSON.stringify([judged.error.detail, judged.explanation])).not.toContain(secret);
          expect(String(judged.error.detail.serverText ?? "").length).toBeLessThanOrEqual(500);
        }
        expect(cleanText(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
      { numRuns: 500 },
    );
  });
});
