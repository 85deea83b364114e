// Calls on accounts. What needs the network is a job.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { Handlers } from "../answer.ts";
import type { Jobs } from "../jobs.ts";
import type { MailThread } from "../mail/mail-service.ts";
import type { Practice } from "../practice.ts";
import { describeHealth, describeRefusal } from "../relogin/index.ts";
import { Secret } from "../secret.ts";
import type { HandlersOf } from "../topics.ts";
import type { Remote } from "../worker-link.ts";
import type { Accounts } from "./accounts.ts";
import type { NewCredential } from "./credentials.ts";

/** All calls on accounts but those that the mail thread answers by itself. */
type AccountHandlers = Omit<HandlersOf<"accounts">, "accounts.list" | "accounts.retry">;

export function accountHandlers(parts: {
  readonly accounts: Accounts;
  readonly thread: Remote<MailThread>;
  readonly jobs: Jobs;
  readonly practice: Practice;
}): AccountHandlers {
  const { accounts, thread, jobs, practice } = parts;
  const handlers: Pick<Handlers, keyof AccountHandlers> = {
    "accounts.lookup": ({ address }) =>
      jobs.start("accounts.lookup", async ({ signal, report }) => {
        const input = { address: address.trim(), practiceDomains: practice.domains() };
        return { kind: "servers", ...(await thread.lookup(input, { signal, report })) };
      }),
    "accounts.add": ({ password, ...account }) =>
      jobs.start("accounts.add", async (control) => ({
        kind: "account",
        accountId: await accounts.add({ ...account, credential: ofPassword(password) }, control),
      })),
    "accounts.edit": ({ accountId, ...change }) =>
      jobs.start("accounts.edit", async (control) => {
        await accounts.edit(accountId, change, control);
        return { kind: "account", accountId };
      }),
    "accounts.signIn": ({ accountId, password }) =>
      jobs.start("accounts.signIn", async (control) => {
        const form = await accounts.signIn(accountId, ofPassword(password), control);
        return { kind: "account", accountId, ...(form ? { form } : {}) };
      }),
    "accounts.remove": ({ accountId }) => accounts.remove(accountId),
    "accounts.refusal": async ({ accountId }) => {
      const refused = await thread.refusedLogin({ accountId });
      if (!refused) throw new AppError("not-found");
      const account = await accounts.get(accountId);
      return describeRefusal(account, refused, practice.domains(), await thread.loginFacts({ accountId }));
    },
    "accounts.health": async ({ accountId }) => {
      const [account, view] = await Promise.all([accounts.get(accountId), accounts.view(accountId)]);
      return describeHealth(account, view.state, practice.domains(), await thread.loginFacts({ accountId }));
    },
  };
  return handlers;
}

function ofPassword(password: string): NewCredential {
  return { kind: "password", password: new Secret(password) };
}
