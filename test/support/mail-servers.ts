// Starts a real Dovecot and a real Postfix for one test: own folder, free ports on 127.0.0.1, own certificate. They
// follow the practice provider's state, or a list of users. Ends only its own processes and removes its folder.
import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Server, Servers } from "../../shared/models/account.ts";
import { type Certificates, makeCertificates } from "../provider/certificates.ts";
import { Database } from "../provider/database.ts";
import { refusalTexts, schema } from "../provider/schema.ts";
import { addUser, changeUser, type NewUser, refuseMail } from "../provider/users.ts";
import { decisionConfig, dovecotConfig, oauthConfig, wordsConfig } from "./mail/dovecot-config.ts";
import {
  enterable,
  freePorts,
  type Layout,
  makeFolder,
  type OauthLogins,
  type Ports,
  requirePrograms,
} from "./mail/layout.ts";
import { type LoginTry, readLogins } from "./mail/login-log.ts";
import { type FilledMessage, fillMaildir } from "./mail/maildir.ts";
import { mainConfig, masterConfig, usersConfig } from "./mail/postfix-config.ts";
import { RunningServers, run } from "./mail/running-servers.ts";

export { MailServersMissing } from "./mail/layout.ts";
export type { LoginTry } from "./mail/login-log.ts";

/** What the mail servers need of a provider; `Provider` in test/provider/provider.ts is one. */
export interface MailOperator {
  readonly database: Database;
  readonly certificates: Certificates;
  readonly domains: readonly string[];
  /** Tells when the sessions of a user must end; answers how to stop listening. */
  onSessionsDropped(listener: (address: string) => void): () => void;
}

export interface MailServersOptions {
  /** follow this provider */
  readonly provider?: MailOperator;
  /** or stand alone with these users */
  readonly users?: readonly NewUser[];
  /** stand-alone only; default: those of the users */
  readonly domains?: readonly string[];
  /** default true; false: no TLS, no STARTTLS, logins in plain text */
  readonly encryption?: boolean;
  /** also (or only) logins with a token */
  readonly oauth?: OauthLogins;
}

