import { beforeEach, describe, expect, test } from "vitest";
import type { NewMessage } from "../../../../electron/core/store/message-rows.ts";
import { openStore, type Store } from "../../../../electron/core/store/store.ts";
import type { MailView } from "../../../../shared/models/message.ts";

let store: Store;
const folder = (path: string, role: "inbox" | "archive" | "trash" | "none") => ({
  path,
  parentPath: undefined,
  delimiter: "/",
  name: path,
  role,
  selectable: true,
});
const server = { host: "h", port: 1, security: "tls" as const, userName: "u" };
const unflagged = { seen: false, flagged: false, answered: false, deleted: false };

beforeEach(() => {
  store = openStore(":memory:", "5a".repeat(32));
  for (const id of ["a", "b"]) {
    store.accounts.save({
      id,
      name: id,
      address: `${id}@post.test`,
      providerId: undefined,
      servers: { imap: server, smtp: server },
      pins: [],
      addedAt: id === "a" ? 1 : 2,
    });
    store.folders.replace(id, [
      folder("INBOX", "inbox"),
      folder("Archive", "archive"),
      folder("Trash", "trash"),
    ]);
  }
  return () => store.db.close();
});

const at = (accountId: string, path: string) => store.folders.byPath(accountId, path)?.id ?? 0;
const message = (uid: number, more: Partial<NewMessage> = {}): NewMessage => ({
  uid,
  messageId: `<${uid}@t>`,
  inReplyTo: undefined,
  references: undefined,
  date: 1_700_000_000_000 + uid * 1_000,
  size: 100,
  subject: `Message ${uid}`,
  from: { name: "Ada", address: "ada@post.test" },
  to: "[]",
  cc: "[]",
  bcc: "[]",
  replyTo: "[]",
  flags: unflagged,
  hasAttachments: false,
  ...more,
});
const list = (view: MailView, offset = 0, limit = 100) => store.messages.list(view, offset, limit);
const inbox = (): MailView => ({ kind: "folder", folderId: at("a", "INBOX") });

describe("lists", () => {
  test("run newest first by arrival, whatever the order of insertion, also within a second", () => {
    const same = { date: 1_700_000_005_500 };
    store.messages.insert("a", at("a", "INBOX"), [message(3), message(9, same), message(1)]);
    store.messages.insert("a", at("a", "INBOX"), [message(2), message(10, same)]);
    const { total, rows } = list(inbox());
    expect(total).toBe(5);
    expect(rows.map(({ subject }) => subject)).toEqual([
      "Message 10",
      "Message 9",
      "Message 3",
      "Message 2",
      "Message 1",
    ]);
    expect(list(inbox(), 3, 1).rows.map(({ subject }) => subject)).toEqual(["Message 2"]);
    expect(list(inbox(), 99, 1)).toEqual({ total: 5, rows: [] });
  });

  test("absurd dates are kept in order and break nothing", () => {
    store.messages.insert("a", at("a", "INBOX"), [
      message(1, { date: -5 }),
      message(2, { date: 9e15 }),
      message(3, { date: 0 }),
    ]);
    const { rows } = list(inbox());
    expect(rows[0]?.subject).toBe("Message 2");
    expect(rows.every(({ id }) => Number.isSafeInteger(id) && id > 0)).toBe(true);
  });

  test("the unified inbox has the inboxes of all accounts and nothing else", () => {
    store.messages.insert("a", at("a", "INBOX"), [message(1)]);
    store.messages.insert("b", at("b", "INBOX"), [message(2)]);
    store.messages.insert("b", at("b", "Archive"), [message(3)]);
    expect(list({ kind: "unified-inbox" }).rows.map(({ accountId }) => accountId)).toEqual(["b", "a"]);
    expect(store.folders.views().filter(({ total }) => total > 0)).toHaveLength(3);
  });

  test("a removed account takes its messages out of lists and search", () => {
    store.messages.insert("b", at("b", "INBOX"), [message(1, { subject: "needle" })]);
    const search: MailView = { kind: "search", text: "needle" };
    expect(list(search).total).toBe(1);
    store.accounts.remove("b");
    expect(list(search).total).toBe(0);
    expect(store.db.get("SELECT count(*) AS count FROM messages")).toEqual({ count: 0 });
  });
});

