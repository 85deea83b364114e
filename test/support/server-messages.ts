// What lies in a person's mailboxes on the server, seen by its operator past every password; and the same mailboxes as
// a closed store has them.
import { join } from "node:path";
import { openStore } from "../../electron/core/store/store.ts";
import { storeKey } from "./engine.ts";
import type { MailServers } from "./mail-servers.ts";

export interface ServerMessage {
  readonly mailbox: string;
  readonly uid: number;
  readonly messageId: string;
  readonly subject: string;
  readonly flags: readonly string[];
}

/** By doveadm. */
export async function readMailboxes(servers: MailServers, address: string): Promise<ServerMessage[]> {
  const output = await servers.doveadm([
    "-f",
    "json",
    "fetch",
    "-u",
    address,
    "mailbox uid flags hdr.message-id hdr.subject",
    "mailbox",
    "*",
  ]);
  const rows = JSON.parse(output.trim() === "" ? "[]" : output) as Record<string, string>[];
  return rows.map((row) => ({
    mailbox: row.mailbox ?? "",
    uid: Number(row.uid),
    messageId: row["hdr.message-id"] ?? "",
    subject: row["hdr.subject"] ?? "",
    flags: (row.flags ?? "").split(" ").filter((flag) => flag !== "" && flag !== "\\Recent"),
  }));
}

/** Everything that has a UID, by the engine's folder after the engine was closed; flags as far as the store knows them. */
export function readStore(folder: string): ServerMessage[] {
  const store = openStore(join(folder, "mail.db"), storeKey);
  try {
    return store.accounts.list().flatMap(({ id }) =>
      store.folders.list(id).flatMap((place) => {
        const view = { kind: "folder", folderId: place.id } as const;
        return store.messages.list(view, 0, 100_000).rows.map((row) => {
          const { uid, messageId, subject } = store.messages.get(row.id);
          const flags = [
            ...(row.unread ? [] : ["\\Seen"]),
            ...(row.starred ? ["\\Flagged"] : []),
            ...(row.answered ? ["\\Answered"] : []),
          ];
          return { mailbox: place.path, uid: uid ?? 0, messageId: messageId ?? "", subject, flags };
        });
      }),
    );
  } finally {
    store.db.close();
  }
}

/** One line a message, sorted, with the three flags that a person sees: two mailboxes are the same if these are. */
export function lines(messages: readonly ServerMessage[]): readonly string[] {
  const shown = ["\\Answered", "\\Flagged", "\\Seen"];
  return messages
    .map(({ mailbox, uid, messageId, flags }) =>
      [mailbox, uid, messageId, ...shown.filter((flag) => flags.includes(flag))].join(" "),
    )
    .sort();
}
