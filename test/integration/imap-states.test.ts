// Every way in which reaching or logging in to a server can fail: what it is called, and what is done about it.
import { afterEach, describe, expect, test } from "vitest";
import type { AppError } from "../../shared/ipc/errors.ts";
import type { AccountState, Servers } from "../../shared/models/account.ts";
import { makeCertificates } from "../provider/certificates.ts";
import { type CrudeServer, startCrudeServer } from "../support/crude-server.ts";
import { type TestEngine, until } from "../support/engine.ts";
import { startMailServers } from "../support/mail-servers.ts";
import { password, realMail } from "../support/real-mail.ts";

const real = realMail();
const { engines, start } = real;
const certificates = makeCertificates();
const crude: CrudeServer[] = [];

afterEach(async () => {
  for (const server of crude.splice(0)) await server.stop();
});

const person = () => real.person("someone");

const state = async (engine: TestEngine) => (await engine.engine["accounts.list"](undefined))[0]?.state;

const become = <Kind extends AccountState["kind"]>(engine: TestEngine, kind: Kind) =>
  until(`the state ${kind}`, async () => {
    const now = await state(engine);
    return now?.kind === kind && (now as Extract<AccountState, { kind: Kind }>);
  });

const imapLogins = (address: string) =>
  real.servers.log().filter(({ user, protocol }) => user === address && protocol === "imap");

const at = (host: string, port: number, address: string): Servers => ({
  imap: { host, port, security: "tls", userName: address },
  smtp: { host, port, security: "tls", userName: address },
});

/** What `checkServers` fails with. */
async function failure(
  engine: TestEngine,
  input: Partial<Parameters<TestEngine["engine"]["checkServers"]>[0]>,
) {
  const address = "someone@post.test";
  const control = { signal: new AbortController().signal, report: () => {} };
  return engine.engine
    .checkServers(
      {
        address,
        servers: real.servers.servers(address),
        pins: pins(),
        credential: { kind: "password", value: password },
        ...input,
      },
      control,
    )
    .then(
      () => undefined,
      (error: AppError) => ({ code: error.code, ...error.detail }),
    );
}

const pins = () =>
  [
    real.servers.ports.imaps,
    real.servers.ports.submissions,
    real.servers.ports.imap,
    real.servers.ports.submission,
  ].map((port) => ({
    host: "127.0.0.1",
    port,
    sha256: real.servers.certificate,
  }));

describe("checking servers", () => {
  test("both accept: nothing is thrown, one login each", async () => {
    const address = person();
    const engine = await start();
    expect(await failure(engine, { address, servers: real.servers.servers(address) })).toBeUndefined();
    expect(
      await failure(engine, { address, servers: real.servers.servers(address, "starttls") }),
    ).toBeUndefined();
    expect(imapLogins(address)).toHaveLength(2);
  });

  test("a wrong password", async () => {
    const address = person();
    const engine = await start();
    const refused = await failure(engine, {
      address,
      servers: real.servers.servers(address),
      credential: { kind: "password", value: "wrong" },
    });
    expect(refused).toMatchObject({
      code: "login-refused",
      protocol: "imap",
      serverText: expect.stringMatching(/fail/i),
    });
    expect(imapLogins(address)).toHaveLength(1);
  });

  test("an unknown host", async () => {
    const engine = await start();
    const refused = await failure(engine, { servers: at("nowhere.invalid", 993, "a@b.test") });
    expect(refused).toMatchObject({ code: "host-not-found", protocol: "imap", host: "nowhere.invalid" });
  });

  test("a closed port", async () => {
    const closed = await startCrudeServer({ greeting: "", answer: () => undefined });
    await closed.stop();
    const engine = await start();
    const refused = await failure(engine, { servers: at("127.0.0.1", closed.port, "a@b.test") });
    expect(refused).toMatchObject({ code: "connection-refused", port: closed.port });
  });

  test("a server that speaks plain text on the port for TLS, and one without STARTTLS: no password is sent", async () => {
    const plain = await startCrudeServer({
      greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello\r\n",
      answer: (line) => (/STARTTLS/i.test(line) ? "t1 BAD what\r\n" : `${line.split(" ")[0]} OK\r\n`),
    });
    crude.push(plain);
    const engine = await start();
    const servers = at("127.0.0.1", plain.port, "a@b.test");
    expect(await failure(engine, { servers })).toMatchObject({ code: "no-encryption" });
    const starttls = { ...servers, imap: { ...servers.imap, security: "starttls" as const } };
    expect(await failure(engine, { servers: starttls })).toMatchObject({ code: "no-encryption" });
    expect(plain.heard.join("\n")).not.toContain(password);
    expect(plain.heard.join("\n")).not.toMatch(/LOGIN|AUTHENTICATE/i);
  });

  test("a certificate that nobody vouches for, with its facts; pinned, it is accepted", async () => {
    const address = person();
    const engine = await start();
    const refused = await failure(engine, { address, servers: real.servers.servers(address), pins: [] });
    expect(refused).toMatchObject({
      code: "certificate-untrusted",
      sha256: real.servers.certificate,
      validTo: expect.stringMatching(/^\d{4}-/),
    });
    expect(imapLogins(address)).toHaveLength(0);
    const other = pins().map((pin) => ({ ...pin, sha256: "0".repeat(64) }));
    const changed = await failure(engine, { address, servers: real.servers.servers(address), pins: other });
    expect(changed).toMatchObject({ code: "certificate-untrusted" });
    expect(await failure(engine, { address, servers: real.servers.servers(address) })).toBeUndefined();
  });

  test("a server that stops in the middle of an answer, and one that says nothing sensible", async () => {
    const { chain: cert, key } = certificates.server;
    const half = await startCrudeServer({
      certificate: { cert, key },
      greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] hello\r\n",
      answer: (line) => ({ send: `${line.split(" ")[0]} O`, close: true }),
    });
    const babble = await startCrudeServer({
      certificate: { cert, key },
      greeting: "HTTP/1.1 400 Bad Request\r\n\r\n",
      answer: () => undefined,
    });
    crude.push(half, babble);
    const engine = await start();
    const pinned = (port: number) => [{ host: "127.0.0.1", port, sha256: certificates.sha256 }];
    expect(
      await failure(engine, { servers: at("127.0.0.1", half.port, "a@b.test"), pins: pinned(half.port) }),
    ).toMatchObject({ code: "connection-lost", protocol: "imap" });
    const nonsense = await failure(engine, {
      servers: at("127.0.0.1", babble.port, "a@b.test"),
      pins: pinned(babble.port),
    });
    expect(["server-answer-broken", "connection-timed-out", "connection-lost"]).toContain(nonsense?.code);
    expect(babble.heard.join("\n")).not.toMatch(/LOGIN|AUTHENTICATE/i);
  });
});

