// Drafts and the outbox, joined to the engine: when they may use an account's connection, and what they are told of it.
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import type { Secret } from "../secret.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./account-session.ts";
import type { Actions } from "./actions.ts";
import type { Bodies } from "./bodies.ts";
import type { MailEvents } from "./mail-events.ts";
import type { MailThread } from "./mail-service.ts";
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
  readonly credential: (accountId: string) => Promise<Secret>;
  /** SMTP refused the login: the account's session ends, see [Note: one refusal] */
  readonly refused: (accountId: string, error: AppError) => void;
  readonly log: Log;
  readonly clock: Clock;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
}

export interface Writing {
  readonly calls: Pick<MailThread, WritingCall>;
  /** Goes on with what was under way when the program ended. */
  start(): void;
  /** The account's connection is up. */
  online(accountId: string): void;
  /** Signed in again: what was held goes on. */
  resumed(accountId: string): void;
  stop(): Promise<void>;
}

export function createWriting(_parts: WritingParts): Writing {
  const later = async (): Promise<never> => {
    throw new AppError("busy");
  };
  return {
    calls: {
      "drafts.create": later,
      "drafts.list": async () => [],
      "drafts.get": later,
      "drafts.openMessage": later,
      "drafts.save": later,
      "drafts.discard": later,
      "drafts.attachBytes": later,
      "drafts.detach": later,
      "drafts.send": later,
      "outbox.list": async () => [],
      "outbox.undo": later,
      "outbox.retry": later,
      attachFiles: later,
    },
    start: () => {},
    online: () => {},
    resumed: () => {},
    stop: async () => {},
  };
}
