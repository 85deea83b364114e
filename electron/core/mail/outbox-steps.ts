// The three things that are done with a message of the outbox: give it to the server, put its copy into Sent, look
// whether it was sent. Each writes down what happened and never throws; outbox.ts decides when.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { DraftRecord } from "../store/draft-rows.ts";
import type { OutboxChange, OutboxRecord } from "../store/outbox-rows.ts";
import { logIn } from "./log-in.ts";
import type { OutboxParts } from "./outbox.ts";
import { afterFailure, afterSending } from "./outbox-rules.ts";

export interface OutboxSteps {
  send(item: OutboxRecord): Promise<void>;
  fileCopy(item: OutboxRecord): Promise<void>;
  lookInSent(item: OutboxRecord): Promise<void>;
}

/** Milliseconds until the copy is tried again, and until Sent is looked into again. */
const copyAgain = 60_000;
const lookAgain = 10 * 60_000;

/** After `signal` is aborted the steps write nothing more, except for how a running send ended. */
export function createOutboxSteps(parts: OutboxParts, signal: AbortSignal): OutboxSteps {
  const { outbox } = parts;
  const update = (id: string, change: OutboxChange) => {
    outbox.update(id, change);
    parts.changed();
  };
  const known = (event: string, failure: unknown): AppError => {
    if (failure instanceof AppError) return failure;
    parts.log.fault(event, failure);
    return new AppError("internal");
  };

  const give = ({ id, accountId, envelope }: OutboxRecord) =>
    parts.logins.enter(accountId, "smtp", (onLoggedIn) => {
      const { servers, pins } = parts.accounts.get(accountId);
      const onHandOver = () => outbox.update(id, { handedOver: true });
      // A refused login comes before the hand-over: trying again with another token sends nothing twice.
      return logIn(parts.credential, accountId, (credential) =>
        parts.smtp.send(
          { server: servers.smtp, pins, credential },
          { bytes: outbox.mime(id), envelope, onLoggedIn, onHandOver },
          signal,
        ),
      );
    });

  const holdOthers = (accountId: string) => {
    for (const { id, state } of outbox.list(accountId))
      if (state === "waiting") outbox.update(id, { state: "held" });
  };

  /** Whoever sent it has gone on to something else: what stands in the list of unsent messages alone is overlooked. */
  const tellStopped = (accountId: string, { state, error }: OutboxChange) => {
    if (state === "failed" && error) parts.notice(accountId, error);
  };

  const markAnswered = ({ mode, sourceMessageId }: DraftRecord) => {
    if (sourceMessageId === undefined || !mode.startsWith("reply")) return;
    try {
      parts.answered(sourceMessageId);
    } catch (failure) {
      // The message that was answered may be gone by now; the answer is sent all the same.
      known("mark answered", failure);
    }
  };

  return {
    async send(item) {
      const { id, accountId } = item;
      // [Note: sent once]
      update(id, { state: "sending", attempts: item.attempts + 1, handedOver: false, error: null });
      try {
        const result = await give(item);
        const change = afterSending(outbox.get(id), result, parts.now());
        if (change.state === "sent" && change.copy === "filed") outbox.remove(id);
        else outbox.update(id, change);
        parts.changed();
        tellStopped(accountId, change);
        markAnswered(item.draft);
      } catch (failure) {
        const error = known("send", failure);
        const change = afterFailure(outbox.get(id), error, parts.now(), parts.random);
        outbox.update(id, change);
        tellStopped(accountId, change);
        if (error.code === "login-refused") holdOthers(accountId);
        parts.changed();
      }
    },

    // Looked for first, so that the copy is there once even if the last try broke in the middle.
    async fileCopy({ id, accountId, messageId, state }) {
      const where = { accountId, role: "sent" as const };
      try {
        const { uids } = await parts.serverFolders.findMessageId({ ...where, messageId });
        if (signal.aborted) return;
        if (uids.length === 0 && !filesSentItself(parts, accountId))
          await parts.serverFolders.append({ ...where, bytes: outbox.sentCopy(id), flags: ["\\Seen"] });
        if (signal.aborted) return;
        if (outbox.get(id).state === "sent") outbox.remove(id);
        else outbox.update(id, { copy: "filed" });
        parts.changed();
      } catch (failure) {
        if (signal.aborted) return;
        const error = known("sent copy", failure);
        // A connection that is not there is no news; a full mailbox is.
        const tells = /^(over-quota|server-refused|folder-missing)$/.test(error.code) && state === "sent";
        update(id, {
          ...(state === "waiting" ? {} : { nextAttemptAt: parts.now() + copyAgain }),
          ...(tells ? { error: toErrorView(new AppError(error.code, { ...error.detail, copy: true })) } : {}),
        });
      }
    },

    // Found in Sent, it was sent; not found, only the person can say.
    async lookInSent({ id, accountId, messageId, draft }) {
      let found = false;
      try {
        const { uids } = await parts.serverFolders.findMessageId({ accountId, role: "sent", messageId });
        found = uids.length > 0;
      } catch (failure) {
        if (signal.aborted) return;
        known("look in sent", failure);
      }
      // Meanwhile it may have been taken back, or sent again.
      const now = outbox.list(accountId).find((each) => each.id === id);
      if (signal.aborted || now?.state !== "unknown") return;
      if (!found) return outbox.update(id, { nextAttemptAt: parts.now() + lookAgain });
      outbox.remove(id);
      markAnswered(draft);
      parts.changed();
    },
  };
}

function filesSentItself(parts: OutboxParts, accountId: string): boolean {
  return providerOf(parts.accounts.get(accountId).providerId)?.filesSentItself === true;
}
