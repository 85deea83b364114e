// Everything that the mail thread serves, put together: the store, one session and one sync an account, actions,
// bodies, drafts and the outbox. It knows no threads: mail-thread.ts links it, tests call it directly.
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView, Protocol } from "../../../shared/models/account.ts";
import { type Backoff, defaultBackoff } from "../accounts/account-state.ts";
import { findServers } from "../accounts/autoconfig.ts";
import { createHealth, type Health } from "../accounts/health.ts";
import { createHostGate } from "../accounts/host-gate.ts";
import { createHostPauses, pausingWatch } from "../accounts/host-pauses.ts";
import { createLoginGate, type LoginGate } from "../accounts/login-gate.ts";
import { seal } from "../credential.ts";
import type { Log } from "../log.ts";
import { setAside } from "../store/set-aside.ts";
import { openStore, type Store } from "../store/store.ts";
import { AccountSession, type Clock } from "./account-session.ts";
import { type AccountSync, createAccountSync } from "./account-sync.ts";
import { type Actions, createActions } from "./actions.ts";
import { type Bodies, createBodies } from "./bodies.ts";
import { createServerChecks } from "./check-servers.ts";
import { gatedSmtp } from "./gated-smtp.ts";
import type { connectImap } from "./imap.ts";
import type { AskCredential } from "./log-in.ts";
import { createMailEvents, type MailEvents } from "./mail-events.ts";
import type { AccountRecord, MailThread, MailThreadHost } from "./mail-service.ts";
import { parseMessage } from "./mime.ts";
import { createServerFolders } from "./server-folders.ts";
import { createSmtp, type Smtp } from "./smtp.ts";
import { createWriting, type Writing, writingCalls } from "./writing.ts";

export interface EngineOptions {
  readonly host: Pick<MailThreadHost, "credential" | "tell">;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly backoff?: Backoff;
  /** milliseconds between two looks at all folders */
  readonly pollEvery?: number;
  readonly prefetch?: number;
  readonly smtp?: Smtp;
  /** Given, not imported: imapflow is loaded in the lines thread only. */
  readonly connect: typeof connectImap;
  /** in another thread, if there is one: a large message takes a second */
  readonly parse?: typeof parseMessage;
}

interface Line {
  readonly session: AccountSession;
  readonly sync: AccountSync;
}

/** Once the store is open. */
interface Open {
  readonly store: Store;
  readonly events: MailEvents;
  readonly lines: Map<string, Line>;
  readonly actions: Actions;
  readonly bodies: Bodies;
  readonly writing: Writing;
  readonly logins: LoginGate;
  readonly health: Health;
  started: boolean;
}

export interface MailEngine extends MailThread {
  /** Resolves when no account has anything left to do, as far as it can be done now; for tests and benches. */
  idle(): Promise<void>;
}

const file = "mail.db";

