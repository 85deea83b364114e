// Which ways are open for an account: the practice provider's API, the provider's page inside Gatepost, the user's own
// browser. What decides is the provider's data, never its name.
import type { EnrolmentHow } from "../../../shared/models/enrolment.ts";
import { PageLink } from "../../../shared/models/provider-page.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { PracticeDomain } from "../platform.ts";
import type { Practice } from "../practice.ts";
import { providerOfAccount } from "../relogin/index.ts";
import type { FindWays } from "./enrolment.ts";
import type { EnrolmentRecord } from "./enrolment-record.ts";
import { type Guided, guideWay } from "./guide.ts";
import { type GuidePlan, guidePlan } from "./guide-plan.ts";
import { createPracticeDriver } from "./practice-driver.ts";
import { practiceWay } from "./practice-way.ts";
import { hasPage } from "./provider-links.ts";
import type { EnrolmentTools } from "./running-enrolment.ts";
import { planOf, type StepPlan } from "./step-plan.ts";
import type { Way } from "./way.ts";

export function findWays(options: {
  readonly tools: EnrolmentTools;
  readonly practice: Pick<Practice, "domains" | "domainOf">;
}): FindWays {
  const { tools, practice } = options;
  return (account) => {
    const domain = practice.domainOf(account.address);
    const provider = domain ? providerOf(domain.providerId) : providerOfAccount(account, practice.domains());
    const steps = domain && provider && planOf(provider.id);
    const guide = guidePlan(provider, account.byToken === true);
    const pages = PageLink.options.filter((name) => hasPage(account, name, domain));
    const embeds = provider?.refusesEmbedding === false && pages.includes("security");
    const hows: EnrolmentHow[] = [
      ...(steps ? (["practice"] as const) : []),
      ...(guide && embeds ? (["here"] as const) : []),
      ...(guide ? (["own-browser"] as const) : []),
    ];
    return {
      hows,
      providerId: provider?.id ?? "",
      pages,
      make: (record) => makeWay(record, { tools, domain, steps, guide }),
    };
  };
}

function makeWay(
  record: EnrolmentRecord,
  parts: {
    readonly tools: EnrolmentTools;
    readonly domain: PracticeDomain | undefined;
    readonly steps: StepPlan | undefined;
    readonly guide: GuidePlan | undefined;
  },
): Way {
  const { tools, domain, steps, guide } = parts;
  if (record.how === "practice" && domain && steps) {
    const driver = createPracticeDriver({ domain, address: record.address, now: tools.now });
    return practiceWay({ record, plan: steps, driver, password: undefined }, tools);
  }
  if (!guide) throw new Error("no way was open");
  const held: Guided = { record, plan: guide, stopWaiting: undefined };
  return guideWay(held, tools);
}
