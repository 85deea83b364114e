// What a step on the provider's own pages gives, and how it is kept: the secret of the QR code, backup codes, an
// emergency key. The keychain first, then the record. Answers the guide's state afterwards.
import { AppError } from "../../../shared/ipc/errors.ts";
import {
  type EnrolmentAction,
  type GuideAsk,
  type RecognisedCodes,
  usualKey,
} from "../../../shared/models/enrolment.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import { passwordName } from "../accounts/credentials.ts";
import type { Keychain } from "../keychain/keychain.ts";
import { readByHand } from "../otp/by-hand.ts";
import { type OtpauthEntry, parseOtpauth } from "../otp/otpauth.ts";
import { Secret } from "../secret.ts";
import type { EnrolmentRecord, GuideState } from "./enrolment-record.ts";
import type { Guided } from "./guide.ts";
import { isSecretThere, keepCode } from "./keep-code.ts";
import { type KeptKind, type Recognised, recogniseCodes } from "./recognise-codes.ts";
import { type EnrolmentTools, save } from "./running-enrolment.ts";

export async function keepFromStep(
  held: Guided,
  state: GuideState,
  action: EnrolmentAction,
  tools: EnrolmentTools,
): Promise<GuideState> {
  const step = held.plan.steps[state.at];
  const asks = step?.kind === "provider" ? step.asks : undefined;
  switch (action.kind) {
    case "use-found":
      await storeSecret(held, tools.found.takeFound(action.foundId), action.anyway === true, tools);
      return behindTheCode(held, state, tools);
    case "use-typed":
      await storeSecret(held, readTyped(action, held), false, tools);
      return behindTheCode(held, state, tools);
    case "keep-pasted":
      await keepPasted(held, asks, action.text, tools);
      return state;
    case "keep-pdf-key":
      return keepPdfKey(held, state, action.pdfId, tools);
    case "keep-elsewhere":
      if (!isArtefact(asks)) throw new AppError("enrolment-order");
      return { ...state, elsewhere: [...new Set([...state.elsewhere, asks])] };
    default:
      throw new AppError("enrolment-order");
  }
}

function isArtefact(asks: GuideAsk | undefined): asks is "backup-codes" | "emergency-key" | "secret-key-pdf" {
  return asks === "backup-codes" || asks === "emergency-key" || asks === "secret-key-pdf";
}

/**
 * The page has shown the code, so what comes before it is done, ticked off or not; and so is the code's own step, for the
 * secret has been read back. Where the digits are asked for next, they lie on the clipboard already.
 */
async function behindTheCode(held: Guided, state: GuideState, tools: EnrolmentTools): Promise<GuideState> {
  const { steps } = held.plan;
  const shown = steps.findIndex((step) => step.kind === "provider" && step.asks === "qr-code");
  const step = steps[shown];
  if (state.at > shown || step?.kind !== "provider" || step.switchesOn) return state;
  const at = shown + 1;
  const next = steps[at];
  held.arrived = { at, by: "secret-kept" };
  if (next?.kind === "provider" && next.asks === "digits" && held.record.codeId !== undefined) {
    await tools.copyDigits(held.record.codeId);
    held.arrived = { at, by: "copied" };
  }
  return { ...state, at };
}

/**
 * A provider that gives its PDF has accepted the digits before: what lies between is done, ticked off or not. Never over
 * the step that switches it on.
 */
async function keepPdfKey(
  held: Guided,
  state: GuideState,
  pdfId: string,
  tools: EnrolmentTools,
): Promise<GuideState> {
  const ahead = held.plan.steps.slice(Math.max(0, state.at));
  const until = ahead.findIndex(
    (step) => step.kind === "provider" && (step.asks === "secret-key-pdf" || step.asks === "emergency-key"),
  );
  const passed = ahead.slice(0, until + 1).filter((step) => step.kind === "provider");
  const overTheSwitch = passed.slice(0, -1).some(({ switchesOn }) => switchesOn && !state.switchedOn);
  if (until === -1 || overTheSwitch) throw new AppError("enrolment-order");
  const needsCode = passed.some(({ asks }) => asks === "qr-code" || asks === "digits");
  if (needsCode && !(await isSecretThere(held.record.codeId, tools)))
    throw new AppError("enrolment-secret-not-stored", { reason: "not-yet" });
  await keepKey(held, tools.pdfs.keyOf(pdfId), tools);
  const accepted = state.accepted || passed.some(({ asks }) => asks === "digits");
  const here = passed.at(-1);
  const at = Math.max(0, state.at) + until + (here?.switchesOn && !state.switchedOn ? 0 : 1);
  return { ...state, at, accepted };
}