export function createMailEngine(options: EngineOptions): MailEngine {
  let opened: Open | undefined;
  const gate = createHostGate(2);
  const smtp = gatedSmtp(options.smtp ?? createSmtp(), gate);
  const { connect, random, clock } = options;
  const backoff = options.backoff ?? defaultBackoff;
  const pauses = createHostPauses({ backoff, now: clock.now, random });
  const checks = createServerChecks({
    ...{ connect, smtp, gate },
    accepted: ({ imap, smtp }) => {
      for (const { host } of [imap, smtp]) pauses.relented(host);
    },
  });
  const open = () => {
    if (!opened) throw new AppError("busy");
    return opened;
  };
  const tell = (event: AnyEvent) => {
    options.host.tell(event).catch((failure: unknown) => options.log.fault("event not told", failure));
  };
  const credential: AskCredential = async (accountId, rejected) => {
    const { oauth } = open().store.accounts.get(accountId);
    return seal(await options.host.credential({ accountId, oauth, rejected: rejected?.generation }));
  };

  const startLine = ({ store, events, bodies, lines, writing, logins }: Open, account: AccountRecord) => {
    const session: AccountSession = new AccountSession(account, {
      accounts: store.accounts,
      credential,
      connect,
      gate,
      logins,
      clock: options.clock,
      random,
      backoff,
      log: options.log,
      onState: () => events.accounts(),
      onOnline: async (accountId) => {
        const inboxHere = lines.get(accountId)?.sync.online();
        bodies.online(accountId);
        writing.online(accountId);
        await inboxHere;
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
      clock: options.clock,
      log: options.log,
      pollEvery: options.pollEvery ?? 120_000,
      prefetch: options.prefetch ?? 200,
    });
    lines.set(account.id, { session, sync });
    session.start();
  };

  const stopLine = async ({ lines }: Open, accountId: string) => {
    const line = lines.get(accountId);
    lines.delete(accountId);
    line?.sync.stop();
    await line?.session.stop();
  };

  const view = ({ store, lines }: Open, account: AccountRecord): AccountView => {
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

  const assemble = (store: Store): Open => {
    const events = createMailEvents(tell);
    const lines = new Map<string, Line>();
    const session = (accountId: string) => lines.get(accountId)?.session;
    const wantSync = (accountId: string, folderId: number) => lines.get(accountId)?.sync.request(folderId);
    const { refused, paused } = store.accounts;
    const health = createHealth({
      records: store.records,
      account: store.accounts.get,
      changed: () => events.accounts(),
      log: options.log,
      now: options.clock.now,
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
    const parts = { ...store, now: options.clock.now, newId: options.newId };
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
      log: options.log,
      clock: options.clock,
      random: options.random,
      credential,
      serverFolders: createServerFolders({
        folders: store.folders,
        session,
        wantSync,
        listed: () => events.folders(),
      }),
      logins,
    });
    return { store, events, lines, actions, bodies, writing, logins, health, started: false };
  };

  return {
    // Written out at the end: what drafts and the outbox answer.
    ...writingCalls(() => open().writing),
    async storeExists({ folder }) {
      return existsSync(join(folder, file));
    },
    async setStoreAside({ folder }) {
      if (opened) throw new AppError("busy");
      setAside(folder, file, options.clock.now());
    },
    async openStore({ folder, key }) {
      if (opened) return;
      const path = join(folder, file);
      opened = assemble(openStore(path, key));
      chmodSync(path, 0o600);
    },
    async startAccounts() {
      const state = open();
      if (state.started) return;
      state.started = true;
      for (const account of state.store.accounts.list()) startLine(state, account);
      state.writing.start();
    },
    async close() {
      const state = opened;
      if (!state) return;
      opened = undefined;
      try {
        await state.writing.stop();
        const lines = [...state.lines.keys()].map((accountId) => stopLine(state, accountId));
        const failed = (await Promise.allSettled(lines)).find((line) => line.status === "rejected");
        state.events.flush();
        if (failed) throw failed.reason;
      } finally {
        // Also if it is damaged: only a closed file can be restored.
        state.store.db.close();
      }
    },
    async idle() {
      for (const { sync } of open().lines.values()) await sync.idle();
    },

    listRecords: async ({ kind }) => open().store.records.list(kind),
    getRecord: async ({ kind, id }) => open().store.records.get(kind, id),
    putRecords: async ({ kind, documents }) => open().store.records.putAll(kind, documents),
    putRecord: async ({ kind, id, data }) => open().store.records.put(kind, id, data),
    removeRecord: async ({ kind, id }) => open().store.records.remove(kind, id),

    lookup: ({ address, practiceDomains }, { signal }) => findServers(address, { practiceDomains, signal }),
    checkServers: checks.typed,
    async checkStored(input, control) {
      const { store, logins } = open();
      await checks.stored(
        input,
        { account: store.accounts.get(input.accountId), credential, logins },
        control,
      );
    },
    async saveAccount(account) {
      const state = open();
      state.store.accounts.save(account);
      await stopLine(state, account.id);
      if (state.started) startLine(state, account);
      state.events.accounts();
      return view(state, account);
    },
    getAccount: async ({ accountId }) => open().store.accounts.get(accountId),
    async removeAccount({ accountId }) {
      const state = open();
      await stopLine(state, accountId);
      state.store.accounts.remove(accountId);
      state.health.forget(accountId);
      state.events.accounts();
      state.events.folders();
    },
    async pauseAccount({ accountId, reason }) {
      const { store, lines, writing, logins } = open();
      store.accounts.get(accountId);
      store.accounts.setPaused(accountId, reason);
      // A login that is under way must not reach the server after whatever the pause is for.
      await Promise.all([lines.get(accountId)?.session.stop(), writing.settled(accountId)]);
      await logins.settled(accountId);
    },
    async resumeAccount({ accountId }) {
      const { store, lines, writing, logins } = open();
      store.accounts.get(accountId);
      const session = lines.get(accountId)?.session;
      await session?.stop();
      // The refusal of an old credential must not come after the new one is told.
      await logins.settled(accountId);
      store.accounts.setPaused(accountId, undefined);
      store.accounts.setRefused(accountId, undefined);
      session?.retry();
      writing.resumed(accountId);
    },
    refusedLogin: async ({ accountId }) => open().store.accounts.refused(accountId),
    loginFacts: async ({ accountId }) => open().health.facts(accountId),
    signInTried: async (input) => open().health.tried(input),

    "accounts.list": async () => {
      const state = open();
      return state.store.accounts.list().map((account) => view(state, account));
    },
    "accounts.retry": async ({ accountId }) => {
      const { lines, store } = open();
      const { servers } = store.accounts.get(accountId);
      for (const { host } of [servers.imap, servers.smtp]) pauses.lift(host);
      const line = lines.get(accountId);
      line?.session.retry();
      if (line?.session.online) line.sync.poll();
    },
    "folders.list": async () => open().store.folders.views(),
    "messages.list": async ({ view: wanted, offset, limit }) =>
      open().store.messages.list(wanted, offset, limit),
    "messages.open": async ({ messageId }) => open().bodies.open(messageId),
    "messages.act": async ({ messageIds, action }) => open().actions.act(messageIds, action),
    "messages.undo": async ({ undoToken }) => open().actions.undo(undoToken),

    async attachmentBytes({ messageId, index }) {
      const { name, type, bytes } = await open().bodies.attachment(messageId, index);
      return { name, type, bytes };
    },
    async inlinePart({ messageId, contentId }) {
      const part = await open().bodies.inlinePart(messageId, contentId);
      return part && { type: part.type, bytes: part.bytes };
    },
    bodyOf: ({ messageId }) => open().bodies.body(messageId),
  };
}
