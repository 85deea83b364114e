// A lock over a keychain and a store in memory, which outlive the program that uses them; with a key that is made at once.
import { createHash, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { createLock, type Lock } from "../../electron/core/lock/lock.ts";
import type { LockWork } from "../../electron/core/lock/turning.ts";
import { Secret } from "../../electron/core/secret.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import { type MemoryKeychain, memoryKeychain } from "./memory-keychain.ts";
import { memoryRecords } from "./memory-records.ts";
import { quietLog } from "./quiet-log.ts";

export const right = new Secret("correct horse battery");
export const wrong = new Secret("wrong horse battery");
export const quiet: LockWork = { signal: new AbortController().signal, report: () => undefined };
export const values: Readonly<Record<string, string>> = {
  "code/1": "JBSWY3DPEHPK3PXP",
  "code/2": "GEZDGNBVGY3TQOJQ 1234",
  "backup-codes/a": '[{"c":"1111-2222","u":false}]',
  "secret-key/a": "sealed/looks like one",
};

/** What is left goes on beside the test, and may be refused. */
export const later = (work: (control: LockWork) => Promise<void>) =>
  void work(quiet).catch((failure: unknown) => {
    if (!(failure instanceof AppError)) throw failure;
  });

export interface World {
  readonly keychain: MemoryKeychain;
  readonly records: ReturnType<typeof memoryRecords>;
  readonly told: string[];
  time: number;
  derived: number;
  /** A program that starts anew over the same keychain and store. */
  start(): Lock;
}

export function world(): World {
  const keychain = memoryKeychain();
  const records = memoryRecords();
  const told: string[] = [];
  const made: World = {
    ...{ keychain, records, told, time: 1_000_000, derived: 0 },
    start: () =>
      createLock({
        ...{ keychain, records, random: randomBytes, log: quietLog(), now: () => made.time },
        derive: async (passphrase, { salt }) => {
          made.derived += 1;
          return new Uint8Array(createHash("sha256").update(salt).update(passphrase.reveal()).digest());
        },
        names: async () => [...Object.keys(values), "code/of nobody"],
        changed: (state) => told.push(state),
        later,
      }),
  };
  return made;
}

export async function fill(lock: Lock): Promise<void> {
  for (const [name, value] of Object.entries(values)) await lock.keychain.write(name, new Secret(value));
}

export async function readAll(lock: Lock): Promise<Record<string, string | undefined>> {
  const all: Record<string, string | undefined> = {};
  for (const name of Object.keys(values)) all[name] = (await lock.keychain.read(name))?.reveal();
  return all;
}

export const sealedItems = ({ items }: MemoryKeychain) =>
  Object.keys(values).filter((name) => items.get(name)?.startsWith("sealed/1/"));
export const refused = (code: string) => expect.objectContaining({ code });

/** Ends the program at its `at`th write or removal, before or after that has reached the keychain. */
export function breakAt(keychain: MemoryKeychain, at: number, reached: boolean): () => void {
  const { write, remove } = keychain;
  let count = 0;
  const breaking =
    <Input extends readonly unknown[]>(work: (...input: Input) => Promise<void>) =>
    async (...input: Input) => {
      count += 1;
      if (count > at) throw new Error("killed");
      if (count === at && !reached) throw new Error("killed");
      await work(...input);
      if (count === at) throw new Error("killed");
    };
  keychain.write = breaking(write);
  keychain.remove = breaking(remove);
  return () => Object.assign(keychain, { write, remove });
}
