import { describe, expect, test } from "vitest";
import type { Credential } from "../../../../electron/core/credential.ts";
import { logIn } from "../../../../electron/core/mail/log-in.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError, type ErrorDetail } from "../../../../shared/ipc/errors.ts";

const token = (generation: number, fresh = false): Credential => ({
  kind: "token",
  secret: new Secret(`token ${generation}`),
  generation,
  fresh,
});

/** Runs a login that `answers` refuse one after the other; then it is accepted. */
async function run(first: Credential, answers: readonly ErrorDetail[]) {
  const left = [...answers];
  const shown: string[] = [];
  const rejected: (number | undefined)[] = [];
  const outcome = await logIn(
    async (_accountId, refused) => {
      rejected.push(refused?.generation);
      return refused ? token((refused.generation ?? 0) + 1, true) : first;
    },
    "ada",
    async ({ secret }) => {
      shown.push(secret.reveal());
      const answer = left.shift();
      if (answer) throw new AppError("login-refused", answer);
      return "in";
    },
  ).catch((failure: AppError) => failure.code);
  return { outcome, shown, rejected };
}

const ranOut = {
  protocol: "imap",
  serverText: 'Authentication failed. {"status":"invalid_token"}',
  responseCode: "AUTHENTICATIONFAILED",
};

describe("logging in with a token", () => {
  test("a token that has run out is replaced once, in silence", async () => {
    const { outcome, shown, rejected } = await run(token(4), [ranOut]);
    expect(outcome).toBe("in");
    expect(shown).toEqual(["token 4", "token 5"]);
    expect(rejected).toEqual([undefined, 4]);
  });

  test("the second refusal is the last", async () => {
    const { outcome, shown } = await run(token(1), [ranOut, ranOut]);
    expect(outcome).toBe("login-refused");
    expect(shown).toHaveLength(2);
  });

  test("a token that was got for this login, and a password, is tried once", async () => {
    expect((await run(token(1, true), [ranOut])).shown).toHaveLength(1);
    const password: Credential = { kind: "password", secret: new Secret("p") };
    expect(await run(password, [ranOut])).toMatchObject({ outcome: "login-refused", shown: ["p"] });
  });

  test.each([
    ["IMAP is switched off", { protocol: "imap", serverText: "IMAP access is disabled for this account" }],
    ["the account is locked", { protocol: "imap", serverText: "Your account has been locked" }],
    [
      "sending is switched off",
      { protocol: "smtp", serverText: "5.7.139 SmtpClientAuthentication is disabled" },
    ],
  ])("what no token mends is not tried again: %s", async (_what, answer) => {
    const { outcome, shown } = await run(token(1), [answer]);
    expect(outcome).toBe("login-refused");
    expect(shown).toHaveLength(1);
  });
});
