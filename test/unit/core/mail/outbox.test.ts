// The outbox over a real store and a server that breaks where it hurts: a message is sent once, its copy is filed once,
// and nothing that was written is lost.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { SendInput } from "../../../../electron/core/mail/smtp.ts";
import type { Store } from "../../../../electron/core/store/store.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { defaultSettings } from "../../../../shared/models/app.ts";
import type { DraftFields } from "../../../../shared/models/draft.ts";
import {
  accountId,
  type Desk,
  type DeskServer,
  desk,
  deskServer,
  deskStore,
  reopenStore,
} from "../../../support/writing-desk.ts";

let store: Store;
let server: DeskServer;
let time: number;
let it: Desk;
const minute = 60_000;

const open = (sources?: ReadonlyMap<number, Uint8Array>) => {
  it = desk(store, server, { now: () => time, ...(sources ? { sources } : {}) });
  it.writing.start();
  return it;
};
const undoSeconds = (seconds: number) =>
  store.records.put("settings", "settings", { ...defaultSettings, undoSeconds: seconds });

beforeEach(() => {
  store = deskStore();
  server = deskServer();
  time = 1_795_000_000_000;
  undoSeconds(0);
  open();
  return async () => {
    await it.writing.stop();
    expect(it.faults()).toEqual([]);
    store.db.close();
  };
});

async function draft(change: Partial<DraftFields> = {}): Promise<string> {
  const { id, fields } = await it.calls["drafts.create"]({ mode: "new" });
  await it.calls["drafts.save"]({
    draftId: id,
    fields: {
      ...fields,
      to: "Bob <bob@example.test>",
      cc: "carol@example.test",
      bcc: "secret@example.test",
      subject: "Hello",
      text: "Text",
      ...change,
    },
  });
  return id;
}
const send = async (change: Partial<DraftFields> = {}) =>
  it.calls["drafts.send"]({ draftId: await draft(change) });
const list = () => it.calls["outbox.list"](undefined);
const state = async () => (await list()).map((item) => item.state);
const drafts = () => it.calls["drafts.list"](undefined);
const copies = () => [...server.folders.sent.values()];
const failOnce = (error: () => AppError, handOver = false) => {
  server.onSend = async (input: SendInput) => {
    server.onSend = undefined;
    if (handOver) input.onHandOver();
    throw error();
  };
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (failure: unknown) => (failure instanceof AppError ? failure.code : String(failure)),
  );

