// The provider of an account as the page knows it: as it was saved, else by its address.
import type { AccountView } from "../../../shared/models/account.ts";
import { findProvider, type Provider, providerOf } from "../../../shared/providers/index.ts";

export function providerOfAccount({
  address,
  providerId,
}: Pick<AccountView, "address" | "providerId">): Provider | undefined {
  return providerOf(providerId) ?? findProvider(address.slice(address.lastIndexOf("@") + 1));
}
