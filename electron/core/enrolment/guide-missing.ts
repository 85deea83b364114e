// What Gatepost insists on before a step of the guide may be left. Nothing is switched on blindly: the secret can be
// read back, what gets a person back in is kept, and the authenticator is backed up, or knowingly not.
import type { StillMissing } from "../../../shared/models/enrolment.ts";
import type { GuideState } from "./enrolment-record.ts";
import { type Guided, keptOf } from "./guide.ts";
import type { GuideStep } from "./guide-plan.ts";
import { isSecretThere } from "./keep-code.ts";
import type { EnrolmentTools } from "./running-enrolment.ts";

const needsSecret = (step: GuideStep) =>
  step.kind === "provider" && (step.asks === "qr-code" || step.asks === "digits" || step.switchesOn);

/** In the order in which they are to be mended. */
export async function stillMissing(
  held: Guided,
  state: GuideState,
  tools: EnrolmentTools,
): Promise<readonly StillMissing[]> {
  const step = held.plan.steps[state.at];
  if (!step || step.kind === "after") return [];
  const secret = needsSecret(step) && !(await isSecretThere(held.record.codeId, tools));
  const upTo = step.switchesOn ? held.plan.steps.slice(0, state.at + 1) : [step];
  const artefact = upTo.some((one) => one.kind === "provider" && !isKept(held, state, one.asks));
  const backup = step.switchesOn && !state.switchedOn && !(await isBackedUp(held, state, tools));
  return [
    ...(secret ? (["secret"] as const) : []),
    ...(artefact ? (["artefact"] as const) : []),
    ...(backup ? (["backup"] as const) : []),
  ];
}

function isKept(held: Guided, state: GuideState, asks: Parameters<typeof keptOf>[2]): boolean {
  if (asks !== "backup-codes" && asks !== "emergency-key" && asks !== "secret-key-pdf") return true;
  return keptOf(held, state, asks) !== "no";
}

/** A backup counts if the secret was in it. */
async function isBackedUp(held: Guided, state: GuideState, tools: EnrolmentTools): Promise<boolean> {
  if (state.withoutBackup) return true;
  const last = await tools.lastBackup();
  const code = (await tools.vault.list()).find(({ id }) => id === held.record.codeId);
  return last !== undefined && code !== undefined && last >= code.addedAt;
}
