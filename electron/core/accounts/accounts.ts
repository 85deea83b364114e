// Accounts as the main thread handles them: checked at both servers before anything is saved, their one password in
// the keychain, the rest in the store. What happens on the line afterwards is the mail thread's.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView, Pin, Servers } from "../../../shared/models/account.ts";
import { findProviderByServers, type Provider } from "../../../shared/providers/index.ts";
import { forgetSecurity } from "../enrolment/forget.ts";
import type { Events } from "../events.ts";
import type { JobControl } from "../jobs.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { AccountRecord, MailThread } from "../mail/mail-service.ts";
import { passwordName } from "../mail/thread-client.ts";
import { kindOfCredential } from "../relogin/index.ts";
import { Secret } from "../secret.ts";
import { threadRecords } from "../store/records.ts";
import type { Remote } from "../worker-link.ts";
import { type PasswordForm, passwordForms } from "./password-forms.ts";

export interface NewAccount {
  readonly name: string;
  readonly address: string;
  readonly password: string;
  readonly servers: Servers;
  readonly pins: readonly Pin[];
  readonly providerId?: string | undefined;
}

export interface Accounts {
  list(): Promise<readonly AccountView[]>;
  get(accountId: string): Promise<AccountRecord>;
  /** Throws `not-found`. */
  view(accountId: string): Promise<AccountView>;
  /** Tries IMAP and SMTP; saves only if both accept. Answers the id. */
  add(account: NewAccount, control: JobControl): Promise<string>;
  /** Tries the changed servers with the stored password; saves only if both accept. */
  edit(
    accountId: string,
    change: Pick<NewAccount, "name" | "servers" | "pins">,
    control: JobControl,
  ): Promise<void>;
  /** The same account at other ports, untried: for practice servers, which move at each start. */
  move(accountId: string, servers: Servers, pins: readonly Pin[]): Promise<void>;
  /**
   * Tries both with the new credential; only then it replaces the old one. Answers in which form it was accepted:
   * [Note: two forms] of password-forms.ts.
   */
  signIn(accountId: string, password: string, control: JobControl): Promise<PasswordForm["name"]>;
  remove(accountId: string): Promise<void>;
}

export function createAccounts(parts: {
  readonly thread: Remote<MailThread>;
  readonly keychain: Keychain;
  readonly events: Events;
  readonly providerOf: (account: AccountRecord) => Provider | undefined;
  readonly newId: () => string;
  readonly now: () => number;
}): Accounts {
  const { thread, keychain, events } = parts;

  const check = (
    account: Pick<AccountRecord, "address" | "servers" | "pins">,
    password: string,
    control: JobControl,
  ) =>
    thread.checkServers(
      {
        address: account.address,
        servers: account.servers,
        pins: account.pins,
        credential: { kind: "password", value: password },
      },
      { signal: control.signal, report: control.report },
    );

  const storedPassword = async (accountId: string): Promise<string> => {
    const stored = await keychain.read(passwordName(accountId));
    if (!stored) throw new AppError("password-gone");
    return stored.reveal();
  };

  return {
    list: () => thread["accounts.list"](undefined),
    get: (accountId) => thread.getAccount({ accountId }),
    async view(accountId) {
      const found = (await thread["accounts.list"](undefined)).find(({ id }) => id === accountId);
      if (!found) throw new AppError("not-found");
      return found;
    },
    async add(account, control) {
      const address = account.address.trim();
      const same = (other: AccountView) => other.address.toLowerCase() === address.toLowerCase();
      if ((await thread["accounts.list"](undefined)).some(same))
        throw new AppError("account-exists", { address });
      const { name, servers, pins } = account;
      const providerId = account.providerId ?? providerIdOf(servers);
      const record: AccountRecord = {
        id: parts.newId(),
        name,
        address,
        providerId,
        servers,
        pins,
        addedAt: parts.now(),
      };
      await check(record, account.password, control);
      control.report("saving");
      // The password first: an account without one could do nothing but ask for it.
      await keychain.write(passwordName(record.id), new Secret(account.password));
      try {
        await thread.saveAccount(record);
      } catch (failure) {
        await keychain.remove(passwordName(record.id));
        throw failure;
      }
      await thread.signInTried({
        accountId: record.id,
        credential: kindOfCredential(record, account.password),
      });
      return record.id;
    },
    async edit(accountId, change, control) {
      const before = await thread.getAccount({ accountId });
      // A provider's facts hold only for its own servers.
      const stays = before.servers.imap.host === change.servers.imap.host;
      const providerId = stays ? before.providerId : providerIdOf(change.servers);
      const changed = { ...before, ...change, providerId };
      await check(changed, await storedPassword(accountId), control);
      control.report("saving");
      await thread.saveAccount(changed);
      await thread.resumeAccount({ accountId });
    },
    async move(accountId, servers, pins) {
      await thread.saveAccount({ ...(await thread.getAccount({ accountId })), servers, pins });
    },
    async signIn(accountId, password, control) {
      const account = await thread.getAccount({ accountId });
      const triedAs = (form: PasswordForm) => ({
        accountId,
        credential: kindOfCredential(account, form.password),
      });
      const [typed, ...others] = passwordForms(
        password,
        parts.providerOf(account)?.afterActivation.appPassword,
      );
      const accepted = await firstAccepted(typed, others, async (form) => {
        try {
          await check(account, form.password, control);
        } catch (failure) {
          if (failure instanceof AppError && failure.code !== "cancelled")
            await thread.signInTried({ ...triedAs(form), error: toErrorView(failure) });
          throw failure;
        }
      });
      control.report("saving");
      await keychain.write(passwordName(accountId), new Secret(accepted.password));
      await thread.signInTried(triedAs(accepted));
      await thread.resumeAccount({ accountId });
      events.tell("security.changed", {});
      return accepted.name;
    },
    async remove(accountId) {
      // The password first: while the keychain is locked nothing is removed, and no item is left that nobody knows of.
      await keychain.remove(passwordName(accountId));
      await thread.removeAccount({ accountId });
      await forgetSecurity({ keychain, records: threadRecords(thread) }, accountId);
      events.tell("codes.changed", {});
      events.tell("security.changed", {});
    },
  };
}

function providerIdOf({ imap, smtp }: Servers): string | undefined {
  return findProviderByServers(imap.host, smtp.host)?.id;
}

/** The first form that both servers accept. Only a definite refusal over IMAP is a reason to try the other. */
async function firstAccepted(
  typed: PasswordForm,
  others: readonly PasswordForm[],
  check: (form: PasswordForm) => Promise<void>,
): Promise<PasswordForm> {
  try {
    await check(typed);
    return typed;
  } catch (failure) {
    const refused = failure instanceof AppError && failure.code === "login-refused";
    const [other] = others;
    if (!refused || failure.detail.protocol !== "imap" || !other) throw failure;
    try {
      await check(other);
    } catch (again) {
      if (!(again instanceof AppError)) throw again;
      throw new AppError(again.code, { ...again.detail, tried: 2 }, { cause: again });
    }
    return other;
  }
}
