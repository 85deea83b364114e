// Logging in and sending against a real Postfix.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildMessage } from "../../electron/core/mail/compose.ts";
import { parseMessage } from "../../electron/core/mail/mime.ts";
import { createSmtp, type SmtpTarget } from "../../electron/core/mail/smtp.ts";
import { Secret } from "../../electron/core/secret.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import type { Security } from "../../shared/models/account.ts";
import { until } from "../support/engine.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";

const password = "Correct-Horse-1";
const smtp = createSmtp();
let servers: MailServers;
beforeAll(async () => {
  servers = await startMailServers({
    users: ["ada", "bob", "carol"].map((name) => ({ address: `${name}@post.test`, password })),
  });
});
afterAll(() => servers?.stop());

function target(security: Security = "tls", change: Partial<SmtpTarget> = {}): SmtpTarget {
  const server = servers.servers("ada@post.test", security).smtp;
  return {
    server,
    pins: [{ host: server.host, port: server.port, sha256: servers.certificate }],
    credential: { kind: "password", secret: new Secret(password) },
    ...change,
  };
}

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
}

const inbox = async (address: string, subject: string) =>
  (await servers.doveadm(["fetch", "-u", address, "text", "mailbox", "INBOX", "subject", subject])).replace(
    /^text:\n/,
    "",
  );

describe("a real Postfix", () => {
  test.each(["tls", "starttls"] as const)("lets in over %s with a pinned certificate", async (security) => {
    await smtp.check(target(security));
  });

  test.each(["tls", "starttls"] as const)("is not trusted over %s without a pin", async (security) => {
    const failure = await failureOf(smtp.check(target(security, { pins: [] })));
    expect(failure.code).toBe("certificate-untrusted");
    expect(failure.detail).toMatchObject({ sha256: servers.certificate, protocol: "smtp" });
    expect(servers.log().filter((login) => JSON.stringify(login).includes("canary"))).toEqual([]);
  });

  test("is trusted by its authority", async () => {
    await smtp.check(target("tls", { pins: [], authorities: [servers.ca] }));
  });

  test("refuses a wrong password in words that are passed on, after one try", async () => {
    const before = servers.log().length;
    const failure = await failureOf(
      smtp.check(target("tls", { credential: { kind: "password", secret: new Secret("wrong") } })),
    );
    expect(failure.code).toBe("login-refused");
    expect(failure.detail.responseCode).toBe("535 5.7.8");
    expect(servers.log().length - before).toBe(1);
  });

  test("refuses in the provider's words once an app password is needed", async () => {
    servers.refuse("carol@post.test", "[ALERT] Application-specific password required");
    const { server } = target();
    const failure = await failureOf(
      smtp.check(target("tls", { server: { ...server, userName: "carol@post.test" } })),
    );
    servers.refuse("carol@post.test", undefined);
    expect(failure.code).toBe("login-refused");
    expect(failure.detail.serverText).toContain("Application-specific password required");
  });

  test("delivers to Bcc without naming it, and the text arrives as it was typed", async () => {
    const text = `Grüße 😀\n.\nFrom me\n\n${"a long line ".repeat(40)}end\n> quoted`;
    const message = {
      from: { name: "Ada", address: "ada@post.test" },
      to: [{ name: "Bob", address: "bob@post.test" }],
      cc: [],
      bcc: [{ name: "", address: "carol@post.test" }],
      subject: "Secret copy",
      text,
      messageId: "<secret-copy@post.test>",
      date: new Date(),
      inReplyTo: undefined,
      references: [],
      attachments: [
        { name: "daten.bin", type: "application/octet-stream", bytes: Buffer.from([0, 10, 13, 255]) },
      ],
    };
    const bytes = await buildMessage(message, "to-send");
    const envelope = { from: "ada@post.test", to: ["bob@post.test", "carol@post.test"] };
    const result = await smtp.send(target(), { bytes, envelope, onHandOver: () => {} });
    expect(result).toMatchObject({ accepted: envelope.to, refused: [] });
    for (const address of envelope.to) {
      const arrived = await until(
        `mail for ${address}`,
        async () => (await inbox(address, "Secret copy")) || undefined,
      );
      const headers = arrived.slice(0, arrived.search(/\r?\n\r?\n/));
      // Each hears of himself in the server's own lines only.
      expect(
        headers.replaceAll(/^(Received|Delivered-To|Return-Path|X-Original-To):.*(\r?\n[ \t].*)*/gim, ""),
      ).not.toMatch(/bcc|carol/i);
      const parsed = await parseMessage(Buffer.from(arrived));
      expect(parsed.text.replace(/\n+$/, "")).toBe(text);
      expect(Buffer.from(parsed.attachments[0]?.bytes ?? [])).toEqual(Buffer.from([0, 10, 13, 255]));
    }
  });

  test("names an unknown recipient; the others get the message", async () => {
    const bytes = Buffer.from("From: ada@post.test\r\nSubject: Partly\r\n\r\nx\r\n");
    const envelope = { from: "ada@post.test", to: ["nobody@post.test", "bob@post.test"] };
    const result = await smtp.send(target(), { bytes, envelope, onHandOver: () => {} });
    expect(result.accepted).toEqual(["bob@post.test"]);
    expect(result.refused).toMatchObject([{ address: "nobody@post.test", temporary: false }]);
    expect(result.refused[0]?.responseCode).toMatch(/^550 5\.1\.1/);
    const nobody = { ...envelope, to: ["nobody@post.test"] };
    const failure = await failureOf(smtp.send(target(), { bytes, envelope: nobody, onHandOver: () => {} }));
    expect(failure.code).toBe("recipients-refused");
  });
});

test("a server without encryption is told no password", async () => {
  const plain = await startMailServers({
    users: [{ address: "ada@plain.test", password }],
    encryption: false,
  });
  try {
    for (const security of ["tls", "starttls"] as const) {
      const { smtp: server } = plain.servers("ada@plain.test", security);
      const credential = { kind: "password", secret: new Secret(password) } as const;
      const failure = await failureOf(smtp.check({ server, pins: [], credential }));
      expect(["no-encryption", "connection-refused"]).toContain(failure.code);
    }
    expect(plain.log()).toEqual([]);
  } finally {
    await plain.stop();
  }
});
