// The steps of a provider's enrolment as data: their order, and what may be done in each. The machine is one for all.
import type { EnrolmentAction, EnrolmentStepName } from "../../../shared/models/enrolment.ts";
import { mailComSteps } from "./mail-com-steps.ts";
import { mailfenceSteps } from "./mailfence-steps.ts";

export type ActionKind = EnrolmentAction["kind"];

export interface StepPlan {
  readonly providerId: string;
  /** in the provider's order; the first is ours: what to have at hand */
  readonly steps: readonly EnrolmentStepName[];
  /** what may be done in a step; `back` goes where the provider allows it, `password` anywhere (to sign in again) */
  readonly actions: Readonly<Partial<Record<EnrolmentStepName, readonly ActionKind[]>>>;
  /** the action that switches two-factor authentication on */
  readonly switchesOn: ActionKind;
}

const plans: readonly StepPlan[] = [mailComSteps, mailfenceSteps];

export function planOf(providerId: string): StepPlan | undefined {
  return plans.find((plan) => plan.providerId === providerId);
}
