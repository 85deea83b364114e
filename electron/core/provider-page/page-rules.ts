// Which addresses the provider's page may lead to. Pure; the shell asks it before each navigation.
import type { PageBlock } from "../../../shared/models/provider-page.ts";

/** Where a page may be. */
export interface PageGround {
  /** domains of the provider's own pages, in ASCII; names below them belong to it */
  readonly domains: readonly string[];
  /** the one host, with port, of a practice provider */
  readonly practiceHost?: string | undefined;
}

/** `show`, or why not. SECURITY: P23. Only https, only the provider's own names, only the usual port, no credentials. */
export function judgeAddress(address: string, ground: PageGround): "show" | PageBlock {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return "other-kind";
  if (url.username !== "" || url.password !== "" || !isOnGround(url, ground)) return "other-site";
  return url.protocol === "https:" ? "show" : "not-encrypted";
}

function isOnGround(url: URL, { domains, practiceHost }: PageGround): boolean {
  if (practiceHost !== undefined) return url.host === practiceHost;
  const name = url.hostname.replace(/\.$/, "");
  return url.port === "" && domains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
