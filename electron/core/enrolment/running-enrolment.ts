// A running enrolment and what all its actions share: the session at the provider, taking over where the provider
// stands, writing it down, and the end. Must not know any single step.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { EnrolmentStep } from "../../../shared/models/enrolment.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { Events } from "../events.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Vault } from "../otp/vault.ts";
import type { Platform } from "../platform.ts";
import type { FoundCodes } from "../qr/found-codes.ts";
import type { Secret } from "../secret.ts";
import type { Records } from "../store/records.ts";
import type { Remote } from "../worker-link.ts";
import type { DriverState, EnrolmentDriver } from "./driver.ts";
import { type EnrolmentRecord, securityOf } from "./enrolment-record.ts";
import { stepFor } from "./enrolment-stage.ts";
import { missingBeforeLast } from "./last-button.ts";
import type { Recovery } from "./recovery.ts";
import type { StepPlan } from "./step-plan.ts";
import type { TakenPdfs } from "./taken-pdfs.ts";

export interface EnrolmentTools {
  readonly thread: Pick<Remote<MailThread>, "pauseAccount" | "resumeAccount">;
  readonly records: Records;
  readonly keychain: Keychain;
  readonly vault: Pick<
    Vault,
    "list" | "current" | "add" | "edit" | "duplicateOf" | "secretOf" | "markUnfinished"
  >;
  readonly accounts: Pick<Accounts, "signIn">;
  readonly found: Pick<FoundCodes, "takeFound">;
  readonly recovery: Recovery;
  readonly pdfs: Pick<TakenPdfs, "keyOf">;
  readonly platform: Pick<Platform, "chooseSavePath">;
  readonly events: Events;
  readonly now: () => number;
  /** Calls `work` after `ms`, unless the answered function is called before. */
  readonly later: (ms: number, work: () => void) => () => void;
  /** Puts the digits of this moment on the clipboard, for as long as the user's settings say. */
  readonly copyDigits: (codeId: string) => Promise<void>;
  /** when the authenticator was last backed up; undefined: never */
  readonly lastBackup: () => Promise<number | undefined>;
}

/** A running enrolment in memory, whichever way it goes. */
export interface HeldRecord {
  record: EnrolmentRecord;
}

/** One at a practice provider. */
export interface Held extends HeldRecord {
  readonly plan: StepPlan;
  readonly driver: EnrolmentDriver;
  /** what was typed for the provider's web login in this run of the program */
  password: Secret | undefined;
  /** an application password that the provider has made and no server has taken yet */
  appPassword?: Secret | undefined;
}

/** Signs in with what was typed in this run, else with the account's saved password. One attempt. */
export async function hasSession(held: Held, tools: EnrolmentTools): Promise<boolean> {
  if (held.driver.signedIn) return true;
  const saved = held.password ?? (await tools.keychain.read(`account/${held.record.accountId}`));
  if (!saved) throw new AppError("enrolment-session-expired");
  return (await held.driver.signIn(saved)) === "signed-in";
}

/** Runs `work` in a session and takes over where the provider stands afterwards. */
export async function ask(
  held: Held,
  tools: EnrolmentTools,
  work: () => Promise<DriverState>,
): Promise<void> {
  if (!(await hasSession(held, tools))) return finish(held, tools);
  try {
    await adopt(held, tools, await work());
  } catch (failure) {
    if (!(failure instanceof AppError) || failure.code !== "enrolment-session-expired") throw failure;
    if (!(await hasSession(held, tools))) return finish(held, tools);
    await adopt(held, tools, await work());
  }
}

/** Writes down where the provider stands. */
export async function adopt(held: Held, tools: EnrolmentTools, state: DriverState): Promise<void> {
  if (state.step === "done") return finish(held, tools, state);
  const step = await withMissing(held, stepFor(state, held.record), tools);
  await save(held, tools, { step, canGoBack: state.canGoBack && step.step !== "what-you-need" });
}

/** What is missing before the last button may have come meanwhile; the provider is not asked. */
export async function lookHere(held: Held, tools: EnrolmentTools): Promise<void> {
  const step = await withMissing(held, held.record.step, tools);
  if (step !== held.record.step) await save(held, tools, { step });
}

async function withMissing(held: Held, step: EnrolmentStep, tools: EnrolmentTools): Promise<EnrolmentStep> {
  if (step.step !== "activate" && step.step !== "digits") return step;
  return { ...step, missing: [...(await missingBeforeLast(held.record, areArtefactsKept(held), tools))] };
}

/** Whether all is kept that this provider gives to get back in. */
export function areArtefactsKept({ plan, record }: Held): boolean {
  const key = !plan.steps.includes("secret-key") || record.secretKeyKept;
  return key && (!plan.steps.includes("backup-codes") || record.backupCodesKept > 0);
}

export async function save(
  held: HeldRecord,
  tools: EnrolmentTools,
  change: Partial<EnrolmentRecord>,
): Promise<void> {
  held.record = { ...held.record, ...change, updatedAt: tools.now() };
  await tools.records.put("enrolment", held.record.id, held.record);
}

/** It is on. The provider has said so itself, by its state or by asking for the second factor. */
export async function finish(
  held: Held,
  tools: EnrolmentTools,
  told: { readonly effect?: "unchanged" | "sign-in-again" } = {},
): Promise<void> {
  const { codeId, providerId } = held.record;
  const known = providerOf(providerId)?.afterActivation.effect;
  const effect = told.effect ?? (known === "unchanged" ? "unchanged" : "sign-in-again");
  await markOn(held, tools, effect);
  const step = { step: "done" as const, effect, ...(codeId === undefined ? {} : { codeId }) };
  await save(held, tools, { step, canGoBack: false });
}

/** Writes down for the account that two-factor authentication is on. */
export async function markOn(
  { record }: HeldRecord,
  tools: EnrolmentTools,
  effect: "unchanged" | "sign-in-again" | "unknown",
): Promise<void> {
  const { accountId, codeId } = record;
  await tools.records.put("security", accountId, {
    ...(await securityOf(tools.records, accountId)),
    twoFactor: "on",
    // By our own clock: it is compared with the times of our sessions.
    since: tools.now(),
    effect,
    signedInSince: effect === "unchanged",
    ...(codeId === undefined ? {} : { codeId }),
  });
  if (codeId !== undefined) await markCode(codeId, false, tools);
  tools.events.tell("security.changed", {});
}

/** Tells the list of codes whether the provider knows this one. */
export async function markCode(
  codeId: string,
  unfinished: boolean,
  { vault, events }: Pick<EnrolmentTools, "vault" | "events">,
): Promise<void> {
  await vault.markUnfinished(codeId, unfinished);
  events.tell("codes.changed", {});
}
