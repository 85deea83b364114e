// What one IMAP connection can do, as the rest of the core sees it.
import type { MessageDetails, NewMessage, ServerFlags } from "../store/message-rows.ts";

export interface ListedFolder {
  readonly path: string;
  readonly delimiter: string;
  readonly name: string;
  readonly parentPath: string;
  readonly flags: ReadonlySet<string>;
  /** `\\Sent` and so on, told by the server or guessed from the name by the library's catalogue */
  readonly specialUse: string | undefined;
  readonly specialUseTold: boolean;
  readonly status:
    | {
        readonly messages: number | undefined;
        readonly uidNext: number | undefined;
        readonly uidValidity: bigint | undefined;
        readonly highestModseq: bigint | undefined;
      }
    | undefined;
}

export interface FlagChange {
  readonly uid: number;
  readonly flags: ServerFlags;
}

export interface OpenFolder {
  readonly path: string;
  readonly exists: number;
  readonly uidNext: number | undefined;
  /** undefined: the server has no stable UIDs here (RFC 9051 section 2.3.1.1); nothing may be kept by UID */
  readonly uidValidity: bigint | undefined;
  readonly highestModseq: bigint | undefined;
  /** with QRESYNC and a known state: all that changed since is in `vanished` and `changed` */
  readonly caughtUp: boolean;
  readonly vanished: readonly number[];
  readonly changed: readonly FlagChange[];
}

/** UIDs, rising; or places in the open folder, the oldest message being 1, both ends included. */
export type Which = { readonly uids: readonly number[] } | { readonly from: number; readonly to: number };

export interface ImapConnection {
  readonly condstore: boolean;
  readonly qresync: boolean;
  readonly uidPlus: boolean;
  readonly usable: boolean;
  /** `withStatus`: with counters, one round trip where the server can (LIST-STATUS), else one a folder. */
  listFolders(withStatus: boolean): Promise<readonly ListedFolder[]>;
  /** Selects, always anew; with `since` and QRESYNC also catches up. Throws `folder-missing`. */
  open(path: string, since?: { readonly uidValidity: bigint; readonly modseq: bigint }): Promise<OpenFolder>;
  /** Opens the folder if it is not open; throws `message-gone` (`uidsChanged`) if its UIDs are not those we know. */
  ensure(path: string, uidValidity: bigint | undefined): Promise<void>;
  /** Envelope, flags, date, size of messages of the open folder. What was not asked for is not answered. */
  fetchHeaders(which: Which, withDetails: boolean): Promise<readonly NewMessage[]>;
  /** What `fetchHeaders` leaves out without `withDetails`. */
  fetchDetails(uids: readonly number[]): Promise<readonly MessageDetails[]>;
  fetchFlags(first: number, last: number, changedSince?: bigint): Promise<readonly FlagChange[]>;
  /** All UIDs of the open folder, rising. */
  allUids(): Promise<readonly number[]>;
  /** The UIDs of messages with exactly this Message-ID in the open folder. */
  findMessageId(messageId: string): Promise<readonly number[]>;
  /** The whole message; `message-gone` if there is none. Beyond `limit` bytes the rest is left out. */
  fetchSource(uid: number, limit: number): Promise<Uint8Array>;
  changeFlags(uids: readonly number[], change: "add" | "remove", flags: readonly string[]): Promise<void>;
  /** Answers old UID → new UID where the server tells it. */
  move(uids: readonly number[], target: string): Promise<ReadonlyMap<number, number> | undefined>;
  /** For good. Without UIDPLUS only marked \\Deleted: EXPUNGE would also take what others have marked. */
  expunge(uids: readonly number[]): Promise<void>;
  append(
    path: string,
    bytes: Uint8Array,
    flags: readonly string[],
    date?: Date,
  ): Promise<{ readonly uid: number | undefined }>;
  /** Answers the path as it is on the server. No error if it was there. */
  createFolder(path: readonly string[]): Promise<string>;
  /** Ends the connection at once. */
  close(): void;
}

/** `reason` of the `message-gone` that says: the folder has a new UIDVALIDITY, sync it first. */
export const uidsChanged = "uidvalidity";
