// The one wrapper of imapflow: one connection to one server, every answer checked. What the library answers with
// `false` throws here; ranges are UIDs always; nothing is expunged that this program did not delete. It keeps no state
// of its own beyond the open folder and does not reconnect: account-session.ts does.
import { ImapFlow, type ListResponse, type MailboxObject } from "imapflow";
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { Pin, Server } from "../../../shared/models/account.ts";
import type { Secret } from "../secret.ts";
import type { NewMessage, ServerFlags } from "../store/message-rows.ts";
import { cleanText, commandFailure, loginFailure } from "./imap-failures.ts";
import { toFlags, toNewMessage } from "./imap-headers.ts";
import { openTls, transportOver } from "./tls.ts";

export interface ImapOptions {
  readonly server: Server;
  readonly pins: readonly Pin[];
  readonly password: Secret;
  readonly signal?: AbortSignal | undefined;
  /** true: waits for news of the open folder with IDLE (or polls); false: only answers commands */
  readonly push: boolean;
  /** milliseconds that one command may take; longer for those that carry bodies */
  readonly commandLimit?: number | undefined;
  /** milliseconds of silence after which the connection counts as dead */
  readonly silenceLimit?: number | undefined;
  /** the open folder changed: new, removed or changed messages */
  readonly onChange?: (path: string) => void;
  readonly onClose?: () => void;
  readonly onAlert?: (text: string) => void;
}

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
  /** Envelope, flags, date, size of messages of the open folder. */
  fetchHeaders(uids: readonly number[]): Promise<readonly NewMessage[]>;
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

const commandLimit = 60_000;
const silenceLimit = 75_000;
const bodyFactor = 5;
/** IDLE is renewed before most routers forget the connection. */
const idleRenewal = 4.5 * 60_000;
const idleDelay = 1_000;

/** Connects and logs in, one attempt. Throws what `openTls` and `loginFailure` name. */
export async function connectImap(options: ImapOptions): Promise<ImapConnection> {
  const { server } = options;
  const where: ErrorDetail = { protocol: "imap", host: server.host, port: server.port };
  const socket = await openTls(
    { ...server, protocol: "imap", pins: options.pins },
    { signal: options.signal },
  );
  const spoken: string[] = [];
  const swallowed: { failure: unknown } = { failure: undefined };
  const login = { running: true };
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    // The socket is encrypted and its certificate checked already; see tls.ts.
    secure: true,
    transport: transportOver(socket),
    auth: { user: server.userName, pass: options.password.reveal() },
    // SECURITY: a peer may compress 1 GB into 1 MB (and COMPRESS buys little beside TLS).
    disableCompression: true,
    disableAutoIdle: !options.push,
    autoIdleDelay: idleDelay,
    maxIdleTime: idleRenewal,
    connectionTimeout: 30_000,
    greetingTimeout: 16_000,
    socketTimeout: options.push ? idleRenewal + 60_000 : (options.silenceLimit ?? silenceLimit),
    // SECURITY: what a server may make us hold in memory; SEARCH answers are one long line.
    maxLineLength: 8 << 20,
    maxLiteralSize: 64 << 20,
    maxResponseSize: 96 << 20,
    maxResponseTokens: 500_000,
    qresync: true,
    idHashAlgorithm: "sha256",
    clientInfo: { name: "Gatepost" },
    logger: logger(login, spoken, swallowed),
  });
  const abort = () => client.close();
  options.signal?.addEventListener("abort", abort, { once: true });
  // Without a listener an error of the socket would end the thread; `close` follows it and tells the session.
  client.on("error", () => {});
  client.on("close", () => options.onClose?.());
  client.on("alert", ({ message }) => {
    if (client.authenticated) options.onAlert?.(cleanText(message));
  });
  try {
    await limited(client.connect(), 45_000, client, where);
  } catch (failure) {
    client.close();
    if (options.signal?.aborted) throw new AppError("cancelled");
    throw loginFailure(failure, where, spoken);
  } finally {
    login.running = false;
    options.signal?.removeEventListener("abort", abort);
  }
  return wrap(client, options, where, swallowed);
}

/** The library tells the reason of a swallowed NO only to its logger, and a WEBALERT line too (during the login). */
function logger(login: { readonly running: boolean }, spoken: string[], swallowed: { failure: unknown }) {
  const hear = (entry: { src?: string; msg?: string; err?: unknown }) => {
    if (entry.err) swallowed.failure = entry.err;
    if (login.running && entry.src === "s" && spoken.length < 100)
      spoken.push(String(entry.msg).slice(0, 2_000));
  };
  const silent = () => {};
  return {
    trace: hear,
    debug: hear,
    info: silent,
    warn: hear,
    error: hear,
    fatal: hear,
    // After the login nothing below `warn` is even put together.
    isLevelEnabled: (level: string) => login.running || level === "warn" || level === "error",
  };
}

