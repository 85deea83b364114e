// The embedded IMAP and SMTP servers of the practice place, walked through as a mail program does it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Practice, startPractice } from "../provider/practice.ts";
import { signedInClient } from "../support/practice-client.ts";

let folder = "";
let practice: Practice;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gp-practice-"));
  practice = await startPractice({ folder, providerId: "mail-com" });
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

const servers = () => {
  const domain = practice.domains.find((one) => one.providerId === "mail-com");
  if (!domain) throw new Error("no practice domain");
  return domain;
};

const open: ImapFlow[] = [];
async function client(user = practice.address, pass = practice.password): Promise<ImapFlow> {
  const { host, port } = servers().servers.imap;
  const made = new ImapFlow({
    host,
    port,
    secure: true,
    auth: { user, pass },
    tls: { ca: servers().authority },
    logger: false,
    disableAutoIdle: true,
  });
  made.on("error", () => {}); // tests look at `close`
  open.push(made);
  await made.connect();
  return made;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => (one.usable ? one.logout().catch(() => {}) : undefined)));
});

function smtp(pass = practice.password) {
  const { host, port } = servers().servers.smtp;
  const auth = { user: practice.address, pass };
  return createTransport({ host, port, secure: true, auth, tls: { ca: servers().authority } });
}

/** imapflow answers false where there is nothing. */
async function there<Value>(found: Promise<Value | false>): Promise<Value> {
  const value = await found;
  if (value === false) throw new Error("nothing was found");
  return value;
}

const raw = (n: number): string =>
  [
    "From: =?utf-8?Q?=C3=9Cnit?= <unit@letters.example>",
    `To: ${practice.address}`,
    `Subject: =?utf-8?B?${Buffer.from(`Größe ${n}`).toString("base64")}?=`,
    `Message-ID: <walk-${n}@letters.example>`,
    "References: <first@letters.example>",
    " <second@letters.example>",
    "Date: Sun, 01 Nov 2026 10:00:00 +0000",
    "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=cut",
    "",
    "Nobody reads this.",
    "--cut",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `body zebra${n} ä`,
    "--cut",
    'Content-Type: application/pdf; name="x.pdf"',
    "Content-Disposition: attachment; filename=x.pdf",
    "Content-Transfer-Encoding: base64",
    "",
    "JVBERg==",
    "--cut--",
    "",
  ].join("\r\n");

