// The outbox: a message that a person has sent is kept until the server has it and Sent holds a copy, each exactly once,
// whatever breaks in between. It opens no IMAP connection and decides nothing about logins; it obeys the account.
//
// [Note: sent once] Each step is written down before it is done. `attempts` and the state `sending` come before the
// connection; `handedOver` comes before the last bytes leave. So after any interruption it is known whether the message
// cannot have been sent (not handed over: it is tried again) or may have been (handed over: nobody tries again but the
// person, unless it is found in Sent). The Message-ID never changes.
import { AppError, type ErrorView, toErrorView } from "../../../shared/ipc/errors.ts";
import type { DraftView, OutboxItem } from "../../../shared/models/draft.ts";
import { networkErrors } from "../accounts/account-state.ts";
import type { LoginGate } from "../accounts/login-gate.ts";
import type { Log } from "../log.ts";
import type { DraftRecord, DraftRows } from "../store/draft-rows.ts";
import type { OutboxRecord, OutboxRows } from "../store/outbox-rows.ts";
import type { Store } from "../store/store.ts";
import { normalAddress, parseRecipients, uniqueAddresses } from "./addresses.ts";
import { buildMessage, newMessageId } from "./compose.ts";
import type { Drafts } from "./drafts.ts";
import type { AskCredential } from "./log-in.ts";
import { fieldsFor } from "./outbox-rules.ts";
import { createOutboxSteps } from "./outbox-steps.ts";
import type { ServerFolders } from "./server-folders.ts";
import type { Smtp } from "./smtp.ts";
import { createWakeUp } from "./wake-up.ts";

export interface OutboxParts extends Pick<Store, "db" | "accounts"> {
  readonly outbox: OutboxRows;
  readonly drafts: DraftRows;
  readonly smtp: Smtp;
  readonly serverFolders: ServerFolders;
  readonly credential: AskCredential;
  /** a login that is refused here is told there */
  readonly logins: LoginGate;
  /** an answer to this message has been sent */
  readonly answered: (messageId: number) => void;
  readonly viewDraft: Drafts["view"];
  /** items are others than before, or in another state */
  readonly changed: () => void;
  /** a message will not be sent unless the person does something; told once for each try */
  readonly notice: (accountId: string, error: ErrorView) => void;
  /** drafts came or went */
  readonly draftsChanged: (accountId: string) => void;
  /** milliseconds in which a message can be taken back */
  readonly undoTime: () => number;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
}

export interface Outbox {
  /** Throws `recipients-missing`, `recipient-invalid`, `not-found`. After it returns, nothing can be lost. */
  send(draftId: string): Promise<{ readonly outboxId: string; readonly undoUntil: number }>;
  list(): OutboxItem[];
  /** The draft again, with all its fields. Throws `busy` while it is being sent, `not-found` once it was. */
  undo(outboxId: string): DraftView;
  /** Tries now. For `unknown` this is the person's word that it may be sent a second time. */
  retry(outboxId: string): void;
  /** Goes on where the program ended. */
  start(): void;
  online(accountId: string): void;
  resumed(accountId: string): void;
  /** Lets a message of this account that is being sent end, for a short while. */
  settled(accountId: string): Promise<void>;
  /** Lets what is under way end, for a short while. */
  stop(): Promise<void>;
}

/** Milliseconds that a running send gets when the program ends, and when its account is to pause. */
const lastGrace = 2_000;
const pauseGrace = 10_000;
const pauseAfterFault = 60_000;