test("what a server says beside its refusal is kept: code, text and the address of a WEBALERT", async () => {
  const { chain: cert, key } = certificates.server;
  const server = await startCrudeServer({
    certificate: { cert, key },
    greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n",
    answer: (line) => {
      const [tag, command] = line.split(" ");
      if (!/^(AUTHENTICATE|LOGIN)$/i.test(command ?? ""))
        return line.includes(" ") ? `${tag} OK done\r\n` : undefined;
      return `* NO [WEBALERT https://post.test/continue] Web login required\r\n${tag} NO [ALERT] Please log in via your web browser\r\n`;
    },
  });
  crude.push(server);
  const engine = await start();
  const pins = [{ host: "127.0.0.1", port: server.port, sha256: certificates.sha256 }];
  const refused = await failure(engine, { servers: at("127.0.0.1", server.port, "a@b.test"), pins });
  expect(refused).toMatchObject({
    code: "login-refused",
    responseCode: "ALERT",
    serverText: "Please log in via your web browser",
    webAlert: "https://post.test/continue",
  });
  expect(server.heard.filter((line) => /AUTHENTICATE|LOGIN/i.test(line))).toHaveLength(1);
});

describe("a running account", () => {
  test("one refused login stops everything, stays after a restart, and ends with the new password", async () => {
    const address = person();
    const engine = await start();
    const accountId = await engine.addAccount(
      address,
      password,
      real.servers.servers(address),
      real.servers.certificate,
    );
    await become(engine, "ok");
    await until("both connections", () => imapLogins(address).length === 2);
    real.servers.setPassword(address, "Another-1");
    real.servers.refuse(address, "[ALERT] Application-specific password required");
    await real.servers.kick(address);
    const needed = await become(engine, "sign-in-needed");
    expect(needed).toMatchObject({
      protocol: "imap",
      serverText: expect.stringContaining("Application-specific password required"),
    });
    expect(imapLogins(address).filter(({ accepted }) => !accepted)).toHaveLength(1);
    expect(await engine.engine.refusedLogin({ accountId })).toMatchObject({
      responseCode: "ALERT",
      protocol: "imap",
    });
    // Neither asking again nor a restart tries the refused password once more.
    await engine.engine["accounts.retry"]({ accountId });
    engines.splice(engines.indexOf(engine), 1);
    await engine.engine.close({});
    const second = await start({ folder: engine.folder, passwords: engine.passwords });
    expect(await state(second)).toMatchObject({ kind: "sign-in-needed" });
    expect(await second.engine["folders.list"](undefined)).not.toEqual([]);
    expect(imapLogins(address).filter(({ accepted }) => !accepted)).toHaveLength(1);

    real.servers.refuse(address, undefined);
    second.passwords.set(accountId, "Another-1");
    await second.engine.resumeAccount({ accountId });
    await become(second, "ok");
    expect(await second.engine.refusedLogin({ accountId })).toBeUndefined();
    expect(imapLogins(address).filter(({ accepted }) => !accepted)).toHaveLength(1);
  });

  test("a throttled or overloaded server is waited for, never a wrong password", async () => {
    const address = person();
    real.servers.refuse(address, "[LIMIT] Too many simultaneous connections");
    const engine = await start();
    await engine.addAccount(address, password, real.servers.servers(address), real.servers.certificate);
    const throttled = await become(engine, "throttled");
    expect(throttled.serverText).toContain("Too many simultaneous connections");
    real.servers.refuse(address, "[UNAVAILABLE] Temporary failure, try again later");
    const error = await become(engine, "error");
    expect(error).toMatchObject({
      code: "server-unavailable",
      serverText: expect.stringContaining("Temporary"),
    });
    real.servers.refuse(address, undefined);
    await become(engine, "ok");
  });

  test("a server that goes away is offline with a time, and comes back by itself", async () => {
    const own = await startMailServers({ domains: ["own.test"] });
    try {
      const address = "a@own.test";
      own.addUser({ address, password });
      const engine = await start();
      await engine.addAccount(address, password, own.servers(address), own.certificate);
      await become(engine, "ok");
      await own.pause();
      const refused = async () => {
        const now = await state(engine);
        return now?.kind === "offline" && now.reason === "connection-refused" && now;
      };
      // A try that came while the server went away may be taken by nobody; it ends by its own limit first.
      const offline = await until("refused", refused, 60_000);
      expect(offline.retryAt).toBeGreaterThan(offline.since);
      await own.start();
      await become(engine, "ok");
    } finally {
      for (const engine of engines.splice(0)) await engine.stop();
      await own.stop();
    }
  });

  test("a keychain that gives no password is no refused login", async () => {
    const address = person();
    const engine = await start();
    const accountId = await engine.addAccount(
      address,
      password,
      real.servers.servers(address),
      real.servers.certificate,
    );
    await become(engine, "ok");
    engine.passwords.delete(accountId);
    await real.servers.kick(address);
    expect(await become(engine, "error")).toMatchObject({ code: "password-gone" });
    expect(await engine.engine.refusedLogin({ accountId })).toBeUndefined();
    engine.passwords.set(accountId, password);
    await engine.engine["accounts.retry"]({ accountId });
    await become(engine, "ok");
    expect(imapLogins(address).every(({ accepted }) => accepted)).toBe(true);
  });

  test("paused, it connects no more until it is resumed, also after a restart", async () => {
    const address = person();
    const engine = await start();
    const accountId = await engine.addAccount(
      address,
      password,
      real.servers.servers(address),
      real.servers.certificate,
    );
    await become(engine, "ok");
    await engine.engine.pauseAccount({ accountId, reason: "two-factor" });
    expect(await state(engine)).toMatchObject({ kind: "offline", reason: "paused" });
    const tries = imapLogins(address).length;
    await engine.engine["accounts.retry"]({ accountId });
    expect(await state(engine)).toMatchObject({ kind: "offline", reason: "paused" });
    expect(imapLogins(address)).toHaveLength(tries);
    engines.splice(engines.indexOf(engine), 1);
    await engine.engine.close({});
    const second = await start({ folder: engine.folder, passwords: engine.passwords });
    expect(await state(second)).toMatchObject({ kind: "offline", reason: "paused" });
    expect(imapLogins(address)).toHaveLength(tries);
    await second.engine.resumeAccount({ accountId });
    await become(second, "ok");
  });

  test("a removed account leaves nothing in the store", async () => {
    const address = person();
    await real.servers.deliver(address, "From: a@b.test\r\nSubject: leftover\r\n\r\nwords\r\n");
    const engine = await start({ prefetch: 5 });
    const accountId = await engine.addAccount(
      address,
      password,
      real.servers.servers(address),
      real.servers.certificate,
    );
    const list = () =>
      engine.engine["messages.list"]({ view: { kind: "search", text: "leftover" }, offset: 0, limit: 5 });
    await until("the message", async () => (await list()).total === 1);
    await engine.engine.removeAccount({ accountId });
    expect(await engine.engine["accounts.list"](undefined)).toEqual([]);
    expect(await engine.engine["folders.list"](undefined)).toEqual([]);
    expect((await list()).total).toBe(0);
    await expect(engine.engine.getAccount({ accountId })).rejects.toMatchObject({ code: "not-found" });
  });
});
