import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createOauthConfiguration } from "../../../../electron/core/oauth/configuration.ts";
import type { AppError } from "../../../../shared/ipc/errors.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";

const folder = mkdtempSync(join(tmpdir(), "gatepost-oauth-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const keychain = memoryKeychain();
const configuration = createOauthConfiguration({ folder, keychain, practiceDomains: () => [] });
const write = (content: unknown) =>
  writeFileSync(join(folder, "oauth.json"), typeof content === "string" ? content : JSON.stringify(content));
const find = (address: string, providerId?: string) => configuration.find({ address, providerId });
const own = {
  id: "example",
  name: "Example",
  domains: ["example.org"],
  authorizeUrl: "https://login.example.org/auth",
  tokenUrl: "https://login.example.org/token",
  scopes: ["mail"],
};

test("without a file providers are known and nothing is configured", async () => {
  const gmail = await find("ada@gmail.com");
  expect(gmail).toMatchObject({ providerId: "gmail", required: false, appPassword: true, client: undefined });
  expect(gmail?.parameters).toEqual({ access_type: "offline", prompt: "consent" });
  expect(await find("ada@outlook.com")).toMatchObject({ required: true, client: undefined });
  expect(await find("ada@mailfence.com")).toBeUndefined();
  expect(await find("ada@example.org")).toBeUndefined();
});

test("clients and providers of one's own count at once", async () => {
  write({ clients: { gmail: { clientId: "g", clientSecret: "s" } }, providers: [own] });
  expect(await find("ada@gmail.com")).toMatchObject({ client: { clientId: "g", clientSecret: "s" } });
  expect(await find("Ada@Example.ORG")).toMatchObject({
    providerId: "example",
    required: false,
    issuer: "https://login.example.org",
    client: undefined,
  });
  expect(await find("ada@elsewhere.test", "example")).toMatchObject({ providerId: "example" });
  write({ clients: { example: { clientId: "e" } }, providers: [own] });
  expect(await find("ada@example.org")).toMatchObject({ client: { clientId: "e" } });
});

test("a permission is refreshed where it was given, and only as the program that it was given to", async () => {
  write({ clients: { example: { clientId: "e" } }, providers: [{ ...own, authority: "PEM" }] });
  const binding = {
    providerId: "example",
    issuer: "https://before.example.org",
    tokenUrl: "https://before.example.org/token",
    clientId: "e",
    scopes: ["mail"],
  };
  expect(await configuration.of(binding)).toEqual({
    issuer: binding.issuer,
    tokenUrl: binding.tokenUrl,
    client: { clientId: "e" },
    authorities: ["PEM"],
  });
  await expect(configuration.of({ ...binding, clientId: "other" })).rejects.toMatchObject({
    code: "oauth-not-configured",
  });
});

test.each([
  ["no JSON", "{ clients:", undefined],
  [
    "an address in the clear",
    { providers: [{ ...own, tokenUrl: "http://login.example.org/token" }] },
    "providers.0.tokenUrl",
  ],
  ["a word that nobody knows", { client: {} }, undefined],
  ["an empty client ID", { clients: { gmail: { clientId: "" } } }, "clients.gmail.clientId"],
  ["too long a file", " ".repeat(300_000), undefined],
])("%s is named, never guessed at", async (_what, content, field) => {
  write(content);
  const failure = await find("ada@gmail.com").catch((error: AppError) => error);
  expect(failure).toMatchObject({ code: "oauth-file-broken", detail: field === undefined ? {} : { field } });
});
