// Accounts as the main thread handles them: checked at both servers before anything is saved, their one password in
// the keychain, the rest in the store. What happens on the line afterwards is the mail thread's.
import { AppError, toErrorView } from "../../../shared/ipc/errors.ts";
import type { AccountView, Pin, Servers, Wants } from "../../../shared/models/account.ts";
import { findProviderByServers, type Provider } from "../../../shared/providers/index.ts";
import type { OpenCredential } from "../credential.ts";
import { forgetSecurity } from "../enrolment/forget.ts";
import type { Events } from "../events.ts";
import type { JobControl } from "../jobs.ts";
import type { NoteSignIn } from "../kept/note-sign-in.ts";
import { isSameAddress, type WaitingAccounts } from "../kept/waiting-accounts.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { AccountRecord, MailThread } from "../mail/mail-service.ts";
import { kindOfCredential, withCause } from "../relogin/index.ts";
import { Secret } from "../secret.ts";
import { threadRecords } from "../store/records.ts";
import type { Remote } from "../worker-link.ts";
import { type Credentials, type NewCredential, shown } from "./credentials.ts";
import { type PasswordForm, passwordForms } from "./password-forms.ts";

export interface NewAccount {
  readonly name: string;
  readonly address: string;
  readonly credential: NewCredential;
  readonly servers: Servers;
  readonly pins: readonly Pin[];
  readonly providerId?: string | undefined;
}

export interface Accounts {
  list(): Promise<readonly AccountView[]>;
  get(accountId: string): Promise<AccountRecord>;
  /** Throws `not-found`. */
  view(accountId: string): Promise<AccountView>;
  /** Throws `account-exists`; to be asked before a person is sent anywhere. */
  mayAdd(address: string): Promise<void>;
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
   * Tries both with the new credential; only then it replaces the old one, of whichever kind. The cache stays. Answers
   * in which form a password was accepted: [Note: two forms] of password-forms.ts.
   */
  signIn(
    accountId: string,
    credential: NewCredential,
    control: JobControl,
  ): Promise<PasswordForm["name"] | undefined>;
  remove(accountId: string): Promise<void>;
}

