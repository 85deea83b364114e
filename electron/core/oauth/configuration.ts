// Which program Gatepost is to a provider: client ids, and providers of one's own, from `oauth.json` in the data folder
// (docs/oauth.md), their secrets from the keychain where they are kept there. None is built in.
import { AppError } from "../../../shared/ipc/errors.ts";
import { providerOf } from "../../../shared/providers/index.ts";
import type { Provider, ProviderOauth } from "../../../shared/providers/provider.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { PracticeDomain } from "../platform.ts";
import { providerOfAccount } from "../relogin/index.ts";
import type { OauthBinding } from "./binding.ts";
import { clientSecretName } from "./clients.ts";
import { type Client, type OwnProvider, readOauthFile } from "./oauth-file.ts";

/** As it speaks to the provider: with its secret, wherever that is kept. */
export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

/** Everything that is needed to ask a provider for a permission. */
export interface OauthTarget {
  readonly providerId: string;
  readonly name: string;
  readonly required: boolean;
  readonly appPassword: boolean;
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** without a secret that is in the keychain: see `ready` */
  readonly client: Client | undefined;
  /** PEM, beside those that the system trusts */
  readonly authorities: readonly string[];
}

export type ReadyTarget = OauthTarget & { readonly client: OauthClient };

export interface OauthConfiguration {
  /** undefined: this provider has no such way in, or nothing is known of it. Throws `oauth-file-broken`. */
  find(account: {
    readonly address: string;
    readonly providerId: string | undefined;
  }): Promise<OauthTarget | undefined>;
  /** With all that asking takes. Throws `oauth-not-configured`, and what the keychain can throw. */
  ready(target: OauthTarget): Promise<ReadyTarget>;
  /** How to speak to the token endpoint of a permission that was given earlier. Throws `oauth-not-configured`. */
  of(binding: OauthBinding): Promise<Pick<ReadyTarget, "issuer" | "tokenUrl" | "authorities" | "client">>;
}

export function createOauthConfiguration(parts: {
  readonly folder: string;
  readonly keychain: Pick<Keychain, "read">;
  readonly practiceDomains: () => readonly PracticeDomain[];
}): OauthConfiguration {
  const { keychain, practiceDomains } = parts;
  const read = () => readOauthFile(parts.folder);
  const withSecret = async (
    providerId: string,
    name: string,
    client: Client | undefined,
  ): Promise<OauthClient> => {
    if (!client) throw new AppError("oauth-not-configured", { name });
    if (!client.secretInKeychain) return client;
    const kept = await keychain.read(clientSecretName(providerId));
    if (!kept) throw new AppError("oauth-not-configured", { name, secret: true });
    return { clientId: client.clientId, clientSecret: kept.reveal() };
  };
  return {
    async find(account) {
      const file = await read();
      const domain = account.address.slice(account.address.lastIndexOf("@") + 1).toLowerCase();
      const own = file.providers.find(
        ({ id, domains }) =>
          id === account.providerId || domains.some((known) => known.toLowerCase() === domain),
      );
      if (own) return { ...target(own, file.clients[own.id]), ...ownFacts(own) };
      const known = providerOfAccount(account, practiceDomains());
      return known?.oauth && { ...target(known.oauth, file.clients[known.id]), ...knownFacts(known) };
    },
    async ready(target) {
      const { providerId, name, client } = target;
      return { ...target, client: await withSecret(providerId, name, client) };
    },
    async of({ providerId, issuer, tokenUrl, clientId }) {
      const file = await read();
      const client = file.clients[providerId];
      const own = file.providers.find(({ id }) => id === providerId);
      const name = own?.name ?? providerOf(providerId)?.name ?? providerId;
      if (client?.clientId !== clientId) throw new AppError("oauth-not-configured", { name });
      const whole = await withSecret(providerId, name, client);
      return { issuer, tokenUrl, client: whole, authorities: own?.authority ? [own.authority] : [] };
    },
  };
}

function target(oauth: ProviderOauth, client: Client | undefined) {
  const { required, authorizeUrl, tokenUrl, scopes, parameters = {} } = oauth;
  const issuer = oauth.issuer ?? new URL(authorizeUrl).origin;
  return { required, issuer, authorizeUrl, tokenUrl, scopes, parameters, client };
}

const ownFacts = ({ id, name, authority }: OwnProvider) => ({
  providerId: id,
  name,
  appPassword: false,
  authorities: authority === undefined ? [] : [authority],
});

const knownFacts = ({ id, name, afterActivation }: Provider) => ({
  providerId: id,
  // "Outlook.com / Hotmail / Live": the first of its names is enough on a button.
  name: name.split(" / ")[0] ?? name,
  appPassword: afterActivation.appPassword !== undefined,
  authorities: [],
});
