// One person whose provider switches two-factor authentication on while the program is in the middle of something: the
// engine, the moment at which it strikes, and what the server has seen of it. What is expected stands in the tests.
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { type NewCredential, shown } from "../../electron/core/accounts/credentials.ts";
import type { MailThreadHost } from "../../electron/core/mail/mail-service.ts";
import { createSmtp, type Smtp } from "../../electron/core/mail/smtp.ts";
import { AppError } from "../../shared/ipc/errors.ts";
import type { AccountState, Servers } from "../../shared/models/account.ts";
import { makeCertificates } from "../provider/certificates.ts";
import { startEngine, type TestEngine, until } from "./engine.ts";
import { type FlakyLine, flakyLine } from "./flaky-line.ts";
import type { MailServers } from "./mail-servers.ts";
import { generateMailbox } from "./mailbox.ts";
import type { OauthServer } from "./oauth-server.ts";
import { type PersonsPermissions, personsPermissions } from "./persons-permissions.ts";
import type { PersonThere, ProviderKind } from "./provider-kinds.ts";
import { type RewritingLine, startRewritingLine } from "./rewriting-line.ts";

/** by Gatepost: the account is paused before. elsewhere: in a browser, and the program learns it from a refusal. */
export type Announcement = "by Gatepost" | "elsewhere";

export interface ActivationCase {
  readonly kind: ProviderKind;
  readonly person: PersonThere;
  readonly friend: string;
  readonly accountId: string;
  /** the Message-ID of one of the messages that were there from the beginning, by its subject */
  messageIdOf(subject: string): string;
  readonly line: FlakyLine;
  /** the one that runs now */
  readonly engine: TestEngine;
  /** Pauses the account if Gatepost knows of it, then the provider switches it on and ends the open sessions. */
  strike(): Promise<void>;
  /** The next message that is handed to the server meets `happening`, which is not waited for. */
  atHandOver(happening: () => Promise<void>): void;
  readonly struck: boolean;
  state(): Promise<AccountState | undefined>;
  /** Ends the program and starts it again. */
  restart(): Promise<void>;
  /** Tries the credential over IMAP and SMTP as a person's sign-in does, then lets the account go on with it. */
  signIn(credential: NewCredential): Promise<void>;
  /** The logins that the server refused, since the activation and before `signIn`. */
  refusals(): number;
  /** Adds and sends a message to the friend. */
  send(subject: string): Promise<void>;
  stop(): Promise<void>;
}

const firstPassword = "Correct-Horse-1";
let cases = 0;

/** `messages` lie in the INBOX from the beginning. The account is not added yet: `begin` does. */
export async function startActivationCase(
  { servers, oauth }: { readonly servers: MailServers; readonly oauth: OauthServer },
  kind: ProviderKind,
  announced: Announcement,
  messages: number,
): Promise<ActivationCase & { begin(): Promise<void> }> {
  const number = ++cases;
  const domain = servers.domains[0] ?? "";
  const address = `person${number}@${domain}`;
  const permissions = personsPermissions(oauth, address);
  const person: PersonThere = { servers, address, password: firstPassword, permissions };
  const friend = `friend${number}@${domain}`;
  for (const each of [address, friend]) servers.addUser({ address: each, password: firstPassword });
  kind.prepare?.(person);
  servers.fill(person.address, generateMailbox({ count: messages, owner: person.address, seed: number }));
  const reached = await reach(servers, kind, person.address);
  const line = flakyLine();
  const handOver: { happening: (() => Promise<void>) | undefined } = { happening: undefined };
  const smtp = createSmtp();
  const watched: Smtp = {
    check: smtp.check,
    send: (target, input, signal) =>
      smtp.send(
        target,
        {
          ...input,
          onHandOver() {
            input.onHandOver();
            void handOver.happening?.();
            handOver.happening = undefined;
          },
        },
        signal,
      ),
  };
  // A throttled login is put off by these, so that the server's log shows whether anybody hurries.
  const backoff = { first: 300, most: 1_200 };
  const passwords = new Map<string, string>();
  const host = keeperOf(passwords, permissions);
  let engine = await startEngine({ connect: line.connect, smtp: watched, backoff, passwords, host });
  let accountId = "";
  let struck = false;
  let from = 0;
  let to: number | undefined;
  const tries = () => servers.log().filter(({ user }) => user === person.address);

  return {
    kind,
    person,
    friend,
    line,
    get accountId() {
      return accountId;
    },
    messageIdOf: (subject) => `<${subject.split(" ").at(-1)}.${number}@mailbox.test>`,
    get engine() {
      return engine;
    },
    get struck() {
      return struck;
    },
    async begin() {
      // Sent at once: the time to take a message back is none of this.
      const data = { theme: "system", clipboardSeconds: 30, undoSeconds: 0, markReadOnOpen: true };
      await engine.engine.putRecord({ kind: "settings", id: "settings", data });
      accountId =
        kind.takes === "tokens"
          ? await addWithToken(engine, reached, person)
          : await engine.addAccount(address, person.password, reached.servers, reached.certificate);
    },
    async strike() {
      if (announced === "by Gatepost") await engine.engine.pauseAccount({ accountId, reason: "two-factor" });
      from = tries().length;
      await kind.activate(person);
      await servers.kick(person.address);
      await until("the end of the sessions", async () => {
        const sessions = await servers.doveadm(["-f", "tab", "who", "-1", person.address]);
        return !sessions.includes(person.address);
      });
      struck = true;
    },
    atHandOver(happening) {
      handOver.happening = happening;
    },
    state: async () => (await engine.engine["accounts.list"](undefined))[0]?.state,
    async restart() {
      permissions.restart();
      engine = await engine.again();
    },
    async signIn(credential) {
      to = tries().length;
      const account = await engine.engine.getAccount({ accountId });
      await engine.engine.checkServers(
        { ...account, credential: shown(credential) },
        { signal: new AbortController().signal, report: () => {} },
      );
      if (credential.kind === "oauth") {
        await permissions.tokens.keep(accountId, credential.grant);
        await engine.engine.saveAccount({ ...account, oauth: credential.grant.binding });
      } else passwords.set(accountId, credential.password.reveal());
      await engine.engine.resumeAccount({ accountId });
    },
    refusals: () =>
      tries()
        .slice(from, to)
        .filter(({ accepted }) => !accepted).length,
    async send(subject) {
      const { id } = await engine.engine["drafts.create"]({ mode: "new", accountId });
      const fields = { accountId, to: friend, cc: "", bcc: "", subject, text: "As promised." };
      await engine.engine["drafts.save"]({ draftId: id, fields });
      await engine.engine["drafts.send"]({ draftId: id });
    },
    async stop() {
      await engine.engine.close({});
      rmSync(engine.folder, { recursive: true, force: true });
      for (const each of reached.lines) await each.stop();
      permissions.forget();
    },
  };
}

