// The one wrapper of oauth4webapi: authorization code with PKCE (RFC 6749, 7636), `state` and `iss` (RFC 9207) checked,
// refreshing. It opens no browser and keeps nothing.
import * as oauth from "oauth4webapi";
import { AppError } from "../../../shared/ipc/errors.ts";
import { Secret } from "../secret.ts";
import type { ReadyTarget } from "./configuration.ts";
import { oauthFailure } from "./failures.ts";
import { httpsFetch } from "./https-fetch.ts";

export interface Tokens {
  readonly access: Secret;
  /** milliseconds that the access token is good for */
  readonly lifetime: number;
  /** undefined: the one before stays good */
  readonly refresh: Secret | undefined;
}

/** An authorisation under way: what the answer is compared with, and where the browser is sent. */
export interface Begun {
  readonly address: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: Secret;
}

type Endpoint = Pick<ReadyTarget, "issuer" | "tokenUrl" | "authorities" | "client">;

/** Where a server does not say how long a token is good for (RFC 6749 section 5.1 only recommends it). */
const usualLifetime = 60 * 60_000;

/** `hint`: the address that the user wants to sign in, so that the provider need not ask for it. */
export async function beginAuthorization(
  target: ReadyTarget,
  redirectUri: string,
  hint: string,
): Promise<Begun> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const address = new URL(target.authorizeUrl);
  // SECURITY: over https only, whatever was configured.
  if (address.protocol !== "https:") throw new AppError("no-encryption", { host: address.hostname });
  const parameters = {
    ...target.parameters,
    client_id: target.client.clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: target.scopes.join(" "),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    login_hint: hint,
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return { address: address.href, redirectUri, state, verifier: new Secret(verifier) };
}

/** Checks the answer that came to the redirect and changes its code into tokens, once. Throws what `oauthFailure` makes. */
export async function finishAuthorization(
  endpoint: Endpoint,
  begun: Begun,
  answer: URLSearchParams,
  signal: AbortSignal,
): Promise<Tokens> {
  const { server, client, authentication, options } = speaking(endpoint, signal);
  try {
    const checked = oauth.validateAuthResponse(server, client, answer, begun.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authentication,
      checked,
      begun.redirectUri,
      begun.verifier.reveal(),
      options,
    );
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response));
  } catch (failure) {
    throw oauthFailure(failure, { endpoint, doing: "authorise", secrets: [] });
  }
}

/** Throws `login-refused` (detail.protocol `oauth`) if the provider takes the refresh token no more. */
export async function refreshTokens(
  endpoint: Endpoint,
  refreshToken: Secret,
  signal?: AbortSignal,
): Promise<Tokens> {
  const { server, client, authentication, options } = speaking(endpoint, signal);
  try {
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authentication,
      refreshToken.reveal(),
      options,
    );
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
  } catch (failure) {
    throw oauthFailure(failure, { endpoint, doing: "refresh", secrets: [refreshToken] });
  }
}

function speaking({ issuer, tokenUrl, authorities, client }: Endpoint, signal: AbortSignal | undefined) {
  const server: oauth.AuthorizationServer = { issuer, token_endpoint: tokenUrl };
  return {
    server,
    client: { client_id: client.clientId } satisfies oauth.Client,
    authentication:
      client.clientSecret === undefined ? oauth.None() : oauth.ClientSecretPost(client.clientSecret),
    options: { [oauth.customFetch]: httpsFetch(authorities), ...(signal ? { signal } : {}) },
  };
}

function tokensOf(response: oauth.TokenEndpointResponse): Tokens {
  const { access_token: access, expires_in: seconds, refresh_token: refresh } = response;
  return {
    access: new Secret(access),
    lifetime: seconds === undefined ? usualLifetime : seconds * 1_000,
    refresh: refresh === undefined ? undefined : new Secret(refresh),
  };
}
