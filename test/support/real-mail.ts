// Dovecot and Postfix for the tests of one file, people who have a mailbox there, and engines that end with each test.
import { afterAll, afterEach, beforeAll } from "vitest";
import { startEngine, type TestEngine } from "./engine.ts";
import { type MailServers, startMailServers } from "./mail-servers.ts";

export const password = "Correct-Horse-1";

export interface RealMail {
  /** there while tests run */
  readonly servers: MailServers;
  /** are stopped after the test; take one out to stop it earlier */
  readonly engines: TestEngine[];
  start(options?: Parameters<typeof startEngine>[0]): Promise<TestEngine>;
  /** A new mailbox with `password`; answers its address. */
  person(name: string): string;
}

/** Called once at the top of a test file. */
export function realMail(): RealMail {
  let servers: MailServers | undefined;
  const engines: TestEngine[] = [];
  let people = 0;
  const running = () => {
    if (!servers) throw new Error("the servers run only while tests do");
    return servers;
  };
  beforeAll(async () => {
    servers = await startMailServers({ domains: ["post.test"] });
  });
  afterAll(() => servers?.stop());
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.stop();
  });
  return {
    get servers() {
      return running();
    },
    engines,
    async start(options = {}) {
      const engine = await startEngine(options);
      engines.push(engine);
      return engine;
    },
    person(name) {
      people += 1;
      const address = `${name}${people}@post.test`;
      running().addUser({ address, password });
      return address;
    },
  };
}
