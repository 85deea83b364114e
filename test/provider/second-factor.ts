// Password, six digits, backup codes and secret key: every check of the provider that proves who somebody is.
import { timingSafeEqual } from "node:crypto";
import { text } from "./database.ts";
import { type House, ProviderRefusal, randomText } from "./house.ts";
import { checkDigits } from "./totp.ts";
import { forgetTries, mayTry, note, wrong } from "./tries.ts";
import { changeUser, findUser, requireUser, type User } from "./users.ts";

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a, "utf8"), Buffer.from(b, "utf8")];
  return left.length === right.length && timingSafeEqual(left, right);
};
const bare = (typed: string): string => typed.replace(/[\s-]/g, "").toLowerCase();

/** The user of `address` if the password is right. An unknown address is refused in the same words. */
export function checkPassword(house: House, address: string, password: string): User {
  const known = address.trim().toLowerCase();
  mayTry(house, known, "password");
  const user = findUser(house.database, known);
  if (!user || !same(user.password, password)) wrong(house, known, "password", "wrong-password");
  forgetTries(house, known, "password");
  return user;
}

/** Takes the six digits of the user's authenticator; each only once. */
export function takeDigits(house: House, address: string, digits: string): void {
  mayTry(house, address, "digits");
  const user = requireUser(house.database, address);
  if (user.totpSecret === undefined) throw new ProviderRefusal("order");
  const step = checkDigits(user.totpSecret, digits, house.now(), user.totpLastStep);
  if (step === "wrong") wrong(house, address, "digits", "code-wrong");
  if (step === "used") {
    note(house, address, "api", "code-used");
    throw new ProviderRefusal("code-used");
  }
  changeUser(house.database, address, { totpLastStep: step });
  forgetTries(house, address, "digits");
}

function takeBackupCode(house: House, address: string, typed: string): void {
  mayTry(house, address, "digits");
  const row = house.database
    .all("SELECT code, used FROM backup_codes WHERE address = ?", address)
    .find((candidate) => same(bare(text(candidate, "code")), bare(typed)));
  if (!row) wrong(house, address, "digits", "code-wrong");
  if (row.used === 1) {
    note(house, address, "api", "code-used");
    throw new ProviderRefusal("code-used");
  }
  house.database.run(
    "UPDATE backup_codes SET used = 1 WHERE address = ? AND code = ?",
    address,
    text(row, "code"),
  );
  forgetTries(house, address, "digits");
}

function checkSecretKey(house: House, address: string, typed: string): void {
  mayTry(house, address, "digits");
  const { secretKey } = requireUser(house.database, address);
  if (secretKey === undefined || !same(bare(secretKey), bare(typed))) {
    wrong(house, address, "digits", "code-wrong");
  }
  forgetTries(house, address, "digits");
}

export interface Proofs {
  readonly digits?: string | undefined;
  readonly backupCode?: string | undefined;
  readonly secretKey?: string | undefined;
}

/** Takes the first proof that is there; `second-factor-needed` without any. */
export function takeProof(house: House, user: User, proofs: Proofs): void {
  const { digits, backupCode, secretKey } = proofs;
  if (digits !== undefined) takeDigits(house, user.address, digits);
  else if (backupCode !== undefined && user.providerId === "mailfence") {
    takeBackupCode(house, user.address, backupCode);
  } else if (secretKey !== undefined && user.providerId === "mail-com") {
    checkSecretKey(house, user.address, secretKey);
  } else throw new ProviderRefusal("second-factor-needed");
}

/** Ten new codes; those made before are void. */
export function makeBackupCodes(house: House, address: string): readonly string[] {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const codes = new Set<string>();
  while (codes.size < 10) codes.add(`${randomText(letters, 4)}-${randomText(letters, 4)}`);
  house.database.together(() => {
    house.database.run("DELETE FROM backup_codes WHERE address = ?", address);
    for (const code of codes) {
      house.database.run("INSERT INTO backup_codes (address, code) VALUES (?, ?)", address, code);
    }
  });
  return [...codes];
}

export function backupCodesLeft(house: House, address: string): number {
  return house.database.all("SELECT 1 AS one FROM backup_codes WHERE address = ? AND used = 0", address)
    .length;
}
