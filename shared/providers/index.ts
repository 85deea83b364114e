// All providers that are known, sorted by id. One more is one file and one line here.
import { aol } from "./aol.ts";
import { disroot } from "./disroot.ts";
import { fastmail } from "./fastmail.ts";
import { gmail } from "./gmail.ts";
import { gmxCom } from "./gmx-com.ts";
import { gmxNet } from "./gmx-net.ts";
import { icloud } from "./icloud.ts";
import { infomaniak } from "./infomaniak.ts";
import { mailCom } from "./mail-com.ts";
import { mailInABox } from "./mail-in-a-box.ts";
import { mailRu } from "./mail-ru.ts";
import { mailboxOrg } from "./mailbox-org.ts";
import { mailcow } from "./mailcow.ts";
import { mailfence } from "./mailfence.ts";
import { microsoft365 } from "./microsoft-365.ts";
import { migadu } from "./migadu.ts";
import { nextcloud } from "./nextcloud.ts";
import { outlook } from "./outlook.ts";
import { ovh } from "./ovh.ts";
import { posteo } from "./posteo.ts";
import { proton } from "./proton.ts";
import type { Provider, ServerSet } from "./provider.ts";
import { riseup } from "./riseup.ts";
import { runbox } from "./runbox.ts";
import { selfhostedDovecot } from "./selfhosted-dovecot.ts";
import { tOnline } from "./t-online.ts";
import { webDe } from "./web-de.ts";
import { yahoo } from "./yahoo.ts";
import { yandex } from "./yandex.ts";
import { zoho } from "./zoho.ts";

export type { Provider, ServerSet } from "./provider.ts";

export const providers: readonly Provider[] = [
  aol,
  disroot,
  fastmail,
  gmail,
  gmxCom,
  gmxNet,
  icloud,
  infomaniak,
  mailCom,
  mailInABox,
  mailRu,
  mailboxOrg,
  mailcow,
  mailfence,
  microsoft365,
  migadu,
  nextcloud,
  outlook,
  ovh,
  posteo,
  proton,
  riseup,
  runbox,
  selfhostedDovecot,
  tOnline,
  webDe,
  yahoo,
  yandex,
  zoho,
];

/** The provider that hands out addresses of `domain` (any case, ASCII form), or undefined. */
export function findProvider(domain: string): Provider | undefined {
  const wanted = plainHost(domain);
  return providers.find((provider) => provider.domains.includes(wanted));
}

/** The provider with this id; hyphens and dots do not count, so that `mailcom` finds `mail-com`. */
export function providerOf(id: string | undefined): Provider | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-.]/g, "");
  return id === undefined ? undefined : providers.find((provider) => plain(provider.id) === plain(id));
}

/** The provider that takes in the mail of a domain whose mail exchanger is `host`, or undefined. */
export function findProviderByExchanger(host: string): Provider | undefined {
  const ends = endsOf(host);
  return providers.find((provider) => provider.exchangers.some((exchanger) => ends.includes(exchanger)));
}

/** The provider whose mail servers these are, or undefined. Servers on this computer are nobody's. */
export function findProviderByServers(imapHost: string, smtpHost: string): Provider | undefined {
  const [imap, smtp] = [plainHost(imapHost), plainHost(smtpHost)];
  const reads = providers.filter((provider) =>
    serverSetsOf(provider).some((servers) => servers.imap.host === imap && !onThisComputer.test(imap)),
  );
  // Two kinds of account may share a server for reading.
  const both = reads.find((provider) => serverSetsOf(provider).some((servers) => servers.smtp.host === smtp));
  return both ?? reads[0];
}

/** Whether a known provider has a mail server of exactly this name. */
export function isServerOfProvider(host: string): boolean {
  const name = plainHost(host);
  const hosts = providers.flatMap(serverSetsOf).flatMap(({ imap, smtp }) => [imap.host, smtp.host]);
  return hosts.includes(name) && !onThisComputer.test(name);
}

/** Where the addresses of `domain` have their servers; `exchanger` is the one of a domain of one's own. */
export function serversOf(provider: Provider, domain: string, exchanger?: string): ServerSet | undefined {
  const [wanted, ends] = [plainHost(domain), endsOf(exchanger ?? "")];
  const region = provider.regions?.find(
    ({ domains, exchangers }) => domains.includes(wanted) || exchangers.some((each) => ends.includes(each)),
  );
  return region ?? provider.servers;
}

/** All servers of a provider, those of its regions too. */
export function serverSetsOf({ servers, regions = [] }: Provider): readonly ServerSet[] {
  return servers === undefined ? regions : [servers, ...regions];
}

const onThisComputer = /^127\./;

function plainHost(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, "");
}

// SECURITY: whoever owns a domain chooses the name of its exchanger.
/** `a.b.c` is below itself, `b.c` and `c`: whole labels only, so that `evilgoogle.com` is not below `google.com`. */
function endsOf(host: string): readonly string[] {
  const labels = plainHost(host).split(".");
  return labels.map((_label, at) => labels.slice(at).join("."));
}
