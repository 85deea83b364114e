import { expect, it } from "vitest";
import { createHostGate } from "../../../../electron/core/accounts/host-gate.ts";
import { createLoginGate } from "../../../../electron/core/accounts/login-gate.ts";
import { AccountSession, type SessionParts } from "../../../../electron/core/mail/account-session.ts";
import type { ImapConnection, ImapOptions } from "../../../../electron/core/mail/imap.ts";
import type { AccountRecord } from "../../../../electron/core/mail/mail-service.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { quietLog } from "../../../support/quiet-log.ts";

const server = { host: "imap.test", port: 993, security: "tls", userName: "ann" } as const;
const account: AccountRecord = {
  id: "ann",
  name: "Ann",
  address: "ann@post.test",
  providerId: undefined,
  servers: { imap: server, smtp: server },
  pins: [],
  addedAt: 1,
};

/** A session whose connections and sleeps are in the test's hands. */
function build(refuseListener: (count: number) => boolean, onOnline = () => Promise.resolve()) {
  const made: { readonly push: boolean; readonly connection: ImapConnection }[] = [];
  const sleeps: { readonly ms: number; readonly end: () => void }[] = [];
  let listeners = 0;
  const parts = {
    accounts: { refused: () => undefined, paused: () => undefined },
    credential: async () => ({ kind: "password", secret: new Secret("x") }),
    connect: async (options: ImapOptions) => {
      if (options.push && refuseListener(++listeners)) throw new AppError("server-unavailable");
      let usable = true;
      const connection = {
        get usable() {
          return usable;
        },
        open: async () => ({}),
        close() {
          if (!usable) return;
          usable = false;
          options.onClose?.();
        },
      } as unknown as ImapConnection;
      made.push({ push: options.push, connection });
      return connection;
    },
    gate: createHostGate(2),
    logins: createLoginGate({
      closed: () => false,
      refused: () => {},
      watch: { accepted: () => {}, failed: (_accountId, _protocol, error) => error },
    }),
    clock: {
      now: () => 0,
      sleep: (ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          sleeps.push({ ms, end: resolve });
          signal.addEventListener("abort", () => resolve());
        }),
    },
    random: () => 0.5,
    backoff: { first: 30_000, most: 60_000 },
    log: quietLog(),
    onState: () => {},
    onOnline,
    onNews: () => {},
    onAlert: () => {},
  } as unknown as SessionParts;
  return {
    session: new AccountSession(account, parts),
    made,
    sleeps,
    listeners: () => listeners,
    open: (push: boolean) => made.filter((each) => each.push === push && each.connection.usable),
  };
}

/** What `onOnline` answers until the INBOX is here. */
function arriving() {
  let arrive: () => void = () => {};
  const here = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { here, arrive: () => arrive() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it("listens once, however often the line broke while a listener waited for its next try", async () => {
  const at = build((count) => count === 1);
  at.session.start();
  await settle();
  expect(at.listeners()).toBe(1);
  const waiting = at.sleeps.at(-1);

  at.made[0]?.connection.close();
  await settle();
  at.sleeps.find(({ ms }) => ms === 1_000)?.end();
  await settle();
  expect(at.open(false)).toHaveLength(1);
  expect(at.open(true)).toHaveLength(1);

  waiting?.end();
  await settle();
  expect(at.listeners()).toBe(2);
  expect(at.open(true)).toHaveLength(1);

  await at.session.stop();
  expect([...at.open(true), ...at.open(false)]).toEqual([]);
});

it("listens when the INBOX is here, not while its first messages come", async () => {
  const inbox = arriving();
  const at = build(
    () => false,
    () => inbox.here,
  );
  at.session.start();
  await settle();
  expect(at.session.online).toBe(true);
  expect(at.listeners()).toBe(0);

  inbox.arrive();
  await settle();
  expect(at.listeners()).toBe(1);
  await at.session.stop();
});

it("never listens for a connection that broke before the INBOX was here", async () => {
  const inbox = arriving();
  const at = build(
    () => false,
    () => inbox.here,
  );
  at.session.start();
  await settle();
  at.made[0]?.connection.close();
  await settle();
  inbox.arrive();
  await settle();
  expect(at.listeners()).toBe(0);
  await at.session.stop();
});

it("says that it connects, and does so when the pause of the start is over", async () => {
  const at = build(() => false);
  at.session.start(500);
  await settle();
  expect(at.session.state.kind).toBe("connecting");
  expect(at.made).toEqual([]);
  expect(at.sleeps.map(({ ms }) => ms)).toEqual([500]);

  at.sleeps[0]?.end();
  await settle();
  expect(at.session.online).toBe(true);
  await at.session.stop();
});

it("does not connect if it was stopped in that pause", async () => {
  const at = build(() => false);
  at.session.start(500);
  await settle();
  await at.session.stop();
  await settle();
  expect(at.made).toEqual([]);
});

it("connects at once if a person says so in that pause", async () => {
  const at = build(() => false);
  at.session.start(500);
  await settle();
  at.session.retry();
  await settle();
  expect(at.session.online).toBe(true);
  await at.session.stop();
});

it("waits for its next try where the store fails at the moment in which it is online", async () => {
  const at = build(
    () => false,
    () => {
      throw new AppError("store-unreadable");
    },
  );
  at.session.start();
  await settle();
  expect(at.listeners()).toBe(0);
  expect(at.sleeps).toHaveLength(1);
  await at.session.stop();
});
