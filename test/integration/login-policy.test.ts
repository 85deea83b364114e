// The policy for refused logins, counted where it matters: on the server. One definite refusal is the last login with
// that credential, over IMAP and SMTP; what passes is waited for, alarms nobody the first time, and ends by itself.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import type { AccountRecord } from "../../electron/core/mail/mail-service.ts";
import { describeRefusal, webAlertOf } from "../../electron/core/relogin/index.ts";
import type { AccountState } from "../../shared/models/account.ts";
import { makeCertificates } from "../provider/certificates.ts";
import { type CrudeServer, startCrudeServer } from "../support/crude-server.ts";
import { type TestEngine, until } from "../support/engine.ts";
import { password, realMail } from "../support/real-mail.ts";
import { type ScriptedSmtp, startScriptedSmtp } from "../support/scripted-smtp.ts";

const real = realMail();
const { engines, start } = real;
const certificates = makeCertificates();
const crude: CrudeServer[] = [];

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.stop();
  for (const server of crude.splice(0)) await server.stop();
});

const state = async (engine: TestEngine) => (await engine.engine["accounts.list"](undefined))[0]?.state;
const become = <Kind extends AccountState["kind"]>(engine: TestEngine, kind: Kind) =>
  until(`the state ${kind}`, async () => {
    const now = await state(engine);
    return now?.kind === kind && (now as Extract<AccountState, { kind: Kind }>);
  });
const health = async (engine: TestEngine, accountId: string) =>
  (await engine.engine.loginFacts({ accountId })).record;

interface Answers {
  /** after the tag, for example `NO [LIMIT] Too many`; with a `*` line before it if there is one */
  login: string;
  /** after a login that was accepted */
  namespace?: string;
}

/** An IMAP server that answers every login as `answers` says; with `OK` there is one empty INBOX. */
async function imapServer(answers: Answers): Promise<CrudeServer> {
  const { chain: cert, key } = certificates.server;
  const server = await startCrudeServer({
    certificate: { cert, key },
    greeting: "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR NAMESPACE] ready\r\n",
    answer: (line) => {
      const [tag = "", command = ""] = line.split(" ");
      const tagged = (text: string) => `${text.replaceAll("TAG ", `${tag} `)}\r\n`;
      if (/^(AUTHENTICATE|LOGIN)$/i.test(command)) return tagged(answers.login);
      if (/^NAMESPACE$/i.test(command))
        return tagged(answers.namespace ?? '* NAMESPACE (("" "/")) NIL NIL\r\nTAG OK done');
      if (/^LIST$/i.test(command)) return tagged('* LIST (\\HasNoChildren) "/" INBOX\r\nTAG OK done');
      if (/^(SELECT|EXAMINE)$/i.test(command))
        return tagged("* 0 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 1] ok\r\nTAG OK done");
      if (/^STATUS$/i.test(command))
        return tagged("* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 1)\r\nTAG OK done");
      return command === "" ? undefined : tagged("TAG OK done");
    },
  });
  crude.push(server);
  return server;
}

const logins = (server: CrudeServer) =>
  server.heard.filter((line) => /^\S+ (AUTHENTICATE|LOGIN)\b/i.test(line)).length;

async function accountAt(
  engine: TestEngine,
  server: CrudeServer,
  providerId?: string,
  address = "ann@letters.test",
): Promise<AccountRecord> {
  const place = {
    host: "127.0.0.1",
    port: server.port,
    security: "tls",
    userName: address,
  } as const;
  const account: AccountRecord = {
    id: randomUUID(),
    name: "Ann",
    address,
    providerId,
    servers: { imap: place, smtp: place },
    pins: [{ host: "127.0.0.1", port: server.port, sha256: certificates.sha256 }],
    addedAt: Date.now() - 86_400_000,
  };
  engine.passwords.set(account.id, password);
  await engine.engine.saveAccount(account);
  return account;
}

/** Long enough for some tries more, if there were any: that nothing comes can only be waited for. */
const someTries = 400;
const quickly = { backoff: { first: 40, most: 80 } };

