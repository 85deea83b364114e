// Sync against a real Dovecot: everything arrives, nothing is doubled or lost, whatever happens in between.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ImapConnection, Which } from "../../electron/core/mail/imap-connection.ts";
import type { NewMessage } from "../../electron/core/store/message-rows.ts";
import { type TestEngine, until } from "../support/engine.ts";
import { flakyLine } from "../support/flaky-line.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { generateMailbox } from "../support/mailbox.ts";
import { password, realMail } from "../support/real-mail.ts";

const real = realMail();
const { engines, start } = real;

const person = () => real.person("reader");

const add = (engine: TestEngine, address: string) =>
  engine.addAccount(address, password, real.servers.servers(address), real.servers.certificate);

async function complete(engine: TestEngine, total: number): Promise<void> {
  await until(`${total} messages`, async () => {
    const [account] = await engine.engine["accounts.list"](undefined);
    if (account?.state.kind !== "ok" || account.sync) return false;
    const folders = await engine.engine["folders.list"](undefined);
    return folders.some(({ role, total: here }) => role === "inbox" && here === total);
  });
}

const mail = (subject: string, id: string) =>
  `From: Ada <ada@post.test>\r\nTo: b@post.test\r\nSubject: ${subject}\r\nMessage-ID: <${id}@t>\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n\r\nHello ${id}\r\n`;

describe("first sync", () => {
  test("brings 1,200 messages, newest first, with counts from the store", async () => {
    const address = person();
    real.servers.fill(address, generateMailbox({ count: 1_200, owner: address }));
    const engine = await start();
    await add(engine, address);
    await complete(engine, 1_200);
    const inbox = await engine.inbox();
    const rows = await engine.rows(inbox.id);
    expect(rows).toHaveLength(1_200);
    expect(rows.map(({ date }) => date)).toEqual([...rows.map(({ date }) => date)].sort((a, b) => b - a));
    expect(inbox.unread).toBe(rows.filter(({ unread }) => unread).length);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1_200);
    expect(rows[0]?.subject).toContain("1199");
  });
});

describe("what the first sync asks", () => {
  /** An engine whose questions are written down; `answer` may change what comes back for a FETCH by place. */
  const watched = async (answer: (rows: readonly NewMessage[]) => readonly NewMessage[]) => {
    const asked: ("uids" | "by place" | "by UID")[] = [];
    const line = flakyLine();
    const engine = await start({
      connect: async (options) => {
        const connection = await line.connect(options);
        const watching: Partial<ImapConnection> = {
          allUids() {
            asked.push("uids");
            return connection.allUids();
          },
          async fetchHeaders(which, withDetails) {
            asked.push("uids" in which ? "by UID" : "by place");
            const rows = await connection.fetchHeaders(which, withDetails);
            return "uids" in which ? rows : answer(rows);
          },
        };
        return new Proxy(connection, {
          get: (target, name) => Reflect.get(name in watching ? watching : target, name, watching),
        });
      },
    });
    return { engine, asked };
  };

  test("places alone, of a server that hands out what it counts", async () => {
    const address = person();
    real.servers.fill(address, generateMailbox({ count: 600, owner: address }));
    const { engine, asked } = await watched((rows) => rows);
    await add(engine, address);
    await complete(engine, 600);
    expect(new Set(asked)).toEqual(new Set(["by place"]));
  });

  test("the UIDs of what a server has left out", async () => {
    const address = person();
    real.servers.fill(address, generateMailbox({ count: 600, owner: address }));
    const { engine, asked } = await watched((rows) => rows.filter(({ uid }) => uid % 50 !== 0));
    await add(engine, address);
    await complete(engine, 600);
    expect(asked.filter((question) => question !== "by place")).toEqual(["uids", "by UID"]);
    const rows = await engine.rows((await engine.inbox()).id);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(600);
  });
});

