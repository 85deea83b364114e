// What a person does with messages, against a real Dovecot: at once in the list, later on the server, exactly once.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { MessageAction, MessageRow } from "../../shared/models/message.ts";
import { type TestEngine, until } from "../support/engine.ts";
import { type FlakyLine, flakyLine } from "../support/flaky-line.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { password, realMail } from "../support/real-mail.ts";

const real = realMail();
let people = 0;
const { engines, start } = real;

const mail = (id: string) =>
  `From: Ada <ada@post.test>\r\nTo: b@post.test\r\nSubject: ${id}\r\nMessage-ID: <${id}@t>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n\r\nHello ${id}\r\n`;

interface Desk {
  readonly engine: TestEngine;
  readonly address: string;
  readonly line: FlakyLine;
  readonly accountId: string;
  readonly server: MailServers;
}

async function desk(ids: readonly string[], server = real.servers, domain = "post.test"): Promise<Desk> {
  const address = `worker${++people}@${domain}`;
  server.addUser({ address, password });
  for (const id of ids) await server.deliver(address, mail(id));
  const line = flakyLine();
  const engine = await start({ connect: line.connect });
  const accountId = await engine.addAccount(address, password, server.servers(address), server.certificate);
  await until("first sync", async () => {
    const [account] = await engine.engine["accounts.list"](undefined);
    const folders = await engine.engine["folders.list"](undefined);
    return (
      folders.length > 1 && account?.sync === undefined && folders.some((one) => one.total === ids.length)
    );
  });
  return { engine, address, line, accountId, server };
}

async function row(engine: TestEngine, subject: string): Promise<MessageRow> {
  const folders = await engine.engine["folders.list"](undefined);
  for (const { id } of folders) {
    const found = (await engine.rows(id)).find((one) => one.subject === subject);
    if (found) return found;
  }
  throw new Error(`no message ${subject}`);
}

async function act(engine: TestEngine, subjects: readonly string[], action: MessageAction): Promise<string> {
  const ids: number[] = [];
  for (const subject of subjects) ids.push((await row(engine, subject)).id);
  return (await engine.engine["messages.act"]({ messageIds: ids, action })).undoToken;
}

/** What the server has: `Folder: subject flags`, sorted. */
async function onServer({ server, address }: Desk): Promise<readonly string[]> {
  const text = await server.doveadm([
    "-f",
    "tab",
    "fetch",
    "-u",
    address,
    "mailbox hdr.subject flags",
    "ALL",
  ]);
  const lines = text.trim().split("\n").slice(1);
  return lines
    .map((line) =>
      line
        .split("\t")
        .map((cell) => cell.trim())
        .join(" ")
        .trim(),
    )
    .sort();
}

async function settled(engine: TestEngine): Promise<void> {
  await until("an empty queue", async () => {
    const [account] = await engine.engine["accounts.list"](undefined);
    return account?.state.kind === "ok" && account.waiting === 0;
  });
  await engine.engine.idle();
}

