// Puts the secret of an enrolment into the authenticator, and proves that it can be read back. Knows no way and no step.
import { AppError } from "../../../shared/ipc/errors.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { OtpauthEntry } from "../otp/otpauth.ts";
import type { EnrolmentTools, HeldRecord } from "./running-enrolment.ts";

/** An entry that holds the secret already is linked with the account; no secret is kept twice. Answers the code's id. */
export async function keepCode(
  held: HeldRecord,
  entry: OtpauthEntry,
  tools: EnrolmentTools,
): Promise<string> {
  const { accountId, address, providerId } = held.record;
  const there = await tools.vault.duplicateOf(entry.secret);
  if (there === undefined) {
    const issuer = entry.issuer || (providerOf(providerId)?.name ?? "");
    return (await tools.vault.add({ ...entry, issuer, account: entry.account || address }, { accountId })).id;
  }
  const known = (await tools.vault.list()).find(({ id }) => id === there);
  if (known)
    await tools.vault.edit({ codeId: there, issuer: known.issuer, account: known.account, accountId });
  return there;
}

/** SECURITY: the provider is not told any digits before the secret can be read back: P18 of docs/security.md. */
export async function isSecretThere(codeId: string | undefined, tools: EnrolmentTools): Promise<boolean> {
  if (codeId === undefined) return false;
  try {
    await tools.vault.secretOf(codeId);
    return true;
  } catch (failure) {
    if (!(failure instanceof AppError) || (failure.code !== "not-found" && failure.code !== "secret-gone"))
      throw failure;
    return false;
  }
}
