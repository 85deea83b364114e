// All providers that are known, sorted by id. One more is one file and one line here.
import { mailCom } from "./mail-com.ts";
import { mailfence } from "./mailfence.ts";
import type { Provider } from "./provider.ts";

export type { Provider } from "./provider.ts";

export const providers: readonly Provider[] = [mailCom, mailfence];

/** The provider that hands out addresses of `domain` (any case, ASCII form), or undefined. */
export function findProvider(domain: string): Provider | undefined {
  const wanted = domain.trim().toLowerCase().replace(/\.$/, "");
  return providers.find((provider) => provider.domains.includes(wanted));
}

/** The provider with this id; hyphens do not count, so that `mailcom` finds `mail-com`. */
export function providerOf(id: string | undefined): Provider | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-.]/g, "");
  return id === undefined ? undefined : providers.find((provider) => plain(provider.id) === plain(id));
}
