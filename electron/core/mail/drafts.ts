// Drafts: what is being written, kept here first and at every change. The server's copy is draft-mirror.ts; sending is
// outbox.ts. Works without any connection.
import { maxAttachedBytes } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { DraftFields, DraftMode, DraftView } from "../../../shared/models/draft.ts";
import type { MessageBody } from "../../../shared/models/message.ts";
import type { DraftRecord, DraftRows } from "../store/draft-rows.ts";
import type { Store } from "../store/store.ts";
import { formatRecipients } from "./addresses.ts";
import { attachedTooLarge, readAttached } from "./attached-files.ts";
import { answerTo, newMessageId } from "./compose.ts";
import { safeFileName } from "./file-names.ts";
import { safeType } from "./file-types.ts";
import { type ParsedMessage, parseMessage } from "./mime.ts";
import type { OutgoingAttachment } from "./smtp.ts";

export interface DraftParts extends Pick<Store, "db" | "accounts" | "messages"> {
  readonly drafts: DraftRows;
  readonly reading: {
    source(messageId: number): Promise<Uint8Array>;
    body(messageId: number): Promise<MessageBody>;
  };
  /** a draft is another one, or a new one, or gone */
  readonly changed: (accountId: string) => void;
  readonly now: () => number;
  readonly newId: () => string;
}

export interface Drafts {
  create(input: {
    readonly mode: DraftMode;
    readonly accountId?: string | undefined;
    readonly messageId?: number | undefined;
  }): Promise<DraftView>;
  /** Opens a message of a Drafts folder; the one that is here already if it is one of ours. */
  openMessage(messageId: number): Promise<DraftView>;
  list(): DraftView[];
  get(draftId: string): DraftView;
  save(draftId: string, fields: DraftFields): DraftView;
  discard(draftId: string): void;
  attachBytes(
    draftId: string,
    file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
  ): DraftView;
  /** Copies the files now: what happens to them later changes nothing. */
  attachFiles(draftId: string, paths: readonly string[]): Promise<DraftView>;
  detach(draftId: string, attachmentId: string): DraftView;
  view(draft: DraftRecord): DraftView;
}

