// The built mail thread, its process killed in the middle of its work: what was written is there, the rest comes, nothing twice.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MailThread, MailThreadHost } from "../../electron/core/mail/mail-service.ts";
import { linkWorker, type Remote } from "../../electron/core/worker-link.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import { until } from "../support/engine.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { generateMailbox } from "../support/mailbox.ts";

const address = "busy@post.test";
const password = "Correct-Horse-1";
const count = 3_000;
let servers: MailServers;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatepost-thread-"));
  servers = await startMailServers({ users: [{ address, password }] });
  servers.fill(address, generateMailbox({ count, owner: address }));
});
afterAll(async () => {
  await servers?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Thread {
  readonly remote: Remote<MailThread>;
  kill(): Promise<void>;
}

async function startThread(): Promise<Thread> {
  const script = new URL("../support/mail-thread-process.mjs", import.meta.url);
  const child = fork(script, { serialization: "advanced" });
  const port = {
    postMessage: (message: unknown) => {
      if (child.connected) child.send(message as object);
    },
    on: (_name: "message", listener: (message: never) => void) => child.on("message", listener as () => void),
  } as unknown as MessagePort;
  const host: MailThreadHost = {
    credential: async () => ({ kind: "password", value: password }),
    tell: async () => {},
    log: async () => {},
  };
  const { remote, close } = linkWorker<MailThread>(port, host, () => {});
  await remote.openStore({ folder, key: "5a".repeat(32) });
  await remote.startAccounts({});
  return {
    remote,
    async kill() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      close(new AppError("connection-lost"));
    },
  };
}

const total = async ({ remote }: Thread) =>
  (await remote["messages.list"]({ view: { kind: "unified-inbox" }, offset: 0, limit: 1 })).total;

test("killed three times in its first sync, it ends with every message once", async () => {
  const servers1 = servers.servers(address);
  const pins = [servers1.imap, servers1.smtp].map(({ host, port }) => ({
    host,
    port,
    sha256: servers.certificate,
  }));
  let thread = await startThread();
  await thread.remote.saveAccount({
    id: "busy",
    name: "Busy",
    address,
    providerId: undefined,
    servers: servers1,
    pins,
    addedAt: 1,
  });
  for (const share of [0.1, 0.3, 0.5]) {
    const reached = await until("a part", async () => {
      const now = await total(thread);
      return now >= count * share && now;
    });
    await thread.kill();
    thread = await startThread();
    // What was told to the window is still there.
    expect(await total(thread)).toBeGreaterThanOrEqual(reached);
  }
  await until("all of it", async () => {
    const [account] = await thread.remote["accounts.list"](undefined);
    return account?.state.kind === "ok" && account.sync === undefined && (await total(thread)) === count;
  });
  const seen = new Set<string>();
  for (let offset = 0; offset < count; offset += 500) {
    const view = { kind: "unified-inbox" } as const;
    const { rows } = await thread.remote["messages.list"]({ view, offset, limit: 500 });
    for (const { subject } of rows) seen.add(subject.replace(/^.* /, ""));
  }
  expect(seen.size).toBe(count);
  const logins = servers.log().filter(({ protocol }) => protocol === "imap");
  expect(logins.every(({ accepted }) => accepted)).toBe(true);
  await thread.remote.close({});
  await thread.kill();
});
