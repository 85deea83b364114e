// A real OAuth2 server for tests: `oidc-provider` over https with a test authority, its own login and consent pages, and
// a second address in the clear on which Dovecot asks whether a token is good. Public client, PKCE, rotation.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Provider as OidcProvider } from "oidc-provider";
import { type Certificates, makeCertificates } from "../provider/certificates.ts";

export const clientId = "gatepost-test";

export interface OauthServer {
  readonly issuer: string;
  /** PEM of the authority */
  readonly authority: string;
  /** for Dovecot, with its credentials in it */
  readonly introspectionUrl: string;
  /** grant types that were asked of the token endpoint, in order */
  readonly tokenRequests: string[];
  /** every access and refresh token that was ever given out */
  readonly issued: string[];
  /** From now on no server takes an access token that was given out so far, whatever its time says. */
  endAccess(): Promise<void>;
  /** the token endpoint answers 503, as a server does that is being looked after */
  down: boolean;
  /** As the provider's security page does it: the permission behind a refresh token is taken back. */
  revoke(refreshToken: string): Promise<void>;
  /** What stands in `oauth.json` for it. */
  file(domains: readonly string[], change?: Readonly<Record<string, unknown>>): string;
  stop(): Promise<void>;
}

/** The library warns of the runtime and of its own pages; neither is news in a test. */
function quietly<Value>(work: () => Value): Value {
  const { warn } = console;
  console.warn = () => {};
  try {
    return work();
  } finally {
    console.warn = warn;
  }
}

export async function startOauthServer(
  certificates: Certificates = makeCertificates(),
): Promise<OauthServer> {
  const { Provider } = await quietly(() => import("oidc-provider"));
  const dovecot = { id: "dovecot", secret: randomBytes(12).toString("hex") };
  const tokenRequests: string[] = [];
  const issued: string[] = [];
  const state = { down: false, handle: (() => {}) as Handler };
  const secure = createSecureServer(
    { key: certificates.server.key, cert: certificates.server.chain },
    (request, response) => {
      if (request.url !== "/token") return state.handle(request, response);
      if (state.down) return void response.writeHead(503).end("later");
      listenIn(request, tokenRequests);
      keepIssued(response, issued);
      state.handle(request, response);
    },
  );
  const clear = createServer((request, response) => state.handle(request, response));
  const issuer = `https://127.0.0.1:${await listen(secure)}`;
  const inner = await listen(clear);
  const provider = quietly(() => providerOf(Provider, issuer, dovecot));
  state.handle = provider.callback();
  return {
    issuer,
    authority: certificates.authority,
    introspectionUrl: `http://${dovecot.id}:${dovecot.secret}@127.0.0.1:${inner}/token/introspection`,
    tokenRequests,
    issued,
    async endAccess() {
      for (const token of issued) await (await provider.AccessToken.find(token))?.destroy();
    },
    get down() {
      return state.down;
    },
    set down(down) {
      state.down = down;
    },
    async revoke(refreshToken) {
      const answer = await fetch(`http://127.0.0.1:${inner}/token/revocation`, {
        method: "POST",
        body: new URLSearchParams({ client_id: clientId, token: refreshToken }),
      });
      if (!answer.ok) throw new Error(`not revoked: ${answer.status}`);
    },
    file: (domains, change = {}) =>
      JSON.stringify({
        clients: { test: { clientId } },
        providers: [
          {
            id: "test",
            name: "Example Mail",
            domains,
            issuer,
            authorizeUrl: `${issuer}/auth`,
            tokenUrl: `${issuer}/token`,
            scopes: ["mail"],
            authority: certificates.authority,
            ...change,
          },
        ],
      }),
    async stop() {
      for (const server of [secure, clear]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

type Handler = ReturnType<OidcProvider["callback"]> | (() => void);

function providerOf(
  Provider: typeof OidcProvider,
  issuer: string,
  dovecot: { readonly id: string; readonly secret: string },
): OidcProvider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: ["http://127.0.0.1/"],
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
      },
      {
        client_id: dovecot.id,
        client_secret: dovecot.secret,
        redirect_uris: [],
        grant_types: [],
        response_types: [],
      },
    ],
    scopes: ["mail"],
    pkce: { required: () => true },
    features: {
      introspection: {
        enabled: true,
        allowedPolicy: async (_context, client) => client.clientId === dovecot.id,
      },
      revocation: { enabled: true },
    },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    findAccount: async (_context, accountId) => ({
      accountId,
      claims: async () => ({ sub: accountId }),
    }),
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 3_600,
      RefreshToken: 86_400,
      Grant: 86_400,
      Session: 3_600,
      Interaction: 600,
    },
  });
}

function listenIn(request: IncomingMessage, heard: string[]): void {
  let body = "";
  request.on("data", (piece: Buffer) => {
    body += piece.toString("latin1");
  });
  request.on("end", () => heard.push(new URLSearchParams(body).get("grant_type") ?? "none"));
}

function keepIssued(response: ServerResponse, issued: string[]): void {
  const end = response.end.bind(response) as (...pieces: unknown[]) => ServerResponse;
  response.end = ((...pieces: unknown[]) => {
    const { access_token, refresh_token } = JSON.parse(String(pieces[0])) as Record<
      string,
      string | undefined
    >;
    issued.push(...[access_token, refresh_token].filter((token) => token !== undefined));
    return end(...pieces);
  }) as ServerResponse["end"];
}

async function listen(server: Server | ReturnType<typeof createSecureServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}
