// Mailfence's set-up: the six digits at the end switch it on. Source: kb.mailfence.com/kb/setup-2fa.
import type { StepPlan } from "./step-plan.ts";

export const mailfenceSteps: StepPlan = {
  providerId: "mailfence",
  steps: ["what-you-need", "authenticator", "backup-codes", "digits", "done"],
  actions: {
    "what-you-need": ["begin"],
    authenticator: ["use-gatepost", "use-found", "continue", "back"],
    "backup-codes": ["generate-backup-codes", "continue", "back"],
    digits: ["without-backup", "digits", "back"],
  },
  switchesOn: "digits",
};
