// What drafts and the outbox may ask of an account's IMAP side. account-session.ts answers it; nothing here connects by
// itself beyond the account's own rules (a refused login stays refused).
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
