// The commands of one logged-in connection over imapflow, every answer checked: what the library answers with `false`
// throws; ranges are UIDs always; nothing is expunged that this program did not delete.
import { AppError, type ErrorDetail } from "../../../shared/ipc/errors.ts";
import type { NewMessage } from "../store/message-rows.ts";
import type { Client, ImapOptions } from "./imap.ts";
import {
  type FlagChange,
  type ImapConnection,
  type ListedFolder,
  type OpenFolder,
  uidsChanged,
} from "./imap-connection.ts";
import { commandFailure } from "./imap-failures.ts";
import { toDetails, toFlags, toNewMessage } from "./imap-headers.ts";

const commandLimit = 60_000;
const bodyFactor = 5;

export async function limited<Value>(
  work: Promise<Value>,
  limit: number,
  client: Client,
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

export function wrap(
  client: Client,
  options: ImapOptions,
  where: ErrorDetail,
  swallowed: { failure: unknown },
): ImapConnection {
  const limit = options.commandLimit ?? commandLimit;
  // After a BYE the library answers every command with nothing, until the server hangs up: no server has refused then.
  const hasEnded = () => !client.usable || client.state === client.states.LOGOUT;
  const command = async <Value>(work: () => Promise<Value>, time = limit): Promise<Value> => {
    if (hasEnded()) throw new AppError("connection-lost", where);
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
    if (hasEnded()) throw new AppError("connection-lost", where);
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

  const ofUids = (uids: readonly number[]) => {
    const set = new Set(uids);
    return (row: { uid: number }) => set.has(row.uid);
  };
  const inPlaces = (from: number, to: number) => (row: { seq: number; uid: number }) =>
    row.uid > 0 && row.seq >= from && row.seq <= to;

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
      return !hasEnded();
    },
    async listFolders(withStatus) {
      const statusQuery = { messages: true, uidNext: true, uidValidity: true, highestModseq: true };
      const listed = await command(() => client.list(withStatus ? { statusQuery } : {}));
      return listed.filter(({ listed: told }) => told).map(toListed);
    },
    async open(path, since) {
      collecting = { vanished: [], changed: [] };
      try {
        const mailbox = await sure(() =>
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
      const opened = mailbox ?? (await sure(() => client.mailboxOpen(path)));
      if (uidValidity === undefined || opened.uidValidity !== uidValidity)
        throw new AppError("message-gone", { reason: uidsChanged });
    },
    async fetchHeaders(which, withDetails) {
      const byUid = "uids" in which;
      const range = byUid ? uidSet(which.uids) : `${which.from}:${which.to}`;
      const asked = byUid ? ofUids(which.uids) : inPlaces(which.from, which.to);
      const query = withDetails ? { ...envelopeQuery, ...detailQuery } : envelopeQuery;
      const read = async () => {
        const rows: NewMessage[] = [];
        // Row by row, so that what the library made of one is garbage before the next is read. Nothing else may be
        // asked in between: it would wait for ever.
        // SECURITY: rows that were not asked for are not taken; nor is news of flags, which has no size.
        for await (const row of client.fetch(range, query, { uid: byUid }))
          if (asked(row) && row.size !== undefined) rows.push(toNewMessage(row));
        return rows;
      };
      return command(read, limit * bodyFactor);
    },
    async fetchDetails(uids) {
      const asked = new Set(uids);
      const rows = await command(
        () => client.fetchAll(uidSet(uids), detailQuery, { uid: true }),
        limit * bodyFactor,
      );
      return rows.filter(({ uid }) => asked.has(uid)).map(toDetails);
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
      try {
        const result = await sure(() => client.mailboxCreate([...path]));
        if (result.created) await command(() => client.mailboxSubscribe(result.path));
        return result.path;
      } catch (failure) {
        // Some servers say only NO to a folder that is there.
        const there = await command(() => client.status([...path], { messages: true }));
        if (there) return there.path;
        throw failure;
      }
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
const detailQuery = { uid: true, headers: ["references", "content-type"] };
const envelopeQuery = {
  uid: true,
  flags: true,
  envelope: true,
  internalDate: true,
  size: true,
};

function toListed(folder: Awaited<ReturnType<Client["list"]>>[number]): ListedFolder {
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
  mailbox: Awaited<ReturnType<Client["mailboxOpen"]>>,
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
