// The address that a server names beside a refusal (Gmail's WEBALERT). SECURITY: it comes from the network; it may be
// opened only if it is a plain https page on the provider's own domains, and only when a person asks for it.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Provider } from "../../../shared/providers/provider.ts";
import type { AccountRecord, RefusedLogin } from "../mail/mail-service.ts";
import { providerOfAccount } from "./provider-of-account.ts";

const longest = 2_000;

/** The address as it may be opened, or undefined. */
export function trustedWebAlert(
  address: string | undefined,
  provider: Provider | undefined,
): string | undefined {
  if (address === undefined || address.length > longest || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.port !== "")
    return undefined;
  const own = provider?.pageDomains.some(
    (domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`),
  );
  return own ? url.href : undefined;
}

/** The page that the account's last refusal named. @throws AppError `not-found` if there is none that may be opened */
export function webAlertOf(account: AccountRecord, refused: RefusedLogin | undefined): string {
  const address = trustedWebAlert(refused?.webAlert, providerOfAccount(account, []));
  if (address === undefined) throw new AppError("not-found");
  return address;
}
