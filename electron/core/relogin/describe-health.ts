// Turns what is kept of an account's logins into what its health page shows. Pure.
import type { AccountState } from "../../../shared/models/account.ts";
import type { AccountHealth } from "../../../shared/models/health.ts";
import type { AccountRecord, LoginFacts } from "../mail/mail-service.ts";
import type { PracticeDomain } from "../platform.ts";
import { providerOfAccount } from "./provider-of-account.ts";

export function describeHealth(
  account: AccountRecord,
  state: AccountState,
  practiceDomains: readonly PracticeDomain[],
  { record }: LoginFacts,
): AccountHealth {
  const provider = providerOfAccount(account, practiceDomains);
  return {
    accountId: account.id,
    address: account.address,
    ...(provider ? { providerName: provider.name } : {}),
    state,
    acceptedAt: record.acceptedAt,
    ...(record.refusal ? { refusal: record.refusal } : {}),
    events: record.events,
  };
}
