// The mail engine as the mail thread runs it, in the test's own thread: own folder, short waits, events kept.
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../electron/core/mail/account-session.ts";
import { connectImap } from "../../electron/core/mail/imap.ts";
import {
  createMailEngine,
  type EngineOptions,
  type MailEngine,
} from "../../electron/core/mail/mail-engine.ts";
import type { AccountRecord } from "../../electron/core/mail/mail-service.ts";
import type { AnyEvent } from "../../shared/ipc/contract.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import type { Servers } from "../../shared/models/account.ts";
import type { FolderRole, FolderView, MessageRow } from "../../shared/models/message.ts";
import { quietLog } from "./quiet-log.ts";

const testClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

export interface TestEngine {
  readonly engine: MailEngine;
  readonly events: AnyEvent[];
  readonly passwords: Map<string, string>;
  readonly folder: string;
  readonly log: ReturnType<typeof quietLog>;
  /** Ends it as a crash would be survived: a new engine on the same folder. */
  again(): Promise<TestEngine>;
  addAccount(address: string, password: string, servers: Servers, certificate?: string): Promise<string>;
  inbox(): Promise<FolderView>;
  role(role: FolderRole): Promise<FolderView>;
  /** all rows of a folder, newest first */
  rows(folderId: number): Promise<readonly MessageRow[]>;
  stop(): Promise<void>;
}

export const storeKey = "5a".repeat(32);
const folders = new Set<string>();

export async function startEngine(
  options: Partial<EngineOptions> & {
    readonly folder?: string;
    readonly passwords?: Map<string, string>;
  } = {},
): Promise<TestEngine> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "gatepost-engine-"));
  folders.add(folder);
  const events: AnyEvent[] = [];
  const passwords = options.passwords ?? new Map<string, string>();
  const log = quietLog();
  const engine = createMailEngine({
    log,
    connect: connectImap,
    clock: testClock,
    random: () => 0.5,
    newId: randomUUID,
    backoff: { first: 100, most: 400 },
    pollEvery: 60_000,
    prefetch: 0,
    host: {
      async credential({ accountId }) {
        const password = passwords.get(accountId);
        if (password === undefined) throw new AppError("password-gone");
        return { kind: "password", value: password };
      },
      async tell(event) {
        events.push(event);
      },
    },
    ...options,
  });
  await engine.openStore({ folder, key: storeKey });
  await engine.startAccounts({});
  const role = async (wanted: FolderRole) => {
    const found = (await engine["folders.list"](undefined)).find((one) => one.role === wanted);
    if (!found) throw new Error(`no folder with the role ${wanted}`);
    return found;
  };
  const stopEngine = () => engine.close({});
  return {
    engine,
    events,
    passwords,
    folder,
    log,
    async again() {
      await stopEngine();
      return startEngine({ ...options, folder, passwords });
    },
    async addAccount(address, password, servers, certificate) {
      const account: AccountRecord = {
        id: randomUUID(),
        name: address,
        address,
        providerId: undefined,
        servers,
        pins: certificate
          ? [servers.imap, servers.smtp].map(({ host, port }) => ({ host, port, sha256: certificate }))
          : [],
        addedAt: Date.now(),
      };
      passwords.set(account.id, password);
      await engine.saveAccount(account);
      return account.id;
    },
    inbox: () => role("inbox"),
    role,
    rows: async (folderId) => {
      const rows: MessageRow[] = [];
      for (;;) {
        const view = { kind: "folder", folderId } as const;
        const page = await engine["messages.list"]({ view, offset: rows.length, limit: 500 });
        rows.push(...page.rows);
        if (page.rows.length === 0 || rows.length >= page.total) return rows;
      }
    },
    async stop() {
      await stopEngine();
      folders.delete(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks until `probe` answers something, or fails saying what was waited for. */
export async function until<Value>(
  what: string,
  probe: () => Promise<Value | undefined | false> | Value | undefined | false,
  limit = 30_000,
): Promise<Value> {
  const end = Date.now() + limit;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value as Value;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
    await sleep(40);
  }
}
