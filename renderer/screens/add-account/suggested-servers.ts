// Servers that DNS names for a domain of which nothing else is known. They are shown to be confirmed, never used unseen.
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import { Servers } from "../../../shared/models/account.ts";

export interface SuggestedServers {
  /** that of the address, which names the servers */
  readonly domain: string;
  readonly servers: Servers;
}

/** What a failed lookup says about servers; undefined if it says nothing whole. */
export function suggestedServers({ code, detail }: ErrorView, address: string): SuggestedServers | undefined {
  const { domain, imapHost, imapPort, imapSecurity, smtpHost, smtpPort, smtpSecurity } = detail;
  if (code !== "servers-not-found" || typeof domain !== "string") return undefined;
  const read = Servers.safeParse({
    imap: { host: imapHost, port: imapPort, security: imapSecurity, userName: address },
    smtp: { host: smtpHost, port: smtpPort, security: smtpSecurity, userName: address },
  });
  return read.success ? { domain, servers: read.data } : undefined;
}