describe("online", () => {
  test("read, star, archive, delete and move reach the server; the list shows them at once", async () => {
    const place = await desk(["one", "two", "three", "four"]);
    const { engine } = place;
    await act(engine, ["one"], { kind: "read" });
    await act(engine, ["one"], { kind: "star" });
    await act(engine, ["two"], { kind: "archive" });
    await act(engine, ["three"], { kind: "delete" });
    const junk = await engine.role("junk");
    await act(engine, ["four"], { kind: "move", folderId: junk.id });
    expect(await row(engine, "one")).toMatchObject({ unread: false, starred: true });
    expect((await engine.inbox()).total).toBe(1);
    await settled(engine);
    const end = await onServer(place);
    expect(end.map((line) => line.replace(/ \\Recent/, ""))).toEqual(
      ["Archive two", "INBOX one \\Flagged \\Seen", "Junk four", "Trash three"].map((line) =>
        expect.stringContaining(line.split(" ").slice(0, 2).join(" ")),
      ),
    );
    expect(end.find((line) => line.includes("one"))).toMatch(/\\Flagged.*\\Seen|\\Seen.*\\Flagged/);
    // Deleting in the trash is for good.
    await act(engine, ["three"], { kind: "delete" });
    await settled(engine);
    expect((await onServer(place)).some((line) => line.includes("three"))).toBe(false);
  });

  test("undo takes back what is done, too", async () => {
    const place = await desk(["keep"]);
    const { engine } = place;
    const token = await act(engine, ["keep"], { kind: "archive" });
    await settled(engine);
    expect((await onServer(place))[0]).toContain("Archive keep");
    await engine.engine["messages.undo"]({ undoToken: token });
    expect((await engine.inbox()).total).toBe(1);
    await settled(engine);
    expect(await onServer(place)).toEqual([expect.stringContaining("INBOX keep")]);
    expect((await engine.inbox()).total).toBe(1);
    await expect(engine.engine["messages.undo"]({ undoToken: token })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("what the server refuses is taken back here and told", async () => {
    const place = await desk(["stuck"]);
    const { engine } = place;
    await place.server.doveadm(["mailbox", "create", "-u", place.address, "Gone"]);
    await engine.engine["accounts.retry"]({ accountId: place.accountId });
    const gone = await until("the folder", async () =>
      (await engine.engine["folders.list"](undefined)).find(({ name }) => name === "Gone"),
    );
    await engine.engine.idle();
    await place.server.doveadm(["mailbox", "delete", "-u", place.address, "Gone"]);
    await act(engine, ["stuck"], { kind: "move", folderId: gone.id });
    const notice = await until("the notice", () => engine.events.find(({ name }) => name === "app.notice"));
    expect(notice).toMatchObject({ data: { accountId: place.accountId, error: { code: "folder-missing" } } });
    expect((await row(engine, "stuck")).folderId).toBe((await engine.inbox()).id);
    expect(await onServer(place)).toEqual([expect.stringContaining("INBOX stuck")]);
  });
});

describe("offline", () => {
  test("a queue of many actions survives a restart and is replayed once, in order", async () => {
    const ids = Array.from({ length: 12 }, (_, n) => `m${n}`);
    const place = await desk(ids);
    place.line.unplug();
    await until(
      "offline",
      async () => (await place.engine.engine["accounts.list"](undefined))[0]?.state.kind === "offline",
    );
    const { engine } = place;
    await act(engine, ids, { kind: "read" });
    await act(engine, ["m0", "m1"], { kind: "unread" });
    await act(engine, ["m2", "m3"], { kind: "star" });
    await act(engine, ["m4", "m5"], { kind: "archive" });
    await act(engine, ["m4"], { kind: "delete" });
    const token = await act(engine, ["m6"], { kind: "delete" });
    await engine.engine["messages.undo"]({ undoToken: token });
    expect(await row(engine, "m5")).toMatchObject({ pending: true });
    expect((await engine.inbox()).total).toBe(10);
    const [account] = await engine.engine["accounts.list"](undefined);
    expect(account?.waiting).toBeGreaterThan(10);

    engines.splice(engines.indexOf(engine), 1);
    await engine.engine.close({});
    place.line.plug();
    const second = await start({
      folder: engine.folder,
      passwords: engine.passwords,
      connect: place.line.connect,
    });
    expect((await second.inbox()).total).toBe(10);
    await settled(second);
    const end = await onServer(place);
    expect(end).toHaveLength(12);
    expect(end.filter((line) => line.startsWith("Archive"))).toEqual([expect.stringContaining("m5")]);
    expect(end.filter((line) => line.startsWith("Trash"))).toEqual([expect.stringContaining("m4")]);
    const unread = end.filter((line) => !line.includes("\\Seen")).map((line) => line.split(" ")[1]);
    expect(unread).toEqual(["m0", "m1"]);
    expect(end.filter((line) => line.includes("\\Flagged"))).toHaveLength(2);
    await until(
      "the list agrees",
      async () => (await second.inbox()).unread === 2 && (await second.inbox()).total === 10,
    );
    for (const id of ids) expect((await row(second, id)).pending).toBe(false);
  });

  test.each(["before", "after"] as const)(
    "a move whose line breaks %s the server has done it: moved once",
    async (when) => {
      const place = await desk(["here", "there"]);
      place.line.breakAt("move", when);
      const { id } = await row(place.engine, "there");
      await act(place.engine, ["there"], { kind: "archive" });
      await until("the break", () => place.line.tries > 2);
      await settled(place.engine);
      expect(await onServer(place)).toEqual([
        expect.stringContaining("Archive there"),
        expect.stringContaining("INBOX here"),
      ]);
      const archive = await place.engine.role("archive");
      expect((await place.engine.rows(archive.id)).map((one) => one.id)).toEqual([id]);
    },
  );

  test("without MOVE: a copy whose line breaks before the removal leaves one message", async () => {
    const poor = await startMailServers({ domains: ["poor.test"] });
    try {
      await poor.pause();
      appendFileSync(join(poor.folder, "etc", "dovecot.conf"), "\nimap_capability = IMAP4rev1 UIDPLUS\n");
      await poor.start();
      const place = await desk(["stay", "go"], poor, "poor.test");
      const { line } = place;
      line.breakAt("move", "before");
      const tries = line.tries;
      await act(place.engine, ["go"], { kind: "archive" });
      await until("the break", () => line.tries > tries || line.broken);
      line.unplug();
      // What a COPY did that was never answered.
      await poor.doveadm(["copy", "-u", place.address, "Archive", "mailbox", "INBOX", "subject", "go"]);
      line.plug();
      await settled(place.engine);
      expect((await onServer(place)).map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual([
        "Archive go",
        "INBOX stay",
      ]);
    } finally {
      for (const engine of engines.splice(0)) await engine.stop();
      await poor.stop();
    }
  });

  test("archive makes the folder where there is none", async () => {
    const bare = await startMailServers({ domains: ["bare.test"] });
    try {
      await bare.pause();
      const file = join(bare.folder, "etc", "dovecot.conf");
      writeFileSync(file, readFileSync(file, "utf8").replace(/mailbox Archive \{[^}]*\}/, ""));
      await bare.start();
      const place = await desk(["file me"], bare, "bare.test");
      const roles = (await place.engine.engine["folders.list"](undefined)).map(({ role }) => role);
      expect(roles).not.toContain("archive");
      await act(place.engine, ["file me"], { kind: "archive" });
      await settled(place.engine);
      expect(await onServer(place)).toEqual([expect.stringContaining("Archive file me")]);
      await until("the folder is known", async () => (await place.engine.role("archive")).total === 1);
    } finally {
      for (const engine of engines.splice(0)) await engine.stop();
      await bare.stop();
    }
  });

  test("actions find their messages again after a new UIDVALIDITY", async () => {
    const place = await desk(["alpha", "beta", "gamma"]);
    place.line.unplug();
    await until(
      "offline",
      async () => (await place.engine.engine["accounts.list"](undefined))[0]?.state.kind === "offline",
    );
    await act(place.engine, ["alpha"], { kind: "star" });
    await act(place.engine, ["beta"], { kind: "archive" });
    await place.server.doveadm([
      "mailbox",
      "update",
      "-u",
      place.address,
      "--uid-validity",
      "424242",
      "INBOX",
    ]);
    place.line.plug();
    await settled(place.engine);
    expect((await onServer(place)).map((line) => line.replace(/\\\\(Recent|Seen)/g, "").trim())).toEqual([
      expect.stringContaining("Archive beta"),
      expect.stringMatching(/INBOX alpha .*Flagged/),
      expect.stringContaining("INBOX gamma"),
    ]);
    await until("the list agrees", async () => (await place.engine.inbox()).total === 2);
    expect(await row(place.engine, "beta")).toMatchObject({ pending: false });
  });

  test("flags of a message that somebody else removed do no harm", async () => {
    const place = await desk(["mine", "theirs"]);
    place.line.unplug();
    await until(
      "offline",
      async () => (await place.engine.engine["accounts.list"](undefined))[0]?.state.kind === "offline",
    );
    await act(place.engine, ["mine", "theirs"], { kind: "star" });
    await act(place.engine, ["theirs"], { kind: "archive" });
    await place.server.doveadm(["expunge", "-u", place.address, "mailbox", "INBOX", "subject", "theirs"]);
    place.line.plug();
    await settled(place.engine);
    await until("the list agrees", async () => (await place.engine.inbox()).total === 1);
    expect(await onServer(place)).toEqual([expect.stringMatching(/INBOX mine.*Flagged/)]);
    const archive = await place.engine.role("archive");
    await until("no ghost", async () => (await place.engine.rows(archive.id)).length === 0);
  });
});
