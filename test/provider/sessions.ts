// Who is signed in: bearer tokens of the JSON API and cookies of the web pages. A `half` session has given the
// password, but not yet the second factor.
import { randomBytes } from "node:crypto";
import { text } from "./database.ts";
import { type House, ProviderRefusal } from "./house.ts";
import { checkPassword, type Proofs, takeProof } from "./second-factor.ts";
import { requireUser, type User } from "./users.ts";

export type SessionKind = "api" | "web" | "half";

export interface Session {
  readonly token: string;
  readonly expiresAt: number;
}

export function openSession(house: House, address: string, kind: SessionKind): Session {
  const token = randomBytes(24).toString("base64url");
  const expiresAt = house.now() + house.limits.sessionMs;
  house.database.run("DELETE FROM sessions WHERE expires_at < ?", house.now());
  house.database.run("INSERT INTO sessions VALUES (?, ?, ?, ?)", token, address, kind, expiresAt);
  return { token, expiresAt };
}

/** Signs in over the API: password, and the second factor if it is on. */
export function signIn(
  house: House,
  address: string,
  password: string,
  proofs: Proofs,
): Session & { readonly user: User } {
  const user = checkPassword(house, address, password);
  if (user.twoFactor) takeProof(house, user, { digits: proofs.digits, backupCode: proofs.backupCode });
  return { ...openSession(house, user.address, "api"), user: requireUser(house.database, user.address) };
}

/** The user of a session, whose life begins anew; throws `session-expired`. */
export function sessionUser(house: House, token: string, kind: SessionKind): User {
  const row = house.database.one(
    "SELECT address FROM sessions WHERE token = ? AND kind = ? AND expires_at >= ?",
    token,
    kind,
    house.now(),
  );
  if (!row) throw new ProviderRefusal("session-expired");
  house.database.run(
    "UPDATE sessions SET expires_at = ? WHERE token = ?",
    house.now() + house.limits.sessionMs,
    token,
  );
  return requireUser(house.database, text(row, "address"));
}

export function closeSession(house: House, token: string): void {
  house.database.run("DELETE FROM sessions WHERE token = ?", token);
}

/** Ends all sessions of the user, web and API, but `kept`. */
export function closeOtherSessions(house: House, address: string, kept: string): void {
  house.database.run("DELETE FROM sessions WHERE address = ? AND token <> ?", address, kept);
}
