// The entry of the mail thread: links the engine to the main thread. Nothing else happens here.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { createLog, type Log } from "../log.ts";
import { linkWorker, type Remote } from "../worker-link.ts";
import type { Clock } from "./account-session.ts";
import { createLines } from "./lines.ts";
import { createMailEngine } from "./mail-engine.ts";
import type { MailThreadHost } from "./mail-service.ts";

if (!parentPort) throw new Error("mail-thread.ts runs in a worker thread only");

const clock: Clock = {
  now: () => Date.now(),
  // An aborted sleep only ends early.
  sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

// The engine needs the host, and the host comes with the link, which needs the engine.
const held: { host: Remote<MailThreadHost> | undefined } = { host: undefined };
const host = () => {
  if (!held.host) throw new Error("not linked yet");
  return held.host;
};
const log: Log = createLog(
  // A line that cannot be passed on has nowhere else to go.
  ({ level, text }) =>
    void host()
      .log({ level, text })
      .catch(() => undefined),
  clock.now,
);

const lines = createLines(log);
const engine = createMailEngine({
  connect: lines.connect,
  parse: lines.parse,
  host: { credential: (input) => host().credential(input), tell: (event) => host().tell(event) },
  log,
  clock,
  random: Math.random,
  newId: randomUUID,
  startPause: 500,
});
held.host = linkWorker<MailThreadHost>(parentPort, engine, log.fault).remote;
