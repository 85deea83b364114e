import { afterEach, describe, expect, test } from "vitest";
import { createSmtp } from "../../../../electron/core/mail/smtp.ts";
import { tokenMechanism } from "../../../../electron/core/mail/smtp-token.ts";
import { tokenStatus } from "../../../../electron/core/mail/token-answer.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import type { AppError } from "../../../../shared/ipc/errors.ts";
import { type ScriptedSmtp, startScriptedSmtp } from "../../../support/scripted-smtp.ts";

const token = "canary.access.token";
const base64 = (text: string) => Buffer.from(text).toString("base64");
let server: ScriptedSmtp | undefined;
afterEach(() => server?.close());

async function check(answers: Readonly<Record<string, string>>, userName = "ada@example.test") {
  server = await startScriptedSmtp(answers);
  const { target } = server;
  const failure = await createSmtp()
    .check({
      ...target,
      server: { ...target.server, userName },
      credential: { kind: "token", secret: new Secret(token) },
    })
    .then(
      () => undefined,
      (error: AppError) => error,
    );
  return { failure, commands: server.commands.filter((command) => !command.startsWith("EHLO")) };
}

describe("an access token over SMTP", () => {
  test("goes by XOAUTH2 where that is offered", async () => {
    const { failure, commands } = await check({
      EHLO: "250-test\r\n250 AUTH PLAIN XOAUTH2 OAUTHBEARER",
      AUTH: "235 2.7.0 in",
    });
    expect(failure).toBeUndefined();
    const message = `user=ada@example.test\u0001auth=Bearer ${token}\u0001\u0001`;
    expect(commands[0]).toBe(`AUTH XOAUTH2 ${base64(message)}`);
  });

  test("goes by OAUTHBEARER where there is only that, with the name escaped", async () => {
    const { failure, commands } = await check(
      { EHLO: "250-test\r\n250 AUTH OAUTHBEARER", AUTH: "235 2.7.0 in" },
      "a,b=c",
    );
    expect(failure).toBeUndefined();
    const port = server?.target.server.port;
    const message = `n,a=a=2Cb=3Dc,\u0001host=127.0.0.1\u0001port=${port}\u0001auth=Bearer ${token}\u0001\u0001`;
    expect(commands[0]).toBe(`AUTH OAUTHBEARER ${base64(message)}`);
  });

  test.each([
    ["XOAUTH2", ""],
    ["OAUTHBEARER", "AQ=="],
  ])("refused by %s: one try, the server's status is passed on", async (mechanism, last) => {
    const document = base64('{"status":"401","schemes":"bearer","echo":"canary.access.token"}');
    const { failure, commands } = await check({
      EHLO: `250-test\r\n250 AUTH ${mechanism}`,
      AUTH: `334 ${document}`,
      [last === "" ? "^" : last]: "535 5.7.8 Username and Password not accepted",
      ...(last === "" ? { "": "535 5.7.8 Username and Password not accepted" } : {}),
    });
    expect(failure?.code).toBe("login-refused");
    expect(failure?.detail.serverText).toBe('Username and Password not accepted {"status":"401"}');
    expect(JSON.stringify(failure?.detail)).not.toContain(token);
    expect(commands.filter((command) => command.startsWith("AUTH"))).toHaveLength(1);
    expect(commands[1]).toBe(last);
  });

  test("never goes as a password to a server that takes only passwords", async () => {
    const { failure, commands } = await check({ EHLO: "250-test\r\n250 AUTH PLAIN LOGIN" });
    expect(failure).toMatchObject({ code: "server-refused", detail: { reason: "no-login" } });
    expect(commands.join("\n")).not.toMatch(/AUTH/);
  });
});

test("the mechanisms of an EHLO answer", () => {
  expect(tokenMechanism("250-x\r\n250-AUTH=LOGIN XOAUTH2\r\n250 SIZE")).toBe("XOAUTH2");
  expect(tokenMechanism("250-x\r\n250 auth oauthbearer")).toBe("OAUTHBEARER");
  expect(tokenMechanism("250-XOAUTH2\r\n250 AUTH PLAIN")).toBeUndefined();
});

test.each([
  [base64('{"status":"invalid_token","scope":"mail"}'), '{"status":"invalid_token"}'],
  [{ status: 400 }, '{"status":"400"}'],
  [{ status: "a token, perhaps" }, ""],
  ["no base64 of anything", ""],
  [undefined, ""],
])("the status in %j", (document, status) => {
  expect(tokenStatus(document)).toBe(status);
});
