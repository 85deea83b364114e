// Whose clocks are asked: web servers of the providers of the user's own accounts. Practice providers run on this very
// computer, and know nothing of its clock.
import { providerOfAccount } from "../relogin/index.ts";

/** Enough for some to be down, few enough to be no burden. */
const most = 6;

/** Host names, each once. */
export function clockHosts(
  accounts: readonly { readonly address: string; readonly providerId?: string | undefined }[],
  practiceDomains: readonly string[],
): readonly string[] {
  const hosts = accounts.flatMap((account) => {
    const domain = account.address.slice(account.address.lastIndexOf("@") + 1).toLowerCase();
    if (practiceDomains.includes(domain)) return [];
    const links = providerOfAccount({ address: account.address, providerId: account.providerId }, [])?.links;
    const known = Object.values(links ?? {}).flatMap((link) => (link ? [new URL(link).hostname] : []));
    return known.length > 0 ? known : [domain, `www.${domain}`];
  });
  return [...new Set(hosts)].slice(0, most);
}
