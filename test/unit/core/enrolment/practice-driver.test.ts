// The practice driver against answers that a provider might give: refusals become codes with their facts, and what does
// not fit is refused without being quoted.

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { createPracticeDriver } from "../../../../electron/core/enrolment/practice-driver.ts";
import { practiceWeb, type WebAnswer } from "../../../../electron/core/enrolment/practice-web.ts";
import { providerLink } from "../../../../electron/core/enrolment/provider-links.ts";
import { Secret } from "../../../../electron/core/secret.ts";

const session: WebAnswer = { status: 201, body: { token: "t1", expiresAt: 1, account: {} } };

/** A driver whose provider gives these answers, one after the other. */
function driverWith(...answers: readonly WebAnswer[]) {
  const asked: {
    readonly method: string;
    readonly path: string;
    readonly token: string | undefined;
    readonly body: unknown;
  }[] = [];
  const rest = [...answers];
  const driver = createPracticeDriver({
    domain: { authority: "", web: "https://127.0.0.1:1" },
    address: "ada@mailcom.test",
    now: () => 100_000,
    ask: async (method, path, { token, body }) => {
      asked.push({ method, path, token, body });
      return rest.shift() ?? { status: 500, body: undefined };
    },
  });
  return { driver, asked };
}

const refusal = (status: number, error: object): WebAnswer => ({
  status,
  body: { error: { message: "No.", ...error } },
});

describe("the practice driver", () => {
  it("signs in, sends the token, and forgets it when the session has ended", async () => {
    const { driver, asked } = driverWith(
      session,
      { status: 200, body: { step: "phone", saved: "+49 42", canGoBack: true } },
      refusal(401, { code: "session-expired" }),
    );
    expect(await driver.signIn(new Secret("p"))).toBe("signed-in");
    expect(await driver.state()).toEqual({ step: "phone", saved: "+49 42", canGoBack: true });
    expect(asked[1]).toMatchObject({ method: "GET", path: "/api/enrolment", token: "t1" });
    await expect(driver.next()).rejects.toMatchObject({ code: "enrolment-session-expired" });
    expect(driver.signedIn).toBe(false);
  });

  it("tells a second factor that is asked for from a wrong password", async () => {
    const { driver } = driverWith(
      refusal(401, { code: "second-factor-needed" }),
      refusal(401, { code: "wrong-password", triesLeft: 3 }),
    );
    expect(await driver.signIn(new Secret("p"))).toBe("two-factor-is-on");
    expect(driver.signedIn).toBe(false);
    await expect(driver.signIn(new Secret("p"))).rejects.toMatchObject({
      code: "enrolment-password-wrong",
      detail: { serverText: "No.", triesLeft: 3 },
    });
  });

  it.each([
    ["phone-invalid", "enrolment-phone-invalid", {}],
    ["sms-wrong", "enrolment-sms-wrong", {}],
    ["sms-expired", "enrolment-sms-expired", {}],
    ["code-wrong", "enrolment-code-wrong", { clockDriftSeconds: 65 }],
    ["code-used", "enrolment-code-used", {}],
    ["too-many-tries", "enrolment-too-many-tries", { retryAfterSeconds: 91 }],
    ["order", "enrolment-order", {}],
    ["unsupported", "enrolment-unsupported", {}],
    ["something-new", "server-refused", {}],
  ])("turns %s into %s", async (given, code, detail) => {
    const { driver } = driverWith(
      session,
      refusal(403, { code: given, serverTime: 165_000, retryAfterMs: 90_500, step: "phone" }),
    );
    await driver.signIn(new Secret("p"));
    await expect(driver.requestSms(undefined)).rejects.toMatchObject({
      code,
      detail: { serverText: "No.", ...detail },
    });
  });

  it.each([
    ["no JSON", undefined],
    ["a page", "<html>"],
    ["an unknown step", { step: "dance", canGoBack: false }],
    ["a step without its facts", { step: "review", canGoBack: true }],
  ])("refuses %s as a broken answer", async (_name, body) => {
    const { driver } = driverWith(session, { status: 200, body });
    await driver.signIn(new Secret("p"));
    const failure = await driver.state().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "server-answer-broken", detail: {} });
  });

  it("asks nothing without a session", async () => {
    const { driver, asked } = driverWith();
    await expect(driver.activate()).rejects.toMatchObject({ code: "enrolment-session-expired" });
    expect(asked).toEqual([]);
  });
});

describe("the line to the practice provider", () => {
  it("says so when nobody listens, and when no TLS is spoken", async () => {
    const plain = createServer((socket) => socket.resume().end("HTTP/1.1 200 OK\r\n\r\n{}"));
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as AddressInfo;
    const ask = practiceWeb({ authority: "", web: `https://127.0.0.1:${port}` });
    await expect(ask("GET", "/api/sms", {})).rejects.toMatchObject({ code: "connection-lost" });
    await new Promise((resolve) => plain.close(resolve));
    await expect(ask("GET", "/api/sms", {})).rejects.toMatchObject({
      code: "connection-refused",
      detail: { host: "127.0.0.1", port },
    });
  });
});

describe("pages of a provider", () => {
  const ada = { address: "ada@mail.com", providerId: undefined };
  it("are the provider's own, and only where they are known", () => {
    expect(providerLink(ada, "app-password", undefined)).toMatch(/^https:\/\/support\.mail\.com\//);
    expect(() => providerLink({ ...ada, address: "a@mailfence.com" }, "imap-switch", undefined)).toThrow(
      "not-found",
    );
    expect(() => providerLink(ada, "practice-phone", undefined)).toThrow("not-found");
    expect(() => providerLink({ ...ada, address: "a@example.org" }, "help", undefined)).toThrow("not-found");
  });
});
