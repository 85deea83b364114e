// Signing in with a token: a real OAuth2 server, Dovecot and Postfix that ask it, the real core with its threads. Logins
// are counted in the servers' log.
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../electron/core/store/database.ts";
import type { Refusal } from "../../shared/models/account.ts";
import type { DraftView } from "../../shared/models/draft.ts";
import type { FolderView, MessageRow } from "../../shared/models/message.ts";
import { searchBytes, sweepFiles } from "../support/canary-sweep.ts";
import { until } from "../support/engine.ts";
import { visit } from "../support/oauth-person.ts";
import { type OauthApp, oauthWorld, password } from "../support/oauth-world.ts";
import { readMailboxes } from "../support/server-messages.ts";

const world = oauthWorld("token.test");
afterEach(() => {
  world.oauth.down = false;
});

const logins = (address: string) => world.servers.log().filter(({ user }) => user === address);
const refused = (address: string) => logins(address).filter(({ accepted }) => !accepted);
const both = (address: string) =>
  until(
    "both connections",
    () => logins(address).filter(({ protocol }) => protocol === "imap").length >= 2 + 1,
  );

/** An account that signs in with a token; both its connections are up. */
async function added(
  name: string,
): Promise<{ readonly app: OauthApp; readonly address: string; readonly id: string }> {
  const app = await world.start();
  const address = world.person(name);
  const { job } = await app.inBrowser("oauth.addAccount", world.account(address));
  expect(job).toMatchObject({ state: "done" });
  await app.become(address, "ok");
  await both(address);
  return { app, address, id: (await app.account(address)).id };
}

const minutes = 60_000;
const refreshes = () => world.oauth.tokenRequests.filter((type) => type === "refresh_token").length;
const storedToken = (app: OauthApp, id: string) => app.keychain.items.get(`oauth/${id}`) ?? "";

