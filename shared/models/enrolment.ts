// Switching on two-factor authentication: one union of steps for all providers, each with exactly what is valid in it.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { AccountId } from "./account.ts";
import { Algorithm, CodeId } from "./code.ts";
import { PageLink } from "./provider-page.ts";

export const EnrolmentId = z.string().min(1).max(64);

const enrolmentStepNames = [
  "what-you-need",
  "password",
  "phone",
  "sms-code",
  "authenticator",
  "backup-codes",
  "digits",
  "secret-key",
  "review",
  "activate",
  // on the provider's own pages, after its own steps
  "imap-switch",
  "app-password",
  "done",
] as const;
export const EnrolmentStepName = z.enum(enrolmentStepNames);
export type EnrolmentStepName = z.infer<typeof EnrolmentStepName>;

/**
 * How it is done. practice: through the practice provider's API · here: on the provider's page inside Gatepost ·
 * own-browser: in the user's browser, with the steps in a narrow window on top.
 */
export const EnrolmentHow = z.enum(["practice", "here", "own-browser"]);
export type EnrolmentHow = z.infer<typeof EnrolmentHow>;

/** What Gatepost can do in a step on the provider's own pages; as in the provider's data. */
export const GuideAsk = z.enum(["qr-code", "digits", "backup-codes", "emergency-key", "secret-key-pdf"]);
export type GuideAsk = z.infer<typeof GuideAsk>;

/** A step where the provider's own words are not known. */
const generalStepNames = [
  "find-setting",
  "choose-app",
  "show-code",
  "type-digits",
  "keep-codes",
  "keep-key",
] as const;
export const GeneralStepName = z.enum(generalStepNames);
export type GeneralStepName = z.infer<typeof GeneralStepName>;

/** A line of the list of steps: one of ours, one in the provider's words, or one of the general way. */
export const StepLabel = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("named"), name: EnrolmentStepName }),
  z.object({ kind: z.literal("provider"), text: z.string() }),
  z.object({ kind: z.literal("general"), name: GeneralStepName }),
]);
export type StepLabel = z.infer<typeof StepLabel>;

/** What Gatepost insists on before a step may be left, or before the provider's last button is pressed. */
export const StillMissing = z.enum(["secret", "artefact", "backup"]);
export type StillMissing = z.infer<typeof StillMissing>;

