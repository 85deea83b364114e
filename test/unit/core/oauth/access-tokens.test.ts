import { describe, expect, test } from "vitest";
import { createAccessTokens, refreshTokenName } from "../../../../electron/core/oauth/access-tokens.ts";
import type { OauthBinding } from "../../../../electron/core/oauth/binding.ts";
import type { Tokens } from "../../../../electron/core/oauth/protocol.ts";
import { Secret } from "../../../../electron/core/secret.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";
import { memoryKeychain } from "../../../support/memory-keychain.ts";

const binding: OauthBinding = {
  providerId: "test",
  issuer: "https://login.test",
  tokenUrl: "https://login.test/token",
  clientId: "gatepost",
  scopes: ["mail"],
};
const item = refreshTokenName("ada");
const minute = 60_000;

/** A provider that gives a new refresh token each time and remembers which it was shown. */
function build(change: { readonly lifetime?: number } = {}) {
  const keychain = memoryKeychain();
  const clock = { now: 1_000_000 };
  const provider = { shown: [] as string[], refuse: undefined as AppError | undefined, rotates: true };
  let given = 0;
  const tokens = createAccessTokens({
    keychain,
    now: () => clock.now,
    configuration: {
      find: async () => undefined,
      ready: () => Promise.reject(new Error("nobody asks")),
      of: async ({ issuer, tokenUrl, clientId }) => ({
        issuer,
        tokenUrl,
        authorities: [],
        client: { clientId },
      }),
    },
    refresh: async (_endpoint, token): Promise<Tokens> => {
      provider.shown.push(token.reveal());
      await new Promise((resolve) => setImmediate(resolve));
      if (provider.refuse) throw provider.refuse;
      given += 1;
      return {
        access: new Secret(`access ${given}`),
        lifetime: change.lifetime ?? 60 * minute,
        refresh: provider.rotates ? new Secret(`refresh ${given}`) : undefined,
      };
    },
  });
  keychain.items.set(item, "refresh 0");
  return {
    keychain,
    clock,
    provider,
    tokens,
    login: (rejected?: number) => tokens.forLogin("ada", binding, rejected),
  };
}

describe("the access token of an account", () => {
  test("is asked for once, however many logins want it at the same moment", async () => {
    const { login, provider } = build();
    const all = await Promise.all([login(), login(), login()]);
    expect(all.map(({ value }) => value)).toEqual(["access 1", "access 1", "access 1"]);
    expect(all.map(({ fresh }) => fresh)).toEqual([true, false, false]);
    expect(provider.shown).toEqual(["refresh 0"]);
  });

  test("is replaced five minutes before its end", async () => {
    const { login, clock } = build();
    await login();
    clock.now += 55 * minute - 1;
    expect((await login()).value).toBe("access 1");
    clock.now += 1;
    expect((await login()).value).toBe("access 2");
  });

  test("that lives for a few minutes is used for half of them", async () => {
    const { login, clock } = build({ lifetime: 4 * minute });
    await login();
    clock.now += 2 * minute - 1;
    expect((await login()).value).toBe("access 1");
    clock.now += 1;
    expect((await login()).value).toBe("access 2");
  });

  test("that was refused is replaced once, also if two connections complain of it", async () => {
    const { login, provider } = build();
    const { generation } = await login();
    const [one, two] = await Promise.all([login(generation), login(generation)]);
    expect([one?.value, two?.value]).toEqual(["access 2", "access 2"]);
    expect(provider.shown).toHaveLength(2);
  });
});

describe("the refresh token of an account", () => {
  test("is stored anew before the access token that came with it is handed out", async () => {
    const { login, keychain, provider } = build();
    await login();
    expect(keychain.items.get(item)).toBe("refresh 1");
    const { generation } = await login();
    await login(generation);
    expect(provider.shown).toEqual(["refresh 0", "refresh 1"]);
  });

  test("that the keychain does not take is kept in memory and stored at the next login, not asked for again", async () => {
    const { login, keychain, provider } = build();
    const write = keychain.write;
    keychain.write = async () => {
      throw new AppError("keychain-locked");
    };
    await expect(login()).rejects.toMatchObject({ code: "keychain-locked" });
    expect(keychain.items.get(item)).toBe("refresh 0");
    keychain.write = write;
    expect((await login()).value).toBe("access 2");
    // The old one was never shown a second time: that would end the whole permission.
    expect(provider.shown).toEqual(["refresh 0", "refresh 1"]);
    expect(keychain.items.get(item)).toBe("refresh 2");
  });

  test("stays where the provider gives no new one", async () => {
    const { login, keychain, provider } = build();
    provider.rotates = false;
    await login();
    expect(keychain.items.get(item)).toBe("refresh 0");
  });

  test("that is gone is no refusal, and one that is refused is", async () => {
    const { login, keychain, provider } = build();
    keychain.items.delete(item);
    await expect(login()).rejects.toMatchObject({ code: "password-gone" });
    keychain.items.set(item, "refresh 0");
    provider.refuse = new AppError("login-refused", { protocol: "oauth", serverText: "invalid_grant" });
    await expect(login()).rejects.toMatchObject({ code: "login-refused", detail: { protocol: "oauth" } });
  });

  test("that no keychain of all systems would take is not stored at all", async () => {
    const { tokens, keychain } = build();
    const grant = (length: number) => ({
      binding,
      refresh: new Secret("r".repeat(length)),
      access: new Secret("access"),
      expiresAt: 0,
    });
    await expect(tokens.keep("ada", grant(1_900))).rejects.toMatchObject({ code: "oauth-token-too-long" });
    expect(keychain.items.get(item)).toBe("refresh 0");
    await tokens.keep("ada", grant(1_899));
    expect(keychain.items.get(item)).toHaveLength(1_899);
  });

  test("goes with the account", async () => {
    const { tokens, keychain, login } = build();
    await login();
    await tokens.forget("ada");
    expect([...keychain.items]).toEqual([]);
    await expect(login()).rejects.toMatchObject({ code: "password-gone" });
  });
});
