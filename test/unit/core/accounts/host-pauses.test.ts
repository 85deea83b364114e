// A host that has asked one account to slow down is spared by all: how long, with which words, and how that ends.
import { describe, expect, it } from "vitest";
import { createHostPauses, pausingWatch } from "../../../../electron/core/accounts/host-pauses.ts";
import { createLoginGate } from "../../../../electron/core/accounts/login-gate.ts";
import { AppError } from "../../../../shared/ipc/errors.ts";

const host = "imap.post.test";
const words = { protocol: "imap", serverText: "Too many connections" };

function build() {
  const clock = { now: 1_000_000, chance: 0 };
  const pauses = createHostPauses({
    backoff: { first: 30_000, most: 480_000 },
    now: () => clock.now,
    random: () => clock.chance,
  });
  const written: string[] = [];
  const gate = createLoginGate({
    closed: () => false,
    mayBegin: (accountId, protocol) => pauses.check({ accountId, protocol, host }),
    refused: () => {},
    watch: pausingWatch(
      pauses,
      {
        accepted: (accountId) => void written.push(`${accountId} accepted`),
        failed: (accountId, error) => {
          written.push(`${accountId} ${error.code}`);
          return error;
        },
      },
      () => host,
    ),
  });
  const login = (accountId: string, answer?: AppError) =>
    gate.enter(accountId, "imap", async () => (answer ? Promise.reject(answer) : "in"));
  return { clock, pauses, login, written };
}

describe("a host that asks for a pause", () => {
  it("gets it from the other accounts too, and is told of with its own words", async () => {
    const { clock, login, written } = build();
    const throttled = new AppError("login-throttled", words);
    await expect(login("ann", throttled)).rejects.toMatchObject({ detail: { retryAfter: 30_000 } });
    clock.now += 10_000;
    await expect(login("bob")).rejects.toMatchObject({
      code: "host-paused",
      // Twenty seconds are left; by chance a little more, so that not all come back at once.
      detail: { protocol: "imap", host, serverText: words.serverText, retryAfter: 20_000 },
    });
    // The one that was asked waits for itself, and its waiting makes the pause no longer.
    await expect(login("ann")).rejects.toMatchObject({ code: "login-throttled", detail: { resting: true } });
    expect(written).toEqual(["ann login-throttled", "bob host-paused", "ann login-throttled"]);
    clock.now += 20_000;
    await expect(login("bob")).resolves.toBe("in");
  });

  it("gets a longer one each time, from 30 seconds to 8 minutes, until a login is accepted", async () => {
    const { clock, login } = build();
    const waits: unknown[] = [];
    for (let times = 0; times < 7; times++) {
      const failure = await login("ann", new AppError("login-throttled", words)).catch((error) => error);
      waits.push(failure.detail.retryAfter);
      clock.now += Number(failure.detail.retryAfter);
    }
    expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 384_000, 384_000, 384_000]);
    await login("ann");
    await expect(login("ann", new AppError("login-throttled", words))).rejects.toMatchObject({
      detail: { retryAfter: 30_000 },
    });
  });

  it("gets what it asks for if that is longer", async () => {
    const { login } = build();
    const asks = new AppError("login-throttled", { ...words, retryAfter: 300_000 });
    await expect(login("ann", asks)).rejects.toMatchObject({ detail: { retryAfter: 300_000 } });
  });

  it("is asked at once when a person says so, and rests longer if it was too early", async () => {
    const { pauses, login } = build();
    const throttled = new AppError("login-throttled", words);
    await expect(login("ann", throttled)).rejects.toBeDefined();
    pauses.lift(host);
    await expect(login("bob", throttled)).rejects.toMatchObject({ detail: { retryAfter: 60_000 } });
  });
});

it("only a host that asks for it is spared: not after a refusal, trouble, or a word of the provider's token service", async () => {
  const { login } = build();
  for (const failure of [
    new AppError("login-refused", words),
    new AppError("server-unavailable", words),
    new AppError("connection-lost"),
    new AppError("login-throttled", { ...words, protocol: "oauth" }),
  ])
    await expect(login("ann", failure)).rejects.toMatchObject({ code: failure.code });
  await expect(login("bob")).resolves.toBe("in");
});
