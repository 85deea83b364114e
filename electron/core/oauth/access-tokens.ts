// The tokens of accounts that sign in with OAuth2. The refresh token is one keychain item an account; the access token
// is in memory only, with its time. One refresh at a time an account: a refresh token that is shown twice ends the whole
// permission at providers that rotate them (RFC 9700 section 4.14.2).
import { AppError } from "../../../shared/ipc/errors.ts";
import type { OpenCredential } from "../credential.ts";
import { createOrder } from "../in-order.ts";
import type { Keychain } from "../keychain/keychain.ts";
import type { Secret } from "../secret.ts";
import type { Grant } from "./authorise.ts";
import type { OauthBinding } from "./binding.ts";
import type { OauthConfiguration } from "./configuration.ts";
import type { refreshTokens, Tokens } from "./protocol.ts";

export interface AccessTokens {
  /**
   * A token for a login now: the one in memory while it is good for five more minutes, else a new one. `rejected`: the
   * generation that a server has just refused. Throws `password-gone` if there is no refresh token, `login-refused`
   * with detail.protocol `oauth` if the provider takes it no more, and what the keychain and the line can throw.
   */
  forLogin(accountId: string, binding: OauthBinding, rejected: number | undefined): Promise<OpenCredential>;
  /** Stores a new permission in place of the last. Throws `oauth-token-too-long`. */
  keep(accountId: string, grant: Grant): Promise<void>;
  forget(accountId: string): Promise<void>;
}

export const refreshTokenName = (accountId: string) => `oauth/${accountId}`;

/** A token is renewed this long before its end; one that lives shorter than twice that, at half its life. */
const margin = 5 * 60_000;
/** Windows takes 2,560 bytes in one item, which are base64 there: see os-keychain.ts. */
const longestToken = Math.floor((2_560 - 4 - 23) / 4) * 3;

interface Held {
  readonly inOrder: ReturnType<typeof createOrder>;
  generation: number;
  access: { readonly token: Secret; readonly renewAt: number } | undefined;
  /** a refresh token that the provider has given in place of the stored one, and that the keychain has not taken yet */
  unsaved: Secret | undefined;
}

/** Its library is not loaded at every start of the program: few accounts need it. */
const refreshWithLibrary: typeof refreshTokens = async (...given) =>
  (await import("./protocol.ts")).refreshTokens(...given);

export function createAccessTokens(parts: {
  readonly keychain: Keychain;
  readonly configuration: OauthConfiguration;
  readonly now: () => number;
  readonly refresh?: typeof refreshTokens;
}): AccessTokens {
  const { keychain, configuration, now } = parts;
  const refresh = parts.refresh ?? refreshWithLibrary;
  const accounts = new Map<string, Held>();

  const heldOf = (accountId: string): Held => {
    const known = accounts.get(accountId);
    if (known) return known;
    const held = { inOrder: createOrder(), generation: 0, access: undefined, unsaved: undefined };
    accounts.set(accountId, held);
    return held;
  };

  const store = async (accountId: string, token: Secret) => {
    if (Buffer.byteLength(token.reveal()) > longestToken)
      throw new AppError("oauth-token-too-long", { limit: longestToken });
    await keychain.write(refreshTokenName(accountId), token);
  };

  const saveLeft = async (accountId: string, held: Held) => {
    if (!held.unsaved) return;
    await store(accountId, held.unsaved);
    held.unsaved = undefined;
  };

  const take = (held: Held, token: Secret, lifetime: number) => {
    held.generation += 1;
    held.access = { token, renewAt: now() + lifetime - Math.min(margin, lifetime / 2) };
  };

  const renew = async (accountId: string, held: Held, binding: OauthBinding) => {
    const endpoint = await configuration.of(binding);
    await saveLeft(accountId, held);
    const stored = await keychain.read(refreshTokenName(accountId));
    if (!stored) throw new AppError("password-gone");
    const tokens: Tokens = await refresh(endpoint, stored);
    if (tokens.refresh && tokens.refresh.reveal() !== stored.reveal()) {
      // Stored and read back before anything is done with what came with it: the old one may be worthless already.
      held.unsaved = tokens.refresh;
      await saveLeft(accountId, held);
    }
    take(held, tokens.access, tokens.lifetime);
  };

  const show = ({ access, generation }: Held, fresh: boolean): OpenCredential => {
    if (!access) throw new AppError("password-gone");
    return { kind: "token", value: access.token.reveal(), generation, fresh };
  };

  return {
    forLogin(accountId, binding, rejected) {
      const held = heldOf(accountId);
      return held.inOrder(async () => {
        const refused = rejected !== undefined && rejected >= held.generation;
        if (held.access && now() < held.access.renewAt && !refused) return show(held, false);
        await renew(accountId, held, binding);
        return show(held, true);
      });
    },
    keep(accountId, grant) {
      const held = heldOf(accountId);
      return held.inOrder(async () => {
        await store(accountId, grant.refresh);
        held.unsaved = undefined;
        take(held, grant.access, Math.max(0, grant.expiresAt - now()));
      });
    },
    async forget(accountId) {
      await keychain.remove(refreshTokenName(accountId));
      accounts.delete(accountId);
    },
  };
}