export function createAccounts(parts: {
  readonly thread: Remote<MailThread>;
  readonly keychain: Keychain;
  readonly credentials: Credentials;
  readonly events: Events;
  readonly providerOf: (account: AccountRecord) => Provider | undefined;
  /** which kind of credential the servers took is part of what is known of the account */
  readonly noteSignIn: NoteSignIn;
  /** of those that something is kept for already */
  readonly waiting: Pick<WaitingAccounts, "idOf" | "end">;
  readonly newId: () => string;
  readonly now: () => number;
}): Accounts {
  const { thread, keychain, credentials, events, noteSignIn } = parts;

  const check = async (
    account: Pick<AccountRecord, "address" | "servers" | "pins">,
    credential: OpenCredential,
    { signal, report }: JobControl,
  ) => {
    const { address, servers, pins } = account;
    try {
      await thread.checkServers({ address, servers, pins, credential }, { signal, report });
    } catch (failure) {
      throw credential.kind === "token" ? refusedToken(failure) : failure;
    }
  };

  const mayAdd = async (address: string) => {
    const same = (other: AccountView) => isSameAddress(other.address, address);
    if ((await thread["accounts.list"](undefined)).some(same))
      throw new AppError("account-exists", { address: address.trim() });
  };

  return {
    list: () => thread["accounts.list"](undefined),
    get: (accountId) => thread.getAccount({ accountId }),
    async view(accountId) {
      const found = (await thread["accounts.list"](undefined)).find(({ id }) => id === accountId);
      if (!found) throw new AppError("not-found");
      return found;
    },
    mayAdd,
    async add(account, control) {
      const address = account.address.trim();
      await mayAdd(address);
      const { name, servers, pins, credential } = account;
      const providerId = account.providerId ?? providerIdOf(servers);
      const record: AccountRecord = {
        // What a backup has brought for this address is kept under its id.
        id: (await parts.waiting.idOf(address)) ?? parts.newId(),
        name,
        address,
        providerId,
        servers,
        pins,
        addedAt: parts.now(),
        oauth: bindingOf(credential),
      };
      try {
        await check(record, shown(credential), control);
      } catch (failure) {
        const known = { provider: parts.providerOf(record), credential: kindOf(record, credential) };
        throw failure instanceof AppError ? withCause(failure, known) : failure;
      }
      control.report("saving");
      // The credential first: an account without one could do nothing but ask for it.
      await credentials.keep(record.id, credential);
      try {
        await thread.saveAccount(record);
      } catch (failure) {
        await credentials.forget(record.id);
        throw failure;
      }
      await parts.waiting.end(record.id);
      events.tell("security.changed", {});
      await thread.signInTried({ accountId: record.id, credential: kindOf(record, credential) });
      await noteSignIn(record, passwordOf(credential));
      return record.id;
    },
    async edit(accountId, change, control) {
      const before = await thread.getAccount({ accountId });
      // A provider's facts hold only for its own servers.
      const stays = before.servers.imap.host === change.servers.imap.host;
      const providerId = stays ? before.providerId : providerIdOf(change.servers);
      const changed = { ...before, ...change, providerId };
      const { servers, pins } = changed;
      await thread
        .checkStored({ accountId, servers, pins, asked: true }, control)
        .catch((failure: unknown) => {
          throw before.oauth ? refusedToken(failure) : failure;
        });
      control.report("saving");
      await thread.saveAccount(changed);
      await thread.resumeAccount({ accountId });
    },
    async move(accountId, servers, pins) {
      await thread.saveAccount({ ...(await thread.getAccount({ accountId })), servers, pins });
    },
    async signIn(accountId, credential, control) {
      const account = await thread.getAccount({ accountId });
      const [given, ...others] = formsOf(credential, parts.providerOf(account));
      const accepted = await firstAccepted(given, others, async (form) => {
        try {
          await check(account, shown(form.credential), control);
        } catch (failure) {
          if (!(failure instanceof AppError) || failure.code === "cancelled") throw failure;
          const kind = kindOf(account, form.credential);
          await thread.signInTried({ accountId, credential: kind, error: toErrorView(failure) });
          const { history } = await thread.loginFacts({ accountId });
          throw withCause(failure, { provider: parts.providerOf(account), credential: kind, history });
        }
      });
      control.report("saving");
      await credentials.keep(accountId, accepted.credential);
      const oauth = bindingOf(accepted.credential);
      // The record says which of the two is meant. Until it does the other kind is there and in use.
      if (oauth || account.oauth) await thread.saveAccount({ ...account, oauth });
      await credentials.forgetOther(accountId, credential.kind);
      await thread.signInTried({ accountId, credential: kindOf(account, accepted.credential) });
      await noteSignIn(account, passwordOf(accepted.credential));
      await thread.resumeAccount({ accountId });
      events.tell("security.changed", {});
      return accepted.name;
    },
    async remove(accountId) {
      // The credential first: while the keychain is locked nothing is removed, and no item is left that nobody knows of.
      await credentials.forget(accountId);
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

/** A credential as it is tried; `name`: of a password, in which form. */
interface Form {
  readonly name?: PasswordForm["name"];
  readonly credential: NewCredential;
}

function formsOf(credential: NewCredential, provider: Provider | undefined): readonly [Form, ...Form[]] {
  if (credential.kind === "oauth") return [{ credential }];
  const form = ({ name, password }: PasswordForm): Form => ({
    name,
    credential: { kind: "password", password: new Secret(password) },
  });
  const rule = provider?.afterActivation.appPassword;
  const [typed, ...others] = passwordForms(credential.password.reveal(), rule);
  return [form(typed), ...others.map(form)];
}

/** The first form that both servers accept. Only a definite refusal over IMAP is a reason to try the other. */
async function firstAccepted(
  given: Form,
  others: readonly Form[],
  check: (form: Form) => Promise<void>,
): Promise<Form> {
  try {
    await check(given);
    return given;
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

function kindOf(account: AccountRecord, credential: NewCredential): Wants {
  return credential.kind === "oauth" ? "oauth" : kindOfCredential(account, credential.password.reveal());
}

function passwordOf(credential: NewCredential): string | undefined {
  return credential.kind === "oauth" ? undefined : credential.password.reveal();
}

function bindingOf(credential: NewCredential) {
  return credential.kind === "oauth" ? credential.grant.binding : undefined;
}

/** The provider has just given this permission: what is wrong is another account in the browser, or a switch. */
function refusedToken(failure: unknown): unknown {
  if (!(failure instanceof AppError) || failure.code !== "login-refused") return failure;
  // Not the mail server but the provider itself: the permission has ended.
  if (failure.detail.protocol === "oauth") return failure;
  return new AppError("oauth-login-refused", failure.detail, { cause: failure });
}
