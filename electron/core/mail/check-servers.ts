// Tries both servers of an account once, for a person who waits for it: with a credential that was just typed, or with
// the one that is stored. It saves nothing.
import type { Pin, Protocol, Server, Servers } from "../../../shared/models/account.ts";
import type { HostGate } from "../accounts/host-gate.ts";
import type { LoginGate } from "../accounts/login-gate.ts";
import { type Credential, seal } from "../credential.ts";
import type { LinkControl } from "../worker-link.ts";
import type { connectImap } from "./imap.ts";
import { type AskCredential, logIn } from "./log-in.ts";
import type { AccountRecord, CheckInput, CheckStoredInput } from "./mail-service.ts";
import type { Smtp } from "./smtp.ts";

export interface ServerChecks {
  /** See `checkServers` of MailThread. */
  typed(input: CheckInput, control: LinkControl): Promise<void>;
  /** See `checkStored` of MailThread. */
  stored(input: CheckStoredInput, own: OwnLogins, control: LinkControl): Promise<void>;
}

/** How an account logs in by itself. */
export interface OwnLogins {
  readonly account: AccountRecord;
  readonly credential: AskCredential;
  readonly logins: LoginGate;
}

interface Place {
  readonly servers: Servers;
  readonly pins: readonly Pin[];
}

export function createServerChecks(parts: {
  readonly connect: typeof connectImap;
  readonly smtp: Smtp;
  readonly gate: HostGate;
  /** both servers let somebody in */
  readonly accepted: (servers: Servers) => void;
}): ServerChecks {
  const overImap = async ({ servers, pins }: Place, credential: Credential, signal: AbortSignal) => {
    const server = servers.imap;
    const connection = await parts.gate.enter(server.host, () =>
      parts.connect({ server, pins, credential, signal, push: false }),
    );
    connection.close();
  };
  const overSmtp = ({ servers, pins }: Place, credential: Credential, signal: AbortSignal) =>
    parts.smtp.check({ server: servers.smtp, pins, credential }, signal);
  const over = { imap: overImap, smtp: overSmtp } as const;

  const both = async (
    place: Place,
    { signal, report }: LinkControl,
    run: (protocol: Protocol, login: (credential: Credential) => Promise<void>) => Promise<void>,
  ) => {
    for (const protocol of ["imap", "smtp"] as const) {
      report(`checking-${protocol}`);
      await run(protocol, (credential) => over[protocol](place, credential, signal));
    }
    parts.accepted(place.servers);
  };

  return {
    async typed(input, control) {
      const credential = seal(input.credential);
      await both(input, control, (_protocol, login) => login(credential));
    },
    stored: ({ asked, ...place }, { account, credential, logins }, control) =>
      both(place, control, (protocol, login) => {
        const tried = () => logIn(credential, account.id, login);
        // SECURITY: [Note: one refusal] what is refused here would be refused there. What another server says of the
        // credential is no news of the account.
        const isOwn = isSameLogin(place.servers[protocol], account.servers[protocol]);
        return isOwn ? logins.enter(account.id, protocol, tried, { asked }) : tried();
      }),
  };
}

function isSameLogin(one: Server, other: Server): boolean {
  return one.host === other.host && one.userName === other.userName;
}
