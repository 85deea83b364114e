// The way through the practice provider's API: the provider says where it stands, one driver asks it.
import { AppError } from "../../../shared/ipc/errors.ts";
import { perform } from "./enrolment-actions.ts";
import { mailAgain } from "./mail-again.ts";
import { adopt, type EnrolmentTools, type Held, hasSession, lookHere } from "./running-enrolment.ts";
import type { Way } from "./way.ts";

export function practiceWay(held: Held, tools: EnrolmentTools): Way {
  const { driver, plan } = held;
  const names: readonly string[] = plan.steps;
  const requireSession = async () => {
    // Without a session because the second factor is asked for: it is on, and this step is over.
    if (!(await hasSession(held, tools))) throw new AppError("enrolment-order");
  };
  return {
    get record() {
      return held.record;
    },
    labels: plan.steps.map((name) => ({ kind: "named", name })),
    get at() {
      return names.indexOf(held.record.step.step);
    },
    perform: (action) => perform(held, action, tools),
    async lookAgain() {
      if (driver.signedIn) await adopt(held, tools, await driver.state());
    },
    lookHere: () => lookHere(held, tools),
    async shownSecret() {
      if (held.record.step.step !== "authenticator") throw new AppError("enrolment-order");
      await requireSession();
      return driver.shownSecret();
    },
    mailAgain: (control) => mailAgain(held, control, tools),
    async giveUp() {
      const { step } = held.record.step;
      if (step === "done") throw new AppError("enrolment-order");
      // A step that the provider knows nothing of: there is nothing to give up.
      if (step === "what-you-need" || (step === "password" && !driver.signedIn)) return;
      await requireSession();
      await driver.giveUp();
    },
  };
}
