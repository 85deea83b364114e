// What one person lets the program do at a real OAuth2 server: agrees in the browser, takes it back on the security page.
// The tokens are kept and renewed by the program's own code; only the keychain is in memory.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AccessTokens, createAccessTokens } from "../../electron/core/oauth/access-tokens.ts";
import { authorise, type Grant } from "../../electron/core/oauth/authorise.ts";
import { createOauthConfiguration } from "../../electron/core/oauth/configuration.ts";
import { memoryKeychain } from "./memory-keychain.ts";
import { visit } from "./oauth-person.ts";
import type { OauthServer } from "./oauth-server.ts";

export interface PersonsPermissions {
  /** Agrees at the provider's page; nothing is stored by it. */
  agree(): Promise<Grant>;
  /** Takes back everything that the program has stored. */
  takeBack(): Promise<void>;
  /** those of the run of the program that is going on */
  readonly tokens: AccessTokens;
  /** What was in memory is gone; the keychain stays. */
  restart(): void;
  forget(): void;
}

export function personsPermissions(oauth: OauthServer, address: string): PersonsPermissions {
  const folder = mkdtempSync(join(tmpdir(), "gatepost-permissions-"));
  writeFileSync(join(folder, "oauth.json"), oauth.file([address.slice(address.indexOf("@") + 1)]));
  const keychain = memoryKeychain();
  const configuration = createOauthConfiguration({ folder, keychain, practiceDomains: () => [] });
  const begin = () => createAccessTokens({ keychain, configuration, now: Date.now });
  let tokens = begin();
  return {
    async agree() {
      const target = await configuration.find({ address, providerId: undefined });
      if (!target) throw new Error("the test's own configuration is not found");
      const platform = { openAddress: async (page: string) => void (await visit(page)) };
      const control = { signal: new AbortController().signal, report: () => {}, show: () => {} };
      return authorise({ platform, now: Date.now }, await configuration.ready(target), address, control);
    },
    async takeBack() {
      for (const refreshToken of keychain.items.values()) await oauth.revoke(refreshToken);
    },
    get tokens() {
      return tokens;
    },
    restart() {
      tokens = begin();
    },
    forget: () => rmSync(folder, { recursive: true, force: true }),
  };
}
