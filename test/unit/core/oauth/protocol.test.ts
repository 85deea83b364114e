import { createHash } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OauthTarget } from "../../../../electron/core/oauth/configuration.ts";
import {
  beginAuthorization,
  finishAuthorization,
  refreshTokens,
} from "../../../../electron/core/oauth/protocol.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import type { AppError } from "../../../../shared/ipc/errors.ts";
import { makeCertificates } from "../../../provider/certificates.ts";

const certificates = makeCertificates();
const redirect = "http://127.0.0.1:1/";
const never = new AbortController().signal;
const asked: URLSearchParams[] = [];
let answer: { status: number; body: string; type?: string } = { status: 200, body: "{}" };
let server: Server;
let origin = "";

beforeAll(async () => {
  const { key, chain: cert } = certificates.server;
  server = createServer({ key, cert }, (request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => {
      body += piece.toString();
    });
    request.on("end", () => {
      asked.push(new URLSearchParams(body));
      response
        .writeHead(answer.status, { "content-type": answer.type ?? "application/json", location: "/other" })
        .end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const target = (change: Partial<OauthTarget> = {}) => ({
  providerId: "test",
  name: "Example",
  required: false,
  appPassword: false,
  issuer: origin,
  authorizeUrl: `${origin}/auth?tenant=common`,
  tokenUrl: `${origin}/token`,
  scopes: ["mail", "offline_access"],
  parameters: { access_type: "offline" },
  authorities: [certificates.authority],
  ...change,
  client: { clientId: "gatepost" },
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    ({ code, detail }: AppError) => ({ code, ...detail }),
  );

describe("asking for a permission", () => {
  test("names everything in the address and proves itself with PKCE", async () => {
    const begun = await beginAuthorization(target(), redirect, "ada@example.test");
    const address = new URL(begun.address);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      tenant: "common",
      access_type: "offline",
      client_id: "gatepost",
      redirect_uri: redirect,
      response_type: "code",
      scope: "mail offline_access",
      state: begun.state,
      code_challenge: createHash("sha256").update(begun.verifier.reveal()).digest("base64url"),
      code_challenge_method: "S256",
      login_hint: "ada@example.test",
    });
    expect(begun.address).not.toContain(begun.verifier.reveal());
    expect(begun.state.length).toBeGreaterThan(20);
    const other = await beginAuthorization(target(), redirect, "ada@example.test");
    expect(other.state).not.toBe(begun.state);
  });

  test("never in the clear", async () => {
    const clear = target({ authorizeUrl: "http://login.test/auth" });
    expect(await failureOf(beginAuthorization(clear, redirect, "a"))).toMatchObject({
      code: "no-encryption",
    });
    const begun = await beginAuthorization(target(), redirect, "a");
    const token = target({ tokenUrl: "http://127.0.0.1:1/token" });
    const came = new URLSearchParams({ code: "c", state: begun.state });
    expect(await failureOf(finishAuthorization(token, begun, came, never))).toBeDefined();
    expect(asked).toEqual([]);
  });
});

async function finish(parameters: Readonly<Record<string, string>>) {
  asked.length = 0;
  const begun = await beginAuthorization(target(), redirect, "a");
  const came = new URLSearchParams({ state: begun.state, ...parameters });
  return { begun, work: finishAuthorization(target(), begun, came, never) };
}

describe("the answer to it", () => {
  test("is changed into tokens with the verifier, at the address that it was asked from", async () => {
    const body = { access_token: "A", refresh_token: "R", token_type: "Bearer", expires_in: 3_600 };
    answer = { status: 200, body: JSON.stringify(body) };
    const { begun, work } = await finish({ code: "the-code", iss: origin });
    const tokens = await work;
    expect([tokens.access.reveal(), tokens.refresh?.reveal(), tokens.lifetime]).toEqual([
      "A",
      "R",
      3_600_000,
    ]);
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      grant_type: "authorization_code",
      code: "the-code",
      redirect_uri: redirect,
      code_verifier: begun.verifier.reveal(),
      client_id: "gatepost",
    });
  });

  test.each([
    ["of another state", { state: "theirs", code: "c" }],
    ["of another issuer", { code: "c", iss: "https://evil.example" }],
  ])("%s is not used", async (_what, parameters) => {
    const { work } = await finish(parameters);
    expect(await failureOf(work)).toMatchObject({ code: "oauth-answer-invalid" });
    expect(asked).toEqual([]);
  });

  test.each([
    ["access_denied", "consent_required"],
    ["consent_required", "consent_required"],
    ["interaction_required", "consent_required"],
    ["invalid_scope", "consent_required"],
  ])("that says %s names its cause", async (error, cause) => {
    const { work } = await finish({ error, error_description: "said\u202eso\n" });
    expect(await failureOf(work)).toMatchObject({
      code: "oauth-refused",
      cause,
      responseCode: error,
      serverText: `${error}: said so`,
    });
  });

  test("that says AADSTS90094 asks for an administrator, and temporarily_unavailable is no refusal", async () => {
    const admin = await finish({ error: "access_denied", error_description: "AADSTS90094: admin consent" });
    expect(await failureOf(admin.work)).toMatchObject({ cause: "admin_consent_required" });
    const passing = await finish({ error: "temporarily_unavailable" });
    expect(await failureOf(passing.work)).toMatchObject({ code: "server-unavailable" });
  });
});

describe("refreshing", () => {
  const refresh = () => failureOf(refreshTokens(target(), new Secret("canary-refresh-token")));

  test("a refused token is a refused login, without the token in what the server says", async () => {
    const said = { error: "invalid_grant", error_description: "canary-refresh-token has been revoked" };
    answer = { status: 400, body: JSON.stringify(said) };
    const failure = await refresh();
    expect(failure).toMatchObject({
      code: "login-refused",
      protocol: "oauth",
      responseCode: "invalid_grant",
    });
    expect(JSON.stringify(failure)).not.toContain("canary");
  });

  test.each([
    [503, "text/html", "<h1>later</h1>", "server-unavailable"],
    [429, "text/html", "slow down", "login-throttled"],
    [200, "text/html", "<h1>a hotel's network</h1>", "server-answer-broken"],
    [302, "text/html", "", "server-answer-broken"],
    [200, "application/json", "x".repeat(200_000), "server-answer-broken"],
    [400, "application/json", '{"error":"temporarily_unavailable"}', "server-unavailable"],
  ])("an answer %i %s is no word on the token", async (status, type, body, code) => {
    asked.length = 0;
    answer = { status, type, body };
    expect(await refresh()).toMatchObject({ code });
    // A redirect is not followed: nobody else is shown the token.
    expect(asked).toHaveLength(1);
  });

  test("nobody is told anything whose certificate is not trusted, and nobody there is told so", async () => {
    asked.length = 0;
    const untrusted = refreshTokens(target({ authorities: [] }), new Secret("r"));
    expect(await failureOf(untrusted)).toMatchObject({ code: "certificate-untrusted", protocol: "oauth" });
    expect(asked).toEqual([]);
    const nobody = refreshTokens(target({ tokenUrl: "https://127.0.0.1:1/token" }), new Secret("r"));
    expect(await failureOf(nobody)).toMatchObject({ code: "connection-refused" });
  });
});
