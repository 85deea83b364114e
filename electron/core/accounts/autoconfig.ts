// Finds the servers of an address: what is known, also of a domain of one's own by its mail exchanger; then what the
// domain itself says over https, the public database, and DNS. Never in the clear, never with a password, and not
// before the person has asked for it.
import { Resolver } from "node:dns/promises";
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Server, ServerSource, Servers } from "../../../shared/models/account.ts";
import {
  findProvider,
  findProviderByExchanger,
  findProviderByServers,
  isServerOfProvider,
  type Provider,
  providerOf,
  serverSetsOf,
  serversOf,
} from "../../../shared/providers/index.ts";
import { normalAddress, normalDomain } from "../mail/addresses.ts";
import type { PracticeDomain } from "../platform.ts";
import { longestConfig, readAutoconfig } from "./autoconfig-xml.ts";

export interface FoundServers {
  readonly source: ServerSource;
  readonly providerId?: string;
  readonly servers: Servers;
}

export interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
}

/** The world, as far as it is asked; tests give their own. */
export interface Lookups {
  readonly fetch: (url: string, options: { redirect: "manual"; signal: AbortSignal }) => Promise<Response>;
  readonly resolveSrv: (name: string) => Promise<readonly SrvRecord[]>;
  readonly resolveMx: (domain: string) => Promise<readonly { exchange: string; priority: number }[]>;
}

export interface FindOptions {
  readonly practiceDomains: readonly PracticeDomain[];
  /** only what is built in: no packet leaves */
  readonly offline?: boolean;
  readonly lookups?: Lookups;
  readonly signal?: AbortSignal;
  /** milliseconds for each question; all are asked at the same time */
  readonly limit?: number;
}

const questionLimit = 5_000;
const mostRedirects = 3;

/**
 * Throws `address-invalid`; `servers-not-found` if nobody knows. Its detail has `domain`, and `imapHost`, `imapPort`,
 * `smtpHost`, `smtpPort` where DNS named servers of another domain: a person must look at those before a password
 * goes there (RFC 6186 section 6).
 */
export async function findServers(typed: string, options: FindOptions): Promise<FoundServers> {
  const address = normalAddress(typed.trim());
  if (address === undefined) throw new AppError("address-invalid", { address: typed.trim().slice(0, 320) });
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const known =
    practice(address, domain, options.practiceDomains) ?? provider(address, domain, findProvider(domain));
  if (known) return known;
  if (options.offline) throw new AppError("servers-not-found", { domain, offline: true });
  return ask(address, domain, options);
}

/** The answer of `autoconfig` in the terminal. */
export function describeServers(found: FoundServers): Readonly<Record<string, unknown>> {
  const known = providerOf(found.providerId);
  const set = known && serverSetsOf(known).find(({ imap }) => imap.host === found.servers.imap.host);
  return {
    ...(found.providerId === undefined ? {} : { provider: found.providerId }),
    source: found.source,
    imap: found.servers.imap,
    smtp: found.servers.smtp,
    ...(set?.pop3 ? { pop3: withUserName(set.pop3, found.servers.imap.userName) } : {}),
    ...(known
      ? {
          name: known.name,
          twoFactor: known.twoFactor,
          afterActivation: known.afterActivation,
          checked: known.checked,
          confidence: known.confidence,
        }
      : {}),
  };
}

function systemLookups(limit = questionLimit): Lookups {
  const resolver = () => new Resolver({ timeout: Math.ceil(limit / 2), tries: 1 });
  return {
    fetch: (url, options) => fetch(url, { ...options, credentials: "omit", headers: { accept: "text/xml" } }),
    resolveSrv: (name) => resolver().resolveSrv(name),
    resolveMx: (domain) => resolver().resolveMx(domain),
  };
}

function withUserName(
  server: { readonly host: string; readonly port: number; readonly security: Server["security"] },
  userName: string,
): Server {
  return { host: server.host, port: server.port, security: server.security, userName };
}

function practice(
  address: string,
  domain: string,
  domains: readonly PracticeDomain[],
): FoundServers | undefined {
  const found = domains.find((each) => each.domain.toLowerCase() === domain);
  if (!found) return undefined;
  const servers = {
    imap: withUserName(found.servers.imap, address),
    smtp: withUserName(found.servers.smtp, address),
  };
  return { source: "practice", providerId: found.providerId, servers };
}

function provider(
  address: string,
  domain: string,
  found: Provider | undefined,
  exchanger?: string,
): FoundServers | undefined {
  const set = found && serversOf(found, domain, exchanger);
  if (!set) return undefined;
  const userName = (rule: "address" | "local-part") =>
    rule === "address" ? address : address.slice(0, address.lastIndexOf("@"));
  const { imap, smtp } = set;
  const servers = {
    imap: withUserName(imap, userName(imap.userName)),
    smtp: withUserName(smtp, userName(smtp.userName)),
  };
  return { source: "provider", providerId: found.id, servers };
}

