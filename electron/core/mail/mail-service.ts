// What crosses between the main thread and the mail thread. The mail thread holds the database, the IMAP and SMTP
// sessions, sync, the action queue, drafts and the outbox; the main thread holds the keychain and the files' dialogs.
import type { AnyEvent } from "../../../shared/ipc/contract.ts";
import type { ErrorView } from "../../../shared/ipc/errors.ts";
import type {
  AccountView,
  LoginProtocol,
  Pin,
  ServerSource,
  Servers,
  Wants,
} from "../../../shared/models/account.ts";
import type { DraftView } from "../../../shared/models/draft.ts";
import type { MessageBody } from "../../../shared/models/message.ts";
import type { HealthRecord } from "../accounts/health-record.ts";
import type { Handlers } from "../answer.ts";
import type { OpenCredential } from "../credential.ts";
import type { OauthBinding } from "../oauth/binding.ts";
import type { PracticeDomain } from "../platform.ts";
import type { LoginHistory } from "../relogin/index.ts";
import type { RecordDocument, RecordKind } from "../store/records.ts";
import type { LinkControl } from "../worker-link.ts";

/** Calls of the contract that the mail thread answers by itself. */
export const mailThreadCalls = [
  "accounts.list",
  "accounts.retry",
  "folders.list",
  "messages.list",
  "messages.open",
  "messages.act",
  "messages.undo",
  "drafts.create",
  "drafts.list",
  "drafts.get",
  "drafts.openMessage",
  "drafts.save",
  "drafts.discard",
  "drafts.attachBytes",
  "drafts.detach",
  "drafts.send",
  "outbox.list",
  "outbox.undo",
  "outbox.retry",
] as const satisfies readonly (keyof Handlers)[];
export type MailThreadCall = (typeof mailThreadCalls)[number];

type AnsweredHere = {
  readonly [Name in MailThreadCall]: (
    input: Parameters<Handlers[Name]>[0],
  ) => Promise<Awaited<ReturnType<Handlers[Name]>>>;
};

/** The last refused login of an account, as it was; kept over restarts. */
export interface RefusedLogin {
  readonly accountId: string;
  readonly protocol: LoginProtocol;
  readonly serverText: string;
  /** IMAP response code (`ALERT`) or SMTP reply code with enhanced code (`535 5.7.8`) */
  readonly responseCode: string | undefined;
  /** address of a page that the server wants visited (Gmail's WEBALERT); web-alert.ts says whether it may be opened */
  readonly webAlert?: string | undefined;
  readonly at: number;
}

/** What is known around a refused login, for its explanation. */
export interface LoginFacts {
  readonly record: HealthRecord;
  readonly history: LoginHistory;
}

/** A person has tried another credential, and how that ended; no error: both servers took it. */
export interface SignInTry {
  readonly accountId: string;
  readonly credential: Wants;
  readonly error?: ErrorView | undefined;
}

export interface AccountRecord {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly providerId: string | undefined;
  readonly servers: Servers;
  readonly pins: readonly Pin[];
  readonly addedAt: number;
  /** undefined: it signs in with a password */
  readonly oauth?: OauthBinding | undefined;
}

export interface CheckInput {
  readonly address: string;
  readonly servers: Servers;
  readonly pins: readonly Pin[];
  readonly credential: OpenCredential;
}

export interface CheckStoredInput {
  readonly accountId: string;
  readonly servers: Servers;
  readonly pins: readonly Pin[];
  /** A person wants to know it now, also of an account whose automatic logins have stopped. */
  readonly asked: boolean;
}

/** Served by the mail thread. Failures are AppErrors of the closed list. */
export interface MailThread extends AnsweredHere {
  /** Opens or makes the database; `key` is 64 hex digits. Throws `store-unreadable`. Starts no session yet. */
  openStore(input: { readonly folder: string; readonly key: string }): Promise<void>;
  /** Whether a database file is there, before any key is known. */
  storeExists(input: { readonly folder: string }): Promise<boolean>;
  /** Puts a database that has no key any more aside, so that another one can begin. @throws AppError `busy` if one is open */
  setStoreAside(input: { readonly folder: string }): Promise<void>;
  /** Starts the sessions of all accounts. */
  startAccounts(input: Record<string, never>): Promise<void>;
  /** Ends sessions, finishes the running step, closes the database. */
  close(input: Record<string, never>): Promise<void>;

