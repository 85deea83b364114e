// Which provider an account is at.
import { findProvider, type Provider, providerOf } from "../../../shared/providers/index.ts";
import type { AccountRecord } from "../mail/mail-service.ts";
import type { PracticeDomain } from "../platform.ts";

/** The provider of an account: as it was saved, else by its address; practice domains stand for the one they play. */
export function providerOfAccount(
  account: Pick<AccountRecord, "address" | "providerId">,
  practiceDomains: readonly PracticeDomain[],
): Provider | undefined {
  const domain = account.address.slice(account.address.lastIndexOf("@") + 1).toLowerCase();
  const practice = practiceDomains.find((known) => known.domain === domain);
  return providerOf(practice?.providerId) ?? providerOf(account.providerId) ?? findProvider(domain);
}