describe("sending", () => {
  test("gives the server the message without Bcc, files one copy with it, and forgets both draft and item", async () => {
    await send();
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
    expect(server.sent[0]?.to).toEqual(["bob@example.test", "carol@example.test", "secret@example.test"]);
    expect(server.sent[0]?.text).not.toContain("secret");
    expect(copies()).toHaveLength(1);
    expect(copies()[0]).toContain("Bcc: secret@example.test");
    expect(await drafts()).toEqual([]);
  });

  test.each([
    [{ to: "", cc: "", bcc: "" }, "recipients-missing"],
    [{ to: "bob@@example.test" }, "recipient-invalid"],
    [{ bcc: "b@example.com>\r\nRCPT TO:<evil@example.net" }, "recipient-invalid"],
  ])("with %j is refused and the draft stays", async (change, code) => {
    expect(await codeOf(send(change))).toBe(code);
    expect(await drafts()).toHaveLength(1);
    expect(server.logins).toBe(0);
  });

  test("two clicks send once", async () => {
    const draftId = await draft();
    const clicks = [it.calls["drafts.send"]({ draftId }), it.calls["drafts.send"]({ draftId })];
    const results = await Promise.allSettled(clicks);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
  });

  test("what was typed while the message was built is not lost", async () => {
    const draftId = await draft();
    const { fields } = await it.calls["drafts.get"]({ draftId });
    const sending = it.calls["drafts.send"]({ draftId });
    await it.calls["drafts.save"]({ draftId, fields: { ...fields, text: "one more line" } });
    expect(await codeOf(sending)).toBe("busy");
    expect((await drafts())[0]?.fields.text).toBe("one more line");
  });

  test("attachments go along and come back", async () => {
    undoSeconds(60);
    const draftId = await draft();
    await it.calls["drafts.attachBytes"]({
      draftId,
      name: "a.txt",
      type: "text/plain",
      bytes: Buffer.from("file"),
    });
    const { outboxId } = await it.calls["drafts.send"]({ draftId });
    const back = await it.calls["outbox.undo"]({ outboxId });
    expect(back.attachments).toMatchObject([{ name: "a.txt", type: "text/plain", size: 4 }]);
    undoSeconds(0);
    await it.calls["drafts.send"]({ draftId });
    await expect.poll(() => server.sent.length).toBe(1);
    expect(server.sent[0]?.text).toContain(Buffer.from("file").toString("base64"));
  });

  test("the message that was answered is marked, once it is sent", async () => {
    await it.writing.stop();
    store.db.run(
      `INSERT INTO folders (id, account_id, path, delimiter, name, role, selectable) VALUES (1, ?, 'INBOX', '/', 'INBOX', 'inbox', 1)`,
      [accountId],
    );
    store.messages.insert(accountId, 1, [
      {
        uid: 1,
        messageId: "<q@example.test>",
        inReplyTo: undefined,
        references: undefined,
        date: time,
        size: 10,
        subject: "Question",
        from: { name: "Bob", address: "bob@example.test" },
        to: "[]",
        cc: "[]",
        bcc: "[]",
        replyTo: "[]",
        flags: { seen: true, flagged: false, answered: false, deleted: false },
        hasAttachments: false,
      },
    ]);
    const id = store.messages.list({ kind: "folder", folderId: 1 }, 0, 1).rows[0]?.id ?? 0;
    const source =
      "From: Bob <bob@example.test>\r\nSubject: Question\r\nMessage-ID: <q@example.test>\r\n\r\nWhy?\r\n";
    open(new Map([[id, Buffer.from(source)]]));
    const reply = await it.calls["drafts.create"]({ mode: "reply", messageId: id });
    expect(reply.fields).toMatchObject({ to: "Bob <bob@example.test>", subject: "Re: Question" });
    await it.calls["drafts.send"]({ draftId: reply.id });
    await expect.poll(() => it.answered).toEqual([id]);
    expect(server.sent[0]?.text).toMatch(/^In-Reply-To: <q@example.test>\r$/m);
  });
});

describe("taking back", () => {
  test("within the time gives the draft with all fields, and nothing is sent", async () => {
    undoSeconds(60);
    const draftId = await draft();
    const before = await it.calls["drafts.get"]({ draftId });
    const { outboxId, undoUntil } = await it.calls["drafts.send"]({ draftId });
    expect(undoUntil).toBe(time + minute);
    expect(await list()).toMatchObject([{ state: "undo", undoUntil }]);
    const back = await it.calls["outbox.undo"]({ outboxId });
    expect(back).toMatchObject({ id: draftId, fields: before.fields });
    expect(await list()).toEqual([]);
    expect(server.logins).toBe(0);
  });

  test("is refused while it is being sent, and once it is sent", async () => {
    let release: (() => void) | undefined;
    server.onSend = async ({ envelope }) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { accepted: envelope.to, refused: [], serverMessageId: undefined };
    };
    const { outboxId } = await send();
    await expect.poll(state).toEqual(["sending"]);
    expect(await codeOf(it.calls["outbox.undo"]({ outboxId }))).toBe("busy");
    release?.();
    await expect.poll(list).toEqual([]);
    expect(await codeOf(it.calls["outbox.undo"]({ outboxId }))).toBe("not-found");
  });

  test("the program may be closed meanwhile; the message leaves at the next start", async () => {
    undoSeconds(60);
    await send();
    await it.writing.stop();
    time += 2 * minute;
    open();
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
  });
});

