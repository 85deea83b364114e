// The practice providers that this run knows: those it was started with and those it started itself.
import { AppError } from "../../shared/ipc/errors.ts";
import type { Platform, PracticeAccount, PracticeDomain } from "./platform.ts";

export interface Practice {
  /** A practice provider can be started here. */
  readonly possible: boolean;
  domains(): readonly PracticeDomain[];
  domainOf(address: string): PracticeDomain | undefined;
  start(providerId: "mail-com" | "mailfence"): Promise<PracticeAccount>;
}

export function createPractice(platform: Pick<Platform, "practiceDomains" | "startPractice">): Practice {
  const domains: PracticeDomain[] = [...platform.practiceDomains];
  return {
    possible: platform.startPractice !== undefined,
    domains: () => domains,
    domainOf: (address) => domains.find(({ domain }) => address.toLowerCase().endsWith(`@${domain}`)),
    async start(providerId) {
      if (!platform.startPractice) throw new AppError("forbidden");
      const started = await platform.startPractice(providerId);
      domains.unshift(...started.domains);
      return started;
    },
  };
}
