// Real Dovecot and Postfix behind the practice provider: what a mail program meets before, during and after two-factor
// authentication was switched on.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Provider, startProvider } from "../provider/provider.ts";
import { refusalTexts } from "../provider/schema.ts";
import { type MailServers, MailServersMissing, startMailServers } from "../support/mail-servers.ts";
import { type PracticeClient, signedInClient } from "../support/practice-client.ts";

const ada = { address: "ada@mailcom.test", password: "Ada's 100% secret", phone: "+4915100000042" };
const bea = { address: "bea@mailcom.test", password: "Bea's secret" };
const finn = { address: "finn@mailfence.test", password: "Finn's secret" };
const message =
  "From: Bea <bea@mailcom.test>\r\nTo: ada@mailcom.test\r\nSubject: Hello\r\n\r\nGood morning.\r\n";

let folder = "";
let provider: Provider;
let servers: MailServers;
let missing: string | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gp-operator-"));
  provider = await startProvider({ folder, users: [ada, bea, finn] });
  try {
    servers = await startMailServers({ provider });
  } catch (failure) {
    if (!(failure instanceof MailServersMissing) || process.env.CI === "true") throw failure;
    missing = failure.message;
  }
}, 30_000);
afterAll(async () => {
  await servers?.stop();
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

function imap(user: string, pass: string, security: "tls" | "starttls" = "tls"): ImapFlow {
  const { host, port } = servers.servers(user, security).imap;
  const client = new ImapFlow({
    host,
    port,
    secure: security === "tls",
    auth: { user, pass },
    tls: { ca: servers.ca },
    logger: false,
  });
  client.on("error", () => {}); // a kicked connection; the test looks at `close`
  return client;
}

/** What IMAP and SMTP say to this password: `ok` or the words of the refusal. */
async function says(user: string, pass: string): Promise<{ readonly imap: string; readonly smtp: string }> {
  const client = imap(user, pass);
  const imapSays = await client.connect().then(
    () => "ok",
    (failure: { responseText?: string }) => failure.responseText ?? "no words",
  );
  if (imapSays === "ok") await client.logout();
  return { imap: imapSays, smtp: await smtpSays(user, pass) };
}

function smtp(user: string, pass: string, security: "tls" | "starttls" = "tls") {
  const { host, port } = servers.servers(user, security).smtp;
  const secure = security === "tls";
  return createTransport({
    host,
    port,
    secure,
    requireTLS: !secure,
    auth: { user, pass },
    tls: { ca: servers.ca },
  });
}

const smtpSays = (user: string, pass: string): Promise<string> =>
  smtp(user, pass)
    .verify()
    .then(
      () => "ok",
      (failure: { response?: string }) => failure.response ?? "no words",
    );

async function activate(): Promise<PracticeClient> {
  const client = await signedInClient(provider, ada.address, ada.password);
  await client.post("/api/enrolment/start");
  await client.post("/api/enrolment/password", { password: ada.password });
  await client.post("/api/enrolment/sms");
  const code = /\b\d{6}\b/.exec(provider.lastSms(ada.phone)?.text ?? "")?.[0];
  await client.post("/api/enrolment/sms/confirm", { code });
  await client.post("/api/enrolment/authenticator/confirm", { digits: provider.digits(ada.address) });
  await client.post("/api/enrolment/secret-key");
  await client.post("/api/enrolment/continue");
  await client.post("/api/enrolment/continue");
  expect((await client.post("/api/enrolment/activate")).body.step).toBe("done");
  return client;
}

describe("mail servers behind the provider", () => {
  it("accept the password, deliver, and carry a message from one user to another", async ({ skip }) => {
    if (missing) skip(missing);
    expect(await says(bea.address, bea.password)).toEqual({ imap: "ok", smtp: "ok" });
    await servers.deliver(bea.address, message, "Größe/2026");
    const sent = await smtp(bea.address, bea.password, "starttls").sendMail({
      from: bea.address,
      to: ada.address,
      subject: "From one to the other",
      text: "Here it is.",
    });
    expect(sent.response).toMatch(/^250/);
    const reader = imap(ada.address, ada.password, "starttls");
    await reader.connect();
    await reader.mailboxOpen("INBOX");
    await expect
      .poll(() => reader.search({ subject: "one to the other" }, { uid: true }), { timeout: 8_000 })
      .toHaveLength(1);
    await reader.logout();
    const other = imap(bea.address, bea.password);
    await other.connect();
    expect((await other.list()).map((box) => box.path)).toContain("Größe/2026");
    await other.logout();
  });

  it("show the certificate that they tell of", async ({ skip }) => {
    if (missing) skip(missing);
    const socket = connect({ port: servers.ports.imaps, host: "127.0.0.1", ca: servers.ca });
    await new Promise<void>((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
    expect(createHash("sha256").update(socket.getPeerCertificate().raw).digest("hex")).toBe(
      servers.certificate,
    );
    socket.destroy();
  });

  it("refuse a wrong password, an unknown recipient and the world", async ({ skip }) => {
    if (missing) skip(missing);
    const refused = await says(bea.address, "wrong");
    expect(refused.imap).toBe("Authentication failed.");
    expect(refused.smtp).toMatch(/^535 5\.7\.8/);
    const transport = smtp(bea.address, bea.password);
    const mail = (to: string) => transport.sendMail({ from: bea.address, to, subject: "x", text: "x" });
    await expect(mail("nobody@mailcom.test")).rejects.toMatchObject({ responseCode: 550 });
    await expect(mail("someone@example.org")).rejects.toMatchObject({ responseCode: 550 });
    expect(servers.log().filter((login) => login.user === bea.address && !login.accepted)).toEqual([
      { user: bea.address, protocol: "imap", accepted: false },
      { user: bea.address, protocol: "smtp", accepted: false },
    ]);
  });

  it("follow the two-factor life of a mail.com account", async ({ skip }) => {
    if (missing) skip(missing);
    await servers.deliver(ada.address, message);
    const idle = imap(ada.address, ada.password);
    await idle.connect();
    await idle.mailboxOpen("INBOX");
    const uids = await idle.search({ all: true }, { uid: true });
    const closed = new Promise<void>((resolve) => idle.once("close", resolve));

    const client = await activate();
    await closed;
    const off = await says(ada.address, ada.password);
    expect(off.imap).toBe(refusalTexts.accessOff);
    expect(off.smtp).toContain(refusalTexts.accessOff);
    expect((await says(ada.address, "wrong")).imap).toBe("Authentication failed.");

    const made = await client.post("/api/app-passwords", { name: "Gatepost", password: ada.password });
    expect((await says(ada.address, made.body.appPassword)).imap).toBe(refusalTexts.accessOff);

    await client.call("PUT", "/api/access", { enabled: true });
    const old = await says(ada.address, ada.password);
    expect(old.imap).toBe(refusalTexts.appPassword);
    expect(old.smtp).toContain(refusalTexts.appPassword);
    expect((await says(ada.address, "wrong")).imap).toBe("Authentication failed.");
    expect(await says(ada.address, made.body.appPassword)).toEqual({ imap: "ok", smtp: "ok" });

    const again = imap(ada.address, made.body.appPassword);
    await again.connect();
    await again.mailboxOpen("INBOX");
    expect(await again.search({ all: true }, { uid: true })).toEqual(uids);
    const kicked = new Promise<void>((resolve) => again.once("close", resolve));
    await client.call("DELETE", `/api/app-passwords/${made.body.id}`);
    await kicked;
    expect((await says(ada.address, made.body.appPassword)).imap).toBe("Authentication failed.");
  });

  it("notice nothing when Mailfence is switched on", async ({ skip }) => {
    if (missing) skip(missing);
    const reader = imap(finn.address, finn.password);
    await reader.connect();
    const client = await signedInClient(provider, finn.address, finn.password);
    await client.post("/api/enrolment/start");
    await client.post("/api/enrolment/continue");
    await client.post("/api/enrolment/backup-codes");
    await client.post("/api/enrolment/continue");
    const { body } = await client.post("/api/enrolment/digits", { digits: provider.digits(finn.address) });
    expect(body).toMatchObject({ step: "done", effect: "unchanged" });
    expect(await says(finn.address, finn.password)).toEqual({ imap: "ok", smtp: "ok" });
    await reader.noop();
    expect(reader.usable).toBe(true);
    await reader.logout();
  });
});

describe("mail servers that stand alone", () => {
  it("run beside others, refuse as told, pause, and leave nothing behind", async ({ skip }) => {
    if (missing) skip(missing);
    const own = await startMailServers({ users: [{ address: "eve@example.test", password: "eve" }] });
    const login = async (): Promise<string> => {
      const client = new ImapFlow({
        host: own.host,
        port: own.ports.imaps,
        secure: true,
        auth: { user: "eve@example.test", pass: "eve" },
        tls: { ca: own.ca },
        logger: false,
      });
      client.on("error", () => {});
      try {
        await client.connect();
      } catch (failure) {
        const { serverResponseCode, responseText, code } = failure as Record<string, string>;
        return responseText === undefined ? (code ?? "?") : `${serverResponseCode} ${responseText}`;
      }
      const { exists } = await client.mailboxOpen("INBOX");
      await client.logout();
      return `${exists} messages`;
    };
    try {
      const at = Date.UTC(2026, 0, 5);
      const many = Array.from({ length: 50 }, (_, n) => ({
        raw: `Subject: ${n}\r\n\r\nText ${n}\r\n`,
        at: at + n,
      }));
      expect(own.fill("eve@example.test", many)).toBe(50);
      expect(await login()).toBe("50 messages");
      own.refuse("eve@example.test", "[UNAVAILABLE] Please come back later");
      expect(await login()).toBe("UNAVAILABLE Please come back later");
      own.refuse("eve@example.test", undefined);
      await own.pause();
      expect(await login()).toBe("ECONNREFUSED");
      await own.start();
      expect(await login()).toBe("50 messages");
    } finally {
      await own.stop();
    }
    expect(existsSync(own.folder)).toBe(false);
    expect(await login()).toBe("ECONNREFUSED");
  }, 30_000);

  it("can be without any encryption, for programs that must turn such a server down", async ({ skip }) => {
    if (missing) skip(missing);
    const plain = await startMailServers({
      users: [{ address: "eve@example.test", password: "eve" }],
      encryption: false,
    });
    try {
      const client = new ImapFlow({
        host: plain.host,
        port: plain.ports.imap,
        secure: false,
        doSTARTTLS: false,
        auth: { user: "eve@example.test", pass: "eve" },
        logger: false,
      });
      await client.connect();
      expect(client.capabilities.has("STARTTLS")).toBe(false);
      await client.logout();
    } finally {
      await plain.stop();
    }
  }, 30_000);
});
