import { describe, expect, test } from "vitest";
import {
  cleanText,
  commandFailure,
  endsConnection,
  loginFailure,
} from "../../../../electron/core/mail/imap-failures.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const where = { protocol: "imap", host: "imap.post.test", port: 993 };
const no = (responseText: string, serverResponseCode?: string) =>
  Object.assign(new Error("Command failed"), {
    authenticationFailed: true,
    responseStatus: "NO",
    responseText,
    ...(serverResponseCode ? { serverResponseCode } : {}),
  });

describe("a login that failed", () => {
  test.each([
    ["a plain refusal", no("Invalid credentials", "AUTHENTICATIONFAILED"), "login-refused"],
    ["an app password is wanted", no("Application-specific password required", "ALERT"), "login-refused"],
    ["a text that only contains 'rate'", no("Please generate an app password", "ALERT"), "login-refused"],
    ["no code at all", no("LOGIN failed."), "login-refused"],
    ["an overloaded server", no("Temporary authentication failure", "UNAVAILABLE"), "server-unavailable"],
    ["too many connections", no("Too many simultaneous connections", "ALERT"), "login-throttled"],
    ["a limit", no("Limit reached", "LIMIT"), "login-throttled"],
    [
      "a mailbox in use",
      no("Mailbox is locked", "INUSE"),
      expect.stringMatching(/server-unavailable|login-throttled/),
    ],
    [
      "throttled with a time",
      Object.assign(new Error(), { code: "ETHROTTLE", throttleReset: 9_000 }),
      "login-throttled",
    ],
    [
      "goodbye with a reason",
      Object.assign(new Error(), { code: "ClosedAfterConnectTLS", reason: "Shutting down" }),
      "server-unavailable",
    ],
    ["a closed line", Object.assign(new Error(), { code: "ClosedAfterConnectTLS" }), "connection-lost"],
    ["silence", Object.assign(new Error(), { code: "GREETING_TIMEOUT" }), "connection-timed-out"],
    ["an endless line", Object.assign(new Error(), { code: "LineTooLarge" }), "server-answer-broken"],
    ["no method in common", Object.assign(new Error(), { authenticationFailed: true }), "server-refused"],
  ])("%s", (_name, failure, code) => {
    const error = loginFailure(failure, where);
    expect(error).toBeInstanceOf(AppError);
    expect(error.code).toEqual(code);
    expect(error.detail).toMatchObject(where);
  });

  test("keeps the server's words, its code and the address of a WEBALERT", () => {
    const error = loginFailure(no("Web login required", "ALERT"), where, [
      "* OK ready",
      "* NO [WEBALERT https://accounts.post.test/continue] Web login required.",
    ]);
    expect(error.detail).toMatchObject({
      serverText: "Web login required",
      responseCode: "ALERT",
      webAlert: "https://accounts.post.test/continue",
    });
  });
});

test("a command that was refused is no broken connection, a lost line is", () => {
  const quota = Object.assign(new Error(), {
    responseStatus: "NO",
    serverResponseCode: "OVERQUOTA",
    responseText: "Full",
  });
  expect(commandFailure(quota, where)).toMatchObject({ code: "over-quota", detail: { serverText: "Full" } });
  expect(endsConnection(commandFailure(quota, where))).toBe(false);
  const missing = Object.assign(new Error(), { responseStatus: "NO", mailboxMissing: true });
  expect(commandFailure(missing, where).code).toBe("folder-missing");
  const lost = commandFailure(Object.assign(new Error(), { code: "ECONNRESET" }), where);
  expect(lost.code).toBe("connection-lost");
  expect(endsConnection(lost)).toBe(true);
  expect(endsConnection(new TypeError("a bug"))).toBe(true);
});

test("a server's words are one bounded line without control or direction characters", () => {
  expect(cleanText("a\r\nb\u202Ec\u0000d")).toBe("a b c d");
  expect(cleanText("x".repeat(9_999))).toHaveLength(500);
});

test("a server that speaks before the login but never greets is told from one that is silent", () => {
  const failure = Object.assign(new Error("no greeting"), { code: "GREETING_TIMEOUT" });
  expect(loginFailure(failure, where, []).code).toBe("connection-timed-out");
  expect(loginFailure(failure, where, ["SSH-2.0-other"]).code).toBe("server-answer-broken");
});
