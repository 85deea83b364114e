// Drafts over a real store, and their copies on a server that comes and goes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../../../electron/core/store/store.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import type { DraftFields } from "../../../../shared/models/draft.ts";
import {
  accountId,
  type Desk,
  type DeskServer,
  desk,
  deskServer,
  deskStore,
} from "../../../support/writing-desk.ts";

let store: Store;
let server: DeskServer;
let time = 1_795_000_000_000;
let it: Desk;
const folder = mkdtempSync(join(tmpdir(), "gatepost-drafts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (sources: ReadonlyMap<number, Uint8Array> = new Map()) => {
  it = desk(store, server, { now: () => time++, sources });
  it.writing.start();
};
beforeEach(() => {
  store = deskStore();
  server = deskServer();
  open();
  return async () => {
    await it.writing.stop();
    expect(it.faults()).toEqual([]);
    store.db.close();
  };
});

const full: Omit<DraftFields, "accountId"> = {
  to: "Bob <bob@example.test>, not yet an addr",
  cc: "carol@example.test",
  bcc: "secret@example.test",
  subject: "Plan",
  text: "One\n\n> two\nthree",
};
const list = () => it.calls["drafts.list"](undefined);
async function written(change: Partial<DraftFields> = {}): Promise<string> {
  const { id } = await it.calls["drafts.create"]({ mode: "new" });
  await it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId, ...change } });
  return id;
}
const onServer = () => [...server.folders.drafts.values()];
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (failure: unknown) => (failure instanceof AppError ? failure.code : String(failure)),
  );

describe("a draft", () => {
  test("keeps exactly what was typed, over a restart", async () => {
    const id = await written();
    open();
    expect(await list()).toMatchObject([{ id, fields: { ...full, accountId } }]);
  });

  test("that nobody touched is not listed and is gone after a restart", async () => {
    const { id } = await it.calls["drafts.create"]({ mode: "new" });
    expect(await list()).toEqual([]);
    open();
    expect(await codeOf(it.calls["drafts.get"]({ draftId: id }))).toBe("not-found");
  });

  test("without an account cannot be begun", async () => {
    store.accounts.remove(accountId);
    expect(await codeOf(it.calls["drafts.create"]({ mode: "new" }))).toBe("not-found");
  });

  test("that was discarded cannot be saved any more", async () => {
    const id = await written();
    await it.calls["drafts.discard"]({ draftId: id });
    const saving = it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId } });
    expect(await codeOf(saving)).toBe("not-found");
    expect(await list()).toEqual([]);
  });
});

describe("attachments", () => {
  test("are copied when they are added: what happens to the file later changes nothing", async () => {
    const path = join(folder, "report.pdf");
    writeFileSync(path, "%PDF");
    const id = await written();
    const view = await it.calls.attachFiles({ draftId: id, paths: [path] });
    rmSync(path);
    expect(view.attachments).toMatchObject([{ name: "report.pdf", type: "application/pdf", size: 4 }]);
    await it.writing.online(accountId);
    await expect.poll(() => onServer().join()).toContain(Buffer.from("%PDF").toString("base64"));
  });

  test("beyond 25 MiB together are refused with the numbers, and none of them is added", async () => {
    const id = await written();
    const half = { draftId: id, name: "a", type: "x/y", bytes: new Uint8Array(14_000_000) };
    await it.calls["drafts.attachBytes"](half);
    const failure = await it.calls["drafts.attachBytes"](half).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "too-large", detail: { size: 28_000_000, limit: 26_214_400 } });
    expect((await it.calls["drafts.get"]({ draftId: id })).attachments).toHaveLength(1);
  });

  test("that cannot be read, or are folders, are refused without a word of their path", async () => {
    const id = await written();
    for (const path of [join(folder, "missing"), folder]) {
      const failure = await it.calls
        .attachFiles({ draftId: id, paths: [path] })
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "file-unreadable", detail: { name: basename(path) } });
      expect(JSON.stringify((failure as AppError).detail)).not.toContain("/");
    }
  });

  test("can be taken off, once", async () => {
    const id = await written();
    const { attachments } = await it.calls["drafts.attachBytes"]({
      draftId: id,
      name: "../x.exe",
      type: "not a type",
      bytes: Buffer.from("x"),
    });
    expect(attachments).toMatchObject([{ name: "x.exe", type: "application/octet-stream" }]);
    const taking = { draftId: id, attachmentId: attachments[0]?.id ?? "" };
    expect((await it.calls["drafts.detach"](taking)).attachments).toEqual([]);
    expect(await codeOf(it.calls["drafts.detach"](taking))).toBe("attachment-missing");
  });
});