/** Asks all at once, and takes the first in order that knows. */
async function ask(address: string, domain: string, options: FindOptions): Promise<FoundServers> {
  const limit = options.limit ?? questionLimit;
  const lookups = options.lookups ?? systemLookups(limit);
  // Not AbortSignal.timeout: Node 20 may collect it while `AbortSignal.any` still waits for it.
  const ending = new AbortController();
  const { signal } = ending;
  const end = () => ending.abort();
  const timer = setTimeout(end, limit);
  options.signal?.addEventListener("abort", end, { once: true });
  if (options.signal?.aborted) end();
  const file = async (url: string, site: string): Promise<FoundServers | undefined> => {
    const xml = await fetchText(url, site, lookups, signal);
    const servers = xml === undefined ? undefined : readAutoconfig(xml, address);
    return servers && { source: "autoconfig", ...whose(servers), servers };
  };
  const query = `?emailaddress=${encodeURIComponent(address)}`;
  const foreign: { servers?: Servers } = {};
  const questions: readonly Promise<FoundServers | undefined>[] = [
    fromMx(address, domain, lookups),
    file(`https://autoconfig.${domain}/mail/config-v1.1.xml${query}`, domain),
    file(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`, domain),
    file(`https://v1.ispdb.net/${domain}`, "ispdb.net"),
    fromSrv(address, domain, lookups, foreign),
  ];
  try {
    for (const answer of questions.map((question) => within(question, signal))) {
      const found = await answer;
      if (options.signal?.aborted) throw new AppError("cancelled");
      if (found) return found;
    }
    throw new AppError("servers-not-found", { domain, ...hints(foreign.servers) });
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", end);
    end();
  }
}

/** A question that fails or takes too long is one that nobody answered; the next one may know. */
function within<Answer>(
  question: Promise<Answer | undefined>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const end = () => resolve(undefined);
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    question.then(resolve, end).finally(() => signal.removeEventListener("abort", end));
  });
}

/** SECURITY: https only, at most three redirects, all within `site`; the length is limited while reading. */
async function fetchText(
  url: string,
  site: string,
  lookups: Lookups,
  signal: AbortSignal,
): Promise<string | undefined> {
  let next = new URL(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const inSite = next.hostname === site || next.hostname.endsWith(`.${site}`);
    if (next.protocol !== "https:" || !inSite || next.port !== "" || next.username !== "") return undefined;
    const response = await lookups.fetch(next.href, { redirect: "manual", signal });
    if (response.status === 200) return readLimited(response);
    const location = response.headers.get("location");
    await response.body?.cancel();
    if (response.status < 300 || response.status > 399 || location === null) return undefined;
    next = new URL(location, next);
  }
  return undefined;
}

async function readLimited(response: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (!response.body) return undefined;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    size += piece.byteLength;
    if (size > longestConfig) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

/** A domain of one's own whose mail a known provider takes in: its servers are built in, so DNS cannot invent any. */
async function fromMx(address: string, domain: string, lookups: Lookups): Promise<FoundServers | undefined> {
  const [first] = [...(await lookups.resolveMx(domain))].sort((one, other) => one.priority - other.priority);
  return first && provider(address, domain, findProviderByExchanger(first.exchange), first.exchange);
}

/** Files and DNS name servers; whose they are tells what is known of the account. */
function whose({ imap, smtp }: Servers): Pick<FoundServers, "providerId"> {
  const found = findProviderByServers(imap.host, smtp.host);
  return found ? { providerId: found.id } : {};
}

/** RFC 6186 and RFC 8314 section 5.1. Hosts of another domain are only taken if they are a known provider's. */
async function fromSrv(
  address: string,
  domain: string,
  lookups: Lookups,
  foreign: { servers?: Servers },
): Promise<FoundServers | undefined> {
  const one = async (service: string, security: Server["security"]): Promise<Server | undefined> => {
    const records = await lookups.resolveSrv(`_${service}._tcp.${domain}`).catch(() => []);
    const first = [...records].sort((a, b) => a.priority - b.priority)[0];
    const host = first && normalDomain(first.name.replace(/\.$/, ""));
    return host && first.port > 0 && first.port <= 65_535
      ? { host, port: first.port, security, userName: address }
      : undefined;
  };
  const [imaps, imap, submissions, submission] = await Promise.all([
    one("imaps", "tls"),
    one("imap", "starttls"),
    one("submissions", "tls"),
    one("submission", "starttls"),
  ]);
  const reading = imaps ?? imap;
  const sending = submissions ?? submission;
  if (!reading || !sending) return undefined;
  const servers = { imap: reading, smtp: sending };
  const own = (host: string) => host === domain || host.endsWith(`.${domain}`);
  if ([reading, sending].every(({ host }) => own(host) || isServerOfProvider(host)))
    return { source: "srv", ...whose(servers), servers };
  foreign.servers = servers;
  return undefined;
}

function hints(servers: Servers | undefined): Readonly<Record<string, string | number>> {
  if (!servers) return {};
  return {
    imapHost: servers.imap.host,
    imapPort: servers.imap.port,
    imapSecurity: servers.imap.security,
    smtpHost: servers.smtp.host,
    smtpPort: servers.smtp.port,
    smtpSecurity: servers.smtp.security,
  };
}
