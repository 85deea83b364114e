// Addresses of a provider's pages: the page names which one it wants, the core knows where it is.
import type { CallInput } from "../../../shared/ipc/contract.ts";
import { AppError } from "../../../shared/ipc/errors.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import { knownPage } from "../../../shared/providers/known-page.ts";
import type { PracticeDomain } from "../platform.ts";
import { providerOfAccount } from "../relogin/index.ts";

/** A page that the server named is no page of the data: see web-alert.ts. */
export type ProviderLink = Exclude<CallInput<"links.openProvider">["link"], "web-alert">;

const practicePages: Readonly<Record<ProviderLink, string>> = {
  "imap-switch": "/settings/pop3-imap",
  "app-password": "/security/app-passwords",
  security: "/security",
  help: "/help",
  "web-login": "/login",
  "practice-phone": "/sms",
};

/** An https address. @throws AppError `not-found` if the provider, or such a page of it, is not known */
export function providerLink(
  account: { readonly address: string; readonly providerId: string | undefined },
  link: ProviderLink,
  practice: PracticeDomain | undefined,
): string {
  const address = addressOf(account, link, practice);
  if (address === undefined) throw new AppError("not-found");
  return address;
}

/** Whether there is such a page, as far as is known. */
export function hasPage(
  account: { readonly address: string; readonly providerId: string | undefined },
  link: ProviderLink,
  practice: PracticeDomain | undefined,
): boolean {
  return addressOf(account, link, practice) !== undefined;
}

function addressOf(
  account: { readonly address: string; readonly providerId: string | undefined },
  link: ProviderLink,
  practice: PracticeDomain | undefined,
): string | undefined {
  if (practice) return `${practice.web}${practicePages[link]}`;
  const links = providerOfAccount(account, [])?.links;
  return {
    "imap-switch": links?.imapSwitch,
    "app-password": links?.appPassword,
    security: links?.security,
    help: links?.help,
    "web-login": links?.webLogin,
    "practice-phone": undefined,
  }[link];
}

// SECURITY: the window names a provider and a page; an address is never taken from it.
/** An https address out of the data. @throws AppError `not-found` if the provider, or such a page of it, is not known */
export function knownLink({ providerId, link }: CallInput<"links.openKnown">): string {
  const provider = providerOf(providerId);
  const address =
    provider && (typeof link === "string" ? knownPage(provider, link) : provider.sources[link.source]);
  if (address === undefined) throw new AppError("not-found");
  return address;
}