describe("the copy on the server", () => {
  test("is there once after every change, with Bcc, and the window is told", async () => {
    const id = await written();
    await expect.poll(onServer).toHaveLength(1);
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    expect(onServer()[0]).toContain("Bcc: secret@example.test");
    await it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId, subject: "Changed" } });
    expect((await list())[0]?.onServer).toBe(false);
    await expect.poll(() => onServer().join()).toContain("Subject: Changed");
    await expect.poll(onServer).toHaveLength(1);
  });

  test("waits for a connection, and an empty draft needs none", async () => {
    server.online = false;
    await written();
    await written({ to: "", cc: "", bcc: "", subject: "", text: " " });
    server.online = true;
    it.writing.online(accountId);
    await expect.poll(onServer).toHaveLength(1);
    expect(server.appends).toEqual(["drafts"]);
  });

  test("is one even if the line broke after the server had it", async () => {
    let broke = false;
    server.onAppend = async (text) => {
      if (broke) return;
      broke = true;
      server.folders.drafts.set(50, text);
      throw new AppError("connection-lost");
    };
    await written();
    await expect.poll(() => broke).toBe(true);
    expect((await list())[0]?.onServer).toBe(false);
    it.writing.online(accountId);
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    expect(onServer()).toHaveLength(1);
  });

  test("that the server refuses leaves the draft here", async () => {
    server.onAppend = () => Promise.reject(new AppError("over-quota"));
    const id = await written();
    await expect.poll(() => server.appends.length).toBe(1);
    expect(await list()).toMatchObject([{ id, onServer: false, fields: full }]);
  });

  test("what was typed while it was written is written as well", async () => {
    let release: (() => void) | undefined;
    server.onAppend = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const id = await written();
    await expect.poll(() => server.appends.length).toBe(1);
    await it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId, subject: "Later" } });
    server.onAppend = undefined;
    release?.();
    await expect.poll(() => onServer().join()).toContain("Subject: Later");
    await expect.poll(onServer).toHaveLength(1);
  });

  test("goes when the draft is discarded, also after a restart without a connection", async () => {
    const id = await written();
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    server.online = false;
    await it.calls["drafts.discard"]({ draftId: id });
    open();
    server.online = true;
    it.writing.online(accountId);
    await expect.poll(onServer).toEqual([]);
    expect(store.db.all("SELECT id FROM drafts")).toEqual([]);
  });

  test("goes when the draft is sent, and comes back when that is taken back", async () => {
    const id = await written({ to: "bob@example.test" });
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    const { outboxId } = await it.calls["drafts.send"]({ draftId: id });
    await expect.poll(onServer).toEqual([]);
    await it.calls["outbox.undo"]({ outboxId });
    await expect.poll(onServer).toHaveLength(1);
    expect((await list())[0]?.fields.bcc).toBe("secret@example.test");
  });

  test("moves along when the draft gets another account", async () => {
    const { servers } = store.accounts.get(accountId);
    store.accounts.save({
      id: "account-2",
      name: "Ada at work",
      address: "ada@work.test",
      providerId: undefined,
      servers,
      pins: [],
      addedAt: 2,
    });
    const id = await written();
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    await it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId: "account-2" } });
    await expect.poll(() => onServer().join()).toContain("From: Ada at work <ada@work.test>");
    await expect.poll(onServer).toHaveLength(1);
  });
});

