// Switching on two-factor authentication: one union of steps for all providers, each with exactly what is valid in it.
import { z } from "zod";
import { ErrorView } from "../ipc/errors.ts";
import { AccountId } from "./account.ts";
import { CodeId } from "./code.ts";

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
  "done",
] as const;
export const EnrolmentStepName = z.enum(enrolmentStepNames);
export type EnrolmentStepName = z.infer<typeof EnrolmentStepName>;

export const EnrolmentStep = z.discriminatedUnion("step", [
  z.object({ step: z.literal("what-you-need") }),
  z.object({ step: z.literal("password") }),
  /** `saved` is the number that the provider has, masked as it shows it */
  z.object({ step: z.literal("phone"), saved: z.string().optional() }),
  z.object({ step: z.literal("sms-code"), sentTo: z.string(), sentAt: z.number() }),
  /** `codeId` is there once the secret is in the keychain; `asksDigits`: the provider wants the six digits here */
  z.object({ step: z.literal("authenticator"), codeId: CodeId.optional(), asksDigits: z.boolean() }),
  z.object({ step: z.literal("backup-codes"), count: z.number().int().nonnegative() }),
  z.object({ step: z.literal("digits"), codeId: CodeId }),
  z.object({ step: z.literal("secret-key"), saved: z.boolean() }),
  z.object({ step: z.literal("review"), facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
  z.object({ step: z.literal("activate") }),
  /** `effect`: what happens to mail programs now, as in the provider's facts */
  z.object({
    step: z.literal("done"),
    effect: z.enum(["unchanged", "sign-in-again"]),
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
  /** all steps of this provider, in its order */
  steps: z.array(EnrolmentStepName),
  current: EnrolmentStep,
  canGoBack: z.boolean(),
  /** the provider's refusal of what was just tried, shown in place */
  problem: ErrorView.optional(),
});
export type EnrolmentView = z.infer<typeof EnrolmentView>;

export const EnrolmentAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("begin") }),
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
  z.object({ kind: z.literal("use-found"), foundId: z.string().max(64) }),
  z.object({ kind: z.literal("digits"), digits: z.string().max(20) }),
  z.object({ kind: z.literal("generate-backup-codes") }),
  /** asks where to save the PDF, saves it, keeps the key in the keychain */
  z.object({ kind: z.literal("save-secret-key") }),
  z.object({ kind: z.literal("continue") }),
  z.object({ kind: z.literal("activate") }),
]);
export type EnrolmentAction = z.infer<typeof EnrolmentAction>;

/** What is kept to get back in, by account; the things themselves come only from `recovery.reveal`. */
export const SecurityView = z.object({
  accountId: AccountId,
  twoFactor: z.enum(["on", "off", "unknown"]),
  since: z.number().optional(),
  codeId: CodeId.optional(),
  enrolmentId: EnrolmentId.optional(),
  canEnrol: z.boolean(),
  backupCodes: z.object({ left: z.number().int(), used: z.number().int() }).optional(),
  secretKeyKept: z.boolean(),
  signedInSince: z.boolean(),
});
export type SecurityView = z.infer<typeof SecurityView>;

export const BackupCode = z.object({ index: z.number().int(), code: z.string(), used: z.boolean() });
export type BackupCode = z.infer<typeof BackupCode>;
