// Drafts and sending with the whole engine, against a real Postfix and a real Dovecot.
import { describe, expect, test } from "vitest";
import type { DraftFields } from "../../shared/models/draft.ts";
import { type TestEngine, until } from "../support/engine.ts";
import { type FlakyLine, flakyLine } from "../support/flaky-line.ts";
import { startMailServers } from "../support/mail-servers.ts";
import { password, realMail } from "../support/real-mail.ts";

const real = realMail();
const { engines, start } = real;

interface Desk {
  readonly engine: TestEngine;
  readonly line: FlakyLine;
  readonly accountId: string;
  readonly address: string;
  readonly other: string;
}

async function desk(undoSeconds = 0): Promise<Desk> {
  const address = real.person("writer");
  const other = real.person("reader");
  const line = flakyLine();
  const engine = await start({ connect: line.connect });
  const data = { theme: "system", clipboardSeconds: 30, undoSeconds, markReadOnOpen: true };
  await engine.engine.putRecord({ kind: "settings", id: "settings", data });
  const accountId = await engine.addAccount(
    address,
    password,
    real.servers.servers(address),
    real.servers.certificate,
  );
  await online(engine);
  return { engine, line, accountId, address, other };
}

const online = (engine: TestEngine) =>
  until("connection", async () => {
    const [account] = await engine.engine["accounts.list"](undefined);
    const folders = await engine.engine["folders.list"](undefined);
    return account?.state.kind === "ok" && folders.length > 0;
  });

async function draft({ engine, accountId, other }: Desk, change: Partial<DraftFields> = {}): Promise<string> {
  const { id } = await engine.engine["drafts.create"]({ mode: "new", accountId });
  const fields = { accountId, to: other, cc: "", bcc: "", subject: "Hello", text: "Text", ...change };
  await engine.engine["drafts.save"]({ draftId: id, fields });
  return id;
}

const outbox = ({ engine }: Desk) => engine.engine["outbox.list"](undefined);
const state = async (here: Desk) => (await outbox(here))[0]?.state;

/** Subjects in a mailbox; none if it is not there. */
async function subjects(address: string, mailbox: string): Promise<readonly string[]> {
  const text = await real.servers
    .doveadm(["-f", "tab", "fetch", "-u", address, "hdr.subject", "mailbox", mailbox])
    .catch(() => "");
  return text.trim().split("\n").slice(1);
}

