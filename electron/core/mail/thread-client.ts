// The main thread's side of the mail thread: starts it, gives it passwords when it logs in, passes its events on, and
// starts it anew if it should ever die.
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Events } from "../events.ts";
import type { Log } from "../log.ts";
import { threadScript } from "../threads.ts";
import { endWorker, linkWorker, type Remote } from "../worker-link.ts";
import type { MailThread, MailThreadHost } from "./mail-service.ts";

/** Milliseconds until a thread that died is started anew: at once the first time, then later each time. */
const restarts = [0, 1_000, 5_000, 30_000, 60_000] as const;
/** A thread that ran this long is not one that dies at its start. */
const ranWell = 10 * 60_000;

export interface MailThreadClient {
  readonly remote: Remote<MailThread>;
  close(): Promise<void>;
}

export function startMailThread(options: {
  readonly credential: MailThreadHost["credential"];
  readonly events: Events;
  readonly log: Log;
  /** told when the thread has died; what waited was answered `connection-lost` */
  readonly died: () => void;
}): MailThreadClient {
  const { credential, events, log } = options;
  const host: MailThreadHost = {
    credential,
    tell: async (event) => events.pass(event),
    log: async ({ level, text }) => log.pass({ level, text }),
  };
  let closing = false;
  let deaths = 0;
  let restart: NodeJS.Timeout | undefined;
  let current = start();

  function start() {
    const startedAt = performance.now();
    const worker = new Worker(threadScript("mail"), { name: "mail" });
    const link = linkWorker<MailThread>(worker, host, (event, failure) => log.fault(event, failure));
    worker.on("error", (failure) => log.fault("mail thread", failure));
    worker.once("exit", () => {
      link.close(new AppError("connection-lost"));
      if (closing) return;
      deaths = performance.now() - startedAt > ranWell ? 1 : deaths + 1;
      restart = setTimeout(
        () => {
          current = start();
          options.died();
        },
        restarts[Math.min(deaths, restarts.length) - 1],
      );
    });
    return { worker, link };
  }

  // A stable proxy: after a restart the same object talks to the new thread.
  const remote = new Proxy({} as Remote<MailThread>, {
    get: (_target, name) => Reflect.get(current.link.remote, name),
  });

  return {
    remote,
    async close() {
      if (closing) return;
      closing = true;
      clearTimeout(restart);
      try {
        await remote.close({});
      } finally {
        await endWorker(current.worker);
      }
    },
  };
}