describe("adding an account", () => {
  test("at the provider's page: a token for both servers, no password anywhere", async () => {
    const app = await world.start();
    const address = world.person("ada");
    const { job, page } = await app.inBrowser("oauth.addAccount", world.account(address));
    expect(job).toMatchObject({ state: "done", result: { kind: "account" } });
    expect(page).toContain("You can close this page");
    await app.become(address, "ok");
    const { id, signsInWith } = await app.account(address);
    expect(signsInWith).toBe("oauth");
    expect([...app.keychain.items.keys()].filter((name) => name.endsWith(id))).toEqual([`oauth/${id}`]);
    expect(refused(address)).toEqual([]);
    expect(logins(address).some(({ protocol }) => protocol === "smtp")).toBe(true);
  });

  test("consent that is refused is said so, and nothing is saved", async () => {
    const app = await world.start();
    const address = world.person("ben");
    const before = world.oauth.tokenRequests.length;
    const { job, page } = await app.inBrowser("oauth.addAccount", world.account(address), { refuses: true });
    expect(job).toMatchObject({
      state: "failed",
      error: { code: "oauth-refused", detail: { cause: "consent_required", name: "Example Mail" } },
    });
    expect(page).toContain("No permission was given");
    expect(await app.ask("accounts.list")).toEqual([]);
    expect(world.oauth.tokenRequests).toHaveLength(before);
    expect([...app.keychain.items.keys()]).toEqual(["database-key"]);
  });

  test("an answer with another state is turned away and uses nothing up: the right one is still taken", async () => {
    const app = await world.start();
    const address = world.person("cid");
    const before = world.oauth.tokenRequests.length;
    const { jobId } = await app.ask<{ jobId: string }>("oauth.addAccount", world.account(address));
    const opened = await until("the browser", () => app.platform.openedAddresses[0]);
    const wrong = await visit(opened, {
      meddle: (url) => {
        url.searchParams.set("state", "of somebody else");
        return url;
      },
    });
    expect(wrong).toMatchObject({ status: 400, text: expect.stringContaining("Nothing is waiting here") });
    expect(world.oauth.tokenRequests).toHaveLength(before);
    expect(await app.ask("jobs.get", { jobId })).toMatchObject({ state: "running", phase: "browser" });
    expect((await visit(opened)).status).toBe(200);
    const done = async () => (await app.ask<{ state: string }>("jobs.get", { jobId })).state === "done";
    await until("the account", done);
    await app.become(address, "ok");
    // One answer is all that is taken: the port is closed.
    await expect(visit(opened)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("cancelled while the browser is open: the port is closed, nothing is saved", async () => {
    const app = await world.start();
    const address = world.person("cora");
    const { jobId } = await app.ask<{ jobId: string }>("oauth.addAccount", world.account(address));
    const opened = await until("the browser", () => app.platform.openedAddresses[0]);
    await app.ask("jobs.cancel", { jobId });
    const cancelled = async () =>
      (await app.ask<{ state: string }>("jobs.get", { jobId })).state === "cancelled";
    await until("the end", cancelled);
    await expect(visit(opened)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(await app.ask("accounts.list")).toEqual([]);
  });

  test("an answer of another issuer is not used", async () => {
    const app = await world.start();
    const address = world.person("dan");
    const before = world.oauth.tokenRequests.length;
    const { job } = await app.inBrowser("oauth.addAccount", world.account(address), {
      meddle: (url) => {
        url.searchParams.set("iss", "https://evil.example");
        return url;
      },
    });
    expect(job).toMatchObject({ state: "failed", error: { code: "oauth-answer-invalid" } });
    expect(world.oauth.tokenRequests).toHaveLength(before);
  });

  test("another account in the browser than the one that is added: refused once, nothing saved", async () => {
    const app = await world.start();
    const address = world.person("eva");
    const other = world.person("fay");
    const { job } = await app.inBrowser("oauth.addAccount", world.account(address), { as: other });
    expect(job).toMatchObject({ state: "failed", error: { code: "oauth-login-refused" } });
    expect(await app.ask("accounts.list")).toEqual([]);
    expect(logins(address).length + logins(other).length).toBe(1);
  });
});

describe("a token that runs out", () => {
  test("is renewed five minutes before its end, in silence, and the refresh token is replaced", async () => {
    const { app, address, id } = await added("gus");
    const first = storedToken(app, id);
    const before = refreshes();
    const again = async () => {
      const seen = logins(address).length;
      await world.servers.kick(address);
      await until("two new logins", () => logins(address).length >= seen + 2);
    };
    app.clock.ahead = 54 * minutes;
    await again();
    expect(refreshes()).toBe(before);
    app.clock.ahead = 56 * minutes;
    await again();
    expect(refreshes() - before).toBe(1);
    expect(refused(address)).toEqual([]);
    expect(storedToken(app, id)).not.toBe(first);
  });

  test("too early costs one refused login and one refresh, for both connections together", async () => {
    const { app, address } = await added("hal");
    const before = refreshes();
    const seen = logins(address).length;
    await world.oauth.endAccess();
    await world.servers.kick(address);
    await until("two new logins", () => logins(address).length >= seen + 3);
    await app.become(address, "ok");
    expect(refused(address)).toHaveLength(1);
    expect(refreshes() - before).toBe(1);
  });

  test("while sending: the message goes out, once", async () => {
    const { app, address, id } = await added("ida");
    const friend = world.person("jan");
    await app.ask("settings.change", { undoSeconds: 0 });
    const draft = await app.ask<DraftView>("drafts.create", { mode: "new", accountId: id });
    const fields = { accountId: id, to: friend, cc: "", bcc: "", subject: "By token", text: "Hello" };
    await app.ask("drafts.save", { draftId: draft.id, fields });
    await world.oauth.endAccess();
    await app.ask("drafts.send", { draftId: draft.id });
    const found = () =>
      world.servers.doveadm(["search", "-u", friend, "mailbox", "INBOX", "subject", "By token"]);
    await until("the message", async () => (await found()) !== "");
    await until("an empty outbox", async () => (await app.ask<unknown[]>("outbox.list")).length === 0);
    expect((await found()).trim().split("\n")).toHaveLength(1);
    expect(refused(address)).toHaveLength(1);
    expect((await app.account(address)).state.kind).toBe("ok");
  });

  test("while the provider is down: waited for, never a wrong password", async () => {
    const { app, address, id } = await added("kim");
    world.oauth.down = true;
    app.clock.ahead = 56 * minutes;
    await world.servers.kick(address);
    expect(await app.become(address, "error")).toMatchObject({ code: "server-unavailable" });
    expect(refused(address)).toEqual([]);
    world.oauth.down = false;
    await app.ask("accounts.retry", { accountId: id });
    await app.become(address, "ok");
  });
});

test("that nothing has changed is proved with a permission too, one that has run out included", async () => {
  const { app, address, id } = await added("zoe");
  const { id: enrolmentId } = await app.ask<{ id: string }>("enrolment.start", { accountId: id });
  const seen = logins(address).length;
  expect(await app.job("enrolment.proveLogin", { enrolmentId })).toMatchObject({ state: "done" });
  expect(logins(address).slice(seen)).toEqual(
    (["imap", "smtp"] as const).map((protocol) => ({ user: address, protocol, accepted: true })),
  );
  const before = refreshes();
  await world.oauth.endAccess();
  expect(await app.job("enrolment.proveLogin", { enrolmentId })).toMatchObject({ state: "done" });
  expect(refreshes() - before).toBe(1);
  expect(refused(address)).toHaveLength(1);
  await world.oauth.revoke(storedToken(app, id));
  await world.servers.kick(address);
  await app.become(address, "sign-in-needed");
  expect(await app.job("enrolment.proveLogin", { enrolmentId })).toMatchObject({
    state: "failed",
    error: { code: "login-refused", detail: { protocol: "oauth" } },
  });
});

test("a permission that was taken back stops all logins, also after a restart, until the person agrees again", async () => {
  const { app, address, id } = await added("lea");
  await world.oauth.revoke(storedToken(app, id));
  await world.servers.kick(address);
  expect(await app.become(address, "sign-in-needed")).toMatchObject({ protocol: "oauth" });
  const refusal = await app.ask<Refusal>("accounts.refusal", { accountId: id });
  expect(refusal).toMatchObject({ cause: "oauth_refresh_rejected", protocol: "oauth", wants: "oauth" });
  expect(refusal.steps.map(({ kind }) => kind)).toEqual(["sign-in-with-oauth"]);
  const [asked, tried] = [refreshes(), logins(address).length];
  expect(refused(address).length).toBeLessThanOrEqual(1);
  await app.ask("accounts.retry", { accountId: id });
  await app.close();

  const second = await world.start(app);
  await second.become(address, "sign-in-needed");
  expect([refreshes(), logins(address).length]).toEqual([asked, tried]);

  const { job } = await second.inBrowser("oauth.signIn", { accountId: id });
  expect(job).toMatchObject({ state: "done" });
  await second.become(address, "ok");
});

test("two accounts have permissions of their own: taking one back leaves the other alone", async () => {
  const { app, address, id } = await added("mia");
  const other = world.person("ned");
  await app.inBrowser("oauth.addAccount", world.account(other));
  await app.become(other, "ok");
  await world.oauth.revoke(storedToken(app, id));
  for (const each of [address, other]) await world.servers.kick(each);
  await app.become(address, "sign-in-needed");
  await app.become(other, "ok");
  expect(refused(other)).toEqual([]);
});

test("after a restart one refresh is enough, and mail flows without a question", async () => {
  const { app, address } = await added("oli");
  await app.close();
  const before = refreshes();
  const opened = app.platform.openedAddresses.length;
  const second = await world.start(app);
  await second.become(address, "ok");
  await until(
    "both connections",
    () => logins(address).filter(({ protocol }) => protocol === "imap").length >= 5,
  );
  expect(refreshes() - before).toBe(1);
  expect(second.platform.openedAddresses).toHaveLength(0);
  expect(opened).toBe(1);
  expect(refused(address)).toEqual([]);
});

test("an account goes from its password to a token and back: messages, drafts and what waits stay as they are", async () => {
  const app = await world.start();
  const address = world.person("pia");
  for (const subject of ["One", "Two"])
    await world.servers.deliver(address, `From: a@b.test\r\nSubject: ${subject}\r\n\r\nwords\r\n`);
  expect(await app.job("accounts.add", { ...world.account(address), password })).toMatchObject({
    state: "done",
  });
  const { id } = await app.account(address);
  const rows = async () => {
    const inbox = (await app.ask<FolderView[]>("folders.list")).find(({ role }) => role === "inbox");
    const view = { kind: "folder", folderId: inbox?.id ?? 0 };
    return inbox
      ? (await app.ask<{ rows: MessageRow[] }>("messages.list", { view, offset: 0, limit: 9 })).rows
      : [];
  };
  const before = await until("the messages", async () => {
    const known = await rows();
    return known.length === 2 && known;
  });
  const inbox = async () =>
    (await readMailboxes(world.servers, address)).filter(({ mailbox }) => mailbox === "INBOX");
  const there = await inbox();
  // Passwords are taken no more; a draft, a change and a message wait.
  world.servers.setPassword(address, "Another-1");
  await world.servers.kick(address);
  await app.become(address, "sign-in-needed");
  const draft = await app.ask<DraftView>("drafts.create", { mode: "new", accountId: id });
  await app.ask("drafts.save", {
    draftId: draft.id,
    fields: { accountId: id, to: "", cc: "", bcc: "", subject: "Kept", text: "words" },
  });
  const messageId = before.find(({ subject }) => subject === "One")?.id;
  await app.ask("messages.act", { messageIds: [messageId], action: { kind: "star" } });
  const friend = world.person("quin");
  await app.ask("settings.change", { undoSeconds: 0 });
  const letter = await app.ask<DraftView>("drafts.create", { mode: "new", accountId: id });
  const fields = { accountId: id, to: friend, cc: "", bcc: "", subject: "Waits", text: "Hello" };
  await app.ask("drafts.save", { draftId: letter.id, fields });
  await app.ask("drafts.send", { draftId: letter.id });

  expect((await app.inBrowser("oauth.signIn", { accountId: id })).job).toMatchObject({ state: "done" });
  await app.become(address, "ok");
  await until("the change", async () => (await app.account(address)).waiting === 0);
  await until("an empty outbox", async () => (await app.ask<unknown[]>("outbox.list")).length === 0);
  const arrived = await until("the message", async () => {
    const messages = await readMailboxes(world.servers, friend);
    return messages.length > 0 && messages;
  });
  expect(arrived.map(({ subject }) => subject)).toEqual(["Waits"]);
  // The same messages under the same UIDs, one of them starred: nothing was put there anew.
  const starred = there.map((each) => (each.subject === "One" ? { ...each, flags: ["\\Flagged"] } : each));
  expect(await inbox()).toEqual(starred);
  expect((await rows()).map((row) => row.id)).toEqual(before.map((row) => row.id));
  expect((await app.ask<DraftView[]>("drafts.list")).map(({ fields }) => fields.subject)).toEqual(["Kept"]);
  expect([...app.keychain.items.keys()].filter((name) => name.endsWith(id))).toEqual([`oauth/${id}`]);
  expect((await app.account(address)).signsInWith).toBe("oauth");

  const back = await app.job("accounts.signIn", { accountId: id, password: "Another-1" });
  expect(back).toMatchObject({ state: "done" });
  await app.become(address, "ok");
  expect((await app.account(address)).signsInWith).toBe("password");
  expect([...app.keychain.items.keys()].filter((name) => name.endsWith(id))).toEqual([`account/${id}`]);
  expect((await rows()).map((row) => row.id)).toEqual(before.map((row) => row.id));
  expect(await inbox()).toEqual(starred);
  expect(refused(address)).toHaveLength(1);
});

test("no token is in the log, in an event, in an answer, in a file or in the database", async () => {
  const { app, address, id } = await added("ron");
  await world.oauth.revoke(storedToken(app, id));
  await world.servers.kick(address);
  await app.become(address, "sign-in-needed");
  const answers = await Promise.all(
    ["accounts.list", "jobs.list", "folders.list", "security.list"].map((name) => app.ask(name)),
  );
  const told = JSON.stringify([app.events, app.log.lines, answers, app.platform.openedAddresses]);
  const key = app.keychain.items.get("database-key") ?? "";
  await app.close();
  const canaries = world.oauth.issued.map((value) => ({ name: "token", value }));
  expect(canaries.length).toBeGreaterThan(2);
  expect(searchBytes("told", Buffer.from(told), canaries)).toEqual([]);
  const swept = sweepFiles([app.folder], canaries);
  expect(swept.files).toBeGreaterThan(0);
  expect(swept.hits).toEqual([]);
  const db = openDatabase(join(app.folder, "mail.db"), key);
  const tables = db.all<{ readonly name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const rows = tables
    .filter(({ name }) => !/fts|search/i.test(name))
    .map(({ name }) =>
      JSON.stringify(db.all(`SELECT * FROM "${name}"`), (_key, value: unknown) =>
        typeof value === "bigint" ? String(value) : value,
      ),
    );
  db.close();
  expect(rows.join("")).toContain(address);
  expect(searchBytes("database", Buffer.from(rows.join("")), canaries)).toEqual([]);
});
