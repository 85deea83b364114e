// A practice provider with mail, and the program beside it with one of its accounts in it: for looking at the
// provider's pages inside Gatepost. A test may put a web server of its own in the provider's place.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import type { PageView } from "../../shared/models/provider-page.ts";
import { type Practice, startPractice } from "../provider/practice.ts";
import type { ProviderId } from "../provider/users.ts";
import { type App, startApp } from "./electron-app.ts";

/** A web server that stands where the provider's own pages would be. */
export interface WebPlace {
  /** without a slash at the end */
  readonly web: string;
  /** PEM of the authority that signed its certificate */
  readonly authority: string;
}

export interface PageWorld {
  readonly practice: Practice;
  readonly app: App;
  readonly accountId: string;
  stop(): Promise<void>;
}

export async function startPageWorld(providerId: ProviderId, place?: WebPlace): Promise<PageWorld> {
  const releases: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const release of releases.splice(0).reverse()) await release();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), "gp-page-"));
    releases.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const practice = await startPractice({ folder, providerId });
    releases.push(() => practice.stop());
    const domains = practice.domains.map((domain) => ({ ...domain, ...place }));
    const app = await startApp({ practiceDomains: domains });
    releases.push(() => app.stop());
    return { practice, app, accountId: await addAccount(app, practice), stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

async function addAccount(app: App, { address, password, domains, certificate }: Practice): Promise<string> {
  const domain = domains.find((known) => address.endsWith(`@${known.domain}`));
  if (!domain) throw new Error(`no domain for ${address}`);
  const { imap, smtp } = domain.servers;
  const { jobId } = await app.call("accounts.add", {
    name: "You",
    address,
    password,
    servers: { imap: { ...imap, userName: address }, smtp: { ...smtp, userName: address } },
    pins: [imap, smtp].map(({ host, port }) => ({ host, port, sha256: certificate })),
  });
  const { result, error } = await vi.waitFor(
    async () => {
      const job = await app.call("jobs.get", { jobId });
      if (job.state === "running") throw new Error("the account is still being added");
      return job;
    },
    { timeout: 30_000, interval: 100 },
  );
  if (result?.kind !== "account") throw new Error(`account not added: ${error?.code}`);
  return result.accountId;
}

/** The provider's page as Playwright sees it: whatever window is not ours. */
export async function pageInView({ app }: Pick<PageWorld, "app">): Promise<Page> {
  const find = () => app.electron.windows().find((page) => page !== app.page && !page.isClosed());
  await expect.poll(() => find() !== undefined, { timeout: 20_000 }).toBe(true);
  return find() as Page;
}

/** What our page is told of the provider's page, once `isRight`. */
export async function pageView(
  { app }: Pick<PageWorld, "app">,
  isRight: (view: PageView) => boolean,
): Promise<PageView> {
  let view = await app.call("page.get", undefined);
  await expect
    .poll(
      async () => {
        view = await app.call("page.get", undefined);
        return isRight(view) || view;
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  return view;
}
