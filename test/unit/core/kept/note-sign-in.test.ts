import { describe, expect, it } from "vitest";
import { createNoteSignIn } from "../../../../electron/core/kept/note-sign-in.ts";
import { providerOf } from "../../../../shared/providers/index.ts";
import { memoryRecords } from "../../../support/memory-records.ts";

/** What is noted of a sign-in at this provider, with two-factor authentication known to be on or not. */
async function noted(providerId: string | undefined, password: string | undefined, on: boolean) {
  const records = memoryRecords();
  const account = { id: "ann", address: "ann@own.test", providerId };
  if (on) {
    const known = { accountId: "ann", twoFactor: "on", secretKeyKept: false, signedInSince: false };
    await records.put("security", "ann", known);
  }
  const calls: string[] = [];
  const note = createNoteSignIn({
    records,
    notes: {
      signedInWithAppPassword: async (accountId) => void calls.push(`app password of ${accountId}`),
      signedInOtherwise: async (accountId) => void calls.push(`other of ${accountId}`),
    },
    providerOf: (known) => providerOf(known.providerId),
  });
  await note(account, password);
  if (password !== undefined) expect(records.text()).not.toContain(password);
  return calls;
}

describe("a sign-in that the servers took", () => {
  it.each([
    ["mail-com", "a common password", false, "other of ann"],
    ["mail-com", "a common password", true, "app password of ann"],
    ["icloud", "whatever it is", false, "app password of ann"],
    ["mailfence", "a common password", true, "other of ann"],
    ["gmail", undefined, true, "other of ann"],
    [undefined, "a common password", true, "other of ann"],
  ] as const)(
    "at %s with %j, two-factor authentication on: %j",
    async (providerId, password, on, expected) => {
      expect(await noted(providerId, password, on)).toEqual([expected]);
    },
  );
});