describe("a server that cannot or will not", () => {
  const later = [1, 5, 15, 60, 60];
  const soon = [0.5, 1, 2, 4, 6.4, 6.4];
  test.each([
    ["connection-lost", {}, soon],
    ["connection-refused", {}, soon],
    ["login-throttled", {}, soon],
    ["keychain-locked", {}, later],
    ["server-unavailable", { temporary: true }, later],
    ["recipients-refused", { temporary: true }, later],
  ] as const)("%s is tried again after a while, and after a longer one", async (code, detail, waits) => {
    server.onSend = () => Promise.reject(new AppError(code, detail));
    await send();
    for (const wait of waits) {
      await expect.poll(state).toEqual(["waiting"]);
      expect((await list())[0]?.error?.code).toBe(code);
      const tries = server.logins;
      time += wait * minute - 1;
      it.writing.resumed(accountId);
      expect(server.logins).toBe(tries);
      time += 1;
      it.writing.resumed(accountId);
      await expect.poll(() => server.logins).toBe(tries + 1);
    }
  });

  test("a connection that is back sends at once", async () => {
    failOnce(() => new AppError("connection-refused"));
    await send();
    await expect.poll(state).toEqual(["waiting"]);
    it.writing.online(accountId);
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
  });

  test.each(["message-refused", "message-too-large", "recipients-refused"] as const)(
    "%s is shown, not tried again, and can be edited",
    async (code) => {
      failOnce(() => new AppError(code, { serverText: "no", responseCode: "550 5.1.1" }), true);
      const { outboxId } = await send();
      await expect.poll(state).toEqual(["failed"]);
      expect((await list())[0]?.error).toMatchObject({ code, detail: { serverText: "no" } });
      const back = await it.calls["outbox.undo"]({ outboxId });
      expect(back.fields.bcc).toBe("secret@example.test");
      expect(server.logins).toBe(1);
    },
  );

  test("some recipients refused: the others have it, Sent has it, and the draft is for the rest", async () => {
    server.onSend = async ({ envelope, onHandOver }) => {
      onHandOver();
      const address = "carol@example.test";
      return {
        accepted: envelope.to.filter((to) => to !== address),
        refused: [{ address, serverText: "unknown", responseCode: "550 5.1.1", temporary: false }],
        serverMessageId: undefined,
      };
    };
    const { outboxId } = await send();
    await expect.poll(() => copies().length).toBe(1);
    expect(await list()).toMatchObject([
      {
        state: "failed",
        to: ["carol@example.test"],
        error: { code: "recipients-refused", detail: { recipients: "carol@example.test" } },
      },
    ]);
    const back = await it.calls["outbox.undo"]({ outboxId });
    expect(back.fields).toMatchObject({ to: "", cc: "carol@example.test", bcc: "" });
  });

  test("a password that is gone from the keychain holds the message until it is back", async () => {
    failOnce(() => new AppError("password-gone"));
    await send();
    await expect.poll(state).toEqual(["held"]);
    expect((await list())[0]?.error?.code).toBe("password-gone");
    expect(it.refused).toEqual([]);
    it.writing.online(accountId);
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
  });

  test("a refused login holds every message and is told once; signing in sends them", async () => {
    server.onSend = () =>
      Promise.reject(new AppError("login-refused", { protocol: "smtp", responseCode: "535" }));
    await send();
    await expect.poll(state).toEqual(["held"]);
    await send({ subject: "Second" });
    await expect.poll(state).toEqual(["held", "held"]);
    expect(server.logins).toBe(1);
    expect(it.refused).toHaveLength(1);
    it.writing.online(accountId);
    expect(await state()).toEqual(["held", "held"]);
    const [first] = await list();
    expect(await codeOf(it.calls["outbox.retry"]({ outboxId: first?.id ?? "" }))).toBe("sign-in-needed");

    server.onSend = undefined;
    store.accounts.setRefused(accountId, undefined);
    it.writing.resumed(accountId);
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(2);
  });

  test("while the account is paused nobody logs in", async () => {
    store.accounts.setPaused(accountId, "enrolment");
    await send();
    await expect.poll(state).toEqual(["held"]);
    expect(server.logins).toBe(0);
  });
});

describe("the copy in Sent", () => {
  test("waits until the account is connected", async () => {
    server.online = false;
    await send();
    await expect.poll(state).toEqual(["sent"]);
    server.online = true;
    it.writing.online(accountId);
    await expect.poll(list).toEqual([]);
    expect(copies()).toHaveLength(1);
    expect(server.sent).toHaveLength(1);
  });

  test("is not made twice if the line broke after the server had it", async () => {
    let filed = false;
    server.onAppend = async (text, role) => {
      if (filed || role === "drafts") return;
      filed = true;
      server.folders.sent.set(7, text);
      throw new AppError("connection-lost");
    };
    await send();
    await expect.poll(() => filed).toBe(true);
    await expect.poll(state).toEqual(["sent"]);
    it.writing.online(accountId);
    await expect.poll(list).toEqual([]);
    expect(copies()).toHaveLength(1);
  });

  test("that a full mailbox refuses is said, and tried again", async () => {
    server.onAppend = async (_text, role) => {
      if (role === "sent") throw new AppError("over-quota");
    };
    await send();
    await expect.poll(async () => (await list())[0]?.error?.code).toBe("over-quota");
    expect(await state()).toEqual(["sent"]);
    server.onAppend = undefined;
    const [item] = await list();
    await it.calls["outbox.retry"]({ outboxId: item?.id ?? "" });
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
  });
});