describe("a definite refusal", () => {
  test.each([
    ["a bare no", "TAG NO [AUTHENTICATIONFAILED] Authentication failed.", "-"],
    ["no code", "TAG NO LOGIN failed.", "-"],
    ["an app password is wanted", "TAG NO [ALERT] Application-specific password required", "gmail"],
    ["expired", "TAG NO [EXPIRED] Get a new one", "-"],
    ["an administrator", "TAG NO [CONTACTADMIN] Login disabled for this user", "-"],
    ["privacy", "TAG NO [PRIVACYREQUIRED] Not like this", "-"],
    ["another user", "TAG NO [AUTHORIZATIONFAILED] Authorization failed", "-"],
    ["German", "TAG NO Benutzername oder Passwort ist falsch", "-"],
    ["French", "TAG NO Identifiant ou mot de passe incorrect", "-"],
    [
      "Russian",
      "TAG NO [AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya / Application password is REQUIRED",
      "mail-ru",
    ],
    ["nobody knows why", "TAG NO The moon is in the wrong house", "-"],
  ])("%s: one login, and no other", async (_name, login, provider) => {
    const server = await imapServer({ login });
    const engine = await start(quickly);
    const account = await accountAt(engine, server, provider);
    const accountId = account.id;
    await become(engine, "sign-in-needed");
    await engine.engine["accounts.retry"]({ accountId });
    await sleep(someTries);
    expect(logins(server)).toBe(1);
    const record = await health(engine, accountId);
    expect(record.events[0]).toMatchObject({ kind: "refused", protocol: "imap", times: 1 });
    expect(record.refusal?.serverText).toBe(login.replace(/^TAG NO (\[\S+\] )?/, ""));
    expect(JSON.stringify(record)).not.toContain(password);
  });

  test("over SMTP stops receiving as well: several messages wait, one login, also after a restart", async () => {
    const address = real.person("sender");
    const engine = await start(quickly);
    const { servers, certificate } = real.servers;
    const accountId = await engine.addAccount(address, password, servers(address), certificate);
    await engine.engine.putRecord({
      kind: "settings",
      id: "settings",
      data: { theme: "system", clipboardSeconds: 30, undoSeconds: 0, markReadOnOpen: true },
    });
    await become(engine, "ok");
    const imapBefore = await until("both connections", () => {
      const tries = real.servers
        .log()
        .filter(({ user, protocol }) => user === address && protocol === "imap");
      return tries.length === 2 && tries.length;
    });
    real.servers.refuse(address, "Application-specific password required");
    for (const subject of ["One", "Two", "Three"]) {
      const { id } = await engine.engine["drafts.create"]({ mode: "new", accountId });
      const fields = { accountId, to: address, cc: "", bcc: "", subject, text: "Text" };
      await engine.engine["drafts.save"]({ draftId: id, fields });
      await engine.engine["drafts.send"]({ draftId: id });
    }
    expect(await become(engine, "sign-in-needed")).toMatchObject({ protocol: "smtp" });
    const refused = () => real.servers.log().filter(({ user, accepted }) => user === address && !accepted);
    const again = await engine.again();
    engines.splice(engines.indexOf(engine), 1, again);
    expect(await state(again)).toMatchObject({ kind: "sign-in-needed", protocol: "smtp" });
    await again.engine["accounts.retry"]({ accountId });
    await sleep(someTries);
    expect(refused()).toEqual([{ user: address, protocol: "smtp", accepted: false }]);
    const imapAfter = real.servers
      .log()
      .filter(({ user, protocol }) => user === address && protocol === "imap");
    expect(imapAfter).toHaveLength(imapBefore);
    expect((await again.engine["outbox.list"](undefined)).map((item) => item.state)).toEqual([
      "held",
      "held",
      "held",
    ]);
    expect((await health(again, accountId)).refusal).toMatchObject({
      protocol: "smtp",
      cause: "app_password_required",
    });

    real.servers.refuse(address, undefined);
    await again.engine.resumeAccount({ accountId });
    await become(again, "ok");
    await until("an empty outbox", async () => (await again.engine["outbox.list"](undefined)).length === 0);
    expect(refused()).toHaveLength(1);
    expect((await health(again, accountId)).acceptedAt.smtp).toBeDefined();
  });

  test("with Gmail's WEBALERT keeps its page, and opens it only on the provider's own domain", async () => {
    const page = "https://accounts.google.com/signin/continue?sarp=1&plt=token";
    const answers = {
      login: `* NO [WEBALERT ${page}] Web login required.\r\nTAG NO [ALERT] Please log in via your web browser (Failure)`,
    };
    const server = await imapServer(answers);
    const engine = await start(quickly);
    const account = await accountAt(engine, server, "gmail");
    await become(engine, "sign-in-needed");
    const refused = await engine.engine.refusedLogin({ accountId: account.id });
    expect(refused?.webAlert).toBe(page);
    if (!refused) return;
    expect(webAlertOf(account, refused)).toBe(page);
    const facts = await engine.engine.loginFacts({ accountId: account.id });
    const refusal = describeRefusal(account, refused, [], facts);
    expect(refusal).toMatchObject({ cause: "web_login_required", confidence: "certain" });
    expect(refusal.steps[0]).toMatchObject({ kind: "web-login", link: "web-alert" });
    // The page has no use for the address: it asks for the link by its name.
    expect(JSON.stringify([refusal, facts.record])).not.toContain("plt=");

    const elsewhere = { ...refused, webAlert: "https://accounts.google.com.evil.test/" };
    expect(() => webAlertOf(account, elsewhere)).toThrow("not-found");
    expect(describeRefusal(account, elsewhere, [], facts).steps[0]).not.toMatchObject({ link: "web-alert" });
  });
});

