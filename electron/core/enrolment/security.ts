// What is known of each account's two-factor authentication and of what is kept to get back in, for the page.
import type { AccountView } from "../../../shared/models/account.ts";
import type { SecurityView } from "../../../shared/models/enrolment.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Vault } from "../otp/vault.ts";
import type { Records } from "../store/records.ts";
import type { Remote } from "../worker-link.ts";
import type { FindWays } from "./enrolment.ts";
import { listEnrolments, listSecurity, type SecurityRecord } from "./enrolment-record.ts";

export async function listSecurityViews(options: {
  readonly thread: Pick<Remote<MailThread>, "accounts.list">;
  readonly records: Records;
  readonly vault: Pick<Vault, "list">;
  readonly findWays: FindWays;
}): Promise<SecurityView[]> {
  const { thread, records, vault, findWays } = options;
  const [accounts, enrolments, known, codes] = await Promise.all([
    thread["accounts.list"](undefined),
    listEnrolments(records),
    listSecurity(records),
    vault.list(),
  ]);
  const views: SecurityView[] = [];
  for (const account of accounts) {
    const record = known.find(({ accountId }) => accountId === account.id);
    const enrolment = enrolments.find(({ accountId }) => accountId === account.id);
    const on = record?.twoFactor === "on";
    const codeId = codes.find(({ id }) => id === (record?.codeId ?? enrolment?.codeId))?.id;
    views.push({
      accountId: account.id,
      // Somebody may have switched it on elsewhere: what Gatepost has not seen, it does not claim.
      twoFactor: on ? "on" : enrolment ? "off" : "unknown",
      ...(record?.since === undefined || !on ? {} : { since: record.since }),
      ...(codeId === undefined ? {} : { codeId }),
      ...(enrolment && enrolment.step.step !== "done" ? { enrolmentId: enrolment.id } : {}),
      ways: on ? [] : [...findWays({ address: account.address, providerId: account.providerId }).hows],
      ...(record?.backupCodes ? { backupCodes: record.backupCodes } : {}),
      secretKeyKept: record?.secretKeyKept ?? false,
      signedInSince: record ? await signedInSince(record, account, records) : false,
    });
  }
  return views;
}

/** A session that began after the activation proves that the new credential works; remembered from then on. */
async function signedInSince(
  record: SecurityRecord,
  account: AccountView,
  records: Records,
): Promise<boolean> {
  if (record.signedInSince || record.twoFactor !== "on") return record.signedInSince;
  if (account.state.kind !== "ok" || account.state.since < (record.since ?? 0)) return false;
  await records.put("security", record.accountId, { ...record, signedInSince: true });
  return true;
}
