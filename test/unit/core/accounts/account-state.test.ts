import { expect, test } from "vitest";
import {
  askedWait,
  defaultBackoff,
  stateAfter,
  waitAfter,
} from "../../../../electron/core/accounts/account-state.ts";
import { createHostGate } from "../../../../electron/core/accounts/host-gate.ts";
import { AppError, type ErrorCode } from "../../../../shared/ipc/errors.ts";

test.each<[ErrorCode, string]>([
  ["login-refused", "sign-in-needed"],
  ["login-throttled", "throttled"],
  ["host-paused", "throttled"],
  ["host-not-found", "offline"],
  ["connection-refused", "offline"],
  ["connection-timed-out", "offline"],
  ["connection-lost", "offline"],
  ["server-unavailable", "error"],
  ["certificate-untrusted", "error"],
  ["no-encryption", "error"],
  ["keychain-locked", "error"],
  ["password-gone", "error"],
])("%s makes an account %s", (code, kind) => {
  const state = stateAfter(new AppError(code, { serverText: "words", protocol: "imap" }), 1_000, 31_000, 2);
  expect(state).toMatchObject({ kind, since: 1_000 });
  expect("retryAt" in state).toBe(code !== "login-refused");
});

test("what may pass by itself alarms nobody the first time; what a person must do alarms at once", () => {
  const quiet = (code: ErrorCode, times: number) => {
    const state = stateAfter(new AppError(code), 1_000, 31_000, times);
    return "quiet" in state && state.quiet === true;
  };
  for (const code of [
    "connection-lost",
    "host-not-found",
    "login-throttled",
    "host-paused",
    "server-unavailable",
  ] as const)
    expect([quiet(code, 1), quiet(code, 2), quiet(code, 3)]).toEqual([true, false, false]);
  for (const code of ["login-refused", "certificate-untrusted", "keychain-locked", "password-gone"] as const)
    expect(quiet(code, 1)).toBe(false);
});

test("waits double from 30 seconds to 8 minutes, with jitter of up to a quarter more", () => {
  const waits = (chance: number) =>
    [1, 2, 3, 4, 5, 6, 40].map((failures) => waitAfter(failures, defaultBackoff, () => chance));
  expect(waits(0)).toEqual([30_000, 60_000, 120_000, 240_000, 384_000, 384_000, 384_000]);
  expect(waits(1)).toEqual([37_500, 75_000, 150_000, 300_000, 480_000, 480_000, 480_000]);
});

test("a server may ask for a wait, within an hour", () => {
  expect(askedWait(new AppError("login-throttled", { retryAfter: 5_000 }))).toBe(5_000);
  expect(askedWait(new AppError("login-throttled", { retryAfter: 1e12 }))).toBe(3_600_000);
  expect(askedWait(new AppError("login-throttled", { retryAfter: -1 }))).toBe(0);
  expect(askedWait(new AppError("login-throttled"))).toBe(0);
});

test("only so many connections to a host are opened at once, and a failed one frees its place", async () => {
  const gate = createHostGate(2);
  let busy = 0;
  let most = 0;
  const connect = async (fails: boolean) => {
    busy++;
    most = Math.max(most, busy);
    await new Promise((resolve) => setTimeout(resolve, 5));
    busy--;
    if (fails) throw new AppError("connection-refused");
  };
  const tries = Array.from({ length: 9 }, (_, n) => gate.enter("imap.post.test", () => connect(n % 2 === 0)));
  const results = await Promise.allSettled([...tries, gate.enter("other.test", () => connect(false))]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  expect(most).toBe(3);
});
