// What a step of the guide still needs before it may be left: the secret, what the step gives, and at the provider's
// last button all that last-button.ts names.
import type { StillMissing } from "../../../shared/models/enrolment.ts";
import type { GuideState } from "./enrolment-record.ts";
import { type Guided, keptOf } from "./guide.ts";
import { isSecretThere } from "./keep-code.ts";
import { missingBeforeLast } from "./last-button.ts";
import type { EnrolmentTools } from "./running-enrolment.ts";

/** In the order in which they are to be mended. */
export async function stillMissing(
  held: Guided,
  state: GuideState,
  tools: EnrolmentTools,
): Promise<readonly StillMissing[]> {
  const step = held.plan.steps[state.at];
  if (!step || step.kind === "after") return [];
  if (step.switchesOn && !state.switchedOn) {
    const given = held.plan.steps.slice(0, state.at + 1);
    const kept = given.every((one) => one.kind === "after" || isKept(held, state, one.asks));
    return missingBeforeLast(held.record, kept, tools);
  }
  const needsSecret = step.asks === "qr-code" || step.asks === "digits";
  const secret = !needsSecret || (await isSecretThere(held.record.codeId, tools));
  return [
    ...(secret ? [] : (["secret"] as const)),
    ...(isKept(held, state, step.asks) ? [] : (["artefact"] as const)),
  ];
}

function isKept(held: Guided, state: GuideState, asks: Parameters<typeof keptOf>[2]): boolean {
  if (asks !== "backup-codes" && asks !== "emergency-key" && asks !== "secret-key-pdf") return true;
  return keptOf(held, state, asks) !== "no";
}
