// The whole practice place for `npm start -- --practice`: provider, embedded mail, a filled mailbox. Needs nothing on
// the machine but Node, and has no part in the packaged program.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import type { PracticeAccount, PracticeDomain } from "../../electron/core/platform.ts";
import { randomText } from "./house.ts";
import { type EmbeddedMail, startEmbeddedMail } from "./mail/embedded-mail.ts";
import { friends, seedMailbox } from "./mail/seeds.ts";
import type { SentMail } from "./pages/open-pages.ts";
import { type Provider, startProvider } from "./provider.ts";
import type { ProviderId } from "./users.ts";

export interface PracticeOptions {
  /** where the practice place keeps its state; made if it is not there */
  readonly folder: string;
  readonly providerId: ProviderId;
}

export interface Practice extends PracticeAccount {
  readonly provider: Provider;
  readonly mail: EmbeddedMail;
  stop(): Promise<void>;
}

const domainOf: Readonly<Record<ProviderId, string>> = {
  "mail-com": "mailcom.test",
  mailfence: "mailfence.test",
};

const Ports = z.object({ web: z.number(), imap: z.number(), smtp: z.number() });
type Ports = z.infer<typeof Ports>;

/** The same folder again gives the same account, certificate and, if they are free, the same ports. */
export async function startPractice({ folder, providerId }: PracticeOptions): Promise<Practice> {
  mkdirSync(folder, { recursive: true });
  const ports = await lastPorts(folder);
  let sent: () => readonly SentMail[] = () => [];
  const provider = await startProvider({
    folder,
    domains: Object.values(domainOf),
    port: ports.web,
    pages: { sent: () => sent() },
  });
  const mail = await startEmbeddedMail({ provider, imapPort: ports.imap, smtpPort: ports.smtp }).catch(
    async (failure: unknown) => {
      await provider.stop();
      throw failure;
    },
  );
  sent = mail.sent;
  const used: Ports = { web: Number(new URL(provider.web).port), imap: mail.imapPort, smtp: mail.smtpPort };
  writeFileSync(join(folder, "ports.json"), JSON.stringify(used));
  const { address, password } = await practiceUser(provider, mail, providerId);
  return {
    provider,
    mail,
    address,
    password,
    certificate: provider.certificates.sha256,
    domains: practiceDomains(provider, mail),
    stop: async () => {
      await mail.stop();
      await provider.stop();
    },
  };
}

async function practiceUser(provider: Provider, mail: EmbeddedMail, providerId: ProviderId) {
  const domain = domainOf[providerId];
  for (const friend of friends(domain)) {
    provider.addUser({ ...friend, providerId, password: randomText("abcdefghijkmnpqrstuvwxyz23456789", 20) });
  }
  const user = provider.addUser({
    address: `you@${domain}`,
    name: "You",
    providerId,
    password: `practice-${randomText("abcdefghijkmnpqrstuvwxyz23456789", 8)}`,
  });
  if (mail.store.isNew(user.address)) {
    await seedMailbox(mail.store, user.address, user.name, provider.house.now());
  }
  return user;
}

function practiceDomains(provider: Provider, mail: EmbeddedMail): readonly PracticeDomain[] {
  const server = (port: number) => ({ host: "127.0.0.1", port, security: "tls" as const });
  return Object.entries(domainOf).map(([providerId, domain]) => ({
    domain,
    providerId,
    servers: { imap: server(mail.imapPort), smtp: server(mail.smtpPort) },
    authority: provider.certificates.authority,
    web: provider.web,
  }));
}

/** The ports of the last time, as far as nobody else has them; an account in Gatepost remembers them. */
async function lastPorts(folder: string): Promise<Ports> {
  let last: Ports;
  try {
    last = Ports.parse(JSON.parse(readFileSync(join(folder, "ports.json"), "utf8")));
  } catch {
    return { web: 0, imap: 0, smtp: 0 }; // the first time, or a file that somebody broke: any port will do
  }
  const [web = 0, imap = 0, smtp = 0] = await Promise.all(
    [last.web, last.imap, last.smtp].map(async (port) => ((await isFree(port)) ? port : 0)),
  );
  return { web, imap, smtp };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
