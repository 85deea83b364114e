// The real program with an account and a code that are kept in a real keychain, to be stopped and started again in
// whatever that keychain has become; and what a person can do and see there.
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { words } from "../../renderer/words/words.ts";
import type { CallInput } from "../../shared/ipc/contract.ts";
import type { JobView } from "../../shared/models/job.ts";
import { type App, startApp } from "./electron-app.ts";
import { type Intruder, intruder } from "./keychain-intruder.ts";
import type { SecretService } from "./keyring.ts";
import type { MailServers } from "./mail-servers.ts";
import { addAccount, ann } from "./reader.ts";

/** of the code that is kept */
export const codeSecret = "JBSWY3DPEHPK3PXP";

export const codeLink = (issuer: string, secret = codeSecret) =>
  `otpauth://totp/${issuer}:ann?secret=${secret}&issuer=${issuer}`;

export interface KeptWorld {
  readonly accountId: string;
  readonly codeId: string;
  readonly dataFolder: string;
  /** another program at the keychain that it was made with */
  readonly other: Intruder;
  readonly app: App;
  readonly page: Page;
  /** Stops the program, does `between`, and starts it again with `keyring`, or the one it had. */
  restart(between?: () => Promise<void>, keyring?: SecretService): Promise<void>;
  /** `done`, or the code of the error */
  add(): Promise<string>;
  signIn(): Promise<string>;
  remove(): Promise<string>;
  openAuthenticator(): Promise<void>;
  /** The authenticator shows a code of the entry. */
  showsCode(): Promise<void>;
  /** The authenticator is opened and says `text`; `picture` is taken of it. */
  showsTrouble(text: string, picture: string): Promise<void>;
  heading(name: string): Promise<void>;
  tryAgain(): Promise<void>;
  /** The account and the code are here. */
  whole(): Promise<void>;
  stop(): Promise<void>;
}

/** The program runs and remembers no secret. */
export async function startKeptWorld(keyring: SecretService, mail: MailServers): Promise<KeptWorld> {
  const dataFolder = await mkdtemp(join(tmpdir(), "gp-kept-"));
  let app: App | undefined = await startApp({ keyring, dataFolder });
  let inUse = keyring;
  const running = (): App => {
    if (!app) throw new Error("the program does not run");
    return app;
  };
  const page = () => running().page;
  const restart: KeptWorld["restart"] = async (between, next = inUse) => {
    await app?.stop();
    app = undefined;
    inUse = next;
    await between?.();
    app = await startApp({ keyring: inUse, dataFolder });
  };
  const openAuthenticator = () => page().getByRole("button", { name: "Authenticator" }).click();
  const folders = () => page().getByRole("tree", { name: "Folders" }).waitFor({ timeout: 60_000 });

  await page().getByRole("heading", { name: "Welcome to Gatepost" }).waitFor();
  const { id: codeId } = await running().call("codes.addLink", { link: codeLink("Example") });
  const ask = (name: string, input?: unknown) =>
    running().call(name as "accounts.add", input as CallInput<"accounts.add">) as Promise<unknown>;
  const accountId = await addAccount(ask, mail, ann, "Ann");
  await restart();
  await folders();
  // Whether there is a lock is asked of the keychain once; now, and not when it is in trouble.
  await running().call("lock.get", undefined);
  const service = keychainService(dataFolder);

  return {
    ...{ accountId, codeId, dataFolder, restart, openAuthenticator },
    other: intruder(keyring, service),
    get app() {
      return running();
    },
    get page() {
      return page();
    },
    add: () => outcome(running().call("codes.addLink", { link: codeLink("New", "GEZDGNBVGY3TQOJQ") })),
    async signIn() {
      const { jobId } = await running().call("accounts.signIn", { accountId, password: ann.password });
      const { state, error } = await jobEnded(running(), jobId);
      return error?.code ?? state;
    },
    remove: () => outcome(running().call("accounts.remove", { accountId })),
    async showsCode() {
      await openAuthenticator();
      await page()
        .getByRole("listitem", { name: "Example, ann" })
        .getByText(/^\d{3}\s?\d{3}$/)
        // Near the end of its time the next code stands beside it.
        .first()
        .waitFor();
    },
    async showsTrouble(text, picture) {
      await openAuthenticator();
      await page().getByText(text).first().waitFor();
      await running().screenshot(picture);
    },
    heading: (name) => page().getByRole("heading", { name }).waitFor(),
    tryAgain: () => page().getByRole("button", { name: words.common.tryAgain }).click(),
    async whole() {
      await page().getByRole("button", { name: "Mail", exact: true }).click();
      await folders();
      expect((await running().call("codes.list", undefined)).map(({ id }) => id)).toContain(codeId);
      expect(await running().call("accounts.list", undefined)).toHaveLength(1);
    },
    async stop() {
      await app?.stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The name under which the program keeps its items, in a folder that is not the usual one. */
export const keychainService = (dataFolder: string) =>
  `Gatepost ${createHash("sha256").update(dataFolder).digest("hex").slice(0, 12)}`;

/** Waits for the end of a job, whatever came of it. */
export async function jobEnded(app: App, jobId: string): Promise<JobView> {
  let job: JobView | undefined;
  const state = async () => {
    job = await app.call("jobs.get", { jobId });
    return job.state;
  };
  await expect.poll(state, { timeout: 40_000 }).not.toBe("running");
  if (!job) throw new Error("no job");
  return job;
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (failure: Error) => /: ([a-z-]+) /.exec(failure.message)?.[1] ?? failure.message,
  );
