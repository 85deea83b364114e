// Calls on signing in with OAuth2. Both jobs ask the provider first and try both mail servers before anything is saved.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { OauthOffer } from "../../../shared/models/oauth.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { Events } from "../events.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import type { HandlersOf } from "../topics.ts";
import { type AuthoriseParts, authorise } from "./authorise.ts";
import type { OauthClients } from "./clients.ts";
import type { OauthConfiguration, OauthTarget } from "./configuration.ts";

export function oauthHandlers(
  parts: AuthoriseParts & {
    readonly accounts: Accounts;
    readonly jobs: Jobs;
    readonly configuration: OauthConfiguration;
    readonly clients: OauthClients;
    readonly events: Events;
  },
): HandlersOf<"oauth"> {
  const { accounts, jobs, configuration, clients, events } = parts;
  const permission = async (
    account: { readonly address: string; readonly providerId?: string | undefined },
    control: JobControl,
  ) => {
    const { address, providerId } = account;
    const target = await configuration.find({ address: address.trim(), providerId });
    if (!target) throw new AppError("not-found");
    const grant = await authorise(parts, await configuration.ready(target), address.trim(), control);
    return { kind: "oauth", grant } as const;
  };
  return {
    "oauth.offer": async ({ address, providerId }) => {
      const target = await configuration.find({ address: address.trim(), providerId });
      return target ? [offerOf(target)] : [];
    },
    "oauth.clients": async () => [...(await clients.list())],
    "oauth.setClient": async ({ providerId, clientId, clientSecret }) => {
      await clients.set(providerId, clientId, clientSecret);
      events.tell("oauth.changed", {});
    },
    "oauth.removeClient": async ({ providerId }) => {
      await clients.remove(providerId);
      events.tell("oauth.changed", {});
    },
    "oauth.openRegistration": ({ providerId }) =>
      parts.platform.openAddress(clients.registrationPage(providerId)),
    "oauth.addAccount": (account) =>
      jobs.start("oauth.addAccount", async (control) => {
        await accounts.mayAdd(account.address);
        const credential = await permission(account, control);
        return { kind: "account", accountId: await accounts.add({ ...account, credential }, control) };
      }),
    "oauth.signIn": ({ accountId }) =>
      jobs.start("oauth.signIn", async (control) => {
        const credential = await permission(await accounts.get(accountId), control);
        await accounts.signIn(accountId, credential, control);
        return { kind: "account", accountId };
      }),
  };
}

function offerOf({ providerId, name, required, client, appPassword }: OauthTarget): OauthOffer {
  return { providerId, name, required, configured: client !== undefined, appPassword };
}
