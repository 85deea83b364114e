// The kinds of providers that there are, by what their servers do to a mail program when two-factor authentication is
// switched on: as data for the tests.
import type { NewCredential } from "../../electron/core/accounts/credentials.ts";
import { Secret } from "../../electron/core/secret.ts";
import type { MailServers } from "./mail-servers.ts";
import type { PersonsPermissions } from "./persons-permissions.ts";

/** One person at a provider of some kind. */
export interface PersonThere {
  readonly servers: MailServers;
  readonly address: string;
  /** what the program logs in with at first, where the provider takes passwords */
  readonly password: string;
  readonly permissions: PersonsPermissions;
}

/** Which logins the servers take: passwords, tokens, or both. */
export type Takes = "passwords" | "tokens" | "both";

export interface ProviderKind {
  readonly name: string;
  /** What becomes of the login: nothing; refused until a person signs in; put off until the server relents. */
  readonly outcome: "same" | "refused" | "throttled";
  /** left out: passwords alone. Servers that take tokens alone are logged in to with one from the beginning. */
  readonly takes?: Takes;
  /** Before anything: the account as the provider hands it out. */
  readonly prepare?: (person: PersonThere) => void;
  /** What the provider does in the moment of activation. Open sessions are ended after it. */
  readonly activate: (person: PersonThere) => void | Promise<void>;
  /** What the person does on the provider's pages; answers the credential that counts from then on. */
  readonly steps: (person: PersonThere) => NewCredential | Promise<NewCredential>;
  /** The server's words as this kind says them: one line of a server, what is sent instead. Only before the login. */
  readonly rewrite?: (line: string) => string | readonly string[];
  /** is in the words that the account's state keeps */
  readonly says?: RegExp;
}

const appPassword = "qwer tyui asdf ghjk";

const byPassword = (password: string): NewCredential => ({
  kind: "password",
  password: new Secret(password),
});

const makeAppPassword = ({ servers, address }: PersonThere): NewCredential => {
  servers.setAccess(address, true);
  servers.refuse(address, undefined);
  servers.revokeAppPasswords(address);
  servers.addAppPassword(address, appPassword);
  return byPassword(appPassword);
};

const agree = async ({ permissions }: PersonThere): Promise<NewCredential> => ({
  kind: "oauth",
  grant: await permissions.agree(),
});

const switchOn = ({ servers, address }: PersonThere): void => servers.setTwoFactor(address, true);

export const providerKinds: readonly ProviderKind[] = [
  {
    name: "unchanged",
    outcome: "same",
    activate: () => {},
    steps: ({ password }) => byPassword(password),
  },
  {
    name: "app password after activation",
    outcome: "refused",
    activate: switchOn,
    steps: makeAppPassword,
    says: /application-specific password/i,
  },
  {
    name: "IMAP switched off, then an app password",
    outcome: "refused",
    activate(person) {
      switchOn(person);
      person.servers.setAccess(person.address, false);
    },
    steps: makeAppPassword,
    says: /access is not enabled/i,
  },
  {
    name: "app passwords always, all revoked by the activation",
    outcome: "refused",
    prepare(person) {
      switchOn(person);
      person.servers.setPassword(person.address, "for the web only");
      person.servers.addAppPassword(person.address, person.password);
    },
    activate: ({ servers, address }) => servers.revokeAppPasswords(address),
    steps: makeAppPassword,
    says: /authentication failed/i,
  },
  {
    name: "throttled",
    outcome: "throttled",
    activate: ({ servers, address }) => servers.refuse(address, "[LIMIT] Too many simultaneous connections"),
    steps({ servers, address, password }) {
      servers.refuse(address, undefined);
      return byPassword(password);
    },
    says: /too many simultaneous connections/i,
  },
  {
    name: "account locked",
    outcome: "refused",
    activate: ({ servers, address }) =>
      servers.refuse(address, "[CONTACTADMIN] Your account has been locked, please contact support"),
    steps({ servers, address, password }) {
      servers.refuse(address, undefined);
      return byPassword(password);
    },
    says: /account has been locked/i,
  },
  {
    name: "a text without any code",
    outcome: "refused",
    activate: switchOn,
    steps: makeAppPassword,
    rewrite: (line) =>
      line.replace(/^(\w+ NO) .*/, "$1 Login failed.").replace(/^535 .*/, "535 Login failed."),
    says: /^login failed\.$/i,
  },
  {
    name: "an alert with a code",
    outcome: "refused",
    activate(person) {
      switchOn(person);
      person.servers.refuse(
        person.address,
        "[ALERT] Application-specific password required: https://support.post.test/2fa (Failure)",
      );
    },
    steps: makeAppPassword,
    says: /application-specific password required/i,
  },
  {
    name: "an untagged alert before a bare refusal",
    outcome: "refused",
    activate: switchOn,
    steps: makeAppPassword,
    rewrite: (line) =>
      /^\w+ NO /.test(line)
        ? [
            "* NO [WEBALERT https://accounts.post.test/continue] Web login required.",
            `${line.split(" ")[0]} NO [ALERT] Please log in via your web browser (Failure)`,
          ]
        : line.replace(
            /^535 .*/,
            "534 5.7.14 Please log in via your web browser and then try again. https://support.post.test",
          ),
    says: /log in via your web browser/i,
  },
  {
    name: "OAuth2 only, all permissions taken back by the activation",
    outcome: "refused",
    takes: "tokens",
    activate: ({ permissions }) => permissions.takeBack(),
    steps: agree,
    says: /invalid_grant/,
  },
  {
    name: "OAuth2 only from the activation on, a password before",
    outcome: "refused",
    takes: "both",
    activate: ({ servers, address }) =>
      servers.refuse(address, "[ALERT] Basic authentication is disabled, please use OAuth"),
    steps: agree,
    says: /basic authentication is disabled/i,
  },
];
