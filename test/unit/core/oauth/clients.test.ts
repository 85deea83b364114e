// Client ids as they are entered: into the file, the secret into the keychain, and nothing half done.
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clientSecretName, createOauthClients } from "../../../../electron/core/oauth/clients.ts";
import { createOauthConfiguration } from "../../../../electron/core/oauth/configuration.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";

const secret = "GOCSPX-canary-secret";
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatepost-clients-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build() {
  const keychain = memoryKeychain();
  const clients = createOauthClients(folder, keychain);
  const configuration = createOauthConfiguration({ folder, keychain, practiceDomains: () => [] });
  const entered = async (providerId: string) =>
    (await clients.list()).find((each) => each.providerId === providerId);
  return { keychain, clients, configuration, entered };
}
const path = () => join(folder, "oauth.json");
const file = () => JSON.parse(readFileSync(path(), "utf8")) as unknown;

test("a client ID goes into the file, its secret into the keychain alone, and both are used", async () => {
  const { keychain, clients, configuration, entered } = build();
  expect(await entered("gmail")).toMatchObject({ hasSecret: false, secret: "needed", canOpenPage: true });
  await clients.set("gmail", "  abc.apps.googleusercontent.com ", ` ${secret} `);
  expect(file()).toEqual({
    clients: { gmail: { clientId: "abc.apps.googleusercontent.com", secretInKeychain: true } },
  });
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readFileSync(path(), "utf8")).not.toContain(secret);
  expect(keychain.items.get(clientSecretName("gmail"))).toBe(secret);
  const view = await entered("gmail");
  expect(view).toMatchObject({ clientId: "abc.apps.googleusercontent.com", hasSecret: true });
  expect(JSON.stringify(await clients.list())).not.toContain(secret);

  const target = await configuration.find({ address: "ada@gmail.com", providerId: undefined });
  if (!target) throw new Error("Gmail is not known");
  expect((await configuration.ready(target)).client).toEqual({
    clientId: "abc.apps.googleusercontent.com",
    clientSecret: secret,
  });
});

test("changed without a secret it keeps the one of its id, and never that of another", async () => {
  const { keychain, clients } = build();
  await clients.set("yandex", "first", secret);
  await clients.set("yandex", "first", undefined);
  expect(keychain.items.get(clientSecretName("yandex"))).toBe(secret);
  await expect(clients.set("yandex", "second", undefined)).rejects.toMatchObject({
    code: "bad-input",
    detail: { field: "clientSecret" },
  });
  await clients.set("yandex", "second", "another");
  expect(keychain.items.get(clientSecretName("yandex"))).toBe("another");
  await clients.remove("yandex");
  expect(keychain.items.size).toBe(0);
  expect(file()).toEqual({ clients: {} });
});

test("what a person has written into the file by hand stays: a secret there, and a provider of one's own", async () => {
  const own = {
    id: "example",
    name: "Example",
    domains: ["example.org"],
    authorizeUrl: "https://login.example.org/auth",
    tokenUrl: "https://login.example.org/token",
    scopes: ["mail"],
  };
  const gmail = { clientId: "g", clientSecret: "by hand" };
  writeFileSync(path(), JSON.stringify({ clients: { gmail }, providers: [own] }));
  const { clients, entered } = build();
  expect(await entered("gmail")).toMatchObject({ clientId: "g", hasSecret: true });
  await clients.set("example", "e", undefined);
  expect(file()).toMatchObject({
    clients: { gmail, example: { clientId: "e" } },
    providers: [{ id: "example", tokenUrl: own.tokenUrl }],
  });
  expect(await entered("example")).toMatchObject({ secret: "optional", canOpenPage: false });
});

