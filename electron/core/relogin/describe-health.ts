// Turns what is kept of an account's logins into what its health page shows. Pure.
import type { AccountState } from "../../../shared/models/account.ts";
import type { AccountHealth, LastRefusal } from "../../../shared/models/health.ts";
import type { Provider } from "../../../shared/providers/index.ts";
import type { AccountRecord, LoginFacts } from "../mail/mail-service.ts";
import type { PracticeDomain } from "../platform.ts";
import { explain, possibleCauses } from "./explain.ts";
import { providerOfAccount } from "./provider-of-account.ts";

export function describeHealth(
  account: AccountRecord,
  state: AccountState,
  practiceDomains: readonly PracticeDomain[],
  facts: LoginFacts,
): AccountHealth {
  const provider = providerOfAccount(account, practiceDomains);
  const { record } = facts;
  return {
    accountId: account.id,
    address: account.address,
    ...(provider ? { providerName: provider.name } : {}),
    state,
    acceptedAt: record.acceptedAt,
    ...(record.refusal ? { refusal: refusalOf(account, provider, facts) } : {}),
    events: record.events,
  };
}

function refusalOf(
  account: AccountRecord,
  provider: Provider | undefined,
  { record, history }: LoginFacts,
): LastRefusal | undefined {
  const { refusal } = record;
  if (!refusal) return undefined;
  const { at, protocol, serverText, responseCode } = refusal;
  const found = explain({
    provider: provider?.id ?? account.providerId,
    protocol,
    text: serverText,
    code: responseCode,
    history,
  });
  return {
    at,
    protocol,
    cause: found.cause,
    confidence: found.confidence,
    possible: [...possibleCauses(found)],
    serverText,
    ...(responseCode ? { responseCode } : {}),
  };
}