export interface MailServers {
  readonly host: "127.0.0.1";
  readonly ports: Ports;
  /** PEM of the authority */
  readonly ca: string;
  /** lower-case hex SHA-256 of the DER of the servers' certificate */
  readonly certificate: string;
  readonly folder: string;
  readonly domains: readonly string[];
  /** as an account of the program has them */
  servers(address: string, security?: Server["security"]): Servers;
  /** every login that was tried so far */
  log(): readonly LoginTry[];
  /** Puts messages into a mailbox (made if it is not there), one after the other. CRLF or LF. */
  deliver(address: string, message: string | Uint8Array, mailbox?: string): Promise<void>;
  /** Thousands of messages at once into INBOX, written as files; newest last. `at` in milliseconds. */
  fill(address: string, messages: Iterable<FilledMessage>): number;
  addUser(user: NewUser): void;
  setPassword(address: string, password: string): void;
  setAccess(address: string, access: boolean): void;
  /** Switched on, an account of a provider like mail.com is opened by application passwords only. */
  setTwoFactor(address: string, on: boolean): void;
  addAppPassword(address: string, password: string): void;
  revokeAppPasswords(address: string): void;
  /** From now on both servers refuse every login with this text (IMAP: may start with a `[CODE]`); undefined: no more. */
  refuse(address: string, text: string | undefined): void;
  /** Ends the user's open IMAP sessions. */
  kick(address: string): Promise<void>;
  doveadm(args: readonly string[], input?: string | Uint8Array): Promise<string>;
  /** Stops Dovecot and Postfix as if the machine were off; the mail stays for `start`. */
  pause(): Promise<void>;
  /** Starts again after `pause`, on the same ports. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const mailOwner = 5000;
/** doveadm's exit code for "not found" */
const notFound = 68;

const exitCode = (failure: unknown): unknown =>
  failure instanceof Error ? (failure.cause as { readonly code?: unknown } | undefined)?.code : undefined;

/** Throws `MailServersMissing` if Dovecot or Postfix cannot be started on this machine. */
export async function startMailServers(options: MailServersOptions = {}): Promise<MailServers> {
  requirePrograms();
  const folder = makeFolder();
  let ownDatabase: Database | undefined;
  try {
    const operator = options.provider ?? standAlone(folder, options);
    if (!options.provider) ownDatabase = operator.database;
    const { layout, running } = await startOnFreePorts(folder, operator, options);
    return describe(layout, operator, running, ownDatabase);
  } catch (failure) {
    ownDatabase?.close();
    rmSync(folder, { recursive: true, force: true });
    throw failure;
  }
}

/** Another program can take a port between the look and the start: then others are tried. */
async function startOnFreePorts(
  folder: string,
  operator: MailOperator,
  { encryption = true, oauth }: MailServersOptions,
): Promise<{ readonly layout: Layout; readonly running: RunningServers }> {
  openDatabaseFolder(operator.database.path);
  for (let attempt = 1; ; attempt += 1) {
    const layout: Layout = {
      folder,
      run: join(folder, "run"),
      spool: join(folder, "spool"),
      etc: join(folder, "etc"),
      logs: join(folder, "logs"),
      mail: join(folder, "mail"),
      ports: await freePorts(),
      owner: mailOwner,
      database: operator.database.path,
      domains: operator.domains,
      encryption,
      oauth,
    };
    writeConfig(layout, operator.certificates);
    const running = new RunningServers(layout);
    try {
      await running.start();
      return { layout, running };
    } catch (failure) {
      await running.close();
      if (attempt === 3) throw failure;
    }
  }
}

function standAlone(folder: string, options: MailServersOptions): MailOperator {
  const users = options.users ?? [];
  const database = new Database(join(folder, "users.sqlite"), schema);
  for (const user of users) addUser(database, user);
  const named = new Set(users.map((user) => user.address.split("@")[1] ?? "example.test"));
  return {
    database,
    certificates: makeCertificates(),
    domains: options.domains ?? (named.size > 0 ? [...named] : ["example.test"]),
    onSessionsDropped: () => () => {},
  };
}

/** Dovecot's and Postfix's users must be able to read the provider's file. It holds practice data only. */
function openDatabaseFolder(path: string): void {
  if (!enterable(dirname(path))) chmodSync(dirname(path), 0o755);
  if (!enterable(dirname(path)))
    throw new Error("the provider's folder lies below a closed one (o+x is needed)");
  chmodSync(path, 0o644);
}

function writeConfig(layout: Layout, certificates: Certificates): void {
  const put = (name: string, text: string, mode = 0o644) =>
    writeFileSync(join(layout.etc, name), text, { mode });
  put("server.pem", certificates.server.chain);
  put("server.key", certificates.server.key, 0o600);
  put("words.conf", wordsConfig(layout, refusalTexts), 0o600);
  put("decision.conf", decisionConfig(layout), 0o600);
  if (layout.oauth) put("oauth2.conf", oauthConfig(layout.oauth), 0o600);
  put("dovecot.conf", dovecotConfig(layout));
  put("users.cf", usersConfig(layout));
  put("main.cf", mainConfig(layout));
  put("master.cf", masterConfig(layout));
  chownSync(layout.mail, mailOwner, mailOwner);
  const postfix = Number(/^postfix:[^:]*:(\d+)/m.exec(readFileSync("/etc/passwd", "utf8"))?.[1]);
  chownSync(join(layout.folder, "postfix-data"), postfix, 0);
}

function describe(
  layout: Layout,
  operator: MailOperator,
  running: RunningServers,
  ownDatabase: Database | undefined,
): MailServers {
  const { ports } = layout;
  const { database } = operator;
  const doveadm = (args: readonly string[], input?: string | Uint8Array) =>
    run("doveadm", ["-c", join(layout.etc, "dovecot.conf"), ...args], input);
  const kick = async (address: string): Promise<void> => {
    await doveadm(["kick", address.toLowerCase()]).catch((failure: unknown) => {
      if (exitCode(failure) !== notFound) throw failure; // else there was nobody to kick
    });
  };
  const kicks = new Set<Promise<void>>();
  const stopListening = operator.onSessionsDropped((address) => {
    const kicked = kick(address).finally(() => kicks.delete(kicked));
    kicks.add(kicked);
  });
  const server = (security: Server["security"], tls: number, starttls: number, userName: string): Server => ({
    host: "127.0.0.1",
    port: security === "tls" ? tls : starttls,
    security,
    userName,
  });
  return {
    host: "127.0.0.1",
    ports,
    ca: operator.certificates.authority,
    certificate: operator.certificates.sha256,
    folder: layout.folder,
    domains: layout.domains,
    servers: (address, security = "tls") => ({
      imap: server(security, ports.imaps, ports.imap, address),
      smtp: server(security, ports.submissions, ports.submission, address),
    }),
    log: () => readLogins(join(layout.logs, "dovecot.log")),
    deliver: async (address, message, mailbox = "INBOX") => {
      const save = () => doveadm(["save", "-u", address.toLowerCase(), "-m", mailbox], message);
      await save().catch(async (failure: unknown) => {
        if (exitCode(failure) !== notFound || mailbox === "INBOX") throw failure;
        await doveadm(["mailbox", "create", "-s", "-u", address.toLowerCase(), mailbox]);
        await save();
      });
    },
    fill: (address, messages) => fillMaildir(layout, address.toLowerCase(), messages),
    addUser: (user) => void addUser(database, user),
    setPassword: (address, password) => changeUser(database, address, { password }),
    setAccess: (address, access) => changeUser(database, address, { access }),
    setTwoFactor: (address, twoFactor) => changeUser(database, address, { twoFactor }),
    addAppPassword: (address, password) =>
      void database.run(
        "INSERT INTO app_passwords (id, address, name, password, created_at) VALUES (?, ?, ?, ?, ?)",
        ...[randomUUID(), address.toLowerCase(), "Mail program", password, Date.now()],
      ),
    revokeAppPasswords: (address) =>
      void database.run("DELETE FROM app_passwords WHERE address = ?", address.toLowerCase()),
    refuse: (address, text) => refuseMail(database, address, text),
    kick,
    doveadm,
    pause: () => running.stop(),
    start: () => running.start(),
    stop: async () => {
      stopListening();
      await Promise.allSettled([...kicks]);
      await running.close();
      ownDatabase?.close();
      rmSync(layout.folder, { recursive: true, force: true });
    },
  };
}
