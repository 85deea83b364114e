// mail.com's setup assistant. Source: support.mail.com/security/2fa/setup-twofactor.html.
import type { StepPlan } from "./step-plan.ts";

export const mailComSteps: StepPlan = {
  providerId: "mail-com",
  steps: [
    "what-you-need",
    "password",
    "phone",
    "sms-code",
    "authenticator",
    "secret-key",
    "review",
    "activate",
    "done",
  ],
  actions: {
    "what-you-need": ["begin"],
    password: ["password", "back"],
    phone: ["request-sms", "back"],
    "sms-code": ["sms-code", "resend-sms", "back"],
    authenticator: ["use-gatepost", "use-found", "digits", "back"],
    "secret-key": ["save-secret-key", "continue", "back"],
    review: ["continue", "back"],
    activate: ["without-backup", "activate", "back"],
  },
  switchesOn: "activate",
};