describe("what waits for the server", () => {
  const only = () => list(inbox()).rows[0]?.id ?? 0;

  test("wins over what the server says until the server has agreed", () => {
    store.messages.insert("a", at("a", "INBOX"), [message(1)]);
    const messageId = only();
    store.actions.add([{ accountId: "a", kind: "seen", messageId, folderId: at("a", "INBOX") }], 1);
    store.messages.applyFlags(at("a", "INBOX"), [{ uid: 1, flags: { ...unflagged, flagged: true } }]);
    expect(list(inbox()).rows[0]).toMatchObject({ unread: false, starred: true, pending: true });
    store.actions.finish(store.actions.ofMessage(messageId));
    expect(list(inbox()).rows[0]).toMatchObject({ unread: true, starred: true, pending: false });
  });

  test("moves, and moves back when it is given up", () => {
    store.messages.insert("a", at("a", "INBOX"), [message(1)]);
    const messageId = only();
    const move = { accountId: "a", kind: "move" as const, messageId, folderId: at("a", "INBOX") };
    store.actions.add([{ ...move, targetFolderId: at("a", "Archive") }], 1);
    expect(list(inbox()).total).toBe(0);
    expect(list({ kind: "folder", folderId: at("a", "Archive") }).total).toBe(1);
    expect(store.actions.count("a")).toBe(1);
    store.actions.finish(store.actions.ofMessage(messageId));
    expect(list(inbox()).total).toBe(1);
    expect(store.actions.count("a")).toBe(0);
  });

  test("messages marked as deleted by another program are not shown", () => {
    store.messages.insert("a", at("a", "INBOX"), [
      message(1),
      message(2, { flags: { ...unflagged, deleted: true } }),
    ]);
    expect(list(inbox()).total).toBe(1);
    store.messages.applyFlags(at("a", "INBOX"), [{ uid: 2, flags: unflagged }]);
    expect(list(inbox()).total).toBe(2);
  });
});

describe("found again", () => {
  test("after a new UIDVALIDITY by Message-ID and size, without one by what it is", () => {
    const nameless = message(2, { messageId: undefined, subject: "no id" });
    store.messages.insert("a", at("a", "INBOX"), [message(1), nameless, message(3)]);
    const before = list(inbox()).rows;
    store.messages.forgetUids(at("a", "INBOX"));
    store.messages.insert("a", at("a", "INBOX"), [
      { ...message(1), uid: 101 },
      { ...nameless, uid: 102 },
      { ...message(3), uid: 103, size: 999 },
    ]);
    store.messages.removeLost(at("a", "INBOX"));
    const after = list(inbox()).rows;
    expect(after).toHaveLength(3);
    const kept = after.filter(({ id }) => before.some((row) => row.id === id));
    expect(kept.map(({ subject }) => subject).sort()).toEqual(["Message 1", "no id"]);
  });

  test("a message that a sync saw at its new place first is one message", () => {
    store.messages.insert("a", at("a", "INBOX"), [message(1)]);
    const id = list(inbox()).rows[0]?.id ?? 0;
    store.messages.insert("a", at("a", "Archive"), [message(7, { messageId: "<1@t>" })]);
    store.messages.setPlace(id, at("a", "Archive"), 7);
    expect(store.db.get("SELECT count(*) AS count FROM messages")).toEqual({ count: 1 });
  });
});

test("the list of folders follows the server, and a folder that waits to be made stays", () => {
  store.messages.insert("a", at("a", "INBOX"), [message(1)]);
  const planned = store.folders.plan("a", folder("New", "none"));
  const messageId = list(inbox()).rows[0]?.id ?? 0;
  const move = { accountId: "a", kind: "move" as const, messageId, folderId: at("a", "INBOX") };
  store.actions.add([{ ...move, targetFolderId: planned.id }], 1);
  expect(store.folders.replace("a", [folder("INBOX", "inbox"), folder("Trash", "trash")])).toBe(true);
  expect(store.folders.list("a").map(({ path }) => path)).toEqual(["INBOX", "New", "Trash"]);
  expect(store.folders.replace("a", [folder("INBOX", "inbox"), folder("Trash", "trash")])).toBe(false);
  expect(list({ kind: "folder", folderId: planned.id }).total).toBe(1);
});

test("an address belongs to one account only", () => {
  const record = store.accounts.get("a");
  expect(() => store.accounts.save({ ...record, id: "c", address: "A@POST.test" })).toThrow("account-exists");
  expect(() => store.accounts.get("zzz")).toThrow("not-found");
});