describe("a line that broke after the hand-over", () => {
  const unknown = () => new AppError("sent-unknown");

  test("is not sent again by itself, only by the person", async () => {
    failOnce(unknown, true);
    const { outboxId } = await send();
    await expect.poll(state).toEqual(["unknown"]);
    time += 24 * 60 * minute;
    it.writing.online(accountId);
    it.writing.resumed(accountId);
    expect(await state()).toEqual(["unknown"]);
    expect(server.logins).toBe(1);
    await it.calls["outbox.retry"]({ outboxId });
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
  });

  test("is known to be sent if it is found in Sent", async () => {
    failOnce(unknown, true);
    await send();
    await expect.poll(state).toEqual(["unknown"]);
    const messageId = store.db.get<{ id: string }>("SELECT message_id_header AS id FROM outbox")?.id;
    server.folders.sent.set(1, `Message-ID: ${messageId}\r\n\r\n`);
    it.writing.online(accountId);
    await expect.poll(list).toEqual([]);
    expect(server.sent).toEqual([]);
    expect(copies()).toHaveLength(1);
  });

  test("taken back it is another message, with a Message-ID of its own", async () => {
    failOnce(unknown, true);
    const { outboxId } = await send();
    await expect.poll(state).toEqual(["unknown"]);
    const before = store.db.get<{ id: string }>("SELECT message_id_header AS id FROM outbox")?.id;
    const { id } = await it.calls["outbox.undo"]({ outboxId });
    await it.calls["drafts.send"]({ draftId: id });
    await expect.poll(() => server.sent.length).toBe(1);
    expect(server.sent[0]?.text).not.toContain(String(before));
  });
});

describe("after a kill", () => {
  const folders: string[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), "gatepost-outbox-"));
    folders.push(folder);
    return folder;
  };
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /**
   * Stands still for ever at one step. What is on the disk then is copied and opened by a new program: that is what a
   * kill leaves.
   */
  const killAt = async (
    step: "before the hand-over" | "after the hand-over" | "before the copy" | "after the copy",
  ) => {
    await it.writing.stop();
    store.db.close();
    const folder = newFolder();
    store = deskStore(join(folder, "mail.db"));
    undoSeconds(0);
    open();
    let reached: (() => void) | undefined;
    const there = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const halt = () => {
      reached?.();
      return new Promise<never>(() => {});
    };
    if (step.endsWith("hand-over"))
      server.onSend = (input) => {
        if (step === "after the hand-over") input.onHandOver();
        return halt();
      };
    else
      server.onAppend = async (text, role) => {
        if (role === "drafts") return;
        if (step === "after the copy") server.folders.sent.set(1, text);
        await halt();
      };
    await send();
    await there;
    server.onSend = undefined;
    server.onAppend = undefined;
    const left = newFolder();
    cpSync(folder, left, { recursive: true });
    store = reopenStore(join(left, "mail.db"));
    open();
  };

  test("before the hand-over the message is sent, once", async () => {
    await killAt("before the hand-over");
    await expect.poll(list).toEqual([]);
    expect(server.sent).toHaveLength(1);
    expect(copies()).toHaveLength(1);
  });

  test("after the hand-over the person is asked", async () => {
    await killAt("after the hand-over");
    await expect.poll(state).toEqual(["unknown"]);
    expect((await list())[0]?.error?.code).toBe("sent-unknown");
    expect(server.logins).toBe(1);
  });

  test.each(["before the copy", "after the copy"] as const)(
    "%s was made there is one in the end",
    async (step) => {
      await killAt(step);
      await expect.poll(list).toEqual([]);
      expect(server.sent).toHaveLength(1);
      expect(copies()).toHaveLength(1);
    },
  );

  test("starting again and again changes nothing", async () => {
    await killAt("after the hand-over");
    const rows = () => store.db.all("SELECT id, state, body_handed_over, draft FROM outbox");
    await expect.poll(state).toEqual(["unknown"]);
    const before = rows();
    for (let times = 0; times < 3; times++) {
      await it.writing.stop();
      open();
    }
    expect(rows()).toEqual(before);
  });
});
