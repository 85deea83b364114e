// The first sync of 10,000 messages into the store, against imapflow merely fetching the same envelopes and flags from
// the same server; and how long the window's calls wait meanwhile.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Core, startCore } from "../../electron/core/core.ts";
import type { MessageRow } from "../../shared/models/message.ts";
import { type MailServers, startMailServers } from "../support/mail-servers.ts";
import { generateMailbox } from "../support/mailbox.ts";
import { memoryKeychain } from "../support/memory-keychain.ts";
import { nodePlatform } from "../support/node-platform.ts";
import { quietLog } from "../support/quiet-log.ts";
import { median, ms, percentile, report } from "./report.ts";

const count = 10_000;
const rounds = 3;
const address = "bench@bench.test";
const password = "bench-password";
let servers: MailServers;

beforeAll(async () => {
  servers = await startMailServers({ users: [{ address, password }] });
  servers.fill(address, generateMailbox({ count, owner: address }));
});
afterAll(() => servers.stop());

/** In a fresh thread each time, as the program's own: neither side may profit from code that is warm already. */
async function fetchMerely(): Promise<number> {
  const worker = new Worker(new URL("./merely-fetch.mjs", import.meta.url), {
    workerData: {
      host: servers.host,
      port: servers.ports.imaps,
      secure: true,
      auth: { user: address, pass: password },
      tls: { ca: servers.ca, servername: "localhost" },
    },
  });
  const answer = await new Promise<{ readonly took: number; readonly count: number }>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  expect(answer.count).toBe(count);
  await new Promise((resolve) => worker.once("exit", resolve));
  return answer.took;
}

async function ask<Value>(core: Core, name: string, input: unknown): Promise<Value> {
  const reply = await core.answer(name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
  return reply.value as Value;
}

/** Asks for the list whenever `next` says so, until it counts all messages. */
async function firstSync(
  next: (core: Core) => () => Promise<void>,
): Promise<{ readonly took: number; readonly waits: readonly number[] }> {
  const dataFolder = await mkdtemp(join(tmpdir(), "gatepost-bench-"));
  const core = await startCore({
    platform: nodePlatform({ dataFolder }),
    keychain: memoryKeychain(),
    log: quietLog(),
    now: Date.now,
  });
  const pin = servers.servers(address);
  const pins = [pin.imap, pin.smtp].map(({ host, port }) => ({ host, port, sha256: servers.certificate }));
  const added = new Promise<void>((resolve, reject) => {
    core.on((event) => {
      if (event.name !== "jobs.changed") return;
      if (event.data.state === "done") resolve();
      if (event.data.state === "failed") reject(new Error(JSON.stringify(event.data.error)));
    });
  });
  await ask(core, "accounts.add", { name: "Bench", address, password, servers: pin, pins });
  await added;
  const ready = next(core);
  const start = performance.now();
  const waits: number[] = [];
  const list = { view: { kind: "unified-inbox" }, offset: 0, limit: 50 };
  for (;;) {
    const asked = performance.now();
    const { total } = await ask<{ total: number; rows: MessageRow[] }>(core, "messages.list", list);
    waits.push(performance.now() - asked);
    if (total === count) break;
    if (performance.now() - start > 300_000) throw new Error(`only ${total} messages after five minutes`);
    await ready();
  }
  const took = performance.now() - start;
  await core.close();
  await rm(dataFolder, { recursive: true, force: true });
  return { took, waits };
}

/** As the window does: after each news of messages. */
function whenTold(core: Core): () => Promise<void> {
  let tell: (() => void) | undefined;
  let told = false;
  core.on((event) => {
    if (event.name !== "messages.changed") return;
    told = true;
    tell?.();
  });
  return async () => {
    if (!told) await new Promise<void>((resolve) => (tell = resolve));
    told = false;
  };
}

it("syncs 10,000 messages for the first time", async () => {
  await fetchMerely(); // the server builds its own index at the first look
  const ours: number[] = [];
  const merely: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    merely.push(await fetchMerely());
    // Asking costs time of its own, on two processors that server, lines and store share: two syncs, two questions.
    ours.push((await firstSync(whenTold)).took);
    waits.push(...(await firstSync(() => () => setTimeout(15))).waits);
  }
  const ratio = median(ours) / median(merely);
  report({
    what: "first sync of 10,000 messages into the store",
    measured: ms(median(ours)),
    reference: `${ms(median(merely))} imapflow merely fetching`,
    ratio,
    goal: "≤ 1.3×",
    reached: ratio <= 1.3,
  });
  const p99 = percentile(waits, 99);
  report({
    what: `messages.list during that sync, 99th percentile of ${waits.length} calls`,
    measured: ms(p99),
    reference: `${ms(median(waits))} median`,
    ratio: undefined,
    goal: "< 50 ms",
    reached: p99 < 50,
  });
});
