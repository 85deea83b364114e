// The world of a story: a practice provider with real Dovecot and Postfix behind it, one person with mail in their
// folders, and a friend who writes to them.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import type { PracticeDomain } from "../../electron/core/platform.ts";
import { type Provider, type ProviderId, startProvider } from "../provider/provider.ts";
import type { FilledMessage } from "./mail/maildir.ts";
import { type MailServers, startMailServers } from "./mail-servers.ts";
import { generateMailbox } from "./mailbox.ts";
import { readMailboxes, type ServerMessage } from "./server-messages.ts";

export interface PracticeWorld {
  readonly provider: Provider;
  readonly servers: MailServers;
  readonly practiceDomains: readonly PracticeDomain[];
  readonly person: { readonly address: string; readonly password: string; readonly name: string };
  readonly friend: { readonly address: string; readonly password: string };
  /** Message-ID and flags of everything on the server, by folder and UID, seen by the operator himself. */
  mailboxes(address: string): Promise<readonly ServerMessage[]>;
  stop(): Promise<void>;
}

const domainOf: Readonly<Record<ProviderId, string>> = {
  "mail-com": "mailcom.test",
  mailfence: "mailfence.test",
};

export async function startPracticeWorld(
  providerId: ProviderId,
  options: {
    readonly password?: string;
    readonly messages?: number;
    /** these letters in the INBOX instead of made ones */
    readonly letters?: (person: PracticeWorld["person"]) => readonly FilledMessage[];
    readonly phone?: string;
  } = {},
): Promise<PracticeWorld> {
  const folder = await mkdtemp(join(tmpdir(), "gp-world-"));
  await chmod(folder, 0o755); // Dovecot's own users read the provider's state below it
  const domain = domainOf[providerId];
  const person = {
    address: `ada@${domain}`,
    password: options.password ?? "Ada reads 12 letters",
    name: "Ada Sommer",
  };
  const friend = { address: `bruno@${domain}`, password: "Bruno writes 34 letters" };
  const phone = options.phone === undefined ? {} : { phone: options.phone };
  const provider = await startProvider({
    folder: join(folder, "provider"),
    users: [
      { ...person, providerId, ...phone },
      { ...friend, providerId },
    ],
  });
  const servers = await startMailServers({ provider });
  const { imap, smtp } = servers.servers(person.address);
  const practiceDomains = [
    {
      domain,
      providerId,
      servers: { imap: bare(imap), smtp: bare(smtp) },
      authority: provider.certificates.authority,
      web: provider.web,
    },
  ];
  servers.fill(
    person.address,
    options.letters?.(person) ??
      generateMailbox({
        count: options.messages ?? 60,
        owner: person.address,
        newest: Date.now() - 3_600_000,
      }),
  );
  await servers.deliver(
    person.address,
    [
      `From: Bruno Keller <${friend.address}>`,
      `To: ${person.address}`,
      "Subject: Keys for the garden house",
      `Date: ${new Date().toUTCString()}`,
      `Message-ID: <keys@${domain}>`,
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "The keys are with the neighbour. Will you come on Sunday?",
      "",
    ].join("\r\n"),
  );
  return {
    provider,
    servers,
    practiceDomains,
    person,
    friend,
    mailboxes: (address) => readMailboxes(servers, address),
    async stop() {
      await servers.stop();
      await provider.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function bare({ host, port, security }: { host: string; port: number; security: "tls" | "starttls" }) {
  return { host, port, security };
}

/** Logs in over IMAP once, as any mail program would; answers whether the server took the password. */
export async function imapAccepts(servers: MailServers, address: string, password: string): Promise<boolean> {
  const client = new ImapFlow({
    host: servers.host,
    port: servers.ports.imaps,
    secure: true,
    auth: { user: address, pass: password },
    tls: { ca: servers.ca, servername: "localhost" },
    logger: false,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.logout();
    return true;
  } catch {
    return false;
  }
}
