// The account's Sent and Drafts, before and after its folders are known.
import { expect, test } from "vitest";
import type { AccountSession } from "../../../../electron/core/mail/account-session.ts";
import type { ImapConnection, ListedFolder } from "../../../../electron/core/mail/imap-connection.ts";
import { createServerFolders } from "../../../../electron/core/mail/server-folders.ts";
import { WorkQueue } from "../../../../electron/core/mail/work-queue.ts";
import { accountId, deskStore } from "../../../support/writing-desk.ts";

const folder = (path: string, specialUse?: string): ListedFolder => ({
  path,
  delimiter: "/",
  name: path,
  parentPath: "",
  flags: new Set(),
  specialUse,
  specialUseTold: specialUse !== undefined,
  status: undefined,
});

/** A server with these folders; `done` says what was asked of it. */
function account(listed: readonly ListedFolder[]) {
  const done: string[] = [];
  const connection: Partial<ImapConnection> = {
    listFolders: async () => {
      done.push("list");
      return listed;
    },
    createFolder: async (path) => {
      done.push(`create ${path.join("/")}`);
      return path.join("/");
    },
    append: async (path) => {
      done.push(`append ${path}`);
      return { uid: 1 };
    },
  };
  const queue = new WorkQueue();
  queue.attach(connection as ImapConnection);
  const session: Pick<AccountSession, "queue" | "broken"> = { queue, broken: () => undefined };
  const store = deskStore();
  const serverFolders = createServerFolders({
    folders: store.folders,
    session: () => session as AccountSession,
    wantSync: () => undefined,
    listed: () => done.push("told"),
  });
  const append = () =>
    serverFolders.append({ accountId, role: "sent", bytes: new Uint8Array(), flags: ["\\Seen"] });
  return { store, done, append };
}

test("a copy that comes before the first listing waits for it, and goes into the server's own folder", async () => {
  const { store, done, append } = account([folder("INBOX"), folder("Envoyés", "\\Sent")]);
  await append();
  expect(done.slice(0, 2)).toEqual(["list", "told"]);
  expect(done.at(-1)).toBe("append Envoyés");
  expect(store.folders.list(accountId).map(({ path }) => path)).toEqual(["Envoyés", "INBOX"]);
  await append();
  expect(done.filter((what) => what === "list")).toHaveLength(1);
});

test("only a server that is known to have no such folder gets one", async () => {
  const { done, append } = account([folder("INBOX")]);
  await append();
  expect(done).toEqual(["list", "told", "create Sent", "append Sent"]);
});
