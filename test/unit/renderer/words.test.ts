import { expect, test } from "vitest";
import { fileSize, shortDate } from "../../../renderer/words/dates.ts";
import { describeError, errorText } from "../../../renderer/words/describe-error.ts";
import { errorCodes } from "../../../shared/ipc/errors.ts";
import { causes } from "../../../shared/providers/cause.ts";

test("every error has a sentence and a next step, with and without facts", () => {
  const facts = { host: "imap.letters.test", port: 993, protocol: "imap", field: "secret", serverText: "No" };
  for (const code of errorCodes)
    for (const detail of [{}, facts]) {
      const { says, todo } = describeError({ code, detail });
      for (const sentence of [says, todo]) {
        expect(sentence, code).toMatch(/^\S.*[.”]$/);
        expect(sentence, code).not.toMatch(/undefined|NaN|\[object| {2}/);
      }
    }
});

test("no two errors are told by the same words", () => {
  const texts = errorCodes.map((code) => errorText({ code, detail: {} }));
  expect(new Set(texts).size).toBe(errorCodes.length);
});

test("a refused login names the protocol, the server and its words", () => {
  const detail = { protocol: "smtp", host: "smtp.letters.test", port: 465, serverText: "5.7.8 Bad" };
  const { says, todo } = describeError({ code: "login-refused", detail });
  expect(says).toBe(
    "The SMTP server smtp.letters.test, port 465 refused the user name or the password. It said: “5.7.8 Bad”",
  );
  expect(todo).toContain("app password");
});

test("a refused login with a known cause names it, whose words say so, what was tried, and what helps", () => {
  const detail = {
    protocol: "imap",
    host: "imap.mail.test",
    port: 993,
    serverText: "Application-specific password required",
    cause: "app_password_required",
    provider: "Mail Test",
  };
  const typed = describeError({ code: "login-refused", detail: { ...detail, credential: "password" } });
  expect(typed.says).toBe(
    "Mail Test wants an application-specific password. The IMAP server imap.mail.test, port 993 said: “Application-specific password required”",
  );
  expect(typed.todo).toContain("instead of your own password");
  const pasted = describeError({ code: "login-refused", detail: { ...detail, credential: "app-password" } });
  expect(pasted.todo).toContain("looks like an app password");
  for (const cause of causes) {
    const { says, todo } = describeError({ code: "login-refused", detail: { ...detail, cause } });
    for (const sentence of [says, todo]) expect(sentence, cause).toMatch(/^\S.*[.”]$/);
  }
});

test("what is not a wrong password is not called one", () => {
  for (const code of ["login-throttled", "server-unavailable", "keychain-locked"] as const)
    expect(errorText({ code, detail: {} })).toMatch(/not (mean that the password is wrong|the problem)/);
});

test("dates are short where they are near, and sizes are written as people read them", () => {
  const now = new Date(2026, 4, 20, 15, 0).getTime();
  expect(shortDate(new Date(2026, 4, 20, 9, 5).getTime(), now)).toMatch(/9:05/);
  expect(shortDate(new Date(2026, 0, 2).getTime(), now)).not.toMatch(/2026/);
  expect(shortDate(new Date(2025, 0, 2).getTime(), now)).toMatch(/2025/);
  expect(fileSize(0)).toMatch(/^0 bytes?$/);
  expect(fileSize(1_234_567)).toBe("1.2 MB");
});
