// Certificates, pins and STARTTLS against small servers of our own on 127.0.0.1.
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import net from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { certificateFacts, openTls, type TlsTarget, tlsOptions } from "../../../../electron/core/mail/tls.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const pem = (name: string) =>
  readFileSync(new URL(`../../../fixtures/tls/${name}.pem`, import.meta.url), "utf8");
const sha256Of = (name: string) =>
  new X509Certificate(pem(name)).fingerprint256.replaceAll(":", "").toLowerCase();

const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** Everything that a client sent inside the encryption. */
interface Heard {
  text: string;
}

async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  open.push({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as net.AddressInfo).port;
}

async function tlsServer(name: string, heard: Heard = { text: "" }): Promise<number> {
  const server = tls.createServer({ key: pem(name), cert: pem(name) }, (socket) => {
    socket.on("error", () => {});
    socket.on("data", (data) => {
      heard.text += String(data);
    });
    socket.write("* OK hello\r\n");
  });
  server.on("tlsClientError", () => {});
  return listen(server);
}

function target(port: number, change: Partial<TlsTarget> = {}): TlsTarget {
  return { host: "127.0.0.1", port, security: "tls", protocol: "imap", pins: [], ...change };
}

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(AppError);
  return failure as AppError;
}

/** Speaks in the clear until STARTTLS, then shows a certificate. */
function clearServer(script: {
  readonly greeting: string;
  readonly answer: (line: string) => string | undefined;
  readonly certificate?: string;
}): Promise<number> {
  return listen(
    net.createServer((socket) => {
      socket.write(script.greeting);
      socket.once("data", function next(data) {
        const answer = script.answer(String(data).trim());
        if (answer !== undefined) socket.write(answer);
        if (/STARTTLS/i.test(String(data)) && script.certificate) {
          const secure = new tls.TLSSocket(socket, {
            isServer: true,
            key: pem(script.certificate),
            cert: pem(script.certificate),
          });
          secure.on("error", () => {});
          secure.on("data", (said) => secure.write(`heard ${said}`));
        } else socket.once("data", next);
      });
    }),
  );
}

describe("certificates", () => {
  test("a certificate of a trusted authority for the right name is accepted", async () => {
    const port = await tlsServer("localhost");
    const socket = await openTls(target(port, { authorities: [pem("authority")] }));
    expect(socket.getProtocol()).toMatch(/^TLSv1\.[23]$/);
    socket.destroy();
  });

  test("a self-signed certificate is refused, with the facts that a person needs to decide", async () => {
    const heard = { text: "" };
    const port = await tlsServer("self-signed", heard);
    const failure = await failureOf(openTls(target(port)));
    expect(failure.code).toBe("certificate-untrusted");
    expect(failure.detail).toMatchObject({
      protocol: "imap",
      host: "127.0.0.1",
      port,
      subject: "mail.practice.test, Practice Mail",
      issuer: "mail.practice.test, Practice Mail",
      sha256: sha256Of("self-signed"),
      reason: "DEPTH_ZERO_SELF_SIGNED_CERT",
    });
    expect(String(failure.detail.validTo)).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(heard.text).toBe("");
  });

  test("the right authority but another host name is refused", async () => {
    const port = await tlsServer("self-signed");
    const failure = await failureOf(openTls(target(port, { authorities: [pem("self-signed")] })));
    expect(failure.code).toBe("certificate-untrusted");
    expect(failure.detail).toMatchObject({ reason: "ERR_TLS_CERT_ALTNAME_INVALID" });
  });

  test.each(["self-signed", "expired"])("a pinned %s certificate is accepted", async (name) => {
    const port = await tlsServer(name);
    const pins = [{ host: "127.0.0.1", port, sha256: sha256Of(name) }];
    const socket = await openTls(target(port, { pins }));
    expect(String((await once(socket)) ?? "")).toBe("* OK hello\r\n");
    socket.destroy();
  });

  test("another certificate on the pinned host is refused, and not a byte is said to it", async () => {
    const heard = { text: "" };
    const port = await tlsServer("other", heard);
    const pins = [{ host: "127.0.0.1", port, sha256: sha256Of("self-signed") }];
    const failure = await failureOf(openTls(target(port, { pins })));
    expect(failure.code).toBe("certificate-untrusted");
    expect(failure.detail).toMatchObject({ reason: "pin-changed", sha256: sha256Of("other") });
    expect(heard.text).toBe("");
  });

  test("a pinned host refuses even a certificate that an authority vouches for", async () => {
    const port = await tlsServer("localhost");
    const pins = [{ host: "127.0.0.1", port, sha256: sha256Of("self-signed") }];
    const failure = await failureOf(openTls(target(port, { pins, authorities: [pem("authority")] })));
    expect(failure.detail).toMatchObject({ reason: "pin-changed" });
  });

  test("a pin counts for its own host and port only", async () => {
    const port = await tlsServer("self-signed");
    for (const other of [
      { host: "127.0.0.1", port: port + 1 },
      { host: "localhost", port },
    ]) {
      const pins = [{ ...other, sha256: sha256Of("self-signed") }];
      expect((await failureOf(openTls(target(port, { pins })))).code).toBe("certificate-untrusted");
    }
  });

  test("the plain options trust nobody where a pin is set", () => {
    const pins = [{ host: "mail.example.org", port: 993, sha256: "a".repeat(64) }];
    expect(tlsOptions("mail.example.org", 993, pins)).toMatchObject({ ca: [], rejectUnauthorized: true });
    expect(tlsOptions("mail.example.org", 465, pins)).not.toHaveProperty("ca");
    expect(tlsOptions("mail.example.org", 465, pins)).toMatchObject({ minVersion: "TLSv1.2" });
  });

  test("a certificate without dates or names gives empty facts, no failure", () => {
    const facts = certificateFacts(
      target(993),
      { raw: Buffer.alloc(0), valid_from: "never", valid_to: "" } as unknown as tls.PeerCertificate,
      "unknown",
    );
    expect(facts).toMatchObject({ subject: "", validFrom: "" });
  });
});

