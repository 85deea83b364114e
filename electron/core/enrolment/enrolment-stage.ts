// Where an enrolment stands on screen: the provider's step together with what Gatepost has kept. Pure.
import type { EnrolmentStep } from "../../../shared/models/enrolment.ts";
import type { DriverState } from "./driver.ts";
import type { EnrolmentRecord } from "./enrolment-record.ts";

/**
 * The step to be shown. The provider leads, but a step is not left behind before what it gives is kept: after a loss of
 * the record (or of the code, removed by hand) the step that gives it is shown again. What is missing before the last
 * button is looked at afterwards, see last-button.ts.
 */
export function stepFor(state: DriverState, kept: EnrolmentRecord): EnrolmentStep {
  const code = kept.codeId === undefined ? {} : { codeId: kept.codeId };
  switch (state.step) {
    case "not-started":
      return { step: "what-you-need" };
    case "password":
      return { step: "password" };
    case "phone":
      return { step: "phone", ...(state.saved === undefined ? {} : { saved: state.saved }) };
    case "sms-code":
      return { step: "sms-code", sentTo: state.sentTo, sentAt: state.sentAt };
    case "authenticator":
      return { step: "authenticator", ...code, asksDigits: state.asksDigits };
    case "backup-codes":
    case "digits":
      if (kept.codeId === undefined) return { step: "authenticator", asksDigits: false };
      return state.step === "digits" && kept.backupCodesKept > 0
        ? { step: "digits", codeId: kept.codeId, missing: [] }
        : { step: "backup-codes", count: kept.backupCodesKept };
    case "secret-key":
      return { step: "secret-key", saved: kept.secretKeyKept };
    case "review":
      return { step: "review", facts: state.facts };
    case "activate":
      return { step: "activate", missing: [] };
    case "done":
      return { step: "done", effect: state.effect, ...code };
  }
}
