// Answers the calls on the provider's page: page.*. Each is one line to a service.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { PageLink } from "../../../shared/models/provider-page.ts";
import { providerLink } from "../enrolment/provider-links.ts";
import type { AccountRecord } from "../mail/mail-service.ts";
import type { PracticeDomain } from "../platform.ts";
import type { Practice } from "../practice.ts";
import type { Scan } from "../qr/scan.ts";
import { providerOfAccount } from "../relogin/index.ts";
import type { HandlersOf } from "../topics.ts";
import type { PageTarget, ProviderPages } from "./provider-pages.ts";

export interface ProviderPageParts {
  readonly pages: ProviderPages;
  readonly account: (accountId: string) => Promise<AccountRecord>;
  readonly practice: Pick<Practice, "domains" | "domainOf">;
  readonly scan: Scan;
}

export function providerPageHandlers(parts: ProviderPageParts): HandlersOf<"page"> {
  const { pages } = parts;
  return {
    "page.get": () => pages.view(),
    "page.open": async ({ accountId, link }) =>
      pages.open(targetOf(await parts.account(accountId), link, parts.practice)),
    "page.place": (place) => pages.place(place),
    "page.go": ({ to }) => pages.go(to),
    "page.focus": () => pages.focus(),
    "page.scan": () => parts.scan("page.scan", async () => [await pages.picture()]),
    "page.takeDownload": ({ downloadId }) => pages.takeDownload(downloadId),
    "page.refuseDownload": ({ downloadId }) => pages.refuseDownload(downloadId),
    "page.openOutside": () => pages.openOutside(),
    "page.openBlocked": () => pages.openBlocked(),
    "page.dismissBlocked": () => pages.dismissBlocked(),
    "page.close": () => pages.leave(),
  };
}

/** @throws AppError `not-found` if there is no such page, `page-embedding-refused` if the provider will not be shown */
export function targetOf(
  account: AccountRecord,
  link: PageLink,
  practice: Pick<Practice, "domains" | "domainOf">,
): PageTarget {
  const domain = practice.domainOf(account.address);
  const provider = providerOfAccount(account, practice.domains());
  if (!domain && provider?.refusesEmbedding === true)
    throw new AppError("page-embedding-refused", { provider: provider.name });
  return {
    accountId: account.id,
    address: providerLink(account, link, domain),
    ground: { domains: provider?.pageDomains ?? [], practiceHost: domain && new URL(domain.web).host },
    practice: domain && practiceTrust(domain),
  };
}

function practiceTrust({ web, authority }: PracticeDomain): PageTarget["practice"] {
  return { hostname: new URL(web).hostname, authority };
}