function once(socket: tls.TLSSocket): Promise<Buffer> {
  return new Promise((resolve) => socket.once("data", resolve));
}

describe("STARTTLS", () => {
  const pinsFor = (port: number) => [{ host: "127.0.0.1", port, sha256: sha256Of("self-signed") }];

  test("IMAP is upgraded, pinned, and greets with a greeting of our own", async () => {
    const port = await clearServer({
      greeting: "* OK [CAPABILITY IMAP4rev1 LOGIN] evil says hello\r\n",
      answer: (line) => (line === "t1 STARTTLS" ? "t1 OK go\r\n" : undefined),
      certificate: "self-signed",
    });
    const socket = await openTls(target(port, { security: "starttls", pins: pinsFor(port) }));
    expect(String(await once(socket))).toBe("* OK ready\r\n");
    socket.write("hello");
    expect(String(await once(socket))).toBe("heard hello");
    socket.destroy();
  });

  test("SMTP is upgraded and checked in the same way", async () => {
    const port = await clearServer({
      greeting: "220-first\r\n220 second\r\n",
      answer: (line) =>
        line.startsWith("EHLO") ? "250-here\r\n250-SIZE 100\r\n250 STARTTLS\r\n" : "220 go\r\n",
      certificate: "self-signed",
    });
    const starttls = { security: "starttls", protocol: "smtp" } as const;
    const socket = await openTls(target(port, { ...starttls, pins: pinsFor(port) }));
    expect(String(await once(socket))).toBe("220 ready\r\n");
    socket.destroy();
    expect((await failureOf(openTls(target(port, starttls)))).code).toBe("certificate-untrusted");
  });

  test.each([
    ["a server that refuses it", "* OK hi\r\n", "t1 NO no\r\n", "no-encryption"],
    ["a server that does not know it", "* OK hi\r\n", "t1 BAD what\r\n", "no-encryption"],
    ["PREAUTH", "* PREAUTH hi\r\n", "", "no-encryption"],
    [
      "bytes behind the reply",
      "* OK hi\r\n",
      "t1 OK go\r\n* CAPABILITY IMAP4rev1\r\n",
      "server-answer-broken",
    ],
    ["a farewell as greeting", "* BYE busy\r\n", "", "server-unavailable"],
    ["a web server", "HTTP/1.1 400 Bad Request\r\n", "", "server-answer-broken"],
    ["an endless line", `* OK ${"x".repeat(100_000)}`, "", "server-answer-broken"],
  ])("%s ends the connection before anything secret", async (_name, greeting, answer, code) => {
    const port = await clearServer({ greeting, answer: () => answer });
    expect((await failureOf(openTls(target(port, { security: "starttls" })))).code).toBe(code);
  });

  test("SMTP without STARTTLS is refused", async () => {
    const port = await clearServer({
      greeting: "220 hi\r\n",
      answer: () => "250-here\r\n250 AUTH PLAIN\r\n",
    });
    const failure = await failureOf(openTls(target(port, { security: "starttls", protocol: "smtp" })));
    expect(failure.code).toBe("no-encryption");
  });
});

describe("servers that cannot be reached", () => {
  test("a closed port", async () => {
    const port = await tlsServer("localhost");
    for (const server of open.splice(0)) server.close();
    expect((await failureOf(openTls(target(port)))).code).toBe("connection-refused");
  });

  test("an unknown host", async () => {
    const failure = await failureOf(openTls(target(993, { host: "no-such-host.invalid" })));
    expect(failure.code).toBe("host-not-found");
    expect(failure.detail).toEqual({ protocol: "imap", host: "no-such-host.invalid", port: 993 });
  });

  test("a server that speaks in the clear on a TLS port", async () => {
    const port = await listen(net.createServer((socket) => void socket.write("* OK plain and proud\r\n")));
    expect((await failureOf(openTls(target(port)))).code).toBe("no-encryption");
  });

  test("a server that says nothing", async () => {
    const port = await listen(net.createServer(() => {}));
    for (const security of ["tls", "starttls"] as const) {
      const failure = await failureOf(openTls(target(port, { security }), { limit: 100 }));
      expect(failure.code).toBe("connection-timed-out");
    }
  });

  test("a server that hangs up in the handshake", async () => {
    const port = await listen(net.createServer((socket) => void socket.once("data", () => socket.destroy())));
    expect((await failureOf(openTls(target(port)))).code).toBe("connection-lost");
  });

  test("giving up is told as such", async () => {
    const port = await listen(net.createServer(() => {}));
    const abort = new AbortController();
    const opening = openTls(target(port), { signal: abort.signal });
    abort.abort();
    expect((await failureOf(opening)).code).toBe("cancelled");
  });
});
