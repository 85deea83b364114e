// What an account logs in with: a password, or an access token of OAuth2. Sealed as a `Secret` inside a thread; open
// only on its way from one thread to the next, where a class cannot pass.
import { Secret } from "./secret.ts";

interface Kind {
  /** token: shown by XOAUTH2 (Google's) or OAUTHBEARER (RFC 7628) */
  readonly kind: "password" | "token";
  /** of a token: counts up with each new one of an account, so that a refused one is not handed out again */
  readonly generation?: number | undefined;
  /** of a token: it was got for this very login, so a newer one would be refused as well */
  readonly fresh?: boolean | undefined;
}

export interface Credential extends Kind {
  readonly secret: Secret;
}

/** SECURITY: for messages between threads alone; never stored, never logged. */
export interface OpenCredential extends Kind {
  readonly value: string;
}

export function seal({ value, ...rest }: OpenCredential): Credential {
  return { ...rest, secret: new Secret(value) };
}

export function open({ secret, ...rest }: Credential): OpenCredential {
  return { ...rest, value: secret.reveal() };
}