describe("the embedded IMAP server", () => {
  let box = "";
  let count = 0;
  let one: ImapFlow;

  beforeEach(async () => {
    count += 1;
    box = `Walk ${count}`;
    one = await client();
    await one.mailboxCreate(box);
    await one.append(box, raw(1), ["\\Seen"], new Date("2026-11-01T10:01:00Z"));
    await one.append(box, raw(2));
    await one.append(box, raw(3), ["$Label1"]);
    await one.mailboxOpen(box);
  });

  it("lists the mailboxes with their uses, numbers and subscriptions", async () => {
    const list = await one.list({ statusQuery: { messages: true, unseen: true } });
    const uses = Object.fromEntries(list.map((mailbox) => [mailbox.path, mailbox.specialUse]));
    expect(uses).toMatchObject({
      INBOX: "\\Inbox",
      Drafts: "\\Drafts",
      Sent: "\\Sent",
      Archive: "\\Archive",
      Junk: "\\Junk",
      Trash: "\\Trash",
    });
    expect(list.map((mailbox) => mailbox.path)).toContain("Projekte/Gärten");
    const inbox = list.find((mailbox) => mailbox.path === "INBOX");
    expect(inbox?.status?.messages).toBeGreaterThan(20);
    expect(inbox?.subscribed).toBe(true);
  });

  it("makes, renames and deletes mailboxes, also with letters outside ASCII and below others", async () => {
    const made = await one.mailboxCreate(`Prüfung ${count}/日本`);
    expect(made.created).toBe(true);
    await one.mailboxRename(`Prüfung ${count}`, `Übung ${count}`);
    const paths = async () => (await one.list()).map((mailbox) => mailbox.path);
    expect(await paths()).toEqual(expect.arrayContaining([`Übung ${count}`, `Übung ${count}/日本`]));
    await one.mailboxDelete(`Übung ${count}/日本`);
    await one.mailboxDelete(`Übung ${count}`);
    expect(await paths()).not.toContain(`Übung ${count}`);
    expect((await one.mailboxCreate(box)).created).toBe(false);
    await expect(one.mailboxDelete("INBOX")).rejects.toThrow();
    expect(await one.mailboxSubscribe(box)).toBe(true);
    expect(await one.mailboxUnsubscribe(box)).toBe(true);
  });

  it("tells numbers of a mailbox without opening it", async () => {
    expect(await there(one.status(box, { messages: true, unseen: true, uidNext: true }))).toMatchObject({
      messages: 3,
      unseen: 2,
      uidNext: 4,
    });
  });

  it("fetches envelope, flags, date, size and structure", async () => {
    const messages = [];
    for await (const message of one.fetch("1:*", {
      uid: true,
      envelope: true,
      flags: true,
      internalDate: true,
      size: true,
      bodyStructure: true,
    })) {
      messages.push(message);
    }
    expect(messages).toHaveLength(3);
    const [first] = messages;
    expect(first?.envelope).toMatchObject({
      subject: "Größe 1",
      messageId: "<walk-1@letters.example>",
      from: [{ name: "Ünit", address: "unit@letters.example" }],
      to: [{ address: practice.address }],
    });
    expect(first?.flags?.has("\\Seen")).toBe(true);
    expect(new Date(first?.internalDate ?? 0).getTime()).toBe(Date.parse("2026-11-01T10:01:00Z"));
    expect(first?.size).toBe(Buffer.byteLength(raw(1)));
    expect(first?.bodyStructure?.childNodes).toMatchObject([
      { part: "1", type: "text/plain", parameters: { charset: "utf-8" } },
      {
        part: "2",
        type: "application/pdf",
        disposition: "attachment",
        dispositionParameters: { filename: "x.pdf" },
      },
    ]);
  });

  it("fetches the whole, headers, single parts and pieces exactly", async () => {
    const whole = await there(one.fetchOne("2", { source: true }));
    expect(whole.source?.toString("utf8")).toBe(raw(2));
    const headers = await there(one.fetchOne("2", { headers: ["message-id", "references"] }));
    expect(headers.headers?.toString("utf8")).toBe(
      "Message-ID: <walk-2@letters.example>\r\nReferences: <first@letters.example>\r\n <second@letters.example>\r\n\r\n",
    );
    const parts = await there(one.fetchOne("2", { headers: true, bodyParts: ["1", "2", "2.mime", "text"] }));
    const part = (name: string) => parts.bodyParts?.get(name)?.toString("utf8");
    expect(part("1")).toBe("body zebra2 ä");
    expect(part("2")).toBe("JVBERg==");
    expect(part("2.mime")).toContain("Content-Disposition: attachment; filename=x.pdf");
    expect(`${parts.headers?.toString("utf8")}${part("text")}`).toBe(raw(2));
    const piece = await there(one.fetchOne("2", { source: { start: 6, maxLength: 10 } }));
    expect(piece.source?.toString()).toBe(raw(2).slice(6, 16));
    const download = await one.download("3", "2");
    let text = "";
    for await (const chunk of download.content ?? []) text += String(chunk);
    expect(text).toBe("%PDF");
    expect((await there(one.status(box, { unseen: true }))).unseen).toBe(2);
  });

  it("adds, removes and replaces flags and keywords", async () => {
    const flags = async () => {
      const message = await there(one.fetchOne("2", { flags: true }));
      return [...(message.flags || [])].sort();
    };
    await one.messageFlagsAdd("2", ["\\Flagged", "MyKeyword"]);
    expect(await flags()).toEqual(["MyKeyword", "\\Flagged"]);
    await one.messageFlagsRemove("2", ["\\Flagged"]);
    expect(await flags()).toEqual(["MyKeyword"]);
    await one.messageFlagsSet("2", ["\\Seen", "\\Answered"]);
    expect(await flags()).toEqual(["\\Answered", "\\Seen"]);
    const labelled = await there(one.fetchOne("3", { flags: true }));
    expect(labelled.flags?.has("$Label1")).toBe(true);
  });

  it("searches by state, text, header, date, size and number", async () => {
    expect(await one.search({ seen: false })).toEqual([2, 3]);
    expect(await one.search({ body: "zebra2" })).toEqual([2]);
    expect(await one.search({ body: "ZEBRA3 Ä" })).toEqual([3]);
    expect(await one.search({ subject: "Größe 3" })).toEqual([3]);
    expect(await one.search({ from: "ünit" })).toEqual([1, 2, 3]);
    expect(await one.search({ header: { "Message-ID": "walk-3@" } })).toEqual([3]);
    expect(await one.search({ keyword: "$Label1" })).toEqual([3]);
    expect(await one.search({ or: [{ body: "zebra1" }, { body: "zebra3" }] })).toEqual([1, 3]);
    expect(await one.search({ not: { seen: true }, uid: "1:2" })).toEqual([2]);
    expect(await one.search({ before: new Date("2026-11-02") })).toEqual([1]);
    expect(await one.search({ larger: 100_000 })).toEqual([]);
  });

  it("tells an idling program of new messages, changed flags and removed messages at once", async () => {
    const other = await client();
    await other.mailboxOpen(box);
    const idle = one.idle();
    const heard: string[] = [];
    one.on("exists", (event) => heard.push(`exists ${event.count}`));
    one.on("flags", (event) => heard.push(`flags ${event.seq} ${[...(event.flags ?? [])].join(" ")}`));
    one.on("expunge", (event) => heard.push(`expunge ${event.seq ?? event.uid}`));
    await other.append(box, raw(4));
    await expect.poll(() => heard).toContain("exists 4");
    await other.messageFlagsAdd("2", ["\\Flagged"]);
    await expect.poll(() => heard).toContain("flags 2 \\Flagged");
    await other.messageDelete("1");
    await expect.poll(() => heard).toContain("expunge 1");
    await one.noop();
    await idle;
    expect(await one.search({ all: true }, { uid: true })).toEqual([2, 3, 4]);
  });

  it("answers only what changed since a state (CONDSTORE)", async () => {
    const mailbox = one.mailbox;
    const before = mailbox ? mailbox.highestModseq : undefined;
    await one.messageFlagsAdd("3", ["\\Answered"]);
    const changed = [];
    for await (const message of one.fetch(
      "1:*",
      { uid: true, flags: true },
      { changedSince: before ?? 0n },
    )) {
      changed.push([message.uid, message.modseq]);
    }
    expect(changed).toEqual([[3, (before ?? 0n) + 1n]]);
  });

  it("copies, moves and expunges, and says the new numbers", async () => {
    const target = `${box} target`;
    await one.mailboxCreate(target);
    const copied = await one.messageCopy("1", target);
    expect(copied && [...(copied.uidMap ?? [])]).toEqual([[1, 1]]);
    const moved = await one.messageMove("1,2", target);
    expect(moved && [...(moved.uidMap ?? [])]).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(await one.search({ all: true }, { uid: true })).toEqual([3]);
    expect((await there(one.status(target, { messages: true }))).messages).toBe(3);
    await one.messageFlagsAdd("3", ["\\Deleted"], { uid: true });
    await one.mailboxOpen(target);
    await one.messageDelete("2", { uid: true });
    expect(await one.search({ all: true }, { uid: true })).toEqual([1, 3]);
    await expect(one.messageMove("1", "Nowhere")).resolves.toBe(false);
  });
});