describe("a message", () => {
  test("is sent once, arrives, and has one copy in Sent with its Bcc", async () => {
    const here = await desk();
    const draftId = await draft(here, { bcc: here.address });
    await here.engine.engine["drafts.send"]({ draftId });
    await until("an empty outbox", async () => (await outbox(here)).length === 0);
    await until("the message", async () => (await subjects(here.other, "INBOX")).length === 1);
    await until("the blind copy", async () => (await subjects(here.address, "INBOX")).length === 1);
    expect(await subjects(here.address, "Sent")).toEqual(["Hello"]);
    const sent = await real.servers.doveadm(["fetch", "-u", here.address, "text flags", "mailbox", "Sent"]);
    expect(sent).toContain(`Bcc: ${here.address}`);
    expect(sent).toContain("\\Seen");
    const arrived = await real.servers.doveadm(["fetch", "-u", here.other, "text", "mailbox", "INBOX"]);
    expect(arrived).not.toMatch(/^bcc:/im);
  });

  test("written offline is kept, counted, and leaves when the server is back", async () => {
    const here = await desk();
    const away = await startMailServers({ domains: ["away.test"] });
    try {
      const address = "writer@away.test";
      away.addUser({ address, password });
      const accountId = await here.engine.addAccount(
        address,
        password,
        away.servers(address),
        away.certificate,
      );
      await until("both accounts", async () =>
        (await here.engine.engine["accounts.list"](undefined)).every(({ state }) => state.kind === "ok"),
      );
      await away.pause();
      const there = { ...here, accountId, other: address };
      await here.engine.engine["drafts.send"]({ draftId: await draft(there) });
      await until("waiting", async () => (await state(there)) === "waiting");
      expect((await outbox(there))[0]?.error?.code).toBe("connection-refused");
      const view = (await here.engine.engine["accounts.list"](undefined)).find(({ id }) => id === accountId);
      expect(view?.waiting).toBe(1);
      await away.start();
      // Dovecot is there before Postfix, so the first try by itself may have come too early; a person asks again.
      const [item] = await outbox(there);
      if (item) await here.engine.engine["outbox.retry"]({ outboxId: item.id });
      await until("an empty outbox", async () => (await outbox(there)).length === 0);
      const read = (mailbox: string) =>
        away
          .doveadm(["-f", "tab", "fetch", "-u", address, "hdr.subject", "mailbox", mailbox])
          .catch(() => "");
      await until("the message", async () => (await read("INBOX")).includes("Hello"));
      expect((await read("Sent")).trim().split("\n").slice(1)).toEqual(["Hello"]);
    } finally {
      await away.stop();
    }
  });

  test("is held while the password is refused, over IMAP and SMTP, and sent after signing in", async () => {
    const here = await desk();
    const logins = () => real.servers.log().filter(({ user }) => user === here.address);
    // The connection that listens must be there, or it would be the first to be refused.
    await until("both connections", () => logins().length === 2);
    real.servers.setPassword(here.address, "Another-Horse-2");
    const refusals = () => logins().filter(({ accepted }) => !accepted);
    await here.engine.engine["drafts.send"]({ draftId: await draft(here) });
    await until("held", async () => (await state(here)) === "held");
    await here.engine.engine["drafts.send"]({ draftId: await draft(here, { subject: "Second" }) });
    await until("both held", async () => (await outbox(here)).every((item) => item.state === "held"));
    const [account] = await here.engine.engine["accounts.list"](undefined);
    expect(account?.state).toMatchObject({ kind: "sign-in-needed", protocol: "smtp" });
    expect(refusals()).toMatchObject([{ protocol: "smtp" }]);
    const refused = await here.engine.engine.refusedLogin({ accountId: here.accountId });
    expect(refused).toMatchObject({ protocol: "smtp", responseCode: "535 5.7.8" });

    here.engine.passwords.set(here.accountId, "Another-Horse-2");
    await here.engine.engine.resumeAccount({ accountId: here.accountId });
    await until("an empty outbox", async () => (await outbox(here)).length === 0);
    await until("both messages", async () => (await subjects(here.other, "INBOX")).length === 2);
    expect([...(await subjects(here.address, "Sent"))].sort()).toEqual(["Hello", "Second"]);
  });

  test("has one copy in Sent even if the line broke after the server had it", async () => {
    const here = await desk();
    // Not before the draft's own copy has been taken away again.
    const draftId = await draft(here);
    here.line.breakAt("append", "after");
    await here.engine.engine["drafts.send"]({ draftId });
    await until("the break", () => here.line.broken);
    await until("an empty outbox", async () => (await outbox(here)).length === 0);
    expect(await subjects(here.address, "Sent")).toEqual(["Hello"]);
    expect(await subjects(here.other, "INBOX")).toHaveLength(1);
  });

  test("taken back in time is a draft again, also over a restart", async () => {
    const here = await desk(60);
    const draftId = await draft(here, { bcc: "secret@post.test" });
    const { outboxId } = await here.engine.engine["drafts.send"]({ draftId });
    const again = await here.engine.again();
    engines.splice(engines.indexOf(here.engine), 1, again);
    const back = await again.engine["outbox.undo"]({ outboxId });
    expect(back.fields).toMatchObject({ bcc: "secret@post.test", subject: "Hello" });
    expect(await subjects(here.other, "INBOX")).toEqual([]);
  });

  test("that is answered is marked so on the server", async () => {
    const here = await desk();
    await real.servers.deliver(
      here.address,
      `From: ${here.other}\r\nTo: ${here.address}\r\nSubject: Question\r\nMessage-ID: <question@t>\r\n\r\nWhy?\r\n`,
    );
    const row = await until(
      "the question",
      async () => (await here.engine.rows((await here.engine.inbox()).id))[0],
    );
    const reply = await here.engine.engine["drafts.create"]({ mode: "reply", messageId: row.id });
    expect(reply.fields).toMatchObject({ to: here.other, subject: "Re: Question" });
    expect(reply.fields.text).toContain("> Why?");
    await here.engine.engine["drafts.send"]({ draftId: reply.id });
    await until("the flag", async () =>
      (await real.servers.doveadm(["fetch", "-u", here.address, "flags", "mailbox", "INBOX"])).includes(
        "\\Answered",
      ),
    );
    const arrived = await until("the answer", async () => {
      const text = await real.servers.doveadm(["fetch", "-u", here.other, "text", "mailbox", "INBOX"]);
      return text.includes("Re: Question") ? text : undefined;
    });
    expect(arrived).toContain("In-Reply-To: <question@t>");
  });
});