describe("a login that a person asks for with what is stored", () => {
  const smtpLogins = (server: ScriptedSmtp) =>
    server.commands.filter((line) => line.startsWith("AUTH")).length;

  /** Mail comes; the server for sending says no. */
  async function halfRefused() {
    const imap = await imapServer({ login: "TAG OK in" });
    const smtp = await startScriptedSmtp({ "AUTH PLAIN": "535 5.7.8 Authentication failed" });
    onTestFinished(() => smtp.close());
    const engine = await start(quickly);
    const address = "ann@letters.test";
    const account: AccountRecord = {
      id: randomUUID(),
      name: "Ann",
      address,
      providerId: undefined,
      servers: {
        imap: { host: "127.0.0.1", port: imap.port, security: "tls", userName: address },
        smtp: { ...smtp.target.server, userName: address },
      },
      pins: [{ host: "127.0.0.1", port: imap.port, sha256: certificates.sha256 }, ...smtp.target.pins],
      addedAt: Date.now(),
    };
    engine.passwords.set(account.id, password);
    await engine.engine.saveAccount(account);
    await become(engine, "ok");
    // Its two connections.
    await until("the second connection", () => logins(imap) === 2);
    const check = (servers: AccountRecord["servers"], asked: boolean) =>
      engine.engine.checkStored(
        { accountId: account.id, servers, pins: account.pins, asked },
        { signal: new AbortController().signal, report: () => {} },
      );
    return { imap, smtp, engine, account, check };
  }

  test("and that SMTP refuses is the last one by itself, over IMAP as well, also after a restart", async () => {
    const { imap, smtp, engine, account, check } = await halfRefused();
    await expect(check(account.servers, true)).rejects.toMatchObject({
      code: "login-refused",
      detail: { protocol: "smtp" },
    });
    expect(await state(engine)).toMatchObject({ kind: "sign-in-needed", protocol: "smtp" });
    expect((await health(engine, account.id)).events[0]).toMatchObject({ kind: "refused", protocol: "smtp" });
    await engine.engine["accounts.retry"]({ accountId: account.id });
    const again = await engine.again();
    engines.splice(engines.indexOf(engine), 1, again);
    await again.engine["accounts.retry"]({ accountId: account.id });
    await sleep(someTries);
    expect([logins(imap), smtpLogins(smtp)]).toEqual([3, 1]);
    expect(await state(again)).toMatchObject({ kind: "sign-in-needed" });
  });

  test("is tried once more when the person asks once more, and by nobody else", async () => {
    const { imap, smtp, account, check } = await halfRefused();
    await expect(check(account.servers, true)).rejects.toMatchObject({ code: "login-refused" });
    await expect(check(account.servers, true)).rejects.toMatchObject({ code: "login-refused" });
    expect([logins(imap), smtpLogins(smtp)]).toEqual([4, 2]);
    await expect(check(account.servers, false)).rejects.toMatchObject({ code: "sign-in-needed" });
    expect([logins(imap), smtpLogins(smtp)]).toEqual([4, 2]);
  });

  test("and that another server refuses leaves the mail of this one coming", async () => {
    const { engine, account, check } = await halfRefused();
    const { imap, smtp } = account.servers;
    await expect(
      check({ imap, smtp: { ...smtp, userName: "somebody@else.test" } }, true),
    ).rejects.toMatchObject({ code: "login-refused" });
    expect(await state(engine)).toMatchObject({ kind: "ok" });
  });
});

