// Calls on signing in with OAuth2. Both jobs ask the provider first and try both mail servers before anything is saved.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { OauthOffer } from "../../../shared/models/oauth.ts";
import type { Accounts } from "../accounts/accounts.ts";
import type { JobControl, Jobs } from "../jobs.ts";
import type { HandlersOf } from "../topics.ts";
import { type AuthoriseParts, authorise } from "./authorise.ts";
import type { OauthConfiguration, OauthTarget } from "./configuration.ts";

export function oauthHandlers(
  parts: AuthoriseParts & {
    readonly accounts: Accounts;
    readonly jobs: Jobs;
    readonly configuration: OauthConfiguration;
  },
): HandlersOf<"oauth"> {
  const { accounts, jobs, configuration } = parts;
  const permission = async (
    account: { readonly address: string; readonly providerId?: string | undefined },
    control: JobControl,
  ) => {
    const { address, providerId } = account;
    const target = await configuration.find({ address: address.trim(), providerId });
    if (!target) throw new AppError("not-found");
    const grant = await authorise(parts, target, address.trim(), control);
    return { kind: "oauth", grant } as const;
  };
  return {
    "oauth.offer": async ({ address, providerId }) => {
      const target = await configuration.find({ address: address.trim(), providerId });
      return target ? [offerOf(target)] : [];
    },
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
