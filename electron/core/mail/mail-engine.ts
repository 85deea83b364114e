// Everything that the mail thread serves: its calls, answered by the parts that open-mail.ts puts together once the
// store is open. It knows no threads: mail-thread.ts links it, tests call it directly.
import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type Backoff, defaultBackoff } from "../accounts/account-state.ts";
import { findServers } from "../accounts/autoconfig.ts";
import { createHostGate } from "../accounts/host-gate.ts";
import { createHostPauses } from "../accounts/host-pauses.ts";
import type { Log } from "../log.ts";
import { setAside } from "../store/set-aside.ts";
import { openStore } from "../store/store.ts";
import type { Clock } from "./account-session.ts";
import { createServerChecks } from "./check-servers.ts";
import { gatedSmtp } from "./gated-smtp.ts";
import type { connectImap } from "./imap.ts";
import type { MailThread, MailThreadHost } from "./mail-service.ts";
import type { parseMessage } from "./mime.ts";
import { type OpenMail, openMail } from "./open-mail.ts";
import { createSmtp, type Smtp } from "./smtp.ts";
import { writingCalls } from "./writing.ts";

export interface EngineOptions {
  readonly host: Pick<MailThreadHost, "credential" | "tell">;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly backoff?: Backoff;
  /** milliseconds between the start and the first connection: the window is painted from the store before */
  readonly startPause?: number;
  /** milliseconds between two looks at all folders */
  readonly pollEvery?: number;
  readonly prefetch?: number;
  readonly smtp?: Smtp;
  /** Given, not imported: imapflow is loaded in the lines thread only. */
  readonly connect: typeof connectImap;
  /** in another thread, if there is one: a large message takes a second */
  readonly parse?: typeof parseMessage;
}

export interface MailEngine extends MailThread {
  /** Resolves when no account has anything left to do, as far as it can be done now; for tests and benches. */
  idle(): Promise<void>;
}

const file = "mail.db";

export function createMailEngine(options: EngineOptions): MailEngine {
  let opened: OpenMail | undefined;
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
      opened = openMail(openStore(path, key), { options, backoff, gate, pauses, smtp, tell });
      chmodSync(path, 0o600);
    },
    async startAccounts() {
      open().start();
    },
    async close() {
      const state = opened;
      opened = undefined;
      await state?.close();
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
      const { store, credential, logins } = open();
      const account = store.accounts.get(input.accountId);
      await checks.stored(input, { account, credential, logins }, control);
    },
    async saveAccount(account) {
      const state = open();
      state.store.accounts.save(account);
      await state.begin(account);
      state.events.accounts();
      return state.view(account);
    },
    getAccount: async ({ accountId }) => open().store.accounts.get(accountId),
    async removeAccount({ accountId }) {
      const state = open();
      await state.end(accountId);
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
      const { store, view } = open();
      return store.accounts.list().map(view);
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
