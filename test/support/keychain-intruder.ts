// Another program at the same keychain: reads, writes and removes items with the system's library, in a process of its
// own, because libsecret keeps the first bus that a process has spoken to.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { SecretService } from "./keyring.ts";

const run = promisify(execFile);
const library = createRequire(import.meta.url).resolve("keytar");

export interface Intruder {
  get(item: string): Promise<string | undefined>;
  set(item: string, value: string): Promise<void>;
  remove(item: string): Promise<void>;
}

export function intruder(keyring: Pick<SecretService, "environment">, service: string): Intruder {
  const ask = async (method: string, ...args: readonly string[]): Promise<unknown> => {
    const script = `require(${JSON.stringify(library)}).${method}(...process.argv.slice(1)).then((value) => console.log(JSON.stringify(value ?? null)))`;
    const { stdout } = await run(process.execPath, ["-e", script, service, ...args], {
      env: { ...process.env, ...keyring.environment },
    });
    return JSON.parse(stdout);
  };
  return {
    async get(item) {
      const value = await ask("getPassword", item);
      return typeof value === "string" ? value : undefined;
    },
    set: async (item, value) => void (await ask("setPassword", item, value)),
    async remove(item) {
      if ((await ask("deletePassword", item)) !== true) throw new Error(`${item} was not there`);
    },
  };
}
