// What a signed-in user sees of their own account, and the switches beside the enrolment.
import { listAppPasswords } from "./app-passwords.ts";
import { switchOff } from "./enrolment.ts";
import { type House, ProviderRefusal } from "./house.ts";
import { backupCodesLeft, checkPassword, makeBackupCodes, type Proofs, takeProof } from "./second-factor.ts";
import { masked } from "./sms.ts";
import { changeUser, type ProviderId, requireUser, type User } from "./users.ts";

export interface AccountFacts {
  readonly address: string;
  readonly providerId: ProviderId;
  readonly name: string;
  readonly twoFactor: "on" | "off";
  readonly since?: number;
  readonly access: boolean;
  readonly appPasswords: number;
  readonly backupCodesLeft?: number;
  readonly phone?: string;
}

export function accountFacts(house: House, address: string): AccountFacts {
  const user = requireUser(house.database, address);
  return {
    address: user.address,
    providerId: user.providerId,
    name: user.name,
    twoFactor: user.twoFactor ? "on" : "off",
    ...(user.twoFactor && user.since !== undefined ? { since: user.since } : {}),
    access: user.access,
    appPasswords: listAppPasswords(house, address).length,
    ...(user.twoFactor && user.providerId === "mailfence"
      ? { backupCodesLeft: backupCodesLeft(house, address) }
      : {}),
    ...(user.phone === undefined ? {} : { phone: masked(user.phone) }),
  };
}

/** The switch "POP3/IMAP access". Off ends the mail sessions. */
export function switchAccess(house: House, address: string, enabled: boolean): void {
  changeUser(house.database, address, { access: enabled });
  if (!enabled) house.dropMailSessions(address);
}

/** Asks for the password and one more proof, then switches two-factor authentication off. */
export function disableTwoFactor(house: House, user: User, password: string, proofs: Proofs): void {
  if (!user.twoFactor) throw new ProviderRefusal("order", { step: "not-started" });
  checkPassword(house, user.address, password);
  takeProof(house, user, proofs);
  switchOff(house, user);
}

/** Mailfence: ten new backup codes; the old ones are void. */
export function renewBackupCodes(house: House, user: User, password: string): readonly string[] {
  if (user.providerId !== "mailfence") throw new ProviderRefusal("unsupported");
  if (!user.twoFactor) throw new ProviderRefusal("order", { step: "not-started" });
  checkPassword(house, user.address, password);
  return makeBackupCodes(house, user.address);
}