/** The secret may be stored in every step: some providers show it on a page before or after the one in the list. */
async function storeSecret(
  held: Guided,
  entry: OtpauthEntry,
  anyway: boolean,
  tools: EnrolmentTools,
): Promise<void> {
  if (!anyway && isForAnother(entry.account, held.record.address))
    throw new AppError("enrolment-secret-not-stored", { reason: "other-account", account: entry.account });
  const codeId = await keepCode(held, entry, tools);
  await save(held, tools, { codeId });
  await tools.vault.markUnfinished(codeId, !held.record.guide?.switchedOn);
  tools.events.tell("codes.changed", {});
}

/** Names that are no addresses say nothing: a code may be labelled with a user name. */
export function isForAnother(account: string, address: string): boolean {
  const name = account.trim().toLowerCase();
  return name.includes("@") && name !== address.trim().toLowerCase();
}

/** An otpauth:// link, or the key alone as the provider prints it. */
function readTyped(
  { text, made }: Extract<EnrolmentAction, { kind: "use-typed" }>,
  held: Guided,
): OtpauthEntry {
  if (/^\s*otpauth:/i.test(text)) return parseOtpauth(text);
  const facts = providerOf(held.plan.providerId)?.twoFactor.otpauth;
  const { algorithm, digits, period } = made ?? usualKey(facts);
  return readByHand({
    type: "totp",
    issuer: facts?.issuer ?? "",
    account: held.record.address,
    secret: text,
    algorithm,
    digits,
    period: String(period),
    counter: "",
  });
}

async function keepPasted(
  held: Guided,
  asks: GuideAsk | undefined,
  text: string,
  tools: EnrolmentTools,
): Promise<void> {
  const { codes } = recogniseFor(held.plan.providerId, asks, text);
  if (codes.length === 0)
    throw new AppError("enrolment-artefact-not-kept", { missing: "nothing-recognised" });
  if (kindFor(asks) === "emergency-key") return keepKey(held, new Secret(codes[0] ?? ""), tools);
  const { accountId } = held.record;
  await tools.recovery.keepBackupCodes(
    accountId,
    codes.map((code) => new Secret(code)),
  );
  await save(held, tools, { backupCodesKept: codes.length });
  tools.events.tell("security.changed", {});
}

async function keepKey(held: Guided, key: Secret, tools: EnrolmentTools): Promise<void> {
  await tools.recovery.keepSecretKey(held.record.accountId, key);
  await save(held, tools, { secretKeyKept: true });
  tools.events.tell("security.changed", {});
}

/**
 * What would be kept of `text` in the step where the enrolment stands; whether it is the account's own password too.
 * @throws AppError `enrolment-order` in a step that asks for no codes
 */
export async function recogniseForRecord(
  { step, providerId, accountId }: EnrolmentRecord,
  text: string,
  keychain: Pick<Keychain, "read">,
): Promise<RecognisedCodes> {
  const asks = step.step === "guide" ? step.asks : undefined;
  const { codes, shape, expected, warnings } = recogniseFor(providerId, asks, text);
  const password = (await keychain.read(passwordName(accountId)))?.reveal();
  const own = password !== undefined && [text.trim(), ...codes].includes(password);
  return {
    count: codes.length,
    shape,
    ...(expected === undefined ? {} : { expected }),
    warnings: [...new Set([...warnings, ...(own ? (["password"] as const) : [])])],
  };
}

function recogniseFor(providerId: string | undefined, asks: GuideAsk | undefined, text: string): Recognised {
  const kind = kindFor(asks);
  const artefacts = providerOf(providerId)?.twoFactor.artefacts ?? [];
  const wanted = kind === "backup-codes" ? ["backup-codes"] : ["emergency-key", "secret-key-pdf"];
  return recogniseCodes(
    text,
    kind,
    artefacts.find((known) => wanted.includes(known.kind)),
  );
}

function kindFor(asks: GuideAsk | undefined): KeptKind {
  if (!isArtefact(asks)) throw new AppError("enrolment-order");
  return asks === "backup-codes" ? "backup-codes" : "emergency-key";
}
