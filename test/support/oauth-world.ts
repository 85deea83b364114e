// Everything that signing in with a token needs, for the tests of one file: an OAuth2 server, Dovecot and Postfix that
// ask it, and cores (with their real threads) whose configuration knows it. The person in the browser is oauth-person.ts.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Core, startCore } from "../../electron/core/core.ts";
import type { AnyEvent } from "../../shared/ipc/contract.ts";
import type { ErrorView } from "../../shared/ipc/errors.ts";
import type { AccountState, AccountView } from "../../shared/models/account.ts";
import type { JobView } from "../../shared/models/job.ts";
import { until } from "./engine.ts";
import { type MailServers, startMailServers } from "./mail-servers.ts";
import { type MemoryKeychain, memoryKeychain } from "./memory-keychain.ts";
import { type NodePlatform, nodePlatform } from "./node-platform.ts";
import { type PersonOptions, visit } from "./oauth-person.ts";
import { type OauthServer, startOauthServer } from "./oauth-server.ts";
import { quietLog } from "./quiet-log.ts";

export const password = "Correct-Horse-1";

/** One run of the program. */
export interface OauthApp {
  readonly core: Core;
  readonly keychain: MemoryKeychain;
  readonly platform: NodePlatform;
  readonly folder: string;
  readonly events: AnyEvent[];
  readonly log: ReturnType<typeof quietLog>;
  /** milliseconds that the program's clock is ahead of the servers' */
  readonly clock: { ahead: number };
  ask<Answer>(name: string, input?: unknown): Promise<Answer>;
  /** Starts a job; answers how it ended. */
  job(name: string, input: unknown): Promise<JobView>;
  /** Starts a job that opens the browser, lets a person act there, answers how the job ended and the last page. */
  inBrowser(
    name: string,
    input: unknown,
    person?: PersonOptions,
  ): Promise<{ readonly job: JobView; readonly page: string }>;
  account(address: string): Promise<AccountView>;
  become(address: string, kind: AccountState["kind"]): Promise<AccountState>;
  close(): Promise<void>;
}

export interface OauthWorld {
  readonly oauth: OauthServer;
  readonly servers: MailServers;
  /** A new mailbox; answers its address. */
  person(name: string): string;
  /** `accounts.add` and `oauth.addAccount` take this, the first with a password. */
  account(address: string): {
    readonly name: string;
    readonly address: string;
    readonly servers: ReturnType<MailServers["servers"]>;
    readonly pins: readonly { readonly host: string; readonly port: number; readonly sha256: string }[];
  };
  /** `folder` and `keychain` of an earlier run: it goes on there. */
  start(before?: Pick<OauthApp, "folder" | "keychain">): Promise<OauthApp>;
}

/** Called once at the top of a test file. */
export function oauthWorld(domain: string): OauthWorld {
  const held: { oauth?: OauthServer; servers?: MailServers } = {};
  const apps: OauthApp[] = [];
  const folders = new Set<string>();
  let people = 0;
  const there = <Part>(part: Part | undefined): Part => {
    if (!part) throw new Error("the servers run only while tests do");
    return part;
  };
  beforeAll(async () => {
    held.oauth = await startOauthServer();
    const { introspectionUrl } = held.oauth;
    held.servers = await startMailServers({ domains: [domain], oauth: { introspectionUrl, only: false } });
  });
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
  });
  afterAll(async () => {
    await held.servers?.stop();
    await held.oauth?.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return {
    get oauth() {
      return there(held.oauth);
    },
    get servers() {
      return there(held.servers);
    },
    person(name) {
      people += 1;
      const address = `${name}${people}@${domain}`;
      there(held.servers).addUser({ address, password });
      return address;
    },
    account(address) {
      const { servers: serversOf, certificate } = there(held.servers);
      const servers = serversOf(address);
      const pins = [servers.imap, servers.smtp].map(({ host, port }) => ({
        host,
        port,
        sha256: certificate,
      }));
      return { name: "Ada", address, servers, pins };
    },
    async start(before) {
      const folder = before?.folder ?? mkdtempSync(join(tmpdir(), "gatepost-oauth-"));
      folders.add(folder);
      if (!before) writeFileSync(join(folder, "oauth.json"), there(held.oauth).file([domain]));
      const app = await startApp(folder, before?.keychain ?? memoryKeychain());
      apps.push(app);
      return app;
    },
  };
}

async function startApp(folder: string, keychain: MemoryKeychain): Promise<OauthApp> {
  const platform = nodePlatform({ dataFolder: folder });
  const log = quietLog();
  const clock = { ahead: 0 };
  const core = await startCore({ platform, keychain, log, now: () => Date.now() + clock.ahead });
  const events: AnyEvent[] = [];
  core.on((event) => events.push(event));
  const ask = async <Answer>(name: string, input?: unknown): Promise<Answer> => {
    const reply = await core.answer(name, input);
    if (!reply.ok) throw new Refused(reply.error);
    return reply.value as Answer;
  };
  const ended = (jobId: string) =>
    until("the end of the job", async () => {
      const job = await ask<JobView>("jobs.get", { jobId });
      return job.state !== "running" && job;
    });
  const account = async (address: string) => {
    const found = (await ask<AccountView[]>("accounts.list")).find((each) => each.address === address);
    if (!found) throw new Error(`no account ${address}`);
    return found;
  };
  let closed = false;
  return {
    core,
    keychain,
    platform,
    folder,
    events,
    log,
    clock,
    ask,
    job: async (name, input) => ended((await ask<{ jobId: string }>(name, input)).jobId),
    async inBrowser(name, input, person = {}) {
      const before = platform.openedAddresses.length;
      const { jobId } = await ask<{ jobId: string }>(name, input);
      const address = await until("the browser", () => platform.openedAddresses[before]);
      const { text } = await visit(address, person);
      return { job: await ended(jobId), page: text };
    },
    account,
    become: (address, kind) =>
      until(`the state ${kind}`, async () => {
        const { state } = await account(address);
        return state.kind === kind && state;
      }),
    async close() {
      if (closed) return;
      closed = true;
      await core.close();
    },
  };
}

export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly error: ErrorView) {
    super(error.code);
  }
}