describe("the embedded IMAP server, spoken to directly", () => {
  let socket: TLSSocket;
  let heard = "";

  beforeEach(async () => {
    heard = "";
    const { port } = servers().servers.imap;
    socket = connect({ port, host: "127.0.0.1", ca: servers().authority });
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
    });
    await expect.poll(() => heard).toContain("* OK");
  });
  afterEach(() => socket.destroy());

  async function say(line: string, until: RegExp): Promise<string> {
    heard = "";
    socket.write(`${line}\r\n`);
    await expect.poll(() => heard).toMatch(until);
    return heard;
  }

  it("answers nonsense with BAD and goes on", async () => {
    expect(await say("a1 FROBNICATE", /^a1 /m)).toMatch(/^a1 BAD/m);
    expect(await say("a2 SELECT INBOX", /^a2 /m)).toMatch(/^a2 BAD/m);
    expect(await say('a3 LOGIN "x', /^a3 /m)).toMatch(/^a3 BAD/m);
    expect(await say(`a4 LIST ${"(".repeat(500)}`, /^a4 /m)).toMatch(/^a4 BAD/m);
    expect(await say("", /BAD/)).toContain("* BAD");
    expect(await say("a5 NOOP", /^a5 /m)).toMatch(/^a5 OK/m);
  });

  it("takes literals, pipelined commands and a login in two steps", async () => {
    await say(`b1 LOGIN {${practice.address.length}}`, /^\+ /m);
    expect(await say(`${practice.address} "${practice.password}"`, /^b1 /m)).toMatch(/^b1 OK/m);
    const both = await say(
      "b2 EXAMINE INBOX\r\nb3 FETCH 1 (UID BODY[HEADER.FIELDS (SUBJECT)]<0.8>)",
      /^b3 /m,
    );
    expect(both).toMatch(/b2 OK \[READ-ONLY\]/);
    expect(both).toMatch(/\* 1 FETCH \(UID 1 BODY\[HEADER\.FIELDS \(SUBJECT\)\]<0> \{8\}\r\nSubject:\)/);
    expect(await say("b4 STORE 1 +FLAGS (\\Seen)", /^b4 /m)).toMatch(/^b4 NO \[READ-ONLY\]/m);
  });

  it("hangs up on a line or a literal that is too long", async () => {
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    expect(await say("c1 LOGIN {999999999}", /BYE/)).toContain("* BYE");
    await closed;
  });
});