describe("a line that breaks", () => {
  test("in the middle of the first sync: it goes on, and fetches little twice", async () => {
    const address = person();
    real.servers.fill(address, generateMailbox({ count: 2_000, owner: address }));
    const line = flakyLine();
    let fetched = 0;
    const engine = await start({
      connect: async (options) => {
        const connection = await line.connect(options);
        return new Proxy(connection, {
          get: (target, name) =>
            name === "fetchHeaders"
              ? (which: Which, withDetails: boolean) => {
                  fetched += "uids" in which ? which.uids.length : which.to - which.from + 1;
                  return target.fetchHeaders(which, withDetails);
                }
              : Reflect.get(target, name, target),
        });
      },
    });
    line.breakAt("fetchHeaders", "after");
    await add(engine, address);
    await until("the break", () => line.broken);
    await complete(engine, 2_000);
    expect((await engine.rows((await engine.inbox()).id)).length).toBe(2_000);
    expect(fetched).toBeLessThanOrEqual(2_000 * 1.6);
  });

  test("a body that is not here is said to be not here, and comes when the line is back", async () => {
    const address = person();
    await real.servers.deliver(address, mail("Read me later", "later"));
    const line = flakyLine();
    const engine = await start({ connect: line.connect });
    await add(engine, address);
    await complete(engine, 1);
    const [row] = await engine.rows((await engine.inbox()).id);
    const messageId = row?.id ?? 0;
    line.unplug();
    await until(
      "offline",
      async () => (await engine.engine["accounts.list"](undefined))[0]?.state.kind === "offline",
    );
    const open = () => engine.engine["messages.open"]({ messageId });
    expect((await open()).body).toEqual({ state: "not-here" });
    line.plug();
    const body = await until("the body", async () => {
      const view = await open();
      return view.body.state === "ready" && view.body;
    });
    expect(body.text).toContain("Hello later");
    await until("the event", () =>
      engine.events.some(
        (event) => event.name === "messages.changed" && event.data.messageIds.includes(messageId),
      ),
    );
    await expect(engine.engine["messages.open"]({ messageId: 1 })).rejects.toMatchObject({
      code: "message-gone",
    });
  });

  test("an attachment comes whole, and is kept with its message", async () => {
    const address = person();
    const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, n) => n % 251));
    const lines = bytes.toString("base64").replace(/.{76}/g, "$&\r\n");
    const parts = [
      "From: ada@post.test",
      "Subject: With a paper",
      "Message-ID: <paper@t>",
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "See the paper.",
      "--b",
      'Content-Type: application/pdf; name="paper.pdf"',
      "Content-Disposition: attachment; filename=paper.pdf",
      "Content-Transfer-Encoding: base64",
      "",
      lines,
      "--b--",
      "",
    ];
    await real.servers.deliver(address, parts.join("\r\n"));
    const engine = await start();
    await add(engine, address);
    await complete(engine, 1);
    const [row] = await engine.rows((await engine.inbox()).id);
    expect(row?.hasAttachments).toBe(true);
    const messageId = row?.id ?? 0;
    const body = await engine.engine.bodyOf({ messageId });
    const [paper] = body.state === "ready" ? body.attachments : [];
    expect(paper).toMatchObject({ name: "paper.pdf", type: "application/pdf", size: 5_000 });
    const attached = await engine.engine.attachmentBytes({ messageId, index: paper?.index ?? -1 });
    expect(Buffer.from(attached.bytes).equals(bytes)).toBe(true);
    await expect(engine.engine.attachmentBytes({ messageId, index: 99 })).rejects.toMatchObject({
      code: "attachment-missing",
    });
  });
});

