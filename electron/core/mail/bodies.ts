// Bodies: answered from the store at once, fetched when they are not there, parsed and indexed once. Attachments come
// from the stored source.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { MessageBody, MessageView } from "../../../shared/models/message.ts";
import type { BodyRows, StoredBody } from "../store/body-rows.ts";
import type { FolderRows } from "../store/folder-rows.ts";
import type { MessageRecord, MessageRows } from "../store/message-rows.ts";
import type { AccountSession } from "./account-session.ts";
import { uidsChanged } from "./imap-connection.ts";
import { type ParsedAttachment, parseMessage, toMessageBody } from "./mime.ts";
import { type Priority, priority } from "./work-queue.ts";

export interface BodyParts {
  readonly db: { copied<Result>(work: () => Result): Result };
  readonly bodies: BodyRows;
  readonly folders: FolderRows;
  readonly messages: MessageRows;
  readonly session: (accountId: string) => AccountSession | undefined;
  readonly changed: (folderId: number, messageId: number) => void;
  readonly wantSync: (accountId: string, folderId: number) => void;
  readonly now: () => number;
  readonly parse: typeof parseMessage;
}

export interface Bodies {
  /** Never waits for the server: a body that must be fetched is `loading`, and the window is told when it is there. */
  open(messageId: number): MessageView;
  /** Waits. */
  body(messageId: number): Promise<MessageBody>;
  attachment(messageId: number, index: number): Promise<ParsedAttachment>;
  inlinePart(messageId: number, contentId: string): Promise<ParsedAttachment | undefined>;
  /** Complete source; fetched if it is not stored. */
  source(messageId: number): Promise<Uint8Array>;
  /** The account's connection is up: the window may ask again for what it was told is not here. */
  online(accountId: string): void;
  /** Fetches and keeps the body, for reading offline. */
  prefetch(messageId: number): Promise<void>;
}

/** Bytes of a message that are stored; of a larger one its beginning, where the text is, and no attachments. */
const wholeLimit = 25 * 1024 * 1024;
const beginning = 1024 * 1024;
/** A message with its attachments, when a person asks for one of them. */
const longest = 60 * 1024 * 1024;
/** Bytes that this thread parses itself, in about 10 ms. */
const smallMessage = 128 * 1024;
const snippetLength = 160;
/** Messages that were asked for in vain and are told of when the connection is back; the last ones are looked at. */
const mostMissed = 20;
/** After a failure the window is told so, instead of being told `loading` for ever. */
const failureStands = 5_000;
const longestFailure = 10 * 60_000;

