// The way on the provider's own pages: its truth is what the user ticks off. Gatepost says what to do, keeps what the
// pages give, and lets nobody press the provider's last button before everything is kept that gets a person back in.
//
// [Note: resting] From before that button until it is ticked off the account has no connections: the provider cannot cut
// them in the middle of something, and no login is refused behind the user's back. Whoever walks away with the step
// open has mail again after a while; then at most one login is refused, which is what the server says anyway.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { EnrolmentAction, EnrolmentStep, StepLabel } from "../../../shared/models/enrolment.ts";
import { type GuideState, securityOf } from "./enrolment-record.ts";
import { keepFromStep } from "./guide-keeps.ts";
import { stillMissing } from "./guide-missing.ts";
import type { GuidePlan, GuideStep } from "./guide-plan.ts";
import { type EnrolmentTools, type HeldRecord, markOn, save } from "./running-enrolment.ts";
import type { Way } from "./way.ts";

export interface Guided extends HeldRecord {
  readonly plan: GuidePlan;
  /** ends the wait after which a resting account has its connections back */
  stopWaiting: (() => void) | undefined;
  /** the step to which keeping the secret has led, and whether the digits are on the clipboard since */
  arrived?: { readonly at: number; readonly by: "secret-kept" | "copied" };
}

/** Milliseconds that an account rests at most. */
const restFor = 15 * 60_000;

export const freshGuide: GuideState = {
  at: -1,
  switchedOn: false,
  accepted: false,
  elsewhere: [],
  looks: false,
};

export function guideWay(held: Guided, tools: EnrolmentTools): Way {
  const labels: StepLabel[] = [
    { kind: "named", name: "what-you-need" },
    ...held.plan.steps.map(labelOf),
    { kind: "named", name: "done" },
  ];
  return {
    get record() {
      return held.record;
    },
    labels,
    get at() {
      return stateOf(held).at + 1;
    },
    perform: (action) => perform(held, action, tools),
    lookAgain: () => arrive(held, stateOf(held), tools),
    lookHere: () => arrive(held, stateOf(held), tools),
    async shownSecret() {
      // The code stands on the provider's page; Gatepost has none of its own to show.
      throw new AppError("enrolment-order");
    },
    async mailAgain() {
      // On its pages the user does it: the guide's own last steps.
      throw new AppError("enrolment-order");
    },
    async giveUp() {
      if (stateOf(held).switchedOn) throw new AppError("enrolment-order");
      await wake(held, tools);
    },
  };
}

function labelOf(step: GuideStep): StepLabel {
  return step.kind === "after" ? { kind: "named", name: step.name } : step.label;
}

/** The provider's data may have lost steps since the record was written. */
export function stateOf({ record, plan }: Guided): GuideState {
  const state = record.guide ?? freshGuide;
  return { ...state, at: Math.min(state.at, plan.steps.length) };
}

async function perform(held: Guided, action: EnrolmentAction, tools: EnrolmentTools): Promise<void> {
  const state = stateOf(held);
  if (state.at === held.plan.steps.length) throw new AppError("enrolment-order");
  switch (action.kind) {
    case "begin":
      if (state.at !== -1) throw new AppError("enrolment-order");
      return arrive(held, { ...state, at: 0, looks: action.looks === true }, tools);
    case "continue":
      return goOn(held, state, tools);
    case "back":
      return goBack(held, state, tools);
    case "without-backup":
      await save(held, tools, { withoutBackup: true });
      return arrive(held, state, tools);
    default:
      return arrive(held, await keepFromStep(held, state, action, tools), tools);
  }
}

async function goOn(held: Guided, state: GuideState, tools: EnrolmentTools): Promise<void> {
  const step = held.plan.steps[state.at];
  if (!step) throw new AppError("enrolment-order");
  const next = { ...state, at: state.at + 1 };
  if (step.kind === "after") return arrive(held, next, tools);
  const [missing] = await stillMissing(held, state, tools);
  if (missing === "secret") throw new AppError("enrolment-secret-not-stored", { reason: "not-yet" });
  if (missing !== undefined) throw new AppError("enrolment-artefact-not-kept", { missing });
  const accepted = next.accepted || step.asks === "digits";
  if (!step.switchesOn || state.switchedOn) return arrive(held, { ...next, accepted }, tools);
  // First that it is on, then the connections: a session that finds out must find it explained.
  await save(held, tools, { guide: { ...next, accepted, switchedOn: true } });
  await markOn(held, tools, held.plan.effect);
  await arrive(held, stateOf(held), tools);
}