export const EnrolmentStep = z.discriminatedUnion("step", [
  z.object({ step: z.literal("what-you-need") }),
  z.object({ step: z.literal("password") }),
  /** `saved` is the number that the provider has, masked as it shows it */
  z.object({ step: z.literal("phone"), saved: z.string().optional() }),
  z.object({ step: z.literal("sms-code"), sentTo: z.string(), sentAt: z.number() }),
  /** `codeId` is there once the secret is in the keychain; `asksDigits`: the provider wants the six digits here */
  z.object({ step: z.literal("authenticator"), codeId: CodeId.optional(), asksDigits: z.boolean() }),
  z.object({ step: z.literal("backup-codes"), count: z.number().int().nonnegative() }),
  z.object({ step: z.literal("digits"), codeId: CodeId, missing: z.array(StillMissing) }),
  z.object({ step: z.literal("secret-key"), saved: z.boolean() }),
  z.object({ step: z.literal("review"), facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
  z.object({ step: z.literal("activate"), missing: z.array(StillMissing) }),
  /** On the provider's own pages: read, done there, and ticked off here. */
  z.object({
    step: z.literal("guide"),
    label: StepLabel,
    asks: GuideAsk.optional(),
    /** the provider switches it on here */
    switchesOn: z.boolean(),
    /** the provider has accepted digits of the stored secret in a step before, as the user says */
    accepted: z.boolean(),
    /** the account's connections rest, so that the provider cuts nothing in the middle */
    resting: z.boolean(),
    /** once the secret is in the keychain */
    codeId: CodeId.optional(),
    /** keeping the secret has led here; `copied`: and has put the digits on the clipboard */
    arrivedBy: z.enum(["secret-kept", "copied"]).optional(),
    /** what this step asks to be kept: in Gatepost, or knowingly somewhere else */
    kept: z.enum(["no", "here", "elsewhere"]),
    keptCount: z.number().int().nonnegative(),
    missing: z.array(StillMissing),
  }),
  z.object({ step: z.literal("imap-switch") }),
  z.object({ step: z.literal("app-password") }),
  /** `effect`: what happens to mail programs now, as in the provider's facts; `unknown`: a login will tell */
  z.object({
    step: z.literal("done"),
    effect: z.enum(["unchanged", "sign-in-again", "unknown"]),
    codeId: CodeId.optional(),
  }),
]);
export type EnrolmentStep = z.infer<typeof EnrolmentStep>;

export const EnrolmentView = z.object({
  id: EnrolmentId,
  accountId: AccountId,
  providerId: z.string(),
  providerName: z.string(),
  address: z.string(),
  how: EnrolmentHow,
  /** all ways that are open for this account, the best one first */
  ways: z.array(EnrolmentHow),
  /** pages of the provider that can be opened */
  pages: z.array(PageLink),
  /** all steps of this provider, in its order */
  steps: z.array(StepLabel),
  /** index of the present one in `steps` */
  at: z.number().int().nonnegative(),
  current: EnrolmentStep,
  canGoBack: z.boolean(),
  /** the user has agreed that Gatepost looks for the QR code on the page by itself */
  looks: z.boolean(),
  /** a key for emergencies is in the keychain, from this enrolment */
  keyKept: z.boolean(),
  /** the provider's refusal of what was just tried, shown in place */
  problem: ErrorView.optional(),
});
export type EnrolmentView = z.infer<typeof EnrolmentView>;

/** What a setup key alone does not say. */
export const KeyMade = z.object({
  algorithm: Algorithm,
  digits: z.number().int().min(6).max(8),
  /** seconds */
  period: z.number().int().min(1).max(3_600),
});
export type KeyMade = z.infer<typeof KeyMade>;

/** As a provider's data say, else what nearly all of them use. */
export function usualKey(
  known: Readonly<{ [Name in keyof KeyMade]?: KeyMade[Name] | undefined }> = {},
): KeyMade {
  return { algorithm: known.algorithm ?? "SHA1", digits: known.digits ?? 6, period: known.period ?? 30 };
}

export const EnrolmentAction = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("begin"),
    /** on the provider's page inside Gatepost: it may look for the QR code by itself, whenever the page comes to rest */
    looks: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("back") }),
  /** without a password the saved one of the account is used */
  z.object({ kind: z.literal("password"), password: z.string().max(1_000).optional() }),
  /** without a number the one that the provider has is used */
  z.object({ kind: z.literal("request-sms"), number: z.string().max(40).optional() }),
  z.object({ kind: z.literal("sms-code"), code: z.string().max(20) }),
  z.object({ kind: z.literal("resend-sms") }),
  /** stores the secret of the QR code that the provider shows */
  z.object({ kind: z.literal("use-gatepost") }),
  /** stores a code that a scan found on the screen or in a picture */
  z.object({
    kind: z.literal("use-found"),
    foundId: z.string().max(64),
    /** the user has said that it belongs to this account, whatever name it bears */
    anyway: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("digits"), digits: z.string().max(20) }),
  z.object({ kind: z.literal("generate-backup-codes") }),
  /** asks where to save the PDF, saves it, keeps the key in the keychain */
  z.object({ kind: z.literal("save-secret-key") }),
  /** on the provider's own pages: `Done, next` */
  z.object({ kind: z.literal("continue") }),
  z.object({ kind: z.literal("activate") }),
  /** stores a setup key (base32) or an otpauth:// link that was pasted */
  z.object({
    kind: z.literal("use-typed"),
    text: z.string().max(4_096),
    /** how the digits of a bare key are made; without it as the provider says, else as nearly all do */
    made: KeyMade.optional(),
  }),
  /** keeps the backup codes, or the emergency key, that are recognised in `text` */
  z.object({ kind: z.literal("keep-pasted"), text: z.string().max(20_000) }),
  /** keeps the key that was read out of a PDF, and goes on behind the step that asks for it: the page is ahead then */
  z.object({ kind: z.literal("keep-pdf-key"), pdfId: z.string().max(64) }),
  /** what this step gives is knowingly kept somewhere else */
  z.object({ kind: z.literal("keep-elsewhere") }),
  /** a knowing "no" to a backup of the authenticator */
  z.object({ kind: z.literal("without-backup") }),
]);
export type EnrolmentAction = z.infer<typeof EnrolmentAction>;

/** What is kept to get back in, by account; the things themselves come only from `recovery.reveal`. */
export const SecurityView = z.object({
  accountId: AccountId,
  twoFactor: z.enum(["on", "off", "unknown"]),
  since: z.number().optional(),
  codeId: CodeId.optional(),
  enrolmentId: EnrolmentId.optional(),
  /** how it can be switched on from here; none if it is on, or if the provider offers no such thing */
  ways: z.array(EnrolmentHow),
  backupCodes: z.object({ left: z.number().int(), used: z.number().int() }).optional(),
  secretKeyKept: z.boolean(),
  signedInSince: z.boolean(),
});
export type SecurityView = z.infer<typeof SecurityView>;

export const BackupCode = z.object({ index: z.number().int(), code: z.string(), used: z.boolean() });
export type BackupCode = z.infer<typeof BackupCode>;

/** What was recognised in pasted text; the codes themselves stay in the core. */
export const RecognisedCodes = z.object({
  count: z.number().int().nonnegative(),
  /** name of the shape, for the words; `own`: the provider's data gave it · `alike`: lines that look like each other */
  shape: z.string(),
  /** how many the provider gives, if that is known */
  expected: z.number().int().optional(),
  warnings: z.array(z.enum(["fewer", "duplicates", "password"])),
});
export type RecognisedCodes = z.infer<typeof RecognisedCodes>;

/** A PDF that was taken in; it stays in the core's memory until the enrolment is left. */
export const TakenPdf = z.object({
  pdfId: z.string().max(64),
  name: z.string(),
  pages: z.number().int(),
  /** a key was found in it; `recovery.revealPdfKey` shows it */
  hasKey: z.boolean(),
});
export type TakenPdf = z.infer<typeof TakenPdf>;
