// The kinds of providers that there are, by what their servers do to a mail program when two-factor authentication is
// switched on: as data for the tests. A kind with tokens instead of passwords is one more entry.
import type { MailServers } from "./mail-servers.ts";

/** One person at a provider of some kind. */
export interface PersonThere {
  readonly servers: MailServers;
  readonly address: string;
  /** what the program logs in with at first */
  readonly password: string;
}

export interface ProviderKind {
  readonly name: string;
  /** What becomes of the login: nothing; refused until a person signs in; put off until the server relents. */
  readonly outcome: "same" | "refused" | "throttled";
  /** Before anything: the account as the provider hands it out. */
  readonly prepare?: (person: PersonThere) => void;
  /** What the provider does in the moment of activation, at once. Open sessions are ended after it. */
  readonly activate: (person: PersonThere) => void;
  /** What the person does on the provider's pages; answers the credential that counts from then on. */
  readonly steps: (person: PersonThere) => string;
  /** The server's words as this kind says them: one line of a server, what is sent instead. Only before the login. */
  readonly rewrite?: (line: string) => string | readonly string[];
  /** is in the words that the account's state keeps */
  readonly says?: RegExp;
}

const appPassword = "qwer tyui asdf ghjk";

const makeAppPassword = ({ servers, address }: PersonThere): string => {
  servers.setAccess(address, true);
  servers.refuse(address, undefined);
  servers.revokeAppPasswords(address);
  servers.addAppPassword(address, appPassword);
  return appPassword;
};

const switchOn = ({ servers, address }: PersonThere): void => servers.setTwoFactor(address, true);

export const providerKinds: readonly ProviderKind[] = [
  {
    name: "unchanged",
    outcome: "same",
    activate: () => {},
    steps: ({ password }) => password,
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
      return password;
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
      return password;
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
];
