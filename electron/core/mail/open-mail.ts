// What the mail thread has once its store is open: for each account a session and a sync, and for all of them actions,
// bodies, drafts and the outbox, told of each other. It answers no calls: mail-engine.ts does.
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView, Protocol } from "../../../shared/models/account.ts";
import type { Backoff } from "../accounts/account-state.ts";
import { createHealth, type Health } from "../accounts/health.ts";
import type { HostGate } from "../accounts/host-gate.ts";
import { type HostPauses, pausingWatch } from "../accounts/host-pauses.ts";
import { createLoginGate, type LoginGate } from "../accounts/login-gate.ts";
import { seal } from "../credential.ts";
import type { Store } from "../store/store.ts";
import { AccountSession } from "./account-session.ts";
import { type AccountSync, createAccountSync } from "./account-sync.ts";
import { type Actions, createActions } from "./actions.ts";
import { type Bodies, createBodies } from "./bodies.ts";
import type { AskCredential } from "./log-in.ts";
import type { EngineOptions } from "./mail-engine.ts";
import { createMailEvents, type MailEvents } from "./mail-events.ts";
import type { AccountRecord } from "./mail-service.ts";
import { parseMessage } from "./mime.ts";
import { createServerFolders } from "./server-folders.ts";
import type { Smtp } from "./smtp.ts";
import { createWriting, type Writing } from "./writing.ts";

interface Line {
  readonly session: AccountSession;
  readonly sync: AccountSync;
}

export interface OpenMail {
  readonly store: Store;
  readonly events: MailEvents;
  readonly actions: Actions;
  readonly bodies: Bodies;
  readonly writing: Writing;
  readonly logins: LoginGate;
  readonly health: Health;
  readonly credential: AskCredential;
  /** by the account's id, once they were started */
  readonly lines: ReadonlyMap<string, Line>;
  view(account: AccountRecord): AccountView;
  /** All accounts; a second time does nothing. */
  start(): void;
  /** An account is new or another: its session and sync begin anew, unless nothing was started yet. */
  begin(account: AccountRecord): Promise<void>;
  end(accountId: string): Promise<void>;
  /** Ends everything, and closes the store in any case. Throws what a session could not end with. */
  close(): Promise<void>;
}

export interface OpenMailParts {
  readonly options: EngineOptions;
  readonly backoff: Backoff;
  readonly gate: HostGate;
  readonly pauses: HostPauses;
  readonly smtp: Smtp;
  readonly tell: (event: AnyEvent) => void;
}

export function openMail(
  store: Store,
  { options, backoff, gate, pauses, smtp, tell }: OpenMailParts,
): OpenMail {
  const { clock, connect, log, random } = options;
  let started = false;
  const credential: AskCredential = async (accountId, rejected) => {
    const { oauth } = store.accounts.get(accountId);
    return seal(await options.host.credential({ accountId, oauth, rejected: rejected?.generation }));
  };
  const events = createMailEvents(tell);
  const lines = new Map<string, Line>();
  const session = (accountId: string) => lines.get(accountId)?.session;
  const wantSync = (accountId: string, folderId: number) => lines.get(accountId)?.sync.request(folderId);
  const { refused, paused } = store.accounts;
  const health = createHealth({
    records: store.records,
    account: store.accounts.get,
    changed: () => events.accounts(),
    log,
    now: clock.now,
  });
  const hostOf = (accountId: string, protocol: Protocol) =>
    session(accountId)?.account.servers[protocol].host ?? "";
  const logins = createLoginGate({
    closed: (accountId) => refused(accountId) !== undefined || paused(accountId) !== undefined,
    mayBegin: (accountId, protocol) =>
      pauses.check({ accountId, protocol, host: hostOf(accountId, protocol) }),
    refused: (accountId, error) => session(accountId)?.refused(error),
    watch: pausingWatch(pauses, health, hostOf),
  });
  const parts = { ...store, now: clock.now, newId: options.newId };
  const actions = createActions({
    ...parts,
    changed: (accountId, folderIds, messageIds) => {
      events.messages(folderIds, messageIds);
      events.accounts();
      lines.get(accountId)?.sync.replay();
    },
  });
  const bodies = createBodies({
    ...parts,
    parse: options.parse ?? parseMessage,
    session,
    wantSync,
    changed: (folderId, messageId) => events.messages([folderId], [messageId]),
  });
  const writing = createWriting({
    ...parts,
    smtp,
    reading: bodies,
    answered: actions.markAnswered,
    events,
    tell,
    log,
    clock,
    random,
    credential,
    serverFolders: createServerFolders({
      folders: store.folders,
      session,
      wantSync,
      listed: () => events.folders(),
    }),
    logins,
  });

  const startLine = (account: AccountRecord, after = 0) => {
    const session: AccountSession = new AccountSession(account, {
      accounts: store.accounts,
      credential,
      connect,
      gate,
      logins,
      clock,
      random,
      backoff,
      log,
      onState: () => events.accounts(),
      onOnline: (accountId) => {
        const inboxHere = lines.get(accountId)?.sync.online() ?? Promise.resolve();
        bodies.online(accountId);
        writing.online(accountId);
        return inboxHere;
      },
      onNews: (accountId, path) => lines.get(accountId)?.sync.news(path),
      onAlert: (accountId, serverText) =>
        tell({
          name: "app.notice",
          data: {
            accountId,
            error: toErrorView(new AppError("server-refused", { serverText, alert: true })),
          },
        }),
    });
    const sync = createAccountSync({
      ...store,
      session,
      bodies,
      events,
      tell,
      clock,
      log,
      pollEvery: options.pollEvery ?? 120_000,
      prefetch: options.prefetch ?? 200,
    });
    lines.set(account.id, { session, sync });
    session.start(after);
  };

  const stopLine = async (accountId: string) => {
    const line = lines.get(accountId);
    lines.delete(accountId);
    line?.sync.stop();
    await line?.session.stop();
  };

  const view = (account: AccountRecord): AccountView => {
    const progress = store.folders.progress(account.id);
    return {
      id: account.id,
      name: account.name,
      address: account.address,
      ...(account.providerId === undefined ? {} : { providerId: account.providerId }),
      servers: account.servers,
      pins: [...account.pins],
      signsInWith: account.oauth ? "oauth" : "password",
      state: lines.get(account.id)?.session.state ?? { kind: "offline", since: account.addedAt },
      ...(progress.complete || progress.total === 0
        ? {}
        : { sync: { done: Math.min(progress.done, progress.total), total: progress.total } }),
      waiting: store.actions.count(account.id),
    };
  };

  return {
    ...{ store, events, actions, bodies, writing, logins, health, credential, lines, view },
    start() {
      if (started) return;
      started = true;
      for (const account of store.accounts.list()) startLine(account, options.startPause);
      writing.start();
    },
    async begin(account) {
      await stopLine(account.id);
      if (started) startLine(account);
    },
    end: stopLine,
    async close() {
      try {
        await writing.stop();
        const ended = await Promise.allSettled([...lines.keys()].map(stopLine));
        const failed = ended.find((line) => line.status === "rejected");
        events.flush();
        if (failed) throw failed.reason;
      } finally {
        // Also if it is damaged: only a closed file can be restored.
        store.db.close();
      }
    },
  };
}
