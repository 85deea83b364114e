// Which program Gatepost is to a provider: client ids, and providers of one's own, from `oauth.json` in the data folder
// (docs/oauth.md). None is built in. The file is read anew each time, so that a change counts at once.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/errors.ts";
import { type Provider, ProviderOauth } from "../../../shared/providers/provider.ts";
import type { PracticeDomain } from "../platform.ts";
import { providerOfAccount } from "../relogin/index.ts";
import type { OauthBinding } from "./binding.ts";

/** A program that a provider knows. The secret of an installed program is none (RFC 8252 section 8.5). */
const Client = z.strictObject({
  clientId: z.string().min(1).max(300),
  clientSecret: z.string().min(1).max(300).optional(),
});
export type OauthClient = z.infer<typeof Client>;

const OwnProvider = ProviderOauth.extend({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(100),
  domains: z.array(z.string().min(1).max(253)).min(1).max(50),
  required: z.boolean().default(false),
  /** PEM of the authority that signed the provider's certificates, if it is one of its own */
  authority: z.string().max(16_384).optional(),
});

const OauthFile = z.strictObject({
  clients: z.record(z.string().max(64), Client).default({}),
  providers: z.array(OwnProvider).max(20).default([]),
});
type OauthFile = z.infer<typeof OauthFile>;

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
  readonly client: OauthClient | undefined;
  /** PEM, beside those that the system trusts */
  readonly authorities: readonly string[];
}

export interface OauthConfiguration {
  /** undefined: this provider has no such way in, or nothing is known of it. Throws `oauth-file-broken`. */
  find(account: {
    readonly address: string;
    readonly providerId: string | undefined;
  }): Promise<OauthTarget | undefined>;
  /** How to speak to the token endpoint of a permission that was given earlier. Throws `oauth-not-configured`. */
  of(binding: OauthBinding): Promise<
    Pick<OauthTarget, "issuer" | "tokenUrl" | "authorities"> & {
      readonly client: OauthClient;
    }
  >;
}

const fileName = "oauth.json";
/** SECURITY: the limit comes before any parsing. */
const longestFile = 256 * 1024;

export function createOauthConfiguration(
  folder: string,
  practiceDomains: () => readonly PracticeDomain[],
): OauthConfiguration {
  const read = () => readOauthFile(join(folder, fileName));
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
    async of({ providerId, issuer, tokenUrl, clientId }) {
      const file = await read();
      const client = file.clients[providerId];
      if (client?.clientId !== clientId) throw new AppError("oauth-not-configured", { name: providerId });
      const own = file.providers.find(({ id }) => id === providerId);
      return { issuer, tokenUrl, client, authorities: own?.authority ? [own.authority] : [] };
    },
  };
}

function target(oauth: ProviderOauth, client: OauthClient | undefined) {
  const { required, authorizeUrl, tokenUrl, scopes, parameters = {} } = oauth;
  const issuer = oauth.issuer ?? new URL(authorizeUrl).origin;
  return { required, issuer, authorizeUrl, tokenUrl, scopes, parameters, client };
}

const ownFacts = ({ id, name, authority }: z.infer<typeof OwnProvider>) => ({
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

async function readOauthFile(path: string): Promise<OauthFile> {
  const text = await textOf(path);
  if (text === undefined) return { clients: {}, providers: [] };
  const parsed = OauthFile.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("oauth-file-broken", field === "" ? {} : { field });
}

/** undefined: there is no such file, as on most computers. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > longestFile) throw new AppError("oauth-file-broken");
    return await readFile(path, "utf8");
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    if (failure instanceof AppError && failure.code === "oauth-file-broken") throw failure;
    throw new AppError("file-unreadable", { name: fileName }, { cause: failure });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text; that it is no JSON is all there is to say.
    throw new AppError("oauth-file-broken");
  }
}
