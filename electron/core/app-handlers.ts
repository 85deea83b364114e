// Calls about the program itself: is it open, try again, start the practice provider, what jobs run.
import { AppError } from "../../shared/ipc/errors.ts";
import type { AppStatus } from "../../shared/models/app.ts";
import type { Accounts } from "./accounts/accounts.ts";
import type { Events } from "./events.ts";
import type { Jobs } from "./jobs.ts";
import type { Log } from "./log.ts";
import type { Opening } from "./opening.ts";
import type { Platform } from "./platform.ts";
import type { Practice } from "./practice.ts";
import { Secret } from "./secret.ts";
import type { HandlersOf } from "./topics.ts";

export function createAppHandlers(parts: {
  readonly opening: Opening;
  readonly platform: Platform;
  readonly jobs: Jobs;
  readonly accounts: Accounts;
  readonly practice: Practice;
  /** once the store is open */
  readonly startAccounts: () => Promise<void>;
  /** another store has begun: nothing in memory belongs to it */
  readonly forgetStore: () => Promise<void>;
  readonly events: Events;
  readonly log: Log;
}): HandlersOf<"app"> & HandlersOf<"jobs"> {
  const { opening, platform, jobs, accounts, practice } = parts;
  const status = (): AppStatus => ({
    version: platform.version,
    keychain: opening.keychain,
    store: opening.store,
    practice: practice.possible,
    platform: platform.os,
  });

  return {
    "app.status": status,
    "app.retry": async () => {
      const { store, keychain } = opening;
      const ready = await opening.attempt();
      if (ready && store !== "ready") await parts.startAccounts();
      // It may be closed for another reason than before.
      if (opening.store !== store || opening.keychain !== keychain) parts.events.tell("app.changed", {});
      return status();
    },
    "app.startAnew": async () => {
      const ready = await opening.startAnew();
      await parts.forgetStore();
      if (ready) await parts.startAccounts();
      parts.events.tell("app.changed", {});
      return status();
    },
    "app.startPractice": ({ providerId }) =>
      jobs.start("app.startPractice", async (control) => {
        control.report("starting-practice");
        const practiced = await practice.start(providerId);
        const domain = practice.domainOf(practiced.address);
        if (!domain) throw new AppError("servers-not-found");
        const { imap, smtp } = domain.servers;
        const pins = [imap, smtp].map(({ host, port }) => ({ host, port, sha256: practiced.certificate }));
        const account = {
          name: "Practice",
          address: practiced.address,
          credential: { kind: "password" as const, password: new Secret(practiced.password) },
          providerId: domain.providerId,
          servers: {
            imap: { ...imap, userName: practiced.address },
            smtp: { ...smtp, userName: practiced.address },
          },
          pins,
        };
        // The practice servers listen elsewhere after each start: a known account moves with them, nothing else changes.
        const known = (await accounts.list()).find(({ address }) => address === practiced.address);
        if (known) await accounts.move(known.id, account.servers, pins);
        const accountId = known?.id ?? (await accounts.add(account, control));
        return { kind: "account", accountId };
      }),
    "app.protectWindow": ({ on }) => platform.protectWindow(on),
    "jobs.list": () => [...jobs.list()],
    "jobs.get": ({ jobId }) => jobs.get(jobId),
    "jobs.cancel": ({ jobId }) => jobs.cancel(jobId),
  };
}