describe("afterwards", () => {
  test("new mail comes by IDLE, changes and removals elsewhere are seen", async () => {
    const address = person();
    for (const n of [1, 2, 3]) await real.servers.deliver(address, mail(`First ${n}`, `f${n}`));
    const engine = await start();
    await add(engine, address);
    await complete(engine, 3);
    const inbox = await engine.inbox();
    await real.servers.deliver(address, mail("Brought by IDLE", "idle"));
    await until("the new message", async () =>
      (await engine.rows(inbox.id)).some((row) => row.subject === "Brought by IDLE"),
    );
    await real.servers.doveadm([
      "flags",
      "add",
      "-u",
      address,
      "\\Seen",
      "mailbox",
      "INBOX",
      "subject",
      "First 1",
    ]);
    await real.servers.doveadm(["expunge", "-u", address, "mailbox", "INBOX", "subject", "First 2"]);
    const rows = await until("flag and removal", async () => {
      const now = await engine.rows(inbox.id);
      return now.length === 3 && now.some((row) => row.subject === "First 1" && !row.unread) && now;
    });
    expect(rows.map(({ subject }) => subject)).not.toContain("First 2");
    expect((await engine.inbox()).unread).toBe(2);
  });

  test("what changed while the program was closed is caught up, ids stay", async () => {
    const address = person();
    for (const n of [1, 2, 3, 4]) await real.servers.deliver(address, mail(`Old ${n}`, `o${n}`));
    const first = await start();
    await add(first, address);
    await complete(first, 4);
    const before = await first.rows((await first.inbox()).id);
    engines.splice(engines.indexOf(first), 1);
    await first.engine.close({});
    await real.servers.doveadm(["expunge", "-u", address, "mailbox", "INBOX", "subject", "Old 3"]);
    await real.servers.doveadm([
      "flags",
      "add",
      "-u",
      address,
      "\\Flagged",
      "mailbox",
      "INBOX",
      "subject",
      "Old 1",
    ]);
    await real.servers.deliver(address, mail("Newer", "newer"));
    const second = await start({ folder: first.folder, passwords: first.passwords });
    const rows = await until("the catch-up", async () => {
      const now = await second.rows((await second.inbox()).id);
      return now.some(({ subject }) => subject === "Newer") && now.length === 4 && now;
    });
    expect(rows.find(({ subject }) => subject === "Old 1")?.starred).toBe(true);
    const kept = before.filter(({ subject }) => subject !== "Old 3").map(({ id }) => id);
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(kept));
  });

  test("the list is there before any network, from the store", async () => {
    const address = person();
    await real.servers.deliver(address, mail("Readable offline", "off"));
    const first = await start({ prefetch: 10 });
    const accountId = await add(first, address);
    await complete(first, 1);
    const [row] = await first.rows((await first.inbox()).id);
    await until("the body", async () => {
      const view = await first.engine["messages.open"]({ messageId: row?.id ?? 0 });
      return view.body.state === "ready";
    });
    engines.splice(engines.indexOf(first), 1);
    await first.engine.close({});
    const second = await start({
      folder: first.folder,
      passwords: first.passwords,
      connect: () => new Promise(() => {}),
    });
    expect((await second.rows((await second.inbox()).id))[0]?.subject).toBe("Readable offline");
    const view = await second.engine["messages.open"]({ messageId: row?.id ?? 0 });
    expect(view.body).toMatchObject({ state: "ready", text: expect.stringContaining("Hello off") });
    expect((await second.engine["accounts.list"](undefined))[0]).toMatchObject({
      id: accountId,
      state: { kind: "connecting" },
    });
  });

  test("a new UIDVALIDITY doubles nothing and keeps bodies and ids", async () => {
    const address = person();
    for (const n of [1, 2, 3]) await real.servers.deliver(address, mail(`Stays ${n}`, `s${n}`));
    const first = await start({ prefetch: 10 });
    await add(first, address);
    await complete(first, 3);
    const inbox = await first.inbox();
    await until("bodies", async () =>
      (await first.rows(inbox.id)).every(({ snippet }) => snippet.startsWith("Hello")),
    );
    const before = await first.rows(inbox.id);
    engines.splice(engines.indexOf(first), 1);
    await first.engine.close({});
    await real.servers.doveadm(["mailbox", "update", "-u", address, "--uid-validity", "987654", "INBOX"]);
    await real.servers.deliver(address, mail("After the change", "after"));
    const second = await start({ folder: first.folder, passwords: first.passwords });
    await until("the new message", async () => (await second.inbox()).total === 4);
    await second.engine.idle();
    const rows = await second.rows(inbox.id);
    expect(rows).toHaveLength(4);
    for (const row of before)
      expect(rows.find(({ id }) => id === row.id)).toMatchObject({
        subject: row.subject,
        snippet: row.snippet,
      });
  });
});