async function limited<Value>(
  work: Promise<Value>,
  limit: number,
  client: ImapFlow,
  where: ErrorDetail,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError("connection-timed-out", where));
      client.close();
    }, limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function wrap(
  client: ImapFlow,
  options: ImapOptions,
  where: ErrorDetail,
  swallowed: { failure: unknown },
): ImapConnection {
  const limit = options.commandLimit ?? commandLimit;
  const command = async <Value>(work: () => Promise<Value>, time = limit): Promise<Value> => {
    if (!client.usable) throw new AppError("connection-lost", where);
    swallowed.failure = undefined;
    try {
      return await limited(work(), time, client, where);
    } catch (failure) {
      throw commandFailure(failure, where);
    }
  };
  /** The library answers `false` (or nothing) both for a NO and for a connection that died. */
  const sure = async <Value>(work: () => Promise<Value>, time = limit) => {
    const value = await command(work, time);
    if (value) return value as Exclude<Value, false | undefined>;
    if (swallowed.failure) throw commandFailure(swallowed.failure, where);
    if (!client.usable) throw new AppError("connection-lost", where);
    throw new AppError("server-refused", where);
  };

  // News of the open folder. During `open` they are the answer of QRESYNC and are collected instead.
  let collecting: { vanished: number[]; changed: FlagChange[] } | undefined;
  client.on("expunge", ({ path, uid }) => {
    if (collecting) {
      if (uid !== undefined) collecting.vanished.push(uid);
    } else options.onChange?.(path);
  });
  client.on("flags", ({ path, uid, flags }) => {
    if (collecting) {
      if (uid !== undefined) collecting.changed.push({ uid, flags: toFlags(flags) });
    } else options.onChange?.(path);
  });
  client.on("exists", ({ path }) => options.onChange?.(path));
  client.on("highestModseq", ({ path }) => options.onChange?.(path));

  const inRange = (first: number, last: number) => (row: { uid: number }) =>
    row.uid >= first && row.uid <= last;

  return {
    get condstore() {
      return client.enabled.has("CONDSTORE") || client.capabilities.has("CONDSTORE");
    },
    get qresync() {
      return client.enabled.has("QRESYNC");
    },
    get uidPlus() {
      return client.capabilities.has("UIDPLUS");
    },
    get usable() {
      return client.usable;
    },
    async listFolders() {
      const listed = await command(() =>
        client.list({
          statusQuery: { messages: true, uidNext: true, uidValidity: true, highestModseq: true },
        }),
      );
      return listed.filter(({ listed: told }) => told).map(toListed);
    },
    async open(path, since) {
      collecting = { vanished: [], changed: [] };
      try {
        const mailbox = await command(() =>
          client.mailboxOpen(
            path,
            since ? { changedSince: since.modseq, uidValidity: since.uidValidity } : undefined,
          ),
        );
        return toOpen(mailbox, collecting, since);
      } finally {
        collecting = undefined;
      }
    },
    async ensure(path, uidValidity) {
      const mailbox = client.mailbox && client.mailbox.path === path ? client.mailbox : undefined;
      const opened = mailbox ?? (await command(() => client.mailboxOpen(path)));
      if (uidValidity === undefined || opened.uidValidity !== uidValidity)
        throw new AppError("message-gone", { reason: uidsChanged });
    },
    async fetchHeaders(uids) {
      const asked = new Set(uids);
      const rows = await command(
        () => client.fetchAll(uidSet(uids), headerQuery, { uid: true }),
        limit * bodyFactor,
      );
      // SECURITY: rows that were not asked for are not taken.
      return rows.filter(({ uid }) => asked.has(uid)).map(toNewMessage);
    },
    async fetchFlags(first, last, changedSince) {
      const rows = await command(
        () =>
          client.fetchAll(
            `${first}:${last}`,
            { uid: true, flags: true },
            { uid: true, ...(changedSince !== undefined && changedSince > 0n ? { changedSince } : {}) },
          ),
        limit * bodyFactor,
      );
      return rows
        .filter(inRange(first, last))
        .map(({ uid, flags }) => ({ uid, flags: toFlags(flags ?? new Set()) }));
    },
    async allUids() {
      const uids = await command(() => client.search({ all: true }, { uid: true }));
      if (!Array.isArray(uids)) throw commandFailure(swallowed.failure ?? new Error("no search"), where);
      return [...uids].sort((a, b) => a - b);
    },
    async findMessageId(messageId) {
      const found = await command(() =>
        client.search({ header: { "message-id": messageId } }, { uid: true }),
      );
      if (!Array.isArray(found)) throw commandFailure(swallowed.failure ?? new Error("no search"), where);
      if (found.length === 0) return [];
      // HEADER looks for a part of the field; only the whole Message-ID counts.
      const rows = await command(() =>
        client.fetchAll(found.slice(0, 100).join(","), { uid: true, envelope: true }, { uid: true }),
      );
      return rows.filter((row) => row.envelope?.messageId === messageId).map((row) => row.uid);
    },
    async fetchSource(uid, bytes) {
      const row = await command(
        () =>
          client.fetchOne(String(uid), { uid: true, source: { start: 0, maxLength: bytes } }, { uid: true }),
        limit * bodyFactor,
      );
      if (!row || row.uid !== uid || !row.source) throw new AppError("message-gone");
      return new Uint8Array(row.source);
    },
    async changeFlags(uids, change, flags) {
      const set = uidSet([...uids].sort((a, b) => a - b));
      await sure(() =>
        change === "add"
          ? client.messageFlagsAdd(set, [...flags], { uid: true })
          : client.messageFlagsRemove(set, [...flags], { uid: true }),
      );
    },
    async move(uids, target) {
      const set = uidSet([...uids].sort((a, b) => a - b));
      if (client.capabilities.has("MOVE")) {
        return (await sure(() => client.messageMove(set, target, { uid: true }))).uidMap;
      }
      const copied = await sure(() => client.messageCopy(set, target, { uid: true }));
      await this.expunge(uids);
      return copied.uidMap;
    },
    async expunge(uids) {
      const set = uidSet([...uids].sort((a, b) => a - b));
      if (client.capabilities.has("UIDPLUS")) await sure(() => client.messageDelete(set, { uid: true }));
      else await sure(() => client.messageFlagsAdd(set, ["\\Deleted"], { uid: true }));
    },
    async append(path, bytes, flags, date) {
      const result = await sure(
        () => client.append(path, Buffer.from(bytes), [...flags], date),
        limit * bodyFactor,
      );
      return { uid: result.uidValidity === undefined ? undefined : result.uid };
    },
    async createFolder(path) {
      const result = await sure(() => client.mailboxCreate([...path]));
      if (result.created) await command(() => client.mailboxSubscribe(result.path));
      return result.path;
    },
    close: () => client.close(),
  };
}

