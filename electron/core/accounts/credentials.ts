// The one credential of each account: a password, or a permission by OAuth2. Which of the two stands in the account's
// record; the secret itself is a keychain item of its own for each kind, so that one is never taken for the other.
import { AppError } from "../../../shared/ipc/errors.ts";
import type { OpenCredential } from "../credential.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { AccountRecord } from "../mail/mail-service.ts";
import type { AccessTokens } from "../oauth/access-tokens.ts";
import type { Grant } from "../oauth/authorise.ts";
import type { Secret } from "../secret.ts";

/** What a person has just given, not stored yet. */
export type NewCredential =
  | { readonly kind: "password"; readonly password: Secret }
  | { readonly kind: "oauth"; readonly grant: Grant };

export interface Credentials {
  /** For a login now. `rejected`: the generation of a token that a server has just refused. Throws `password-gone`. */
  forLogin(account: Pick<AccountRecord, "id" | "oauth">, rejected?: number): Promise<OpenCredential>;
  /** Stores it; the other kind stays until `forgetOther`. */
  keep(accountId: string, credential: NewCredential): Promise<void>;
  /** Once the account's record says `kind`. */
  forgetOther(accountId: string, kind: NewCredential["kind"]): Promise<void>;
  forget(accountId: string): Promise<void>;
}

/** The keychain item of an account's password, for IMAP and SMTP alike. */
export const passwordName = (accountId: string) => `account/${accountId}`;

export function createCredentials({
  keychain,
  tokens,
}: {
  readonly keychain: Keychain;
  readonly tokens: AccessTokens;
}): Credentials {
  return {
    async forLogin({ id, oauth }, rejected) {
      if (oauth) return tokens.forLogin(id, oauth, rejected).catch(asChanged);
      const password = await keychain.read(passwordName(id)).catch(asChanged);
      if (!password) throw new AppError("password-gone");
      return { kind: "password", value: password.reveal() };
    },
    keep: (accountId, credential) =>
      credential.kind === "oauth"
        ? tokens.keep(accountId, credential.grant)
        : keychain.write(passwordName(accountId), credential.password),
    forgetOther: (accountId, kind) =>
      kind === "oauth" ? keychain.remove(passwordName(accountId)) : tokens.forget(accountId),
    async forget(accountId) {
      await keychain.remove(passwordName(accountId));
      await tokens.forget(accountId);
    },
  };
}

/** As a login that is to be tried shows it. */
export function shown(credential: NewCredential): OpenCredential {
  return credential.kind === "oauth"
    ? { kind: "token", value: credential.grant.access.reveal(), fresh: true }
    : { kind: "password", value: credential.password.reveal() };
}

/** SECURITY: P9. What another program has put there goes to no server. */
function asChanged(failure: unknown): never {
  if (failure instanceof AppError && failure.code === "keychain-changed")
    throw new AppError("password-changed", {}, { cause: failure });
  throw failure;
}
