// What is kept of a running enrolment, written after every step, so that it goes on where it stood when the program is
// opened again. SECURITY: never a secret, a password or a session; those are keychain items or memory.
import { z } from "zod";
import { EnrolmentHow, EnrolmentStep, GuideAsk } from "../../../shared/models/enrolment.ts";
import type { Records } from "../store/records.ts";

export const GuideState = z.object({
  /** index of the present step in the guide's plan; -1: not begun; the plan's length: done */
  at: z.number().int().min(-1),
  /** it is on: the user has ticked off the step that switches it on */
  switchedOn: z.boolean(),
  /** the provider has accepted digits of the stored secret, as the user says */
  accepted: z.boolean(),
  /** what the user knowingly keeps somewhere else */
  elsewhere: z.array(GuideAsk),
  /** the user has agreed that Gatepost looks for the QR code on the page by itself */
  looks: z.boolean(),
});
export type GuideState = z.infer<typeof GuideState>;

export const EnrolmentRecord = z.object({
  id: z.string(),
  accountId: z.string(),
  providerId: z.string(),
  address: z.string(),
  /** the account signs in at the provider's page (OAuth2), where no password of ours is refused afterwards */
  byToken: z.boolean().optional(),
  how: EnrolmentHow,
  step: EnrolmentStep,
  canGoBack: z.boolean(),
  /** on the provider's own pages: where the user's ticking off stands */
  guide: GuideState.optional(),
  /** the code whose secret is in the keychain */
  codeId: z.string().optional(),
  secretKeyKept: z.boolean(),
  backupCodesKept: z.number().int().nonnegative(),
  /** the user has said a knowing "no" to a backup of the authenticator */
  withoutBackup: z.boolean(),
  /** the account's sessions were stopped for the activation and not started again yet */
  paused: z.boolean(),
  startedAt: z.number(),
  updatedAt: z.number(),
});
export type EnrolmentRecord = z.infer<typeof EnrolmentRecord>;

/** What stays known of an account's two-factor authentication. */
export const SecurityRecord = z.object({
  accountId: z.string(),
  twoFactor: z.enum(["on", "off"]),
  since: z.number().optional(),
  codeId: z.string().optional(),
  effect: z.enum(["unchanged", "sign-in-again", "unknown"]).optional(),
  backupCodes: z.object({ left: z.number().int(), used: z.number().int() }).optional(),
  secretKeyKept: z.boolean(),
  signedInSince: z.boolean(),
});
export type SecurityRecord = z.infer<typeof SecurityRecord>;

export async function listEnrolments(records: Records): Promise<readonly EnrolmentRecord[]> {
  return readAll(await records.list("enrolment"), EnrolmentRecord);
}

export async function listSecurity(records: Records): Promise<readonly SecurityRecord[]> {
  return readAll(await records.list("security"), SecurityRecord);
}

export async function securityOf(records: Records, accountId: string): Promise<SecurityRecord> {
  const known = SecurityRecord.safeParse(await records.get("security", accountId));
  if (known.success) return known.data;
  return { accountId, twoFactor: "off", secretKeyKept: false, signedInSince: false };
}

/** A record of another version, or a broken one, is left alone and not shown. */
function readAll<Value>(
  rows: readonly { readonly data: unknown }[],
  schema: z.ZodType<Value>,
): readonly Value[] {
  return rows.flatMap(({ data }) => {
    const known = schema.safeParse(data);
    return known.success ? [known.data] : [];
  });
}
