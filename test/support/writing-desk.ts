// Drafts and the outbox over a real store in memory, with a server that does what the test says and a clock that the
// test turns. A new desk over the same store is the program after a kill.

import { createLoginGate } from "../../electron/core/accounts/login-gate.ts";
import type { ServerFolders } from "../../electron/core/mail/server-folders.ts";
import type { SendInput, SendResult, Smtp } from "../../electron/core/mail/smtp.ts";
import { createWriting, type Writing } from "../../electron/core/mail/writing.ts";
import { Secret } from "../../electron/core/secret.ts";
import type { Store } from "../../electron/core/store/store.ts";
import { openStore } from "../../electron/core/store/store.ts";
import type { AppError } from "../../shared/ipc/errors.ts";
import { quietLog } from "./quiet-log.ts";

export const accountId = "account-1";
export const address = "ada@example.test";

/** The mail server of the desk: what it was given, and what it does next. */
export interface DeskServer {
  readonly sent: { readonly text: string; readonly to: readonly string[] }[];
  /** messages in its folders, by UID */
  readonly folders: Readonly<Record<"sent" | "drafts", Map<number, string>>>;
  online: boolean;
  /** instead of taking the next message */
  onSend: ((input: SendInput, signal: AbortSignal | undefined) => Promise<SendResult>) | undefined;
  onAppend: ((text: string, role: "sent" | "drafts") => Promise<void>) | undefined;
  readonly appends: string[];
  logins: number;
}

export function deskServer(): DeskServer {
  return {
    sent: [],
    folders: { sent: new Map(), drafts: new Map() },
    online: true,
    onSend: undefined,
    onAppend: undefined,
    appends: [],
    logins: 0,
  };
}

/** A new store with one account. */
export function deskStore(path = ":memory:"): Store {
  const store = reopenStore(path);
  const server = { host: "mail.example.test", port: 993, security: "tls", userName: address } as const;
  store.accounts.save({
    id: accountId,
    name: "Ada",
    address,
    providerId: undefined,
    servers: { imap: server, smtp: { ...server, port: 465 } },
    pins: [],
    addedAt: 1,
  });
  return store;
}

export function reopenStore(path: string): Store {
  return openStore(path, "0".repeat(64));
}

export interface Desk {
  readonly writing: Writing;
  readonly calls: Writing["calls"];
  readonly events: string[];
  readonly refused: AppError[];
  readonly answered: number[];
  readonly faults: () => readonly string[];
}

export function desk(
  store: Store,
  server: DeskServer,
  options: {
    readonly now: () => number;
    readonly sources?: ReadonlyMap<number, Uint8Array>;
    readonly mirrorDelay?: number;
  },
): Desk {
  const events: string[] = [];
  const refused: AppError[] = [];
  const answered: number[] = [];
  const log = quietLog();
  const missing = () => Promise.reject(new Error("not used here"));
  const writing = createWriting({
    ...store,
    smtp: smtpOf(server),
    serverFolders: foldersOf(server),
    reading: {
      source: async (messageId: number) => options.sources?.get(messageId) ?? missing(),
      body: missing,
      open: () => {
        throw new Error("not used here");
      },
      attachment: missing,
      inlinePart: missing,
      online: () => {},
      prefetch: missing,
    },
    answered: (messageId) => void answered.push(messageId),
    events: { messages: () => {}, folders: () => {}, accounts: () => {}, flush: () => {} },
    tell: (event) => void events.push(event.name),
    credential: async () => ({ kind: "password", secret: new Secret("canary password") }),
    logins: createLoginGate({
      closed: (id) => store.accounts.refused(id) !== undefined,
      refused: (_accountId, error) => {
        refused.push(error);
        store.accounts.setRefused(accountId, {
          accountId,
          protocol: "smtp",
          serverText: "",
          responseCode: undefined,
          at: options.now(),
        });
      },
      watch: { accepted: () => {}, failed: (_accountId, _protocol, error) => error },
    }),
    log,
    clock: { now: options.now, sleep: () => Promise.resolve() },
    now: options.now,
    random: () => 0,
    newId: () => crypto.randomUUID(),
    mirrorDelay: options.mirrorDelay ?? 1,
  });
  return {
    writing,
    calls: writing.calls,
    events,
    refused,
    answered,
    faults: () => log.lines.filter((line) => line.level === "fault").map((line) => line.text),
  };
}

function smtpOf(server: DeskServer): Smtp {
  return {
    check: async () => {},
    async send(_target, input, signal) {
      server.logins++;
      if (server.onSend) return server.onSend(input, signal);
      input.onHandOver();
      server.sent.push({ text: Buffer.from(input.bytes).toString("latin1"), to: input.envelope.to });
      return { accepted: input.envelope.to, refused: [], serverMessageId: undefined };
    },
  };
}

function foldersOf(server: DeskServer): ServerFolders {
  const idOf = (text: string) => /^Message-ID: (.*)\r$/im.exec(text)?.[1];
  return {
    isOnline: () => server.online,
    async append({ role, bytes }) {
      const text = Buffer.from(bytes).toString("latin1");
      server.appends.push(role);
      await server.onAppend?.(text, role);
      const folder = server.folders[role];
      const uid = Math.max(0, ...folder.keys()) + 1;
      folder.set(uid, text);
      return { folderId: 1, uid };
    },
    async findMessageId({ role, messageId }) {
      const found = [...server.folders[role]].filter(([, text]) => idOf(text) === messageId);
      return { folderId: 1, uids: found.map(([uid]) => uid) };
    },
    async remove({ role, uid, messageId }) {
      const text = server.folders[role].get(uid);
      if (text !== undefined && idOf(text) === messageId) server.folders[role].delete(uid);
    },
  };
}
