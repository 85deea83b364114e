// What drafts and the outbox may ask of an account's IMAP side. account-session.ts answers it; nothing here connects by
// itself beyond the account's own rules (a refused login stays refused).
import { AppError } from "../../../shared/ipc/errors.ts";
import type { FolderRecord, FolderRows } from "../store/folder-rows.ts";
import type { AccountSession } from "./account-session.ts";
import { folderFor } from "./actions.ts";
import { toListings } from "./folder-roles.ts";
import type { ImapConnection } from "./imap.ts";
import { priority } from "./work-queue.ts";

export interface ServerFolders {
  /**
   * Writes a message (CRLF, complete) into the account's folder of this role, made if there is none. Answers its UID
   * where the server tells it (UIDPLUS). Throws `offline`, `sign-in-needed`, `over-quota`, `server-refused`,
   * `connection-lost`: after the last one the message may or may not be there, so look by `findMessageId` first.
   */
  append(input: {
    readonly accountId: string;
    readonly role: "sent" | "drafts";
    readonly bytes: Uint8Array;
    /** for example `\\Seen`, `\\Draft` */
    readonly flags: readonly string[];
    readonly date?: Date;
  }): Promise<{ readonly folderId: number; readonly uid: number | undefined }>;

  /** UIDs of the messages with exactly this Message-ID (with its angle brackets) in the folder of this role. */
  findMessageId(input: {
    readonly accountId: string;
    readonly role: "sent" | "drafts";
    readonly messageId: string;
  }): Promise<{ readonly folderId: number; readonly uids: readonly number[] }>;

  /**
   * Removes one message of that folder for good, only if it still has this Message-ID. Without UIDPLUS it is only
   * marked \\Deleted, because a plain EXPUNGE would also remove what other programs have marked.
   */
  remove(input: {
    readonly accountId: string;
    readonly role: "sent" | "drafts";
    readonly uid: number;
    readonly messageId: string;
  }): Promise<void>;

  /** The IMAP side is up now; a change is told by `onOnline`. */
  isOnline(accountId: string): boolean;
}

export function createServerFolders(parts: {
  readonly folders: FolderRows;
  readonly session: (accountId: string) => AccountSession | undefined;
  readonly wantSync: (accountId: string, folderId: number) => void;
  /** the window may show them now */
  readonly listed: () => void;
}): ServerFolders {
  const within = async <Value>(
    { accountId, role }: { readonly accountId: string; readonly role: "sent" | "drafts" },
    work: (connection: ImapConnection, folder: FolderRecord) => Promise<Value>,
  ): Promise<Value> => {
    const session = parts.session(accountId);
    if (!session) throw new AppError("offline");
    try {
      return await session.queue.add(priority.actions, async (connection) => {
        await listFirst(connection, accountId);
        return work(connection, folderFor(parts.folders, accountId, role));
      });
    } catch (failure) {
      session.broken(failure);
      throw failure;
    }
  };
  /** Before they are listed, a folder made under our name for it could stand beside the server's own. */
  const listFirst = async (connection: ImapConnection, accountId: string) => {
    if (parts.folders.list(accountId).length > 0) return;
    parts.folders.replace(accountId, toListings(await connection.listFolders(false)));
    parts.listed();
  };
  /** Opens it; makes it first if it was only planned here. */
  const open = async (connection: ImapConnection, folder: FolderRecord) => {
    if (folder.uidValidity === undefined) await connection.createFolder(folder.path.split(folder.delimiter));
    await connection.open(folder.path);
  };

  return {
    append: (input) =>
      within(input, async (connection, folder) => {
        if (folder.uidValidity === undefined)
          await connection.createFolder(folder.path.split(folder.delimiter));
        const { uid } = await connection.append(folder.path, input.bytes, input.flags, input.date);
        parts.wantSync(input.accountId, folder.id);
        return { folderId: folder.id, uid };
      }),
    findMessageId: (input) =>
      within(input, async (connection, folder) => {
        await open(connection, folder);
        return { folderId: folder.id, uids: await connection.findMessageId(input.messageId) };
      }),
    remove: (input) =>
      within(input, async (connection, folder) => {
        await open(connection, folder);
        const uids = await connection.findMessageId(input.messageId);
        if (uids.includes(input.uid)) await connection.expunge([input.uid]);
        parts.wantSync(input.accountId, folder.id);
      }),
    isOnline: (accountId) => parts.session(accountId)?.online ?? false,
  };
}
