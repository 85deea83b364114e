// The main side of the thread "keys": started for one key, ended with it. The window goes on meanwhile.
import { Worker } from "node:worker_threads";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Log } from "../log.ts";
import { threadScript } from "../threads.ts";
import { linkWorker } from "../worker-link.ts";
import type { KeysThread } from "./keys-thread.ts";
import type { DeriveKey } from "./lock-item.ts";

/** Milliseconds; the dearest key that an item may ask for takes about a minute. */
const timeLimit = 120_000;

/** @throws AppError `too-large` if the item asks for more than is allowed, or there is not enough memory */
export function keyDeriver(log: Pick<Log, "fault">): DeriveKey {
  return async (passphrase, cost) => {
    const worker = new Worker(threadScript("keys"));
    const link = linkWorker<KeysThread>(worker, {}, log.fault);
    const timer = setTimeout(() => link.close(new AppError("too-large", { reason: "time" })), timeLimit);
    worker.on("error", (failure) => {
      log.fault("keys thread", failure);
      link.close(new AppError("internal"));
    });
    worker.on("exit", () => link.close(new AppError("internal")));
    try {
      return await link.remote.derive({ passphrase: passphrase.reveal(), cost });
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  };
}
