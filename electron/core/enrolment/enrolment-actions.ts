// What each action of an enrolment at a practice provider does: asks the provider through the driver, keeps what must be
// kept, and writes down where it stands. Refusals are thrown; the machine shows them in place.
//
// [Note: nothing is lost] The order is always: secret into the keychain, then the record, then on to the next step. So
// closing the program anywhere leaves either the step before or the step after, never a second factor without its key.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { EnrolmentAction } from "../../../shared/models/enrolment.ts";
import { decodeBase32 } from "../otp/base32.ts";
import { type OtpauthEntry, parseOtpauth } from "../otp/otpauth.ts";
import { savePrivateFile } from "../save-private-file.ts";
import { Secret } from "../secret.ts";
import type { DriverState, EnrolmentDriver } from "./driver.ts";
import { isSecretThere, keepCode } from "./keep-code.ts";
import { missingBeforeLast } from "./last-button.ts";
import {
  areArtefactsKept,
  ask,
  type EnrolmentTools,
  finish,
  type Held,
  lookHere,
  save,
} from "./running-enrolment.ts";

export async function perform(held: Held, action: EnrolmentAction, tools: EnrolmentTools): Promise<void> {
  const { driver } = held;
  if (!isAllowed(held, action.kind)) throw new AppError("enrolment-order");
  switch (action.kind) {
    case "begin":
      return begin(held, tools);
    case "password":
      return password(held, action.password, tools);
    case "back":
      return back(held, tools);
    case "request-sms":
      return ask(held, tools, () => driver.requestSms(action.number?.trim() || undefined));
    case "resend-sms":
      return ask(held, tools, () => driver.resendSms());
    case "sms-code":
      return ask(held, tools, () => driver.confirmSms(action.code.replaceAll(/\s/g, "")));
    case "use-gatepost":
      return storeSecret(held, undefined, tools);
    case "use-found":
      return storeSecret(held, tools.found.takeFound(action.foundId), tools);
    case "digits":
      return digits(held, action.digits, tools);
    case "generate-backup-codes":
      return ask(held, tools, () => makeBackupCodes(held, tools));
    case "save-secret-key":
      return ask(held, tools, () => saveSecretKey(held, tools));
    case "continue":
      return goOn(held, tools);
    case "without-backup":
      await save(held, tools, { withoutBackup: true });
      return lookHere(held, tools);
    case "activate":
      return switchOn(held, tools, () => driver.activate());
    default:
      // What is done only on the provider's own pages.
      throw new AppError("enrolment-order");
  }
}

function isAllowed({ record, plan }: Held, kind: EnrolmentAction["kind"]): boolean {
  const { step } = record.step;
  if (step === "done" || step === "guide") return false;
  // Signing in again is possible at every step: a session at the provider may end while somebody looks for a phone.
  if (kind === "password") return true;
  if (kind === "back") return record.canGoBack;
  return plan.actions[step]?.includes(kind) ?? false;
}

async function begin(held: Held, tools: EnrolmentTools): Promise<void> {
  try {
    await ask(held, tools, () => started(held));
  } catch (failure) {
    const wrong = failure instanceof AppError && failure.code === "enrolment-password-wrong";
    if (!wrong || !held.plan.steps.includes("password")) throw failure;
    // The saved password is not the one of the web login: the provider's own first step asks for it.
    await save(held, tools, { step: { step: "password" }, canGoBack: true });
  }
}

async function started({ driver }: Held): Promise<DriverState> {
  const state = await driver.state();
  return state.step === "not-started" ? driver.start() : state;
}

async function password(held: Held, typed: string | undefined, tools: EnrolmentTools): Promise<void> {
  const { driver, record } = held;
  const saved = typed
    ? new Secret(typed)
    : (held.password ?? (await tools.keychain.read(`account/${record.accountId}`)));
  if (!saved) throw new AppError("enrolment-password-wrong");
  if (!driver.signedIn) {
    const outcome = await driver.signIn(saved);
    held.password = saved;
    if (outcome === "two-factor-is-on") return finish(held, tools);
  }
  await ask(held, tools, async () => {
    const state = await started(held);
    return state.step === "password" ? driver.confirmPassword(saved) : state;
  });
  held.password = saved;
}

async function back(held: Held, tools: EnrolmentTools): Promise<void> {
  // The password step may be shown before there is a session: then the provider knows nothing of it.
  if (held.record.step.step === "password" && !held.driver.signedIn)
    return save(held, tools, { step: { step: "what-you-need" }, canGoBack: false });
  await ask(held, tools, () => held.driver.back());
}

