// Application-specific passwords (mail.com) and service passwords (Mailfence): made, shown once, listed, revoked.
import { randomUUID } from "node:crypto";
import { number, optionalNumber, text } from "./database.ts";
import { type House, ProviderRefusal, randomText } from "./house.ts";
import { checkPassword } from "./second-factor.ts";
import type { User } from "./users.ts";

export interface AppPassword {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

export function listAppPasswords(house: House, address: string): readonly AppPassword[] {
  return house.database
    .all("SELECT * FROM app_passwords WHERE address = ? ORDER BY created_at, id", address)
    .map((row) => {
      const lastUsedAt = optionalNumber(row, "last_used_at");
      return {
        id: text(row, "id"),
        name: text(row, "name"),
        createdAt: number(row, "created_at"),
        ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      };
    });
}

/** Asks for the account's password; `appPassword` is told only here. */
export function makeAppPassword(
  house: House,
  user: User,
  name: string,
  password: string,
): AppPassword & { readonly appPassword: string } {
  if (user.providerId === "mail-com" && !user.twoFactor) throw new ProviderRefusal("order");
  checkPassword(house, user.address, password);
  const made = {
    id: randomUUID(),
    name: name.trim() || "Mail program",
    createdAt: house.now(),
    appPassword: randomText("abcdefghijklmnopqrstuvwxyz", 16),
  };
  house.database.run(
    "INSERT INTO app_passwords (id, address, name, password, created_at) VALUES (?, ?, ?, ?, ?)",
    made.id,
    user.address,
    made.name,
    made.appPassword,
    made.createdAt,
  );
  return made;
}

export function revokeAppPassword(house: House, address: string, id: string): void {
  const { changes } = house.database.run(
    "DELETE FROM app_passwords WHERE id = ? AND address = ?",
    id,
    address,
  );
  if (changes === 0) throw new ProviderRefusal("not-found");
  house.dropMailSessions(address);
}