describe("what passes", () => {
  test.each([
    ["unavailable", { login: "TAG NO [UNAVAILABLE] Temporary authentication failure." }, "error"],
    [
      "too many connections",
      { login: "TAG NO [ALERT] Too many simultaneous connections. (Failure)" },
      "throttled",
    ],
    ["a limit", { login: "TAG NO [LIMIT] Ten at a time" }, "throttled"],
    ["in use", { login: "TAG NO [INUSE] Locked" }, "throttled"],
    ["later, in German", { login: "TAG NO Anmeldung vorübergehend nicht möglich" }, "error"],
    ["often, in Chinese", { login: "TAG NO 登录过于频繁" }, "throttled"],
    [
      "a mailbox that Exchange does not open",
      { login: "TAG OK in", namespace: "TAG BAD User is authenticated but not connected." },
      "error",
    ],
  ] as const)("%s: tried again, quiet the first time, and over by itself", async (_name, first, kind) => {
    const answers: Answers = { ...first };
    const server = await imapServer(answers);
    const engine = await start({ backoff: { first: 400, most: 400 } });
    const { id: accountId } = await accountAt(engine, server);
    expect(await become(engine, kind)).toMatchObject({ quiet: true });
    const alarming = await until("the second time", async () => {
      const now = await state(engine);
      return now?.kind === kind && !("quiet" in now && now.quiet) && now;
    });
    expect(alarming).toMatchObject({ retryAt: expect.any(Number) });
    expect(logins(server)).toBeGreaterThanOrEqual(2);
    expect(await engine.engine.refusedLogin({ accountId })).toBeUndefined();
    const [failed] = (await health(engine, accountId)).events;
    expect(failed).toMatchObject({ kind: "failed", protocol: "imap" });
    expect(failed?.times).toBeGreaterThanOrEqual(2);

    answers.login = "TAG OK in";
    delete answers.namespace;
    await become(engine, "ok");
    expect((await health(engine, accountId)).acceptedAt.imap).toBeDefined();
  });

  test("a host that asks for a pause is spared by the other accounts there, which say why, and all recover", async () => {
    const answers: Answers = { login: "TAG NO [LIMIT] Ten at a time" };
    const [asking, other] = [await imapServer(answers), await imapServer({ login: "TAG OK in" })];
    const engine = await start({ backoff: { first: 3_000, most: 3_000 } });
    const states = async () => (await engine.engine["accounts.list"](undefined)).map((each) => each.state);
    await accountAt(engine, asking);
    await become(engine, "throttled");
    const { id } = await accountAt(engine, other, undefined, "bob@letters.test");
    const waiting = await until("the wait", async () => {
      const [, second] = await states();
      return second?.kind === "throttled" && second;
    });
    expect(waiting).toMatchObject({ withOthers: true, quiet: true, serverText: "Ten at a time" });
    expect(logins(other)).toBe(0);
    expect((await health(engine, id)).events[0]).toMatchObject({ kind: "failed", code: "host-paused" });
    answers.login = "TAG OK in";
    await until("both", async () => (await states()).every(({ kind }) => kind === "ok"));
    expect((await health(engine, id)).acceptedAt.imap).toBeGreaterThanOrEqual(waiting.since + 1_500);
  });

  test("a person who says now does not wait for a host's pause", async () => {
    const [asking, other] = [
      await imapServer({ login: "TAG NO [LIMIT] Ten at a time" }),
      await imapServer({ login: "TAG OK in" }),
    ];
    const engine = await start({ backoff: { first: 600_000, most: 600_000 } });
    await accountAt(engine, asking);
    await become(engine, "throttled");
    const { id: accountId } = await accountAt(engine, other, undefined, "bob@letters.test");
    const second = async () => (await engine.engine["accounts.list"](undefined))[1]?.state.kind;
    await until("the wait", async () => (await second()) === "throttled");
    await engine.engine["accounts.retry"]({ accountId });
    await until("the connection", async () => (await second()) === "ok");
    expect(logins(asking)).toBe(1);
  });

  test("a server that hangs up after each login is not logged in to every second for ever", async () => {
    const address = real.person("kicked");
    const engine = await start({ backoff: { first: 60_000, most: 60_000 } });
    const { servers, certificate } = real.servers;
    await engine.addAccount(address, password, servers(address), certificate);
    for (let kicks = 0; kicks < 4; kicks++) {
      await become(engine, "ok");
      await real.servers.kick(address);
      await until("the loss", async () => (await state(engine))?.kind !== "ok");
    }
    const waiting = await become(engine, "offline");
    expect(waiting.quiet).toBeUndefined();
    expect((waiting.retryAt ?? 0) - waiting.since).toBeGreaterThan(10_000);
    // A person who says "now" is not kept waiting.
    const accountId = (await engine.engine["accounts.list"](undefined))[0]?.id ?? "";
    await engine.engine["accounts.retry"]({ accountId });
    await become(engine, "ok");
  });
});
