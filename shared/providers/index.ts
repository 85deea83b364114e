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
import type { Provider } from "./provider.ts";
import { riseup } from "./riseup.ts";
import { runbox } from "./runbox.ts";
import { selfhostedDovecot } from "./selfhosted-dovecot.ts";
import { tOnline } from "./t-online.ts";
import { webDe } from "./web-de.ts";
import { yahoo } from "./yahoo.ts";
import { yandex } from "./yandex.ts";
import { zoho } from "./zoho.ts";

export type { Provider } from "./provider.ts";

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
  const wanted = domain.trim().toLowerCase().replace(/\.$/, "");
  return providers.find((provider) => provider.domains.includes(wanted));
}

/** The provider with this id; hyphens do not count, so that `mailcom` finds `mail-com`. */
export function providerOf(id: string | undefined): Provider | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-.]/g, "");
  return id === undefined ? undefined : providers.find((provider) => plain(provider.id) === plain(id));
}
