// Drafts and the outbox, joined to the engine: when they may use an account's connection, and what they are told of it.
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import { defaultSettings, Settings } from "../../../shared/models/app.ts";
import type { LoginGate } from "../accounts/login-gate.ts";
import type { Log } from "../log.ts";
import { draftRows } from "../store/draft-rows.ts";
import { outboxRows } from "../store/outbox-rows.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./account-session.ts";
import type { Actions } from "./actions.ts";
import type { Bodies } from "./bodies.ts";
import { createDraftMirror, mirrorDelay } from "./draft-mirror.ts";
import { createDrafts } from "./drafts.ts";
import type { AskCredential } from "./log-in.ts";
import type { MailEvents } from "./mail-events.ts";
import { type MailThread, mailThreadCalls } from "./mail-service.ts";
import { createOutbox } from "./outbox.ts";
import type { ServerFolders } from "./server-folders.ts";
import type { Smtp } from "./smtp.ts";

type WritingCall = Extract<keyof MailThread, `drafts.${string}` | `outbox.${string}` | "attachFiles">;

export interface WritingParts extends Store {
  readonly smtp: Smtp;
  readonly bodies: Store["bodies"];
  /** reading: the sources of messages that are answered and forwarded */
  readonly reading: Bodies;
  readonly answered: Actions["markAnswered"];
  readonly serverFolders: ServerFolders;
  readonly events: MailEvents;
  readonly tell: (event: AnyEvent) => void;
  readonly credential: AskCredential;
  readonly logins: LoginGate;
  readonly log: Log;
  readonly clock: Clock;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
  /** milliseconds after the last change until a draft is written to the server */
  readonly mirrorDelay?: number;
}

export interface Writing {
  readonly calls: Pick<MailThread, WritingCall>;
  /** Goes on with what was under way when the program ended. */
  start(): void;
  /** The account's connection is up. */
  online(accountId: string): void;
  /** Signed in again: what was held goes on. */
  resumed(accountId: string): void;
  /** Lets a message that is being sent end, for a short while. */
  settled(accountId: string): Promise<void>;
  stop(): Promise<void>;
}

export function createWriting(parts: WritingParts): Writing {
  const { db, tell } = parts;
  const draftRowsOfStore = draftRows(db);
  const outboxRowsOfStore = outboxRows(db);
  const own = { ...parts, drafts: draftRowsOfStore, outbox: outboxRowsOfStore };
  const draftsTold = () => tell({ name: "drafts.changed", data: {} });
  const mirror = createDraftMirror({ ...own, told: draftsTold, delay: parts.mirrorDelay ?? mirrorDelay });
  const draftsChanged = (accountId: string) => {
    draftsTold();
    mirror.soon(accountId);
  };
  const drafts = createDrafts({ ...own, changed: draftsChanged });
  const outbox = createOutbox({
    ...own,
    viewDraft: drafts.view,
    changed: () => {
      tell({ name: "outbox.changed", data: {} });
      // How many wait is part of an account's view.
      parts.events.accounts();
    },
    notice: (accountId, error) => tell({ name: "app.notice", data: { accountId, error } }),
    draftsChanged,
    undoTime: () => undoSeconds(parts) * 1_000,
  });

  return {
    calls: {
      "drafts.create": (input) => drafts.create(input),
      "drafts.list": async () => drafts.list(),
      "drafts.get": async ({ draftId }) => drafts.get(draftId),
      "drafts.openMessage": ({ messageId }) => drafts.openMessage(messageId),
      "drafts.save": async ({ draftId, fields }) => drafts.save(draftId, fields),
      "drafts.discard": async ({ draftId }) => drafts.discard(draftId),
      "drafts.attachBytes": async ({ draftId, ...file }) => drafts.attachBytes(draftId, file),
      "drafts.detach": async ({ draftId, attachmentId }) => drafts.detach(draftId, attachmentId),
      "drafts.send": ({ draftId }) => outbox.send(draftId),
      "outbox.list": async () => outbox.list(),
      "outbox.undo": async ({ outboxId }) => outbox.undo(outboxId),
      "outbox.retry": async ({ outboxId }) => outbox.retry(outboxId),
      attachFiles: ({ draftId, paths }) => drafts.attachFiles(draftId, paths),
    },
    start() {
      draftRowsOfStore.forgetUntouched();
      outbox.start();
    },
    online(accountId) {
      void mirror.now(accountId);
      outbox.online(accountId);
    },
    resumed: (accountId) => outbox.resumed(accountId),
    settled: (accountId) => outbox.settled(accountId),
    async stop() {
      mirror.stop();
      await outbox.stop();
    },
  };
}

/** Asked anew at each message, so that a changed setting counts at once. */
function undoSeconds({ records }: WritingParts): number {
  const stored = records.get("settings", "settings");
  const both = Settings.safeParse({ ...defaultSettings, ...(stored as object | undefined) });
  return both.success ? both.data.undoSeconds : defaultSettings.undoSeconds;
}

/** What the engine answers of it: each call goes on to the drafts and the outbox that are open then. */
export function writingCalls(open: () => Writing): Writing["calls"] {
  const isOurs = (name: string): name is Exclude<WritingCall, "attachFiles"> =>
    /^(drafts|outbox)\./.test(name);
  const names: readonly WritingCall[] = [...mailThreadCalls.filter(isOurs), "attachFiles"];
  return Object.fromEntries(
    names.map((name) => [
      name,
      async (input: unknown) => (open().calls[name] as (input: unknown) => unknown)(input),
    ]),
  ) as unknown as Writing["calls"];
}
