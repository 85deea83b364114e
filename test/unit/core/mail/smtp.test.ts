// Sending and logging in against a server that says what each case needs.
import { afterEach, describe, expect, test } from "vitest";
import { createSmtp, type SendInput } from "../../../../electron/core/mail/smtp.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { type Answer, type ScriptedSmtp, startScriptedSmtp } from "../../../support/scripted-smtp.ts";

const smtp = createSmtp();
const open: ScriptedSmtp[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function scripted(answers: Readonly<Record<string, Answer>> = {}): Promise<ScriptedSmtp> {
  const server = await startScriptedSmtp(answers);
  open.push(server);
  return server;
}

const text = "From: ada@example.test\r\nSubject: Hi\r\n\r\n.dot\r\nbody\r\n";
function input(change: Partial<SendInput> = {}): SendInput {
  return {
    bytes: Buffer.from(text),
    envelope: { from: "ada@example.test", to: ["bob@example.test", "carol@example.test"] },
    onHandOver: () => {},
    ...change,
  };
}

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(AppError);
  expect(JSON.stringify((failure as AppError).detail)).not.toContain("canary");
  return failure as AppError;
}

describe("logging in", () => {
  test("is tried once, tells no machine name, and leaves", async () => {
    const server = await scripted();
    await smtp.check(server.target);
    const verbs = () => server.commands.map((line) => line.split(" ")[0]);
    await expect.poll(verbs).toEqual(["EHLO", "AUTH", "QUIT"]);
    expect(server.commands[0]).toBe("EHLO [127.0.0.1]");
    expect(server.connections).toBe(1);
  });

  test("shows no password to a server that takes tokens alone", async () => {
    const server = await scripted({ EHLO: "250-scripted\r\n250-AUTH XOAUTH2 OAUTHBEARER\r\n250 SIZE 1000" });
    const failure = await failureOf(smtp.check(server.target));
    expect(failure.code).toBe("login-refused");
    expect(failure.detail).toMatchObject({ protocol: "smtp", serverText: "AUTH XOAUTH2 OAUTHBEARER" });
    expect(server.commands.filter((line) => line.startsWith("AUTH"))).toEqual([]);
  });

  test.each([
    ["535 5.7.8 Authentication failed", "login-refused", "535 5.7.8", "Authentication failed"],
    [
      "534-5.7.9 Application-specific\r\n534 5.7.9 password required",
      "login-refused",
      "534 5.7.9",
      "Application-specific password required",
    ],
    [
      "454 4.7.0 Temporary authentication failure",
      "login-throttled",
      "454 4.7.0",
      "Temporary authentication failure",
    ],
    ["421 4.7.0 Try again later", "login-throttled", "421 4.7.0", "Try again later"],
    ["535 Too many login attempts", "login-throttled", "535", "Too many login attempts"],
    ["451 4.3.0 broken here", "server-unavailable", "451 4.3.0", "broken here"],
    ["454 4.7.0 invalid username or password", "login-refused", "454 4.7.0", "invalid username or password"],
    [
      "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
      "login-refused",
      "535 5.7.139",
      "Authentication unsuccessful, basic authentication is disabled.",
    ],
    ["504 5.5.4 mechanism unknown", "server-refused", "504 5.5.4", "mechanism unknown"],
  ])("%j is %s", async (answer, code, responseCode, serverText) => {
    const server = await scripted({ "AUTH PLAIN": answer });
    const failure = await failureOf(smtp.check(server.target));
    expect(failure.code).toBe(code);
    expect(failure.detail).toMatchObject({ protocol: "smtp", host: "127.0.0.1", responseCode, serverText });
    expect(server.commands.filter((line) => line.startsWith("AUTH"))).toHaveLength(1);
  });

  test("a server that offers no login is not sent the password", async () => {
    const server = await scripted({ EHLO: "250 scripted" });
    expect((await failureOf(smtp.check(server.target))).code).toBe("server-refused");
    expect(server.commands.join()).not.toContain("AUTH");
  });

  test.each([
    ["greeting", "554 5.7.1 go away", "server-unavailable"],
    ["greeting", "hang up", "connection-lost"],
    ["EHLO", "hang up", "connection-lost"],
    ["AUTH PLAIN", "hang up", "connection-lost"],
  ])("%s answered by %s is %s", async (command, answer, code) => {
    const server = await scripted({ [command]: answer });
    expect((await failureOf(smtp.check(server.target))).code).toBe(code);
  });

  test("a certificate that is not the pinned one gets no password", async () => {
    const server = await scripted();
    const pins = server.target.pins.map((pin) => ({ ...pin, sha256: "0".repeat(64) }));
    expect((await failureOf(smtp.check({ ...server.target, pins }))).code).toBe("certificate-untrusted");
    expect(server.commands).toEqual([]);
  });

  test("can be given up", async () => {
    const server = await scripted({ "AUTH PLAIN": "say nothing" });
    const abort = new AbortController();
    const checking = failureOf(smtp.check(server.target, abort.signal));
    await expect.poll(() => server.commands.length).toBe(2);
    abort.abort();
    expect((await checking).code).toBe("cancelled");
  });
});

