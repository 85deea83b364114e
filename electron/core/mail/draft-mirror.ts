// Keeps the account's Drafts folder like the drafts that are here: the new copy first, then the old ones away. It never
// changes or removes a draft here; if the server will not, the draft is "only on this computer".
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import type { DraftRecord, DraftRows } from "../store/draft-rows.ts";
import type { Store } from "../store/store.ts";
import { readableRecipients } from "./addresses.ts";
import { buildMessage, newMessageId } from "./compose.ts";
import type { ServerFolders } from "./server-folders.ts";

export interface MirrorParts extends Pick<Store, "accounts"> {
  readonly drafts: DraftRows;
  readonly serverFolders: ServerFolders;
  /** the window may show that a draft is on the server now */
  readonly told: () => void;
  readonly log: Log;
  /** milliseconds after the last change; six times that if there is much to upload */
  readonly delay: number;
  readonly newId: () => string;
}

export interface DraftMirror {
  /** Something changed in this account's drafts: soon. */
  soon(accountId: string): void;
  /** Now, if the account is connected. */
  now(accountId: string): Promise<void>;
  stop(): void;
}

/** The default of `delay`: while somebody types, the server is left in peace. */
export const mirrorDelay = 5_000;
/** Bytes of attachments. */
const much = 1_000_000;

export function createDraftMirror(parts: MirrorParts): DraftMirror {
  const { drafts, serverFolders } = parts;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  /** Copies with this Message-ID. It is unguessable, so they are ours, or those of another computer of ours. */
  const copies = async (accountId: string, messageId: string) =>
    (await serverFolders.findMessageId({ accountId, role: "drafts", messageId })).uids;

  const remove = async (accountId: string, messageId: string, uids: readonly number[]) => {
    for (const uid of uids) await serverFolders.remove({ accountId, role: "drafts", uid, messageId });
  };

  // [Note: two computers] Our copy is not there, but another one with its Message-ID is: it was opened and changed
  // elsewhere. That one is not ours to remove.
  const changedElsewhere = (uids: readonly number[], serverUid: number | undefined) =>
    serverUid !== undefined && uids.length > 0 && !uids.includes(serverUid);

  const write = async (draft: DraftRecord): Promise<void> => {
    const { accountId } = draft.fields;
    if (changedElsewhere(await copies(accountId, draft.messageId), draft.serverUid)) {
      if (stopped) return;
      // Both are kept, and the person sees both.
      drafts.renewMessageId(draft.id, newMessageId(parts.newId(), parts.accounts.get(accountId).address));
      return write(drafts.get(draft.id));
    }
    const bytes = await buildDraft(parts, draft);
    if (stopped) return;
    drafts.noteMirroring(draft.id);
    // [Note: draft copies] If the line breaks from here on there may be two copies; the next round removes all but its
    // own, because a copy is known by its Message-ID.
    const { uid } = await serverFolders.append({
      accountId,
      role: "drafts",
      bytes,
      flags: ["\\Draft", "\\Seen"],
    });
    const uids = await copies(accountId, draft.messageId);
    // Without UIDPLUS the new copy is the one that came last.
    const kept = uid ?? (uids.length > 0 ? Math.max(...uids) : undefined);
    await remove(
      accountId,
      draft.messageId,
      uids.filter((each) => each !== kept),
    );
    if (stopped) return;
    drafts.noteMirrored(draft.id, draft.savedAt, kept);
    parts.told();
  };

  const round = async (accountId: string) => {
    for (const { id, messageId, serverUid } of drafts.gone(accountId)) {
      const uids = await copies(accountId, messageId);
      if (!changedElsewhere(uids, serverUid)) await remove(accountId, messageId, uids);
      if (stopped) return;
      drafts.forget(id);
    }
    for (const id of drafts.dirty(accountId)) {
      if (stopped) return;
      // Read one by one: it may have been sent or changed while the one before was written.
      const draft = drafts.dirty(accountId).includes(id) ? drafts.get(id) : undefined;
      if (draft && !isEmpty(parts, draft)) await write(draft);
    }
  };

  const run = (accountId: string): Promise<void> => {
    const before = running.get(accountId) ?? Promise.resolve();
    const work = before
      .then(async () => {
        if (!stopped && serverFolders.isOnline(accountId)) await round(accountId);
      })
      .catch((failure: unknown) => {
        // The draft is here; it is written at its next change or when the account is connected again.
        if (failure instanceof AppError) parts.log.info("draft not mirrored", { code: failure.code });
        else if (!stopped) parts.log.fault("draft not mirrored", failure);
      })
      .finally(() => {
        if (running.get(accountId) === work) running.delete(accountId);
      });
    running.set(accountId, work);
    return work;
  };

  return {
    soon(accountId) {
      clearTimeout(timers.get(accountId));
      if (stopped) return;
      const heavy = drafts.dirty(accountId).some((id) => attachedTo(parts, id) > much);
      timers.set(
        accountId,
        setTimeout(
          () => {
            timers.delete(accountId);
            void run(accountId);
          },
          parts.delay * (heavy ? 6 : 1),
        ),
      );
    },
    now: run,
    stop() {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

function isEmpty(parts: MirrorParts, { id, fields }: DraftRecord): boolean {
  const { to, cc, bcc, subject, text } = fields;
  return `${to}${cc}${bcc}${subject}${text}`.trim() === "" && parts.drafts.attachments(id).length === 0;
}

function attachedTo(parts: MirrorParts, draftId: string): number {
  return parts.drafts.attachments(draftId).reduce((sum, { size }) => sum + size, 0);
}

function buildDraft(parts: MirrorParts, draft: DraftRecord): Promise<Uint8Array> {
  const { fields } = draft;
  const account = parts.accounts.get(fields.accountId);
  return buildMessage(
    {
      from: { name: account.name, address: account.address },
      // What is no address yet stays in the draft here.
      to: readableRecipients(fields.to),
      cc: readableRecipients(fields.cc),
      bcc: readableRecipients(fields.bcc),
      subject: fields.subject,
      text: fields.text,
      messageId: draft.messageId,
      date: new Date(draft.savedAt),
      inReplyTo: draft.inReplyTo,
      references: draft.references,
      attachments: parts.drafts
        .contents(draft.id)
        .map(({ name, type, content }) => ({ name, type, bytes: content })),
    },
    "to-keep",
  );
}