describe("an unhelpful server", () => {
  test.each([
    ["without QRESYNC", "IMAP4rev1 NAMESPACE CHILDREN UIDPLUS CONDSTORE ENABLE MOVE"],
    ["without CONDSTORE, UIDPLUS, MOVE and SPECIAL-USE", "IMAP4rev1"],
  ])("%s: catches up all the same", async (_name, capabilities) => {
    const poor = await startMailServers({ domains: ["poor.test"] });
    try {
      await limitCapabilities(poor, capabilities);
      const address = "reader@poor.test";
      poor.addUser({ address, password });
      for (const n of [1, 2, 3, 4, 5]) await poor.deliver(address, mail(`Poor ${n}`, `p${n}`));
      const engine = await start();
      await engine.addAccount(address, password, poor.servers(address), poor.certificate);
      await complete(engine, 5);
      const inbox = await engine.inbox();
      expect((await engine.role("sent")).name).toBe("Sent");
      await poor.doveadm(["expunge", "-u", address, "mailbox", "INBOX", "subject", "Poor 2"]);
      await poor.doveadm(["flags", "add", "-u", address, "\\Seen", "mailbox", "INBOX", "subject", "Poor 1"]);
      await poor.deliver(address, mail("Poor and new", "pn"));
      const [account] = await engine.engine["accounts.list"](undefined);
      await engine.engine["accounts.retry"]({ accountId: account?.id ?? "" });
      const rows = await until("the catch-up", async () => {
        const now = await engine.rows(inbox.id);
        return now.some(({ subject }) => subject === "Poor and new") && now.length === 5 && now;
      });
      expect(rows.find(({ subject }) => subject === "Poor 1")?.unread).toBe(false);
    } finally {
      for (const engine of engines.splice(0)) await engine.stop();
      await poor.stop();
    }
  });
});

describe("folders", () => {
  test("nested and non-ASCII names, roles, hierarchy", async () => {
    const address = person();
    for (const name of ["Projekte", "Projekte/Küche & Bad", "Projekte/来週"])
      await real.servers.doveadm(["mailbox", "create", "-u", address, name]);
    await real.servers.deliver(address, mail("In the kitchen", "kitchen"), "Projekte/Küche & Bad");
    const engine = await start();
    await add(engine, address);
    await complete(engine, 0);
    await until("the nested folder", async () =>
      (await engine.engine["folders.list"](undefined)).some(({ total }) => total === 1),
    );
    const folders = await engine.engine["folders.list"](undefined);
    const parent = folders.find(({ name }) => name === "Projekte");
    const kitchen = folders.find(({ name }) => name === "Küche & Bad");
    expect(kitchen).toMatchObject({ parentId: parent?.id, total: 1, unread: 1 });
    expect(folders.map(({ name }) => name)).toContain("来週");
    expect(folders.map(({ role }) => role)).toEqual(
      expect.arrayContaining(["inbox", "sent", "drafts", "trash", "junk", "archive"]),
    );
  });

  test("search finds words of subjects, senders and stored bodies, newest first", async () => {
    const address = person();
    await real.servers.deliver(address, mail("Größenänderung im Lager", "size"));
    await real.servers.deliver(address, mail("Lunch", "lunch"));
    const engine = await start({ prefetch: 10 });
    await add(engine, address);
    await complete(engine, 2);
    const inbox = await engine.inbox();
    await until("bodies", async () => (await engine.rows(inbox.id)).every(({ snippet }) => snippet !== ""));
    const search = async (text: string) =>
      (
        await engine.engine["messages.list"]({ view: { kind: "search", text }, offset: 0, limit: 50 })
      ).rows.map(({ subject }) => subject);
    expect(await search("grossen")).toEqual([]);
    expect(await search("größenän")).toEqual(["Größenänderung im Lager"]);
    expect(await search("hello lunch")).toEqual(["Lunch"]);
    expect(await search("from:ada is:unread")).toHaveLength(2);
    expect(await search('subject:"im lager"')).toEqual(["Größenänderung im Lager"]);
    expect(await search('"; DROP TABLE messages; --')).toEqual([]);
    expect(await search("***")).toEqual([]);
  });
});

/** Dovecot announces only these after the login. */
async function limitCapabilities(poor: MailServers, capabilities: string): Promise<void> {
  const file = join(poor.folder, "etc", "dovecot.conf");
  await poor.pause();
  appendFileSync(file, `\nimap_capability = ${capabilities}\n`);
  await poor.start();
}
