// Starts the practice provider in a worker thread of its own. It is part of the tests: the packaged program has neither
// the script nor the way to it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { app } from "electron";
import type { PracticeAccount } from "../core/platform.ts";

const startLimit = 30_000;

/** A function that starts the provider, its data under `dataFolder`; undefined where there is none. */
export function practiceStarter(
  dataFolder: string,
): ((providerId: "mail-com" | "mailfence") => Promise<PracticeAccount>) | undefined {
  const script = join(import.meta.dirname, "../practice/practice-thread.js");
  // SECURITY: a provider of our own making is trusted like a real one; never outside of development.
  if (app.isPackaged || !existsSync(script)) return undefined;
  return (providerId) => {
    const folder = join(dataFolder, "practice", providerId);
    const worker = new Worker(script, { workerData: { folder, providerId } });
    worker.unref();
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
}
