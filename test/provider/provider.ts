// Starts a practice provider: state in a folder, a web server in front of it, and the handles that tests need. The
// same folder given again goes on where it stood.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Certificates, certificatesIn } from "./certificates.ts";
import { Database } from "./database.ts";
import { type Enrolment, enrolmentOf } from "./enrolment.ts";
import { type House, type Limits, usualLimits } from "./house.ts";
import type { PageExtras } from "./pages/pages.ts";
import { schema } from "./schema.ts";
import { normalNumber, type Sms, smsInbox } from "./sms.ts";
import { digitsOf, stepAt } from "./totp.ts";
import { refusalCounts } from "./tries.ts";
import { addUser, allUsers, type NewUser, requireUser, type User } from "./users.ts";
import { startWebServer } from "./web-server.ts";

export type { NewUser, ProviderId, User } from "./users.ts";

export interface ProviderOptions {
  /** where state and certificates lie; made if it is not there */
  readonly folder: string;
  readonly users?: readonly NewUser[];
  /** default: mailcom.test and mailfence.test */
  readonly domains?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** milliseconds since 1970; default: the system's clock */
  readonly now?: () => number;
  /** default: any free one */
  readonly port?: number;
  readonly pages?: PageExtras;
}

export interface Provider {
  readonly folder: string;
  readonly database: Database;
  readonly certificates: Certificates;
  readonly domains: readonly string[];
  readonly house: House;
  /** base address of API and pages, without a slash at the end */
  readonly web: string;
  addUser(user: NewUser): User;
  users(): readonly User[];
  /** what the provider knows of a user; throws for unknown ones */
  user(address: string): User;
  enrolment(address: string): Enrolment;
  /** the newest SMS to a number, however it is written, or none */
  lastSms(number: string): Sms | undefined;
  /** the six digits that are right now on the provider's clock, `steps` periods later. For tests as an oracle only. */
  digits(address: string, steps?: number): string;
  /** how often this user was refused what, for example `{ "api wrong-password": 1 }` */
  refusals(address: string): Readonly<Record<string, number>>;
  /** Moves the provider's clock on. */
  advance(ms: number): void;
  onSessionsDropped(listener: (address: string) => void): () => void;
  stop(): Promise<void>;
}

export async function startProvider(options: ProviderOptions): Promise<Provider> {
  mkdirSync(options.folder, { recursive: true });
  const database = new Database(join(options.folder, "provider.sqlite"), schema);
  const certificates = certificatesIn(options.folder);
  const listeners = new Set<(address: string) => void>();
  const clock = options.now ?? Date.now;
  let ahead = 0;
  const house: House = {
    database,
    limits: { ...usualLimits, ...options.limits },
    now: () => clock() + ahead,
    dropMailSessions: (address) => {
      for (const listener of listeners) listener(address);
    },
  };
  for (const user of options.users ?? []) addUser(database, user);
  const server = await startWebServer(house, certificates.server, options.pages ?? {}, options.port ?? 0);
  return {
    folder: options.folder,
    database,
    certificates,
    domains: options.domains ?? ["mailcom.test", "mailfence.test"],
    house,
    web: `https://127.0.0.1:${server.port}`,
    addUser: (user) => addUser(database, user),
    users: () => allUsers(database),
    user: (address) => requireUser(database, address),
    enrolment: (address) => enrolmentOf(house, requireUser(database, address).address),
    lastSms: (phone) => smsInbox(house, normalNumber(phone))[0],
    digits: (address, steps = 0) => {
      const { totpSecret } = requireUser(database, address);
      if (totpSecret === undefined) throw new Error(`${address} has no authenticator`);
      return digitsOf(totpSecret, stepAt(house.now()) + steps);
    },
    refusals: (address) => refusalCounts(house, address),
    advance: (ms) => {
      ahead += ms;
    },
    onSessionsDropped: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => {
      await server.stop();
      database.close();
    },
  };
}