/** What the main thread is to the engine, as far as these stories need it. */
function keeperOf(
  passwords: ReadonlyMap<string, string>,
  permissions: PersonsPermissions,
): Pick<MailThreadHost, "credential" | "tell"> {
  return {
    async credential({ accountId, oauth, rejected }) {
      if (oauth) return permissions.tokens.forLogin(accountId, oauth, rejected);
      const password = passwords.get(accountId);
      if (password === undefined) throw new AppError("password-gone");
      return { kind: "password", value: password };
    },
    tell: async () => {},
  };
}

async function addWithToken(
  { engine }: TestEngine,
  { servers, certificate: sha256 }: { readonly servers: Servers; readonly certificate: string },
  { address, permissions }: PersonThere,
): Promise<string> {
  const grant = await permissions.agree();
  const id = randomUUID();
  await permissions.tokens.keep(id, grant);
  const pins = [servers.imap, servers.smtp].map(({ host, port }) => ({ host, port, sha256 }));
  const fixed = { providerId: undefined, addedAt: Date.now(), oauth: grant.binding };
  await engine.saveAccount({ id, name: address, address, servers, pins, ...fixed });
  return id;
}

/** Straight, or through lines that say the kind's own words. */
async function reach(
  servers: MailServers,
  { rewrite }: ProviderKind,
  address: string,
): Promise<{
  readonly servers: Servers;
  readonly certificate: string;
  readonly lines: readonly RewritingLine[];
}> {
  const straight = servers.servers(address);
  if (!rewrite) return { servers: straight, certificate: servers.certificate, lines: [] };
  const certificates = makeCertificates();
  const lineTo = (server: Servers["imap"]) =>
    startRewritingLine({ to: server, certificate: certificates.server, rewrite });
  const [imap, smtp] = [await lineTo(straight.imap), await lineTo(straight.smtp)];
  return {
    servers: {
      imap: { ...straight.imap, port: imap.port },
      smtp: { ...straight.smtp, port: smtp.port },
    },
    certificate: certificates.sha256,
    lines: [imap, smtp],
  };
}

/** Until the first sync is through and nothing waits. */
export async function calm(at: ActivationCase): Promise<void> {
  await until(
    `calm of ${at.kind.name}`,
    async () => {
      const [account] = await at.engine.engine["accounts.list"](undefined);
      const outbox = await at.engine.engine["outbox.list"](undefined);
      const folders = await at.engine.engine["folders.list"](undefined);
      return (
        account?.state.kind === "ok" &&
        account.waiting === 0 &&
        account.sync === undefined &&
        outbox.length === 0 &&
        folders.length > 1
      );
    },
    60_000,
  );
  await at.engine.engine.idle();
}
