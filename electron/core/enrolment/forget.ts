// Forgets what was kept for an account that is removed: backup codes, the secret key, the running enrolment. The code
// in the authenticator stays: it opens the provider's web login, which the account's removal here does not end.
import type { Keychain } from "../keychain/keychain.ts";
import { readStoredCodes, saveStoredCode } from "../otp/stored-code.ts";
import type { Records } from "../store/records.ts";
import { listEnrolments } from "./enrolment-record.ts";

export async function forgetSecurity(
  { keychain, records }: { readonly keychain: Keychain; readonly records: Records },
  accountId: string,
): Promise<void> {
  await keychain.remove(`backup-codes/${accountId}`);
  await keychain.remove(`secret-key/${accountId}`);
  for (const enrolment of await listEnrolments(records)) {
    if (enrolment.accountId !== accountId) continue;
    if (enrolment.step.step !== "done") await markUnfinished(records, enrolment.codeId);
    await records.remove("enrolment", enrolment.id);
  }
  await records.remove("security", accountId);
  await records.remove("kept", accountId);
}

async function markUnfinished(records: Records, codeId: string | undefined): Promise<void> {
  const code = (await readStoredCodes(records)).find(({ id }) => id === codeId);
  if (code) await saveStoredCode(records, { ...code, unfinished: true });
}