describe("the embedded SMTP server", () => {
  it("delivers to other practice users and to oneself", async () => {
    const one = await client();
    await one.mailboxOpen("INBOX");
    const before = one.mailbox ? one.mailbox.exists : 0;
    await smtp().sendMail({
      from: practice.address,
      to: [practice.address, "mia@mailcom.test"],
      bcc: "jonas@mailcom.test",
      subject: "Für dich",
      text: "Da ist es.",
    });
    await expect
      .poll(async () => (await there(one.status("INBOX", { messages: true }))).messages)
      .toBe(before + 1);
    const mia = practice.mail.store.inbox("mia@mailcom.test").messages.at(-1);
    expect(mia?.raw.toString("utf8")).toContain("Message-ID:");
    const jonas = practice.mail.store.inbox("jonas@mailcom.test").messages.at(-1);
    expect(jonas?.raw.toString("utf8").toLowerCase()).not.toContain("bcc:");
  });

  it("keeps mail for the world on a visible list", async () => {
    await smtp().sendMail({
      from: practice.address,
      to: "friend@example.org",
      subject: "Into the <world>",
      text: "Hello",
    });
    expect(practice.mail.sent()[0]).toMatchObject({
      to: ["friend@example.org"],
      subject: "Into the <world>",
    });
  });

  it("refuses a wrong password, a foreign sender and an unknown practice user", async () => {
    await expect(smtp("wrong").verify()).rejects.toMatchObject({ responseCode: 535 });
    const mail = { from: practice.address, to: "nobody@mailcom.test", subject: "x", text: "x" };
    await expect(smtp().sendMail(mail)).rejects.toMatchObject({ responseCode: 550 });
    await expect(smtp().sendMail({ ...mail, from: "other@mailcom.test" })).rejects.toMatchObject({
      responseCode: 553,
    });
  });
});