describe("a draft that was changed on another computer", () => {
  /** Replaces the server's copy as another Gatepost does: the same Message-ID, a higher UID. */
  const changeElsewhere = (subject: string): string => {
    const [[uid, text] = [0, ""]] = server.folders.drafts;
    const changed = text.replace(/^Subject: .*\r$/m, `Subject: ${subject}\r`);
    server.folders.drafts.delete(uid);
    server.folders.drafts.set(uid + 10, changed);
    return changed;
  };

  test("and here as well is there twice, and nothing is lost", async () => {
    const id = await written();
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    changeElsewhere("Theirs");
    await it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId, subject: "Ours" } });
    await expect.poll(onServer).toHaveLength(2);
    expect(onServer().join()).toMatch(/Subject: Theirs.*Subject: Ours/s);
    await it.calls["drafts.save"]({ draftId: id, fields: { ...full, accountId, subject: "Ours again" } });
    await expect.poll(() => onServer().join()).toContain("Subject: Ours again");
    await expect.poll(onServer).toHaveLength(2);
  });

  test("stays on the server when it is discarded here", async () => {
    const id = await written();
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    changeElsewhere("Theirs");
    await it.calls["drafts.discard"]({ draftId: id });
    await expect.poll(() => store.db.all("SELECT id FROM drafts")).toEqual([]);
    expect(onServer()).toHaveLength(1);
  });
});

describe("a draft of the server", () => {
  const insert = (header: string | undefined, uid = 1): number => {
    store.db.run(
      `INSERT OR IGNORE INTO folders (id, account_id, path, delimiter, name, role, selectable)
       VALUES (1, ?, 'Drafts', '/', 'Drafts', 'drafts', 1)`,
      [accountId],
    );
    store.messages.insert(accountId, 1, [
      {
        uid,
        messageId: header,
        inReplyTo: undefined,
        references: undefined,
        date: time,
        size: 10,
        subject: "From the phone",
        from: { name: "Ada", address: "ada@example.test" },
        to: "[]",
        cc: "[]",
        bcc: "[]",
        replyTo: "[]",
        flags: { seen: true, flagged: false, answered: false, deleted: false },
        hasAttachments: false,
      },
    ]);
    return store.messages.list({ kind: "folder", folderId: 1 }, 0, 1).rows[0]?.id ?? 0;
  };
  const source = [
    "From: Ada <ada@example.test>",
    "To: Bob <bob@example.test>",
    "Bcc: secret@example.test",
    "Subject: From the phone",
    "Message-ID: <phone@example.test>",
    "In-Reply-To: <q@example.test>",
    "",
    "Half a sen",
    "",
  ].join("\r\n");

  test("is opened with all its fields, and its change replaces it", async () => {
    server.folders.drafts.set(1, source);
    const messageId = insert("<phone@example.test>");
    open(new Map([[messageId, Buffer.from(source)]]));
    const view = await it.calls["drafts.openMessage"]({ messageId });
    expect(view.fields).toEqual({
      accountId,
      to: "Bob <bob@example.test>",
      cc: "",
      bcc: "secret@example.test",
      subject: "From the phone",
      text: "Half a sen",
    });
    await it.calls["drafts.save"]({ draftId: view.id, fields: { ...view.fields, text: "Half a sentence" } });
    await expect.poll(() => onServer().join()).toContain("Half a sentence");
    await expect.poll(onServer).toHaveLength(1);
    expect(onServer()[0]).toContain("In-Reply-To: <q@example.test>");
  });

  test("that is newer than what is here replaces it, in place", async () => {
    const id = await written();
    await expect.poll(async () => (await list())[0]?.onServer).toBe(true);
    const [[uid, text] = [0, ""]] = server.folders.drafts;
    const header = /^Message-ID: (.*)\r$/m.exec(text)?.[1];
    const same = insert(header, uid);
    expect((await it.calls["drafts.openMessage"]({ messageId: same })).id).toBe(id);
    time += 5_000;
    const newer = insert(header, uid + 10);
    const changed = text.replace("Subject: Plan", "Subject: Better plan");
    open(new Map([[newer, Buffer.from(changed)]]));
    const view = await it.calls["drafts.openMessage"]({ messageId: newer });
    expect(view).toMatchObject({ id, fields: { subject: "Better plan", bcc: "secret@example.test" } });
    expect(await list()).toHaveLength(1);
  });

  test("that is here already is not opened twice", async () => {
    const messageId = insert("<phone@example.test>");
    open(new Map([[messageId, Buffer.from(source)]]));
    const [one, other] = await Promise.all([
      it.calls["drafts.openMessage"]({ messageId }),
      it.calls["drafts.openMessage"]({ messageId }),
    ]);
    expect(one.id).toBe(other.id);
  });
});
