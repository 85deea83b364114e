// The client ids as a person enters them in the settings: into `oauth.json`, and a secret into the keychain. They say
// which program Gatepost is to a provider; no account is touched.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { OauthClientView } from "../../../shared/models/oauth.ts";
import { providerOf, providers } from "../../../shared/providers/index.ts";
import type { ProviderOauth } from "../../../shared/providers/provider.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import { Secret } from "../secret.ts";
import { type Client, type OauthFile, readOauthFile, writeOauthFile } from "./oauth-file.ts";

export interface OauthClients {
  /** Every provider that lets programs in this way. Throws `oauth-file-broken`, `file-unreadable`. */
  list(): Promise<readonly OauthClientView[]>;
  /**
   * Without `clientSecret` one that is there stays if the id stays. Throws `bad-input` (detail.field), `not-found`, and
   * what file and keychain can throw; then nothing has changed.
   */
  set(providerId: string, clientId: string, clientSecret: string | undefined): Promise<void>;
  remove(providerId: string): Promise<void>;
  /** Another store has begun, with items of its own: the file says no longer that there is what is not. */
  forgetLost(): Promise<void>;
  /** The https page on which one registers. Throws `not-found`. */
  registrationPage(providerId: string): string;
}

export const clientSecretName = (providerId: string) => `oauth-client/${providerId}`;

export function createOauthClients(folder: string, keychain: Keychain): OauthClients {
  const inOrder = createOrder();

  const known = (file: OauthFile, providerId: string) =>
    file.providers.some(({ id }) => id === providerId) ||
    providers.some(({ id, oauth }) => id === providerId && oauth !== undefined);

  /** Whether the keychain has lost it, or another program has changed it. One that is only closed has lost nothing. */
  const isLost = async (providerId: string, client: Client | undefined) => {
    if (client?.secretInKeychain !== true) return false;
    try {
      return (await keychain.read(clientSecretName(providerId))) === undefined;
    } catch (failure) {
      if (!(failure instanceof AppError)) throw failure;
      return failure.code === "keychain-changed";
    }
  };
  const lostOf = async ({ clients }: OauthFile) => {
    const lost = new Set<string>();
    for (const [providerId, client] of Object.entries(clients))
      if (await isLost(providerId, client)) lost.add(providerId);
    return lost;
  };

  return {
    async list() {
      const file = await readOauthFile(folder);
      const lost = await lostOf(file);
      const view = (id: string, name: string, oauth: ProviderOauth) =>
        describe(id, name, oauth, lost.has(id) ? withoutSecret(file.clients[id]) : file.clients[id]);
      const own = file.providers.map((oauth) => view(oauth.id, oauth.name, oauth));
      const builtIn = providers.flatMap(({ id, name, oauth }) =>
        // One of one's own with the same name counts instead.
        oauth && !own.some((each) => each.providerId === id) ? [view(id, name, oauth)] : [],
      );
      return [...own, ...builtIn].sort((one, other) => one.name.localeCompare(other.name));
    },

    set: (providerId, typedId, typedSecret) =>
      inOrder(async () => {
        const typed = tidy(typedId, typedSecret);
        const file = await readOauthFile(folder);
        if (!known(file, providerId)) throw new AppError("not-found");
        const before = file.clients[providerId];
        const client = clientOf(typed, (await isLost(providerId, before)) ? withoutSecret(before) : before);
        if (!hasSecret(client) && providerOf(providerId)?.oauth?.registration?.secret === "needed")
          throw new AppError("bad-input", { field: "clientSecret" });
        const name = clientSecretName(providerId);
        const old = await keychain.read(name).catch(unlessChanged);
        // The secret first: a file that says there is one must not lie.
        if (typed.secret) await keychain.write(name, typed.secret);
        try {
          await writeOauthFile(folder, { ...file, clients: { ...file.clients, [providerId]: client } });
        } catch (failure) {
          await (old ? keychain.write(name, old) : keychain.remove(name));
          throw failure;
        }
        if (client.secretInKeychain === undefined && old) await keychain.remove(name);
      }),

    remove: (providerId) =>
      inOrder(async () => {
        const file = await readOauthFile(folder);
        const { [providerId]: _gone, ...clients } = file.clients;
        await writeOauthFile(folder, { ...file, clients });
        await keychain.remove(clientSecretName(providerId));
      }),

    forgetLost: () =>
      inOrder(async () => {
        const file = await readOauthFile(folder);
        const lost = await lostOf(file);
        if (lost.size === 0) return;
        const clients = Object.entries(file.clients).map(([id, client]) => [
          id,
          lost.has(id) ? { clientId: client.clientId } : client,
        ]);
        await writeOauthFile(folder, { ...file, clients: Object.fromEntries(clients) });
      }),

    registrationPage(providerId) {
      const page = providerOf(providerId)?.oauth?.registration?.page;
      if (page === undefined) throw new AppError("not-found");
      return page;
    },
  };
}

/** What another program has put there is written over by what a person has just typed. */
function unlessChanged(failure: unknown): undefined {
  if (!(failure instanceof AppError) || failure.code !== "keychain-changed") throw failure;
}

function withoutSecret(client: Client | undefined): Client | undefined {
  return client && { clientId: client.clientId };
}

/** As it goes into an address: no blanks, nothing that is not seen. */
const printable = /^[\x21-\x7e]{1,300}$/;

interface Typed {
  readonly clientId: string;
  readonly secret: Secret | undefined;
}

function tidy(typedId: string, typedSecret: string | undefined): Typed {
  const clientId = typedId.trim();
  const secret = typedSecret?.trim();
  if (!printable.test(clientId)) throw new AppError("bad-input", { field: "clientId" });
  if (secret && !printable.test(secret)) throw new AppError("bad-input", { field: "clientSecret" });
  return { clientId, secret: secret ? new Secret(secret) : undefined };
}

function clientOf({ clientId, secret }: Typed, before: Client | undefined): Client {
  if (secret) return { clientId, secretInKeychain: true };
  return before?.clientId === clientId ? before : { clientId };
}

function hasSecret(client: Client | undefined): boolean {
  return client?.clientSecret !== undefined || client?.secretInKeychain === true;
}

function describe(
  providerId: string,
  name: string,
  { registration }: ProviderOauth,
  client: Client | undefined,
): OauthClientView {
  return {
    providerId,
    name,
    ...(client ? { clientId: client.clientId } : {}),
    hasSecret: hasSecret(client),
    secret: registration?.secret ?? "optional",
    canOpenPage: registration !== undefined,
    steps: [...(registration?.steps ?? [])],
    ...(registration?.doubt === undefined ? {} : { doubt: registration.doubt }),
  };
}