describe("the practice place", () => {
  it("has mail that shows what a mail program must show", async () => {
    const one = await client();
    await one.mailboxOpen("INBOX");
    const subjects = [];
    for await (const message of one.fetch("1:*", { envelope: true, bodyStructure: true })) {
      subjects.push(message.envelope?.subject ?? "");
    }
    expect(subjects).toEqual(
      expect.arrayContaining(["Welcome to your practice mailbox", "お元気ですか", "Cake 🍰 on Saturday?"]),
    );
    expect(new Set(subjects).size).toBeGreaterThan(20);
  });

  it("goes on with the same account, ports and mail after a restart, and follows two-factor authentication", async () => {
    const own = join(folder, "again");
    const first = await startPractice({ folder: own, providerId: "mailfence" });
    first.mail.store.inbox(first.address).add(Buffer.from("Subject: kept\r\n\r\nkept\r\n"), Date.now(), []);
    const exists = first.mail.store.inbox(first.address).messages.length;
    await first.stop();
    const second = await startPractice({ folder: own, providerId: "mailfence" });
    try {
      expect(second.address).toBe("you@mailfence.test");
      expect([second.address, second.password, second.certificate]).toEqual([
        first.address,
        first.password,
        first.certificate,
      ]);
      expect(second.domains).toEqual(first.domains);
      expect(second.mail.store.inbox(second.address).messages).toHaveLength(exists);
    } finally {
      await second.stop();
    }
    expect(existsSync(join(own, "provider.sqlite"))).toBe(true);
    expect(JSON.parse(readFileSync(join(own, "ports.json"), "utf8"))).toHaveProperty("imap");
  });

  it("drops mail sessions when mail.com is activated, and then wants an application-specific password", async () => {
    const place = practice.provider;
    const address = "walker@mailcom.test";
    place.addUser({ address, password: "walk", phone: "+4915100000077" });
    const reader = await client(address, "walk");
    const closed = new Promise<void>((resolve) => reader.once("close", resolve));
    const api = await signedInClient(place, address, "walk");
    await api.post("/api/enrolment/start");
    await api.post("/api/enrolment/password", { password: "walk" });
    await api.post("/api/enrolment/sms");
    const code = /\b\d{6}\b/.exec(place.lastSms("+4915100000077")?.text ?? "")?.[0];
    await api.post("/api/enrolment/sms/confirm", { code });
    await api.post("/api/enrolment/authenticator/confirm", { digits: place.digits(address) });
    await api.post("/api/enrolment/secret-key");
    await api.post("/api/enrolment/continue");
    await api.post("/api/enrolment/continue");
    await api.post("/api/enrolment/activate");
    await closed;
    await expect(client(address, "walk")).rejects.toMatchObject({
      serverResponseCode: "AUTHENTICATIONFAILED",
      responseText: expect.stringContaining("access is not enabled"),
    });
    await api.call("PUT", "/api/access", { enabled: true });
    await expect(client(address, "walk")).rejects.toMatchObject({
      responseText: expect.stringContaining("application-specific password is needed"),
    });
    const made = await api.post("/api/app-passwords", { name: "Gatepost", password: "walk" });
    expect((await client(address, made.body.appPassword)).usable).toBe(true);
    expect(place.refusals(address)).toMatchObject({ "imap access-off": 1, "imap app-password": 1 });
  });
});