export function createOutbox(parts: OutboxParts): Outbox {
  const { outbox } = parts;
  const abort = new AbortController();
  const steps = createOutboxSteps(parts, abort.signal);
  const busy = new Map<string, Promise<void>>();
  const wakeUp = createWakeUp(parts.now, () => runDue());
  let stopping = false;

  /** One after the other for each account, several accounts at the same time. */
  const runDue = () => {
    if (stopping) return;
    const items = outbox.list();
    for (const accountId of new Set(items.filter(isDue).map((item) => item.accountId))) {
      if (busy.has(accountId)) continue;
      const work = runAccount(accountId)
        .then(
          () => true,
          (failure: unknown) => {
            // A full disk, for example: at once again it would only fail again.
            parts.log.fault("outbox", failure);
            wakeUp.at(parts.now() + pauseAfterFault);
            return false;
          },
        )
        .then((well) => {
          busy.delete(accountId);
          if (well) runDue();
        });
      busy.set(accountId, work);
    }
    wakeUp.at(Math.min(Number.POSITIVE_INFINITY, ...items.filter((item) => !isDue(item)).map(dueAt)));
  };

  const runAccount = async (accountId: string) => {
    const done = new Set<string>();
    for (;;) {
      const item = outbox.list(accountId).find((each) => isDue(each) && !done.has(each.id));
      if (!item || stopping) return;
      // Each once in a round, so that one that stays due cannot keep the others waiting.
      done.add(item.id);
      if (item.state === "unknown") await steps.lookInSent(item);
      else if (item.copy === "due" && parts.serverFolders.isOnline(accountId)) await steps.fileCopy(item);
      const now = stopping ? undefined : outbox.list(accountId).find((each) => each.id === item.id);
      if (now && (now.state === "undo" || now.state === "waiting") && isDue(now)) await sendNow(now);
    }
  };

  const sendNow = async (item: OutboxRecord) => {
    const { accountId } = item;
    // [Note: one refusal] in account-session.ts: nobody logs in while the account is refused or paused.
    if (parts.accounts.refused(accountId) || parts.accounts.paused(accountId) !== undefined) {
      outbox.update(item.id, { state: "held" });
      parts.changed();
      return;
    }
    await steps.send(item);
    // What came of it may be due at once: the copy in Sent, or a look into it.
    const after = outbox.list(accountId).find((each) => each.id === item.id);
    if (!after || stopping || !isDue(after)) return;
    if (after.copy === "due") await steps.fileCopy(after);
    else if (after.state === "unknown") await steps.lookInSent(after);
  };

  const dueAt = ({ accountId, copy, state, nextAttemptAt }: OutboxRecord): number => {
    if (state === "undo" || state === "waiting") return nextAttemptAt;
    const asksServer = copy === "due" || state === "unknown";
    return asksServer && parts.serverFolders.isOnline(accountId) ? nextAttemptAt : Number.POSITIVE_INFINITY;
  };
  const isDue = (item: OutboxRecord): boolean => dueAt(item) <= parts.now();

  const prepare = async (draft: DraftRecord) => {
    const { fields } = draft;
    const account = parts.accounts.get(fields.accountId);
    const to = parseRecipients(fields.to);
    const cc = parseRecipients(fields.cc);
    const bcc = parseRecipients(fields.bcc);
    const recipients = uniqueAddresses([...to, ...cc, ...bcc]);
    if (recipients.length === 0) throw new AppError("recipients-missing");
    const message = {
      from: { name: account.name, address: account.address },
      ...{ to, cc, bcc },
      ...{ subject: fields.subject, text: fields.text, messageId: draft.messageId },
      ...{ inReplyTo: draft.inReplyTo, references: draft.references, date: new Date(parts.now()) },
      attachments: parts.drafts
        .contents(draft.id)
        .map(({ name, type, content }) => ({ name, type, bytes: content })),
    };
    return {
      envelope: { from: normalAddress(account.address) ?? account.address, to: recipients },
      mime: await buildMessage(message, "to-send"),
      sentCopy: await buildMessage(message, "to-keep"),
    };
  };

  return {
    async send(draftId) {
      const draft = parts.drafts.get(draftId);
      const { envelope, mime, sentCopy } = await prepare(draft);
      const outboxId = parts.newId();
      const { accountId } = draft.fields;
      const undoUntil = parts.now() + parts.undoTime();
      parts.db.transaction(() => {
        // What was saved while the message was built would be lost; the second of two clicks finds no draft.
        if (parts.drafts.get(draftId).savedAt !== draft.savedAt) throw new AppError("busy");
        outbox.add(
          {
            ...{ id: outboxId, accountId, messageId: draft.messageId, subject: draft.fields.subject },
            ...{ envelope, undoUntil, nextAttemptAt: undoUntil, createdAt: parts.now(), draft },
          },
          mime,
          sentCopy,
        );
        outbox.takeAttachments(draftId, outboxId);
        parts.drafts.removeHere(draftId);
      });
      parts.changed();
      parts.draftsChanged(accountId);
      runDue();
      return { outboxId, undoUntil };
    },

    list: () =>
      outbox.list().map(({ id, accountId, subject, envelope, state, undoUntil, error }) => ({
        ...{ id, accountId, subject, to: [...envelope.to], state },
        ...(state === "undo" && undoUntil !== undefined ? { undoUntil } : {}),
        ...(error ? { error } : {}),
      })),

    undo(outboxId) {
      const item = outbox.get(outboxId);
      if (item.state === "sending") throw new AppError("busy");
      if (item.state === "sent") throw new AppError("not-found");
      const { address } = parts.accounts.get(item.accountId);
      // Somebody may have this Message-ID already: what is written now is another message.
      const fresh = item.state === "unknown" || item.copy !== "none";
      const fields =
        item.copy === "none" ? item.draft.fields : fieldsFor(item.draft.fields, item.envelope.to);
      const draft: DraftRecord = {
        ...item.draft,
        fields: { ...fields, accountId: item.accountId },
        messageId: fresh ? newMessageId(parts.newId(), address) : item.messageId,
        savedAt: Math.max(parts.now(), item.draft.savedAt + 1),
        dirty: true,
      };
      parts.db.transaction(() => {
        parts.drafts.put(draft);
        for (const attachment of outbox.contents(outboxId)) parts.drafts.attach(draft.id, attachment);
        // Those who have got it are a reason for a copy in Sent, which is still to be made.
        if (item.copy === "due") outbox.update(outboxId, { state: "sent", error: null });
        else outbox.remove(outboxId);
      });
      parts.changed();
      parts.draftsChanged(item.accountId);
      return parts.viewDraft(draft);
    },

    retry(outboxId) {
      const item = outbox.get(outboxId);
      if (item.state === "sending") return;
      if (parts.accounts.refused(item.accountId)) throw new AppError("sign-in-needed");
      // A sent one only wants its copy; what waits for the undo time still can be taken back.
      const again =
        item.state === "sent" || item.state === "undo" ? {} : { state: "waiting" as const, error: null };
      outbox.update(outboxId, { ...again, ...(item.state === "undo" ? {} : { nextAttemptAt: parts.now() }) });
      parts.changed();
      runDue();
    },

    start() {
      for (const { id, state, handedOver } of outbox.list()) {
        if (state !== "sending") continue;
        // [Note: sent once]
        const error = toErrorView(new AppError("sent-unknown"));
        if (handedOver) outbox.update(id, { state: "unknown", error, nextAttemptAt: parts.now() });
        else outbox.update(id, { state: "waiting", nextAttemptAt: parts.now() });
      }
      parts.changed();
      runDue();
    },

    online(accountId) {
      for (const { id, state, copy, error } of outbox.list(accountId)) {
        const waitsForNetwork = state === "waiting" && error !== undefined && networkErrors.has(error.code);
        // Online again without anybody having signed in: the keychain has its password back.
        if (state === "held" && (error?.code === "password-gone" || error?.code === "password-changed"))
          outbox.update(id, { state: "waiting", error: null, nextAttemptAt: parts.now() });
        else if (waitsForNetwork || state === "unknown" || copy === "due")
          outbox.update(id, { nextAttemptAt: parts.now() });
      }
      runDue();
    },

    resumed(accountId) {
      for (const { id, state } of outbox.list(accountId))
        if (state === "held")
          outbox.update(id, { state: "waiting", error: null, nextAttemptAt: parts.now() });
      parts.changed();
      runDue();
    },

    async settled(accountId) {
      const work = busy.get(accountId);
      if (work) await settledWithin(pauseGrace, [work]);
    },

    async stop() {
      stopping = true;
      wakeUp.stop();
      // A send gets a moment to end well; a question to the IMAP side is not waited for, it writes nothing any more.
      await settledWithin(lastGrace, busy.values());
      abort.abort();
      await settledWithin(lastGrace, busy.values());
    },
  };
}

async function settledWithin(limit: number, work: Iterable<Promise<void>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
}