  listRecords(input: {
    readonly kind: RecordKind;
  }): Promise<readonly { readonly id: string; readonly data: unknown }[]>;
  getRecord(input: { readonly kind: RecordKind; readonly id: string }): Promise<unknown>;
  putRecords(input: {
    readonly kind: RecordKind;
    readonly documents: readonly RecordDocument[];
  }): Promise<void>;
  putRecord(input: { readonly kind: RecordKind; readonly id: string; readonly data: unknown }): Promise<void>;
  removeRecord(input: { readonly kind: RecordKind; readonly id: string }): Promise<void>;

  /** Finds servers: practice domains, provider data, autoconfig over https, SRV. `servers-not-found` if none. */
  lookup(
    input: { readonly address: string; readonly practiceDomains: readonly PracticeDomain[] },
    control: LinkControl,
  ): Promise<{ readonly source: ServerSource; readonly providerId?: string; readonly servers: Servers }>;
  /**
   * Logs in over IMAP and over SMTP, one attempt each; phases `checking-imap`, `checking-smtp`. The error's detail has
   * `protocol`, `host`, `port` and, where the server spoke, `serverText` and `responseCode`. `certificate-untrusted`
   * adds subject, issuer, validFrom, validTo (ISO 8601), sha256 (hex).
   */
  checkServers(input: CheckInput, control: LinkControl): Promise<void>;
  /**
   * The same with what the account has stored; a token that has run out is replaced once, in silence. A login that is
   * refused where the account logs in by itself stops its automatic logins like any other. Throws as `checkServers`,
   * what keychain and fetching a token can fail with, and `sign-in-needed` unless it was asked for.
   */
  checkStored(input: CheckStoredInput, control: LinkControl): Promise<void>;
  /** Saves (new or changed) and starts its sessions. `account-exists` if another account has the address. */
  saveAccount(input: AccountRecord): Promise<AccountView>;
  getAccount(input: { readonly accountId: string }): Promise<AccountRecord>;
  /** Ends its sessions and removes its rows and files. */
  removeAccount(input: { readonly accountId: string }): Promise<void>;
  /** Ends its sessions and starts none until `resumeAccount`; what is under way is finished or parked. */
  pauseAccount(input: { readonly accountId: string; readonly reason: string }): Promise<void>;
  /** A new credential is in the keychain (or nothing changed): forgets the refusal, connects, replays, sends. */
  resumeAccount(input: { readonly accountId: string }): Promise<void>;
  refusedLogin(input: { readonly accountId: string }): Promise<RefusedLogin | undefined>;
  /** When logins were accepted and refused; `not-found` for an account that is not there. */
  loginFacts(input: { readonly accountId: string }): Promise<LoginFacts>;
  signInTried(input: SignInTry): Promise<void>;

  /** The bytes of an attachment, fetched if they are not stored. */
  attachmentBytes(input: {
    readonly messageId: number;
    readonly index: number;
  }): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array }>;
  /** Inline part by Content-ID, for pictures in the message frame. */
  inlinePart(input: {
    readonly messageId: number;
    readonly contentId: string;
  }): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined>;
  /** Adds copies of files to a draft; paths come from a dialog of the shell. */
  attachFiles(input: { readonly draftId: string; readonly paths: readonly string[] }): Promise<DraftView>;
  /** Parses a message as the reader shows it; for the terminal and for tests. */
  bodyOf(input: { readonly messageId: number }): Promise<MessageBody>;
}

/** Served by the main thread to the mail thread. */
export interface MailThreadHost {
  /**
   * What the account logs in with now. `rejected`: the generation of a token that a server has just refused. Throws
   * keychain-* errors, `password-gone` if there is nothing, and what fetching a token can fail with.
   */
  credential(input: {
    readonly accountId: string;
    readonly oauth: OauthBinding | undefined;
    readonly rejected?: number | undefined;
  }): Promise<OpenCredential>;
  /** An event for the page. */
  tell(input: AnyEvent): Promise<void>;
  log(input: { readonly level: "info" | "fault"; readonly text: string }): Promise<void>;
}
