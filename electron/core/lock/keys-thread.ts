// Entry of the thread "keys": derives one key from a passphrase and is ended, so that the 64 MiB are given back. It hears
// nothing meanwhile.
import { parentPort } from "node:worker_threads";
import { argon2Key } from "../importers/key-derivation.ts";
import { Secret } from "../secret.ts";
import { linkWorker } from "../worker-link.ts";
import type { Cost } from "./lock-item.ts";

export interface KeysThread {
  derive(input: { readonly passphrase: string; readonly cost: Cost }): Promise<Uint8Array>;
}

const length = 32;

const service: KeysThread = {
  derive: ({ passphrase, cost }) => {
    const { memory, passes, lanes } = cost;
    const salt = Buffer.from(cost.salt, "base64");
    return argon2Key(new Secret(passphrase), { memory, passes, lanes, salt, length });
  },
};

if (!parentPort) throw new Error("this script runs in a worker thread");
linkWorker(parentPort, service, (_event, failure) => {
  setImmediate(() => {
    throw failure;
  });
});