/** Keeps the secret that the provider shows. With `found`: only if the scanned code holds that very secret. */
async function storeSecret(
  held: Held,
  found: OtpauthEntry | undefined,
  tools: EnrolmentTools,
): Promise<void> {
  await ask(held, tools, async () => {
    const shown = parseOtpauth((await held.driver.shownSecret()).otpauth.reveal());
    if (found && !sameSecret(found.secret, shown.secret))
      throw new AppError("enrolment-secret-not-stored", { reason: "another-code" });
    const codeId = await keepCode(held, shown, tools);
    await save(held, tools, { codeId });
    tools.events.tell("codes.changed", {});
    return held.driver.state();
  });
}

function sameSecret(one: Secret, other: Secret): boolean {
  return Buffer.from(decodeBase32(one.reveal())).equals(Buffer.from(decodeBase32(other.reveal())));
}

/** SECURITY: the provider is not told any digits before the secret can be read back: P18 of docs/security.md. */
async function requireSecret(held: Held, tools: EnrolmentTools): Promise<void> {
  const { codeId } = held.record;
  if (codeId === undefined) throw new AppError("enrolment-secret-not-stored", { reason: "not-yet" });
  if (await isSecretThere(codeId, tools)) return;
  const { step } = held.record.step;
  // Where the provider still shows the secret, it can be stored again; later it takes a new beginning.
  if (step === "authenticator" || step === "backup-codes" || step === "digits") {
    const { codeId: _gone, ...record } = held.record;
    held.record = record;
    const asksDigits = held.plan.switchesOn !== "digits";
    await save(held, tools, { step: { step: "authenticator", asksDigits } });
  }
  throw new AppError("enrolment-secret-not-stored", { reason: "gone" });
}

async function digits(held: Held, typed: string, tools: EnrolmentTools): Promise<void> {
  await requireSecret(held, tools);
  const clean = typed.replaceAll(/[\s-]/g, "");
  // The provider counts wrong tries: what cannot be right is not sent.
  if (!/^\d{6,8}$/.test(clean)) throw new AppError("enrolment-code-wrong", { reason: "format" });
  const confirm = () => held.driver.confirmDigits(clean);
  return held.plan.switchesOn === "digits" ? switchOn(held, tools, confirm) : ask(held, tools, confirm);
}

async function makeBackupCodes(held: Held, tools: EnrolmentTools): Promise<DriverState> {
  const { driver, record } = held;
  // Codes that were made but not kept cannot be had again: the provider goes back a step and makes others.
  if ((await driver.state()).step === "digits") await driver.back();
  const { codes } = await driver.makeBackupCodes();
  await tools.recovery.keepBackupCodes(record.accountId, codes);
  await save(held, tools, { backupCodesKept: codes.length });
  tools.events.tell("security.changed", {});
  return driver.state();
}

async function saveSecretKey(held: Held, tools: EnrolmentTools): Promise<DriverState> {
  const { key, pdf, fileName } = await held.driver.secretKey();
  const path = await tools.platform.chooseSavePath(fileName);
  // They changed their mind: nothing is saved, the step stays.
  if (path === undefined) return held.driver.state();
  await tools.recovery.keepSecretKey(held.record.accountId, key);
  await savePrivateFile(path, pdf);
  await save(held, tools, { secretKeyKept: true });
  tools.events.tell("security.changed", {});
  return held.driver.state();
}

async function goOn(held: Held, tools: EnrolmentTools): Promise<void> {
  const { step } = held.record;
  if (step.step === "authenticator") await requireSecret(held, tools);
  if (step.step === "secret-key" && !held.record.secretKeyKept)
    throw new AppError("enrolment-artefact-not-kept");
  if (step.step === "backup-codes" && held.record.backupCodesKept === 0)
    throw new AppError("enrolment-artefact-not-kept");
  await ask(held, tools, () => held.driver.next());
}

/**
 * Runs the one request that switches it on. The account's sessions are stopped first, so that the provider does not cut
 * them in the middle of a step; afterwards they start again, whatever came of it.
 */
async function switchOn(held: Held, tools: EnrolmentTools, run: () => Promise<DriverState>): Promise<void> {
  const { accountId } = held.record;
  await requireSecret(held, tools);
  const [missing] = await missingBeforeLast(held.record, areArtefactsKept(held), tools);
  if (missing !== undefined) throw new AppError("enrolment-artefact-not-kept", { missing });
  await save(held, tools, { paused: true });
  await tools.thread.pauseAccount({ accountId, reason: "two-factor" });
  try {
    await ask(held, tools, () => runAndLook(held.driver, run));
  } finally {
    await tools.thread.resumeAccount({ accountId });
    await save(held, tools, { paused: false });
  }
}

/** The line may break after the provider has switched it on: then it is asked, never guessed. */
async function runAndLook(driver: EnrolmentDriver, run: () => Promise<DriverState>): Promise<DriverState> {
  try {
    return await run();
  } catch (failure) {
    const lost = failure instanceof AppError && /^(connection-|server-answer-broken)/.test(failure.code);
    if (!lost) throw failure;
    const state = await driver.state();
    if (state.step === "done") return state;
    throw failure;
  }
}
