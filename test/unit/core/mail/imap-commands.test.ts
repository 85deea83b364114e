import { describe, expect, it } from "vitest";
import type { Client, ImapOptions } from "../../../../electron/core/mail/imap.ts";
import { wrap } from "../../../../electron/core/mail/imap-commands.ts";

const states = { AUTHENTICATED: 2, SELECTED: 3, LOGOUT: 4 };

/** As imapflow is between the server's BYE and the end of the socket: still usable, and it answers with nothing. */
function build(state: number) {
  const asked: string[] = [];
  const silent = (name: string, answer: unknown) => async () => {
    asked.push(name);
    return answer;
  };
  const client = {
    usable: true,
    state,
    states,
    mailbox: { path: "INBOX", uidValidity: 7n },
    capabilities: new Map(),
    enabled: new Set(),
    on() {},
    close() {},
    messageFlagsAdd: silent("flags", false),
    messageMove: silent("move", false),
    mailboxOpen: silent("open", undefined),
    list: silent("list", []),
  } as unknown as Client;
  const where = { protocol: "imap", host: "mail.test", port: 993 };
  return { asked, connection: wrap(client, {} as ImapOptions, where, { failure: undefined }) };
}

describe("after the server has said goodbye", () => {
  it("what is asked is a lost line, never a refusal for which queued work would be dropped", async () => {
    const { connection, asked } = build(states.LOGOUT);
    expect(connection.usable).toBe(false);
    await connection.ensure("INBOX", 7n);
    for (const command of [
      () => connection.changeFlags([1], "add", ["\\Flagged"]),
      () => connection.move([1], "Archive"),
      () => connection.open("INBOX"),
      () => connection.ensure("Archive", 7n),
      () => connection.listFolders(false),
    ])
      await expect(command()).rejects.toMatchObject({ code: "connection-lost" });
    expect(asked).toEqual([]);
  });

  it("and before it, nothing for an answer is the server's refusal", async () => {
    const { connection } = build(states.SELECTED);
    expect(connection.usable).toBe(true);
    await expect(connection.changeFlags([1], "add", ["\\Flagged"])).rejects.toMatchObject({
      code: "server-refused",
    });
    await expect(connection.open("INBOX")).rejects.toMatchObject({ code: "server-refused" });
  });
});

describe("what a FETCH brings", () => {
  const row = (seq: number, uid: number, size: number | undefined) => ({
    seq,
    uid,
    size,
    flags: new Set<string>(),
  });
  const answering = (rows: readonly unknown[]) => {
    const asked: unknown[] = [];
    const client = {
      usable: true,
      state: states.SELECTED,
      states,
      capabilities: new Map(),
      enabled: new Set(),
      on() {},
      close() {},
      async *fetch(range: string, _query: unknown, options: unknown) {
        asked.push([range, options]);
        yield* rows;
      },
    } as unknown as Client;
    const where = { protocol: "imap", host: "mail.test", port: 993 };
    return { asked, connection: wrap(client, {} as ImapOptions, where, { failure: undefined }) };
  };

  it("by place: those places, and neither others nor news of flags", async () => {
    const { asked, connection } = answering([
      row(3, 30, 1),
      row(4, 40, undefined),
      row(4, 40, 1),
      row(5, 50, 1),
      row(3, 0, 1),
    ]);
    const rows = await connection.fetchHeaders({ from: 3, to: 4 }, false);
    expect(rows.map(({ uid }) => uid)).toEqual([30, 40]);
    expect(asked).toEqual([["3:4", { uid: false }]]);
  });

  it("by UID: those UIDs alone", async () => {
    const { asked, connection } = answering([row(1, 30, 1), row(2, 31, 1), row(3, 32, undefined)]);
    const rows = await connection.fetchHeaders({ uids: [30, 32] }, false);
    expect(rows.map(({ uid }) => uid)).toEqual([30]);
    expect(asked).toEqual([["30,32", { uid: true }]]);
  });
});
