// Starts the practice provider in a worker thread of its own. It is part of the tests: the packaged program has neither
// the script nor the way to it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { app } from "electron";
import type { PracticeAccount } from "../core/platform.ts";

const startLimit = 30_000;
const stopLimit = 3_000;

export interface PracticeRunner {
  /** Starts the provider, its data under the data folder; undefined where there is none. */
  readonly start: ((providerId: "mail-com" | "mailfence") => Promise<PracticeAccount>) | undefined;
  /** Lets the providers that were started write what they hold, and ends them. */
  stop(): Promise<void>;
}

export function createPracticeRunner(dataFolder: string): PracticeRunner {
  const script = join(import.meta.dirname, "../practice/practice-thread.js");
  const running: Worker[] = [];
  const start = (providerId: "mail-com" | "mailfence"): Promise<PracticeAccount> => {
    const folder = join(dataFolder, "practice", providerId);
    const worker = new Worker(script, { workerData: { folder, providerId } });
    running.push(worker);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error("the practice provider did not start"));
        void worker.terminate();
      }, startLimit);
      worker.once("message", (account: PracticeAccount) => {
        clearTimeout(late);
        resolve(account);
      });
      worker.once("error", (failure) => {
        clearTimeout(late);
        reject(failure);
      });
    });
  };
  return {
    // SECURITY: a provider of our own making is trusted like a real one; never outside of development.
    start: app.isPackaged || !existsSync(script) ? undefined : start,
    async stop() {
      await Promise.all(running.splice(0).map(end));
    },
  };
}

/** The thread ends by itself when it was told; it is ended if it takes too long. */
function end(worker: Worker): Promise<unknown> {
  return new Promise((resolve) => {
    const ended = () => {
      clearTimeout(late);
      resolve(undefined);
    };
    // One that has died already says so no more.
    const late = setTimeout(() => void worker.terminate().then(ended, ended), stopLimit);
    worker.once("exit", ended);
    worker.postMessage("stop");
  });
}