/** Back over the switch: it was ticked off, but the provider has not switched it on. */
async function goBack(held: Guided, state: GuideState, tools: EnrolmentTools): Promise<void> {
  if (state.at < 0) throw new AppError("enrolment-order");
  const at = state.at - 1;
  const before = held.plan.steps[at];
  const undone = state.switchedOn && before?.kind === "provider" && before.switchesOn;
  if (undone) {
    const {
      since: _since,
      effect: _effect,
      ...known
    } = await securityOf(tools.records, held.record.accountId);
    await tools.records.put("security", held.record.accountId, {
      ...known,
      twoFactor: "off",
      signedInSince: false,
    });
    tools.events.tell("security.changed", {});
  }
  await arrive(held, { ...state, at, switchedOn: state.switchedOn && !undone }, tools);
}

/** Writes down where the guide stands, and lets the account rest or work as that step needs it. */
async function arrive(held: Guided, state: GuideState, tools: EnrolmentTools): Promise<void> {
  const step = held.plan.steps[state.at];
  const resting = step?.kind === "provider" && step.switchesOn && !state.switchedOn;
  await save(held, tools, { guide: state });
  if (resting) await rest(held, tools);
  else await wake(held, tools);
  await save(held, tools, { step: await stepOf(held, tools), canGoBack: canGoBack(held) });
}

async function rest(held: Guided, tools: EnrolmentTools): Promise<void> {
  const { accountId, paused } = held.record;
  held.stopWaiting?.();
  held.stopWaiting = tools.later(restFor, () => {
    void wake(held, tools).then(() => tools.events.tell("security.changed", {}));
  });
  if (paused) return;
  await save(held, tools, { paused: true });
  await tools.thread.pauseAccount({ accountId, reason: "two-factor" });
}

/** Only an account that rests is resumed: resuming forgets a refusal, and one refusal is enough. */
async function wake(held: Guided, tools: EnrolmentTools): Promise<void> {
  const { accountId, paused } = held.record;
  held.stopWaiting?.();
  held.stopWaiting = undefined;
  if (!paused) return;
  await tools.thread.resumeAccount({ accountId });
  await save(held, tools, { paused: false });
}

function canGoBack(held: Guided): boolean {
  const { at } = stateOf(held);
  return at >= 0 && at < held.plan.steps.length;
}

async function stepOf(held: Guided, tools: EnrolmentTools): Promise<EnrolmentStep> {
  const state = stateOf(held);
  const { codeId, paused, accountId } = held.record;
  const code = codeId === undefined ? {} : { codeId };
  if (state.at < 0) return { step: "what-you-need" };
  const step = held.plan.steps[state.at];
  if (!step) return { step: "done", effect: held.plan.effect, ...code };
  if (step.kind === "after") return { step: step.name };
  const known = await securityOf(tools.records, accountId);
  const { label, asks, switchesOn } = step;
  return {
    step: "guide",
    label,
    ...(asks ? { asks } : {}),
    switchesOn,
    accepted: state.accepted,
    resting: paused,
    ...code,
    ...(held.arrived?.at === state.at ? { arrivedBy: held.arrived.by } : {}),
    kept: keptOf(held, state, asks),
    keptCount: asks === "backup-codes" ? (known.backupCodes?.left ?? 0) + (known.backupCodes?.used ?? 0) : 0,
    missing: [...(await stillMissing(held, state, tools))],
  };
}

export function keptOf(
  { record }: HeldRecord,
  state: GuideState,
  asks: Extract<GuideStep, { kind: "provider" }>["asks"],
): "no" | "here" | "elsewhere" {
  const here =
    (asks === "backup-codes" && record.backupCodesKept > 0) ||
    ((asks === "emergency-key" || asks === "secret-key-pdf") && record.secretKeyKept) ||
    ((asks === "qr-code" || asks === "digits") && record.codeId !== undefined);
  if (here) return "here";
  return asks !== undefined && state.elsewhere.includes(asks) ? "elsewhere" : "no";
}