export function createDrafts(parts: DraftParts): Drafts {
  const { accounts, db, drafts, messages } = parts;

  const view = (draft: DraftRecord): DraftView => ({
    id: draft.id,
    fields: draft.fields,
    attachments: drafts.attachments(draft.id).map(({ id, name, type, size }) => ({ id, name, type, size })),
    savedAt: draft.savedAt,
    onServer: draft.onServer && !draft.dirty,
  });

  const addAll = (draftId: string, files: readonly OutgoingAttachment[]) => {
    const before = drafts.attachments(draftId).reduce((sum, { size }) => sum + size, 0);
    const size = files.reduce((sum, { bytes }) => sum + bytes.byteLength, before);
    if (size > maxAttachedBytes) throw attachedTooLarge(size);
    for (const [at, { name, type, bytes }] of files.entries())
      drafts.attach(draftId, {
        id: parts.newId(),
        name: safeFileName(name, type, at),
        type: safeType(type),
        size: bytes.byteLength,
        content: bytes,
      });
  };

  /** `dirty`: it is worth keeping even if nobody types into it. */
  const make = (
    draft: Omit<DraftRecord, "id" | "savedAt">,
    attachments: readonly OutgoingAttachment[],
    id = parts.newId(),
  ): DraftView => {
    db.transaction(() => {
      drafts.put({ ...draft, id, savedAt: parts.now() });
      addAll(id, attachments);
    });
    parts.changed(draft.fields.accountId);
    return view(drafts.get(id));
  };

  const addressOf = (accountId: string) => accounts.get(accountId).address;

  const changed = (draftId: string): DraftView => {
    const draft = drafts.get(draftId);
    parts.changed(draft.fields.accountId);
    return view(draft);
  };

  return {
    async create({ mode, accountId, messageId }) {
      const own = accounts.list();
      if (mode !== "new" && messageId === undefined) throw new AppError("bad-input", { field: "messageId" });
      const source = mode === "new" || messageId === undefined ? undefined : messages.get(messageId);
      const account = accountId ?? source?.accountId ?? own[0]?.id;
      if (account === undefined) throw new AppError("not-found", { what: "account" });
      const nothing = {
        to: "",
        cc: "",
        subject: "",
        text: "",
        inReplyTo: undefined,
        references: [],
        attachments: [],
      };
      const answer =
        mode === "new" || messageId === undefined
          ? nothing
          : answerTo(
              await readSource(parts, messageId, mode),
              mode,
              own.map(({ address }) => address),
            );
      return make(
        {
          mode,
          fields: {
            accountId: account,
            to: answer.to,
            cc: answer.cc,
            bcc: "",
            subject: answer.subject.slice(0, 2_000),
            text: answer.text,
          },
          inReplyTo: answer.inReplyTo,
          references: answer.references,
          sourceMessageId: messageId,
          messageId: newMessageId(parts.newId(), addressOf(account)),
          onServer: false,
          serverUid: undefined,
          dirty: false,
        },
        answer.attachments,
      );
    },

    async openMessage(messageId) {
      const { accountId, messageId: header, uid } = messages.get(messageId);
      const here = () => (header === undefined ? undefined : drafts.byMessageId(accountId, header));
      // What was changed here wins over the server's; what was changed elsewhere wins over what was not changed here.
      const isCurrent = (draft: DraftRecord) =>
        draft.dirty || draft.serverUid === undefined || uid === undefined || uid <= draft.serverUid;
      const known = here();
      if (known && isCurrent(known)) return view(known);
      const message = await parseMessage(await parts.reading.source(messageId));
      if (message.broken) throw new AppError("message-malformed");
      // Looked for again: the source came over the network, and a second click may have been faster.
      const old = here();
      if (old && isCurrent(old)) return view(old);
      const own = newMessageId(parts.newId(), addressOf(accountId));
      return db.transaction(() => {
        if (old) drafts.drop(old.id);
        return make(
          {
            mode: "new",
            fields: { accountId, ...fieldsOf(message) },
            inReplyTo: message.inReplyTo,
            references: message.references,
            sourceMessageId: undefined,
            // The same id, so that the mirror replaces the copy on the server instead of adding one.
            messageId: header ?? own,
            onServer: header !== undefined,
            serverUid: header === undefined ? undefined : uid,
            dirty: false,
          },
          message.attachments,
          old?.id,
        );
      });
    },

    list: () => drafts.list().map(view),
    get: (draftId) => view(drafts.get(draftId)),

    save(draftId, fields) {
      const before = drafts.get(draftId).fields.accountId;
      db.transaction(() => {
        if (before !== fields.accountId)
          drafts.changeAccount(
            draftId,
            parts.newId(),
            newMessageId(parts.newId(), addressOf(fields.accountId)),
          );
        drafts.saveFields(draftId, fields, parts.now());
      });
      if (before !== fields.accountId) parts.changed(before);
      return changed(draftId);
    },

    discard(draftId) {
      const { fields } = drafts.get(draftId);
      drafts.removeHere(draftId);
      parts.changed(fields.accountId);
    },

    attachBytes(draftId, file) {
      drafts.get(draftId);
      db.transaction(() => {
        addAll(draftId, [file]);
        drafts.touch(draftId, parts.now());
      });
      return changed(draftId);
    },

    async attachFiles(draftId, paths) {
      drafts.get(draftId);
      const files = await readAttached(paths);
      db.transaction(() => {
        drafts.get(draftId);
        addAll(draftId, files);
        drafts.touch(draftId, parts.now());
      });
      return changed(draftId);
    },

    detach(draftId, attachmentId) {
      drafts.get(draftId);
      db.transaction(() => {
        drafts.detach(draftId, attachmentId);
        drafts.touch(draftId, parts.now());
      });
      return changed(draftId);
    },

    view,
  };
}

/** What a message of the server is as a draft. */
function fieldsOf(message: ParsedMessage): Omit<DraftFields, "accountId"> {
  return {
    to: formatRecipients(message.to),
    cc: formatRecipients(message.cc),
    bcc: formatRecipients(message.bcc),
    subject: message.subject.slice(0, 2_000),
    text: message.text.replace(/\r?\n$/, "").replaceAll("\r\n", "\n"),
  };
}

/**
 * The message that is answered. An answer is possible without a connection: then the text that is here is quoted. A
 * forward is not, if its attachments are not here: they would be missing without a word.
 */
async function readSource(
  parts: DraftParts,
  messageId: number,
  mode: Exclude<DraftMode, "new">,
): Promise<ParsedMessage> {
  try {
    return await parseMessage(await parts.reading.source(messageId));
  } catch (failure) {
    const known = failure instanceof AppError && failure.code !== "message-gone";
    if (!known || mode === "forward") throw failure;
    const record = parts.messages.get(messageId);
    const body = await parts.reading.body(messageId).catch(() => undefined);
    return {
      subject: record.subject,
      from: [record.from],
      to: record.to,
      cc: record.cc,
      bcc: [],
      replyTo: record.replyTo,
      date: new Date(record.row.date).toISOString(),
      messageId: record.messageId,
      inReplyTo: record.inReplyTo,
      references: record.references?.match(/<[^<>\s]+>/g) ?? [],
      text: body?.state === "ready" ? body.text : "",
      html: undefined,
      attachments: [],
      warnings: [],
      broken: undefined,
    };
  }
}
