// What is kept of an account's logins: bounded, counted, and about the credential that is in use.
import { describe, expect, it } from "vitest";
import {
  emptyHealth,
  HealthRecord,
  sameWords,
  triesSinceRefusal,
  withAccepted,
  withEvent,
  withLogin,
  withRenewed,
} from "../../../../electron/core/accounts/health-record.ts";

describe("the record of an account's logins", () => {
  it("keeps twenty events, the newest first, and counts what repeats", () => {
    let record = emptyHealth;
    for (let at = 0; at < 30; at++)
      record = withEvent(record, { kind: "failed", protocol: "imap", code: `code-${at}` }, at);
    for (let at = 30; at < 40; at++)
      record = withEvent(record, { kind: "failed", protocol: "imap", code: "offline" }, at);
    expect(record.events).toHaveLength(20);
    expect(record.events[0]).toMatchObject({ code: "offline", at: 30, lastAt: 39, times: 10 });
    expect(record.events[1]).toMatchObject({ code: "code-29", times: 1 });
    expect(HealthRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it("takes an answer with another session name or time for the same answer", () => {
    const no = (serverText: string) => ({ kind: "failed", protocol: "imap", serverText }) as const;
    let record = withEvent(emptyHealth, no("NO invalid credentials sc=a1B2 [mail7:1763.1]"), 1);
    record = withEvent(record, no("NO invalid credentials sc=z9 [mail2:9999.4]"), 2);
    expect(record.events).toHaveLength(1);
    record = withEvent(record, no("NO IMAP is disabled sc=z9"), 3);
    expect(record.events).toHaveLength(2);
    expect(sameWords("Неверный пароль 1", "Неверный пароль 22")).toBe(true);
    expect(sameWords("密码错误", "登录频繁")).toBe(false);
  });

  it("forgets when an old credential was accepted, but not the last success", () => {
    let record = withAccepted(withAccepted(emptyHealth, "imap", 1), "imap", 9);
    expect(record.accepted.imap).toEqual({ first: 1, last: 9 });
    record = withRenewed(record, "app-password", 10);
    expect(record).toMatchObject({ credential: "app-password", accepted: {}, acceptedAt: { imap: 9 } });
    record = withAccepted(record, "imap", 11);
    expect(record.accepted.imap).toEqual({ first: 11, last: 11 });
  });

  it("knows the tries since the last refusal, each by itself, and no more logins than it needs", () => {
    let record = withEvent(emptyHealth, { kind: "refused", protocol: "imap" }, 1);
    record = withEvent(record, { kind: "tried", protocol: "imap", change: "same" }, 2);
    record = withEvent(record, { kind: "tried", protocol: "imap", change: "same" }, 3);
    expect(triesSinceRefusal(record).map(({ at }) => at)).toEqual([3, 2]);
    record = withEvent(record, { kind: "refused", protocol: "imap" }, 4);
    expect(triesSinceRefusal(record)).toEqual([]);
    for (let at = 0; at < 100; at++) record = withLogin(record, at);
    expect(record.logins).toHaveLength(30);
    expect(record.logins.at(-1)).toBe(99);
  });
});