/** `1,3:5` of rising UIDs. */
function uidSet(uids: readonly number[]): string {
  const ranges: string[] = [];
  for (let start = 0; start < uids.length; ) {
    let end = start;
    while (uids[end + 1] === (uids[end] ?? 0) + 1) end++;
    ranges.push(end > start ? `${uids[start]}:${uids[end]}` : `${uids[start]}`);
    start = end + 1;
  }
  return ranges.join(",");
}

/** BODYSTRUCTURE would double the work; the Content-Type of the whole says enough for a paper clip. */
const headerQuery = {
  uid: true,
  flags: true,
  envelope: true,
  internalDate: true,
  size: true,
  headers: ["references", "content-type"],
};

function toListed(folder: ListResponse): ListedFolder {
  return {
    path: folder.path,
    delimiter: folder.delimiter,
    name: folder.name,
    parentPath: folder.parentPath,
    flags: folder.flags,
    specialUse: folder.specialUse,
    specialUseTold: folder.specialUseSource !== "name",
    status: folder.status && {
      messages: folder.status.messages,
      uidNext: folder.status.uidNext,
      uidValidity: folder.status.uidValidity,
      highestModseq: folder.status.highestModseq,
    },
  };
}

function toOpen(
  mailbox: MailboxObject,
  collected: { readonly vanished: readonly number[]; readonly changed: readonly FlagChange[] },
  since: { readonly uidValidity: bigint } | undefined,
): OpenFolder {
  const { uidValidity } = mailbox;
  const stable = uidValidity !== undefined && uidValidity > 0n && uidValidity <= 0xffff_ffffn;
  // imapflow hands the changes out even when the UIDVALIDITY differs; they mean nothing then.
  const told = (mailbox as { readonly qresync?: boolean }).qresync === true;
  const caughtUp = told && stable && since?.uidValidity === uidValidity;
  return {
    path: mailbox.path,
    exists: mailbox.exists ?? 0,
    uidNext: mailbox.uidNext || undefined,
    uidValidity: stable ? uidValidity : undefined,
    highestModseq: mailbox.noModseq ? undefined : mailbox.highestModseq,
    caughtUp,
    vanished: caughtUp ? collected.vanished : [],
    changed: caughtUp ? collected.changed : [],
  };
}
