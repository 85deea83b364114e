// The credentials of accounts over a keychain in memory, where nobody signs in with OAuth2.
import { type Credentials, createCredentials } from "../../electron/core/accounts/credentials.ts";
import type { Keychain } from "../../electron/core/keychain/keychain.ts";
import { createAccessTokens } from "../../electron/core/oauth/access-tokens.ts";
import { createOauthConfiguration } from "../../electron/core/oauth/configuration.ts";

export function memoryCredentials(keychain: Keychain): Credentials {
  const configuration = createOauthConfiguration({ folder: "nowhere", keychain, practiceDomains: () => [] });
  return createCredentials({
    keychain,
    tokens: createAccessTokens({ keychain, configuration, now: () => 0 }),
  });
}