describe("what cannot be kept", () => {
  test.each([
    ["an empty id", "outlook", " ", undefined, "bad-input"],
    ["an id with a blank in it", "outlook", "one two", undefined, "bad-input"],
    ["a secret with a line in it", "gmail", "g", "one\ntwo", "bad-input"],
    ["no secret where one is needed", "gmail", "g", undefined, "bad-input"],
    ["a provider that nobody knows", "nobody", "n", undefined, "not-found"],
    ["one that has no such way in", "mailfence", "m", undefined, "not-found"],
  ])("%s", async (_what, providerId, clientId, given, code) => {
    const { keychain, clients } = build();
    await expect(clients.set(providerId, clientId, given)).rejects.toMatchObject({ code });
    expect(keychain.items.size).toBe(0);
    expect(() => file()).toThrow();
  });

  test("a broken file is named and left as it is", async () => {
    writeFileSync(path(), "{ clients:");
    const { keychain, clients } = build();
    await expect(clients.list()).rejects.toMatchObject({ code: "oauth-file-broken" });
    await expect(clients.set("gmail", "g", secret)).rejects.toMatchObject({ code: "oauth-file-broken" });
    expect(readFileSync(path(), "utf8")).toBe("{ clients:");
    expect(keychain.items.size).toBe(0);
  });

  test("a file that cannot be written leaves the secret before in its place", async () => {
    const { keychain, clients } = build();
    await clients.set("gmail", "g", "before");
    // A link into nowhere, which also stops whoever may write everywhere.
    symlinkSync(join(folder, "nowhere", "file"), `${path()}.part`);
    await expect(clients.set("gmail", "g", secret)).rejects.toMatchObject({ code: "file-unwritable" });
    expect(keychain.items.get(clientSecretName("gmail"))).toBe("before");
  });

  test("a locked keychain takes no secret, and no id is written without it", async () => {
    const { keychain, clients } = build();
    keychain.setState("locked");
    await expect(clients.set("gmail", "g", secret)).rejects.toMatchObject({ code: "keychain-locked" });
    expect(() => file()).toThrow();
  });

  test("a secret that is gone from the keychain is a client that is not configured", async () => {
    const { keychain, clients, configuration } = build();
    await clients.set("gmail", "g", secret);
    keychain.items.clear();
    const target = await configuration.find({ address: "ada@gmail.com", providerId: undefined });
    if (!target) throw new Error("Gmail is not known");
    await expect(configuration.ready(target)).rejects.toMatchObject({ code: "oauth-not-configured" });
  });
});

describe("a secret that the keychain has lost", () => {
  test("is not said to be there, and has to be typed again where it is needed", async () => {
    const { keychain, clients, entered } = build();
    await clients.set("gmail", "g", secret);
    keychain.items.delete(clientSecretName("gmail"));
    expect(await entered("gmail")).toMatchObject({ clientId: "g", hasSecret: false });
    await expect(clients.set("gmail", "g", undefined)).rejects.toMatchObject({
      code: "bad-input",
      detail: { field: "clientSecret" },
    });
    await clients.set("gmail", "g", secret);
    expect(await entered("gmail")).toMatchObject({ hasSecret: true });
  });

  test("or that another program has changed, is written over by what a person types", async () => {
    const { keychain, clients, entered } = build();
    await clients.set("gmail", "g", secret);
    keychain.changed.add(clientSecretName("gmail"));
    expect(await entered("gmail")).toMatchObject({ hasSecret: false });
    await clients.set("gmail", "g", "another");
    expect(keychain.items.get(clientSecretName("gmail"))).toBe("another");
  });

  test("goes out of the file with the store that it belonged to; one that is only locked away stays", async () => {
    const { keychain, clients, entered } = build();
    await clients.set("gmail", "g", secret);
    await clients.set("yandex", "y", secret);
    keychain.setState("locked");
    await clients.forgetLost();
    expect(await entered("gmail")).toMatchObject({ hasSecret: true });
    keychain.setState("ok");
    keychain.items.delete(clientSecretName("gmail"));
    await clients.forgetLost();
    expect(file()).toEqual({
      clients: { gmail: { clientId: "g" }, yandex: { clientId: "y", secretInKeychain: true } },
    });
  });
});