describe("sending", () => {
  test("hands over the bytes as they are to exactly the recipients of the envelope", async () => {
    const server = await scripted();
    let told = 0;
    const result = await smtp.send(server.target, input({ onHandOver: () => told++ }));
    expect(result).toEqual({
      accepted: ["bob@example.test", "carol@example.test"],
      refused: [],
      serverMessageId: undefined,
    });
    expect(server.messages).toEqual([text]);
    expect(server.commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
      `MAIL FROM:<ada@example.test> SIZE=${text.length}`,
      "RCPT TO:<bob@example.test>",
      "RCPT TO:<carol@example.test>",
    ]);
    expect(told).toBe(1);
  });

  test("a message of a megabyte arrives whole", async () => {
    const server = await scripted();
    const long = `Subject: long\r\n\r\n${`${"x".repeat(70)}\r\n`.repeat(13_000)}`;
    await smtp.send(server.target, input({ bytes: Buffer.from(long) }));
    expect(server.messages[0]).toBe(long);
  });

  test.each(["b@example.com>\r\nRCPT TO:<evil@example.net", "Bob <b@example.com>", "b@example.com SIZE=1"])(
    "%j never reaches the wire",
    async (address) => {
      const server = await scripted();
      const envelope = { from: "ada@example.test", to: [address] };
      expect((await failureOf(smtp.send(server.target, input({ envelope })))).code).toBe("recipient-invalid");
      expect(server.connections).toBe(0);
    },
  );

  test("nobody to send to is said before connecting", async () => {
    const server = await scripted();
    const envelope = { from: "ada@example.test", to: [] };
    expect((await failureOf(smtp.send(server.target, input({ envelope })))).code).toBe("recipients-missing");
  });

  test("some refused recipients are named, the others get the message", async () => {
    const server = await scripted({ "RCPT TO:<carol@example.test>": "550 5.1.1 no such user" });
    expect(await smtp.send(server.target, input())).toMatchObject({
      accepted: ["bob@example.test"],
      refused: [
        {
          address: "carol@example.test",
          responseCode: "550 5.1.1",
          serverText: "no such user",
          temporary: false,
        },
      ],
    });
  });

  test("all refused: nothing is sent, and the refusal lists them", async () => {
    const server = await scripted({ "RCPT TO": "550 5.1.1 no such user" });
    const failure = await failureOf(smtp.send(server.target, input()));
    expect(failure.code).toBe("recipients-refused");
    expect(failure.detail).toMatchObject({
      recipients: "bob@example.test, carol@example.test",
      responseCode: "550 5.1.1",
      temporary: false,
    });
    expect(server.messages).toEqual([]);
  });

  test("a message beyond the server's limit is not uploaded, and both sizes are told", async () => {
    const server = await scripted({ EHLO: "250-scripted\r\n250-AUTH PLAIN\r\n250 SIZE 10" });
    const failure = await failureOf(smtp.send(server.target, input()));
    expect(failure.code).toBe("message-too-large");
    expect(failure.detail).toMatchObject({ size: text.length, limit: 10 });
    expect(server.commands.join()).not.toContain("MAIL");
  });

  test.each([
    ["MAIL FROM", "451 4.3.2 later", "server-unavailable", true],
    ["MAIL FROM", "550 5.7.1 not you", "message-refused", undefined],
    ["MAIL FROM", "552 5.3.4 too big", "message-too-large", undefined],
    ["RCPT TO", "450 4.2.1 greylisted", "recipients-refused", true],
    ["DATA", "421 4.3.2 closing", "server-unavailable", true],
    ["message", "554 5.7.1 looks like spam", "message-refused", undefined],
    ["message", "452 4.3.1 disk full", "server-unavailable", true],
  ])("%s answered by %j is %s", async (command, answer, code, temporary) => {
    const server = await scripted({ [command]: answer });
    const failure = await failureOf(smtp.send(server.target, input()));
    expect(failure.code).toBe(code);
    expect(failure.detail.temporary || undefined).toBe(temporary);
  });

  test.each(["EHLO", "AUTH PLAIN", "MAIL FROM", "RCPT TO", "DATA"])(
    "a line that breaks at %s has sent nothing for sure",
    async (command) => {
      const server = await scripted({ [command]: "hang up" });
      let told = 0;
      const failure = await failureOf(smtp.send(server.target, input({ onHandOver: () => told++ })));
      expect(failure.code).toBe("connection-lost");
      expect(told).toBe(0);
    },
  );

  test.each([
    ["at the final dot", { message: "hang up" }],
    ["in the middle of a short message", { data: "hang up" }],
  ])("a line that breaks %s leaves open whether it was sent", async (_name, answers) => {
    const server = await scripted(answers as Readonly<Record<string, Answer>>);
    let told = 0;
    const failure = await failureOf(smtp.send(server.target, input({ onHandOver: () => told++ })));
    expect(failure.code).toBe("sent-unknown");
    expect(told).toBe(1);
  });

  test("giving up after the hand-over leaves it open as well", async () => {
    const server = await scripted({ message: "say nothing" });
    const abort = new AbortController();
    const sending = failureOf(smtp.send(server.target, input(), abort.signal));
    await expect.poll(() => server.messages.length).toBe(1);
    abort.abort();
    expect((await sending).code).toBe("sent-unknown");
  });

  test("if the hand-over cannot be written down, the message does not leave", async () => {
    const server = await scripted();
    const onHandOver = () => {
      throw new AppError("disk-full");
    };
    expect((await failureOf(smtp.send(server.target, input({ onHandOver })))).code).toBe("disk-full");
    expect(server.messages).toEqual([]);
  });
});