export function createBodies(parts: BodyParts): Bodies {
  const { bodies, folders, messages } = parts;
  // Small ones are done sooner than they would be handed over.
  const parse = (bytes: Uint8Array) => (bytes.byteLength < smallMessage ? parseMessage : parts.parse)(bytes);
  const loading = new Map<number, Promise<MessageBody>>();
  const failed = new Map<number, { readonly times: number; readonly until: number }>();
  const missed = new Map<number, { readonly accountId: string; readonly folderId: number }>();

  const fetchBytes = async (messageId: number, limit: number, at: Priority): Promise<Uint8Array> => {
    const { accountId, serverFolderId } = messages.get(messageId);
    const session = parts.session(accountId);
    if (!session) throw new AppError("offline");
    try {
      return await session.queue.add(at, async (connection) => {
        // Read again: it may have been moved while this waited for its turn.
        const { uid, serverFolderId: folderId } = messages.get(messageId);
        const folder = folders.get(folderId);
        if (uid === undefined) throw new AppError("message-gone", { reason: uidsChanged });
        await connection.ensure(folder.path, folder.uidValidity);
        return connection.fetchSource(uid, limit);
      });
    } catch (failure) {
      if (failure instanceof AppError && failure.code === "message-gone")
        parts.wantSync(accountId, serverFolderId);
      session.broken(failure);
      throw failure;
    }
  };

  const load = async (messageId: number, at: Priority): Promise<MessageBody> => {
    const { size, folderId } = messages.get(messageId);
    const whole = size <= wholeLimit;
    const bytes = await fetchBytes(messageId, whole ? wholeLimit : beginning, at);
    if (bytes.byteLength === 0 && size > 0) throw new AppError("server-answer-broken");
    const parsed = await parse(bytes);
    const body = toMessageBody(parsed) as StoredBody;
    parts.db.copied(() => {
      bodies.put(messageId, whole ? bytes : undefined, shortened(body, whole));
      const attached = parsed.attachments.some(({ inline }) => !inline);
      messages.setRead(messageId, {
        snippet: snippetOf(parsed.text),
        hasAttachments: whole ? attached : true,
        references: parsed.references.join(" "),
      });
      messages.index(messageId, parsed.text);
    });
    failed.delete(messageId);
    parts.changed(folderId, messageId);
    return body;
  };

  const once = (messageId: number, at: Priority): Promise<MessageBody> => {
    const running = loading.get(messageId);
    if (running) return running;
    const work = load(messageId, at).finally(() => loading.delete(messageId));
    loading.set(messageId, work);
    return work;
  };

  const miss = (messageId: number, { accountId, folderId }: MessageRecord) => {
    missed.delete(messageId);
    missed.set(messageId, { accountId, folderId });
    for (const oldest of missed.keys()) if (missed.size > mostMissed) missed.delete(oldest);
  };

  const bodyNow = (messageId: number): MessageBody => {
    const stored = bodies.get(messageId);
    if (stored) return stored;
    const record = messages.get(messageId);
    const recently = (failed.get(messageId)?.until ?? 0) > parts.now();
    if (recently || !parts.session(record.accountId)?.online) {
      miss(messageId, record);
      return { state: "not-here" };
    }
    once(messageId, priority.person).catch((failure: unknown) => {
      // A line that was down before it was asked says nothing about the message.
      const asked = !(failure instanceof AppError && /^(offline|sign-in-needed)$/.test(failure.code));
      const times = (failed.get(messageId)?.times ?? 0) + (asked ? 1 : 0);
      // Longer each time: a message that makes a server hang up must not make it do so again and again.
      const stands = Math.min(failureStands * 4 ** Math.max(0, times - 1), longestFailure);
      failed.set(messageId, { times, until: parts.now() + stands });
      // Now, not when the window has asked again: the connection may be back before that.
      miss(messageId, record);
      // The connection may stay up, or be up again already: then nobody else would ask the window to look again.
      setTimeout(() => parts.changed(record.folderId, messageId), stands + 100).unref();
      parts.changed(record.folderId, messageId);
    });
    return { state: "loading" };
  };

  const source = async (messageId: number): Promise<Uint8Array> => {
    const stored = bodies.source(messageId);
    if (stored) return stored;
    const { size } = messages.get(messageId);
    // Cut off, its last attachment would be saved broken, without a word.
    if (size > longest) throw new AppError("too-large", { size, limit: longest });
    return fetchBytes(messageId, longest, priority.person);
  };

  return {
    open(messageId) {
      const record = messages.get(messageId);
      return {
        row: record.row,
        cc: [...record.cc],
        bcc: [...record.bcc],
        replyTo: [...record.replyTo],
        body: bodyNow(messageId),
      };
    },
    body: async (messageId) => bodies.get(messageId) ?? (await once(messageId, priority.person)),
    async attachment(messageId, index) {
      const parsed = await parse(await source(messageId));
      const found = parsed.attachments.find((part) => part.index === index);
      if (!found) throw new AppError("attachment-missing");
      return found;
    },
    async inlinePart(messageId, contentId) {
      const stored = bodies.source(messageId);
      if (!stored) return undefined;
      const parsed = await parse(stored);
      return parsed.attachments.find((part) => part.contentId === contentId);
    },
    source,
    online(accountId) {
      for (const [messageId, about] of missed) {
        if (about.accountId !== accountId) continue;
        missed.delete(messageId);
        const { times } = failed.get(messageId) ?? { times: 0 };
        if (times > 1) continue;
        failed.set(messageId, { times, until: 0 });
        parts.changed(about.folderId, messageId);
      }
    },
    async prefetch(messageId) {
      if (!bodies.get(messageId)) await once(messageId, priority.background);
    },
  };
}

function shortened(body: StoredBody, whole: boolean): StoredBody {
  if (whole || body.state !== "ready") return body;
  const others = body.warnings.filter((warning) => warning !== "message-truncated");
  return { ...body, warnings: [...others, "message-truncated"] };
}

/** The first words, without quoted lines. */
function snippetOf(text: string): string {
  return text
    .slice(0, 4_000)
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, snippetLength);
}
