// The people who have an account at the provider. What belongs to one of their days (enrolment, sessions, mail) is in
// the files beside this one.
import { type Database, number, optionalNumber, optionalText, type Row, text } from "./database.ts";

export type ProviderId = "mail-com" | "mailfence";

export interface NewUser {
  readonly address: string;
  readonly password: string;
  /** default: by the domain, `mailfence` for mailfence.test, else `mail-com` */
  readonly providerId?: ProviderId;
  readonly name?: string;
  /** a mobile number that the provider already has */
  readonly phone?: string;
}

export interface User {
  readonly address: string;
  readonly providerId: ProviderId;
  readonly name: string;
  readonly password: string;
  readonly phone: string | undefined;
  readonly twoFactor: boolean;
  readonly since: number | undefined;
  /** the switch "POP3/IMAP access" */
  readonly access: boolean;
  /** base32; set from the moment when the authenticator is shown */
  readonly totpSecret: string | undefined;
  /** the last time step whose digits were taken, or -1 */
  readonly totpLastStep: number;
  readonly secretKey: string | undefined;
}

const fromRow = (row: Row): User => ({
  address: text(row, "address"),
  providerId: text(row, "provider") === "mailfence" ? "mailfence" : "mail-com",
  name: text(row, "name"),
  password: text(row, "password"),
  phone: optionalText(row, "phone"),
  twoFactor: number(row, "two_factor") === 1,
  since: optionalNumber(row, "since"),
  access: number(row, "access") === 1,
  totpSecret: optionalText(row, "totp_secret"),
  totpLastStep: number(row, "totp_last_step"),
  secretKey: optionalText(row, "secret_key"),
});

const key = (address: string): string => address.trim().toLowerCase();

/** Adds a user, or leaves one that is there already as it is. */
export function addUser(database: Database, user: NewUser): User {
  const address = key(user.address);
  const providerId = user.providerId ?? (address.endsWith("@mailfence.test") ? "mailfence" : "mail-com");
  database.run(
    "INSERT OR IGNORE INTO users (address, provider, name, password, phone) VALUES (?, ?, ?, ?, ?)",
    address,
    providerId,
    user.name ?? address.split("@")[0] ?? address,
    user.password,
    user.phone ?? null,
  );
  return requireUser(database, address);
}

export function findUser(database: Database, address: string): User | undefined {
  const row = database.one("SELECT * FROM users WHERE address = ?", key(address));
  return row && fromRow(row);
}

/** For callers that know that the user is there; anything else is a bug. */
export function requireUser(database: Database, address: string): User {
  const user = findUser(database, address);
  if (!user) throw new Error(`no such user: ${address}`);
  return user;
}

export const allUsers = (database: Database): readonly User[] =>
  database.all("SELECT * FROM users ORDER BY address").map(fromRow);

const columns = {
  password: "password",
  phone: "phone",
  twoFactor: "two_factor",
  since: "since",
  access: "access",
  totpSecret: "totp_secret",
  totpLastStep: "totp_last_step",
  secretKey: "secret_key",
} as const;

export type UserChange = { readonly [Name in keyof typeof columns]?: User[Name] | undefined };

/** Writes the named fields; `undefined` empties one. */
export function changeUser(database: Database, address: string, change: UserChange): void {
  for (const name of Object.keys(change) as (keyof typeof columns)[]) {
    const value = change[name];
    database.run(
      `UPDATE users SET ${columns[name]} = ? WHERE address = ?`,
      typeof value === "boolean" ? Number(value) : (value ?? null),
      key(address),
    );
  }
}

/** Makes the mail servers refuse every login of this user with `refusal`, or stop doing so. */
export function refuseMail(database: Database, address: string, refusal: string | undefined): void {
  database.run("UPDATE users SET refusal = ? WHERE address = ?", refusal ?? null, key(address));
}
